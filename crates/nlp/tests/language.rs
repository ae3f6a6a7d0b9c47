//! Sentences, words, tags and trees of invented news text.

use reportedly_nlp::{Context, Deprel, Document, Mode, Segment, SegmentKind, Span, Upos, annotate};

fn read(text: &str) -> Document {
    let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
    let day = jiff::civil::Date::constant(2020, 12, 18);
    annotate(text, &[body], &Context { document_creation_time: day, mode: Mode::News })
}

/// Returns the words of each sentence, with a space between two.
fn sentences(text: &str) -> Vec<String> {
    let document = read(text);
    let words = |s: &reportedly_nlp::Sentence| {
        let tokens = document.tokens[s.tokens.clone()].iter();
        tokens.map(|t| t.span.of(&document.text)).collect::<Vec<_>>().join(" ")
    };
    document.sentences.iter().map(words).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(sentences(text), expected);
}

#[test]
fn a_dateline_stays_with_its_story() {
    check(
        "LONDON (AP) — The actor J. K. Ortega arrived. He waved.",
        &["LONDON ( AP ) — The actor J. K. Ortega arrived .", "He waved ."],
    );
}

#[test]
fn abbreviations_end_no_sentence() {
    check(
        "Mr. Smith and Dr. Lee, of Acme Inc., met on Feb. 4 in St. Louis.",
        &["Mr. Smith and Dr. Lee , of Acme Inc. , met on Feb. 4 in St. Louis ."],
    );
    check("The No. 1 film lost.", &["The No. 1 film lost ."]);
}

#[test]
fn an_abbreviation_may_end_one() {
    check("He lives in the U.S. She does not.", &["He lives in the U.S.", "She does not ."]);
    check("It opened at 5 p.m. The crowd came.", &["It opened at 5 p.m.", "The crowd came ."]);
}

#[test]
fn a_quotation_may_hold_several_sentences() {
    check(
        "“It was fun. We laughed a lot,” she said. “Never again!”",
        &["“ It was fun .", "We laughed a lot , ” she said .", "“ Never again ! ”"],
    );
    check("\"Go home. Now.\" He left.", &["\" Go home .", "Now . \"", "He left ."]);
}

#[test]
fn a_quotation_begins_a_sentence() {
    check(
        "Ortega left on Friday. \"He never told me why,\" said Mara Lindqvist.",
        &["Ortega left on Friday .", "\" He never told me why , \" said Mara Lindqvist ."],
    );
}

#[test]
fn who_asks_stays_with_the_question() {
    check("“Why now?” Ortiz asked.", &["“ Why now ? ” Ortiz asked ."]);
    check("“Are you sure?” Mara Lindqvist said.", &["“ Are you sure ? ” Mara Lindqvist said ."]);
}

#[test]
fn a_heading_needs_no_full_stop() {
    check(
        "Storm Over Velmora\n\nThe storm came at night.\nRelated: Velmora in pictures\nIt left.",
        &[
            "Storm Over Velmora",
            "The storm came at night .",
            "Related : Velmora in pictures",
            "It left .",
        ],
    );
}

#[test]
fn a_broken_line_goes_on() {
    check(
        "The mayor of the town said in a long statement on Tuesday that the bridge\nwould close.",
        &[
            "The mayor of the town said in a long statement on Tuesday that the bridge would close .",
        ],
    );
}

#[test]
fn money_numbers_and_dates() {
    check(
        "It made $4.5m (£3.2m), up 3.5%, on 2020-12-18 and 9/11, 1,200 fans at 7pm.",
        &["It made $ 4.5 m ( £ 3.2 m ) , up 3.5 % , on 2020-12-18 and 9/11 , 1,200 fans at 7 pm ."],
    );
    check("In the 1990s and '80s, 23rd.", &["In the 1990s and '80s , 23rd ."]);
}

#[test]
fn clitics_and_hyphens_as_the_treebanks_have_them() {
    check(
        "They can't and won't; it's Tom's co-star's well-known film.",
        &["They ca n't and wo n't ; it 's Tom 's co-star 's well - known film ."],
    );
    check("I cannot. The fans’ view: he’d go.", &["I can not .", "The fans ’ view : he ’d go ."]);
}

