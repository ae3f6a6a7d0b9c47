use reportedly_nlp::*;
fn main() {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut std::io::stdin(), &mut text).unwrap();
    let mut segs = vec![]; let mut at = 0;
    for line in text.split_inclusive('\n') { let e = at + line.trim_end().len(); if e > at { segs.push(Segment{span: Span::new(at,e), kind: SegmentKind::Body}); } at += line.len(); }
    let c = Context { document_creation_time: jiff::civil::date(2024,5,1), mode: Mode::News };
    let d = annotate(&text, &segs, &c);
    for s in &d.sentences { for t in s.tokens.clone() { let k=&d.tokens[t]; println!("{t}\t{}\t{}\t{}\t{}\t{}\t{}", d.form(t), k.lemma, k.upos, k.xpos, k.head.map_or("-".into(), |h| format!("{h} {}", d.form(h))), k.deprel); } println!(); }
    for m in &d.mentions { println!("M {:?} {:?} {:?} {:?} head={}", m.span.of(&text), m.form, m.kind, m.entity.map(|e| &d.entities[e].name), d.form(m.head)); }
    for t in &d.timexes { println!("T {:?} {:?} {} {:?}", t.span.of(&text), t.kind, t.value, t.interval.map(|i| i.to_string())); }
    for q in &d.quotes { println!("Q {:?} {:?}", q.content.of(&text), q.kind); }
    for a in &d.attributions { println!("A {:?} cue {:?} {:?} {:?} author {} stance {} within {:?}: {:?}", a.source.as_ref().map(|s| s.span.of(&text)), a.cue.iter().map(|s| s.of(&text)).collect::<Vec<_>>(), a.style, a.act, a.author, a.stance, a.within, a.content.iter().map(|s| s.of(&text)).collect::<Vec<_>>()); }
}