#[test]
fn addresses_and_tags_stay_whole() {
    check(
        "See www.velmora-news.example/a?b=1 or mail desk@velmora.example, @ortega and #Velmora!",
        &[
            "See www.velmora-news.example/a?b=1 or mail desk@velmora.example , @ortega and #Velmora !",
        ],
    );
}

#[test]
fn ellipses_and_dashes() {
    check("Well... maybe. He -- no, she—left…", &["Well ... maybe .", "He -- no , she — left …"]);
}

#[test]
fn a_caption_and_its_credit() {
    check(
        "Mara Lindqvist attends the gala on March 3, 2021. (Photo by Jo Roe/Velmora Images)",
        &[
            "Mara Lindqvist attends the gala on March 3 , 2021 .",
            "( Photo by Jo Roe / Velmora Images )",
        ],
    );
}

#[test]
fn only_segments_are_read() {
    let text = "Menu Home\nShe sang. He left.\nCookies";
    let start = text.find("She").unwrap();
    let end = text.find("\nCookies").unwrap();
    let segments = [
        Segment { span: Span::new(start, start + 9), kind: SegmentKind::Body },
        Segment { span: Span::new(start + 10, end), kind: SegmentKind::Caption },
    ];
    let day = jiff::civil::Date::constant(2020, 12, 18);
    let context = Context { document_creation_time: day, mode: Mode::News };
    let document = annotate(text, &segments, &context);
    let found: Vec<_> = document.sentences.iter().map(|s| (s.span.of(text), s.segment)).collect();
    assert_eq!(found, [("She sang.", 0), ("He left.", 1)]);
}

#[test]
fn who_says_what() {
    let document = read("Mara Lindqvist said that the band had cancelled the tour.");
    let tokens = &document.tokens;
    let form = |i: usize| tokens[i].span.of(&document.text);
    let said = tokens.iter().position(|t| t.lemma == "say").unwrap();
    assert_eq!((tokens[said].upos, tokens[said].deprel), (Upos::Verb, Deprel::Root));
    let child = |deprel| {
        let of = |t: &&reportedly_nlp::Token| t.head == Some(said) && t.deprel == deprel;
        tokens.iter().position(|t| of(&t)).map(form)
    };
    assert_eq!(child(Deprel::Nsubj), Some("Mara"));
    assert_eq!(child(Deprel::Ccomp), Some("cancelled"));
}

/// Characters that text from the web is made of, odd ones among them.
const ALPHABET: &[char] = &[
    'a', 'B', 's', 't', 'n', 'é', 'ß', 'İ', '中', '9', '0', '.', '.', ',', '\'', '’', '“', '”',
    '"', '-', '—', '/', ':', '@', '#', '$', '%', '(', ')', '!', '?', '…', ' ', ' ', ' ', '\n',
    '\t', '\u{a0}', '\u{200b}', '🎬', '\u{fe0f}', '\u{301}', '&', '_', '*', '`', '+', '=',
];

/// Checks what holds of every document.
fn check_invariants(text: &str) {
    let document = read(text);
    let mut at = 0;
    for token in &document.tokens {
        assert!(!token.span.is_empty() && token.span.start >= at, "{text:?}");
        let between = &text[at..token.span.start];
        let unread = |c: char| c.is_whitespace() || c.is_control() || "\u{200b}\u{ad}".contains(c);
        assert!(between.chars().all(unread), "{text:?} leaves {between:?} unread");
        at = token.span.end;
    }
    let mut next = 0;
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
        let tokens = &document.tokens[sentence.tokens.clone()];
        assert_eq!(tokens.iter().filter(|t| t.head.is_none()).count(), 1, "{text:?}");
        for start in sentence.tokens.clone() {
            if let Some(head) = document.tokens[start].head {
                let (low, high) = (head.min(start), head.max(start));
                let inside =
                    |at: usize| document.tokens[at].head.is_some_and(|h| (low..=high).contains(&h));
                assert!((low + 1..high).all(inside), "arcs cross in {text:?}");
            }
            let (mut word, mut steps) = (start, 0);
            while let Some(head) = document.tokens[word].head {
                assert!(sentence.tokens.contains(&head), "{text:?}");
                (word, steps) = (head, steps + 1);
                assert!(steps <= tokens.len(), "{text:?}");
            }
        }
    }
    assert_eq!(next, document.tokens.len());
}

#[test]
fn any_text_gives_whole_words_and_trees() {
    let mut seed = 1u64;
    let mut random = |end: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % end
    };
    for round in 0..1500 {
        let length = random(if round % 50 == 0 { 900 } else { 40 });
        let text: String = (0..length).map(|_| ALPHABET[random(ALPHABET.len())]).collect();
        check_invariants(&text);
    }
}

#[test]
fn a_line_without_an_end_costs_no_more_than_many() {
    check_invariants(&"word ".repeat(3_000));
    check_invariants(&"a.b-".repeat(3_000));
    check_invariants(&"“(".repeat(3_000));
    check_invariants("");
    check_invariants(" \n\n ");
}

#[test]
fn the_same_text_gives_the_same_document() {
    let text = "“We will close,” Ortiz said. Nobody believed him; the U.S. firm, Acme, did.";
    let once = format!("{:?}", read(text));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert_eq!(format!("{:?}", read(text)), once));
        }
    });
    // A sentence is read alike whatever stands around it.
    let alone = read("Ortiz left the building on Monday.");
    let among = read("Nobody came. Ortiz left the building on Monday. It rained.");
    let tail = |d: &Document, n: usize| -> Vec<(Upos, Deprel)> {
        d.tokens[d.sentences[n].tokens.clone()].iter().map(|t| (t.upos, t.deprel)).collect()
    };
    assert_eq!(tail(&alone, 0), tail(&among, 1));
}

/// Returns the words of a sentence, each with its relation and its governor.
fn drawn(text: &str) -> String {
    let document = read(text);
    let form = |token: &reportedly_nlp::Token| token.span.of(&document.text);
    let word = |token: &reportedly_nlp::Token| match token.head {
        Some(head) => format!("{}-{}>{}", form(token), token.deprel, form(&document.tokens[head])),
        None => form(token).to_owned(),
    };
    document.tokens.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_age_hangs_on_its_name_and_breaks_nothing() {
    let tree = drawn("According to The Lantern, Velm, 58, is now involved with Harrow.");
    assert!(tree.contains("Velm-nsubj"), "{tree}");
    assert!(tree.contains(",-punct>58 58-amod>Velm ,-punct>Velm"), "{tree}");
    let tree = drawn("Mara Lindqvist, 41, and Jonas Velm, 39, have split.");
    assert!(tree.starts_with("Mara-nsubj>split"), "{tree}");
    assert!(tree.contains("Jonas-conj>Mara Velm-flat>Jonas ,-punct>39 39-amod>Jonas"), "{tree}");
}

#[test]
fn what_is_told_hangs_on_the_verb_that_tells_it() {
    for text in [
        "Abbott told supporters of the ruling party that he was leaving the town.",
        "Lindqvist told the Evening Lantern that she was leaving the show.",
    ] {
        let tree = drawn(text);
        assert!(tree.contains("leaving-ccomp>told"), "{tree}");
    }
    let tree = drawn("Lindqvist said on Tuesday that the premiere would be moved.");
    assert!(tree.contains("moved-ccomp>said"), "{tree}");
    let tree = drawn("Velm denied reports that he had been fired.");
    assert!(tree.contains("fired-acl"), "{tree}");
}

#[test]
fn a_sentence_has_a_verb() {
    let tree = drawn("The big-budget action sequel halted production in March.");
    assert!(tree.contains("sequel-nsubj>halted halted production-obj>halted"), "{tree}");
}

#[test]
fn a_verb_has_whoever_does_it() {
    let tree = drawn("The Broadway hit features original music by the Lanterns.");
    assert!(tree.contains("hit-nsubj>features"), "{tree}");
    let tree =
        drawn("“The deal will make them rich,” predicts Ada Velm, chairman of Harbour Trust.");
    assert!(tree.contains("Ada-nsubj>predicts"), "{tree}");
}

#[test]
fn regular_forms_lead_to_known_words() {
    let document = read(
        "She smiled, shouted, ruled and controlled it. They tied. They competed for bonuses. \
         The film has been rewritten.",
    );
    let lemmas: Vec<&str> = document.tokens.iter().map(|t| t.lemma.as_str()).collect();
    for lemma in ["smile", "shout", "rule", "control", "tie", "compete", "bonus", "rewrite"] {
        assert!(lemmas.contains(&lemma), "{lemma} in {lemmas:?}");
    }
}
