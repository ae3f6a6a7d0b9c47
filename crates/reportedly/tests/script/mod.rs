//! Reads scripts: articles with hand-made claims, and questions to a ledger.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use reportedly::article::Place;
use reportedly::beat::Beats;
use reportedly::belief::{Later, Reading};
use reportedly::claim::{
    Argument, Claim, ClaimKind, Cue, CueRole, Evidence, Field, Firmness, Link, SourceKind,
};
use reportedly::ledger::{
    Decided, Decision, Deed, Ledger, Order, Resolve, Resolved, Scope, Search, Since, StoredClaim,
    Verdict, Why,
};
use reportedly::query::{self, AnswerRow, How};
use reportedly::{Article, Error};
use reportedly_nlp::{
    Certainty, EntityKind, Factuality, Polarity, Record, Segment, SegmentKind, Span, SpeechAct,
};

/// A folder for one test, taken away with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("reportedly-{name}-{}-{count}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A command with the lines below it.
pub struct Block {
    pub command: String,
    pub lines: Vec<String>,
}

impl Block {
    pub fn all(text: &str) -> Vec<Block> {
        let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
        for line in text.lines() {
            match line {
                "" => blocks.push(Vec::new()),
                _ => blocks.last_mut().unwrap().push(line),
            }
        }
        let full = blocks.into_iter().filter(|block| !block.is_empty());
        full.map(|block| Block {
            command: block[0].to_owned(),
            lines: block[1..].iter().map(|line| (*line).to_owned()).collect(),
        })
        .collect()
    }

    pub fn whole(&self) -> String {
        let mut whole = self.command.clone();
        for line in &self.lines {
            let _ = write!(whole, "\n{line}");
        }
        whole
    }
}

/// Returns the answer to a block; `None` where it only tells something.
pub fn answer(block: &Block, ledger: &mut dyn Ledger) -> Option<String> {
    let mut words = block.command.splitn(2, ' ');
    let (command, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let answer = match command {
        "#" => return None,
        "record" => {
            let (article, claims, recorded) = article(rest, &block.lines);
            ledger.record(&article, &claims, recorded.parse().unwrap(), "1").unwrap();
            return None;
        }
        "record!" => {
            let (article, claims, recorded) = article(rest, &block.lines);
            match ledger.record(&article, &claims, recorded.parse().unwrap(), "1") {
                Ok(done) => Ok(format!(
                    "{} entry {} at {}, {} claims",
                    done.outcome.as_str(),
                    done.entry,
                    done.recorded,
                    done.claims
                )),
                Err(error) => Err(error),
            }
            .map(|answer| {
                block
                    .lines
                    .iter()
                    .take_while(|line| !line.starts_with("= "))
                    .fold(String::new(), |all, line| all + line + "\n")
                    + "= "
                    + &answer
            })
        }
        "reread" => {
            let (article, claims, recorded) = article(rest, &block.lines);
            ledger.record(&article, &claims, recorded.parse().unwrap(), "2").unwrap();
            return None;
        }
        "merge" | "split" | "rename" | "reject" | "accept" | "clear" | "edit" | "resolve"
        | "cut" | "join" => decide(command, rest, ledger).map(|entry| format!("entry {entry}")),
        _ => question(command, rest, ledger),
    };
    Some(match answer {
        Ok(answer) => answer,
        Err(error) => format!("error: {error}"),
    })
}

/// Decides `merge A | B`, `split A`, `rename A | NAME`, `reject 3`, `accept 3`, `clear 3`,
/// `edit 3 dating: A -> B; ...`, `cut 3 | 5`, `join 3 | 5`, `resolve false dating: A -> B`, each with `@INSTANT` at its end
/// where the time matters.
pub fn decide(command: &str, rest: &str, ledger: &mut dyn Ledger) -> Result<u64, Error> {
    let (rest, recorded) = rest.split_once(" @").unwrap_or((rest, "2030-01-01T00:00:00Z"));
    let recorded = recorded.parse().unwrap();
    let why =
        Why { by: Some("Ada".into()), because: Some(format!("{command} {rest}")), decided: None };
    let resolve = |name: &str| query::resolve(ledger, name, Reading::NOW);
    let (first, second) = rest.split_once(" | ").unwrap_or((rest, ""));
    let deed = match command {
        "merge" => query::merge(ledger, resolve(first)?.one()?, resolve(second)?.one()?)?,
        "split" => query::split(ledger, first, &resolve(first)?)?,
        "rename" => {
            Deed::Rename { entity: resolve(first)?.one()?.entity.number, name: second.into() }
        }
        "cut" | "join" => {
            let claims = [first.parse().unwrap(), second.parse().unwrap()];
            Deed::Origin { claims, apart: command == "cut" }
        }
        "resolve" => {
            let (outcome, said) = rest.split_once(' ').unwrap_or_default();
            let (predicate, said) = said.split_once(": ").unwrap_or_default();
            let (parties, value) =
                said.split_once(" = ").map_or((said, None), |(p, v)| (p, Some(v)));
            let (subject, object) =
                parties.split_once(" -> ").map_or((parties, None), |(s, o)| (s, Some(o)));
            let object = match object {
                Some(name) => Some(resolve(name)?.one()?.entity.number),
                None => None,
            };
            Deed::Resolve(Resolve {
                subject: resolve(subject)?.one()?.entity.number,
                predicate: predicate.into(),
                object,
                value: value.map(str::to_owned),
                facet: Default::default(),
                outcome: Resolved::ALL.into_iter().find(|o| o.as_str() == outcome).unwrap(),
            })
        }
        _ => {
            let (number, said) = rest.split_once(' ').unwrap_or((rest, ""));
            let number: u64 = number.parse().unwrap();
            let verdict = match command {
                "reject" => Verdict::Rejected,
                "accept" => Verdict::Accepted,
                "clear" => Verdict::Cleared,
                _ => {
                    let Some(old) = ledger.claims(&[number])?.pop() else {
                        return ledger.edit(number, &wrong_claim(), &why, recorded).map(|d| d.0);
                    };
                    let article = ledger.article(&old.article.revision)?;
                    let of = article.iter().find(|a| a.reference == old.article).unwrap();
                    let mut edited = claim(said, &of.article);
                    edited.evidence = old.claim.evidence;
                    return ledger.edit(number, &edited, &why, recorded).map(|done| done.0);
                }
            };
            Deed::Review { claim: number, verdict }
        }
    };
    ledger.decide(&Decision { why, deed }, recorded)
}

/// A claim of no article.
fn wrong_claim() -> Claim {
    let (article, ..) = article("2020-01-01", &["| Nothing.".to_owned()]);
    claim("said: Nobody", &article)
}

fn question(command: &str, rest: &str, ledger: &dyn Ledger) -> Result<String, Error> {
    let (rest, scope, hindsight) = scope(rest);
    let reading = Reading { as_of: scope.published_by, hindsight, recorded_by: scope.entry };
    let scope = reading.scope();
    let beats = Beats::built_in();
    let mut out = String::new();
    match command {
        "ask" => {
            let answer = query::ask(ledger, beats, rest, reading)?;
            match &answer.understood {
                Some(understood) => {
                    let label = understood.label.as_deref().unwrap_or("everything");
                    let _ = write!(out, "{label}: {}", understood.wants.as_str());
                    for (slot, name) in [("of", &understood.subject), ("with", &understood.object)]
                    {
                        if let Some(name) = name {
                            let _ = write!(out, ", {slot} {name}");
                        }
                    }
                    let _ = writeln!(out, "; {}", answer.reading);
                }
                None => out.push_str("not understood\n"),
            }
            for named in &answer.names {
                let names: Vec<&str> = named.parties.iter().map(|p| &*p.entity.name).collect();
                let others: Vec<&str> = named.others.iter().map(|e| &*e.name).collect();
                if named.how != How::Exact || names.len() > 1 || !others.is_empty() {
                    let how = format!("{:?}", named.how).to_lowercase();
                    let _ = write!(out, "'{}' ({how}): {}", named.asked, names.join(", "));
                    let _ = match others.is_empty() {
                        true => writeln!(out),
                        false => writeln!(out, "; not {}", others.join(", ")),
                    };
                }
            }
            if let Some(moves) = answer.moves {
                let _ = writeln!(out, "{moves} times");
            }
            answer.rows.iter().for_each(|row| show_row(&mut out, row, true));
            later(&mut out, answer.later);
            for (article, _) in &answer.found.articles {
                let _ = writeln!(out, "found {}", article.input);
            }
            for claim in &answer.found.claims {
                let _ = writeln!(out, "found {}", line(claim));
            }
        }
        "read" => {
            let answer = query::ask(ledger, beats, rest, reading)?;
            let names = |of: Option<&String>| {
                let named = answer.names.iter().find(|named| Some(&named.asked) == of);
                named.map_or(String::new(), |n| {
                    n.parties.iter().map(|p| &*p.entity.name).collect::<Vec<_>>().join(" or ")
                })
            };
            match &answer.understood {
                Some(read) => {
                    let what = read.predicate.as_deref().unwrap_or("everything");
                    let (of, with) = (names(read.subject.as_ref()), names(read.object.as_ref()));
                    let _ = write!(out, "{what}({of}; {with}) {}", read.wants.as_str());
                }
                None => out.push_str("searched for"),
            }
        }
        "show" => {
            let named = query::resolve(ledger, rest, reading)?;
            for dossier in query::show(ledger, beats, &named, reading)? {
                let _ = writeln!(out, "{}; {}", dossier.entity.name, dossier.reading);
                dossier.rows.iter().for_each(|row| show_row(&mut out, row, false));
                if !dossier.others.is_empty() {
                    out.push_str("of others\n");
                    dossier.others.iter().for_each(|row| show_row(&mut out, row, true));
                }
                for claim in &dossier.said.claims {
                    let _ = writeln!(out, "{}", line(claim));
                }
                later(&mut out, dossier.later);
            }
        }
        "timeline" => {
            let (name, predicate) =
                rest.split_once(" | ").map_or((rest, None), |(n, p)| (n, Some(p)));
            let named = query::resolve(ledger, name, reading)?;
            for timeline in query::timeline(ledger, beats, &named, predicate, reading)? {
                let _ = writeln!(out, "{}; {}", timeline.entity.name, timeline.reading);
                timeline.rows.iter().for_each(|row| show_row(&mut out, row, true));
                later(&mut out, timeline.later);
            }
        }
        "changes" => {
            let (since, name) = rest.split_once(' ').map_or((rest, None), |(s, n)| (s, Some(n)));
            let since = match since.parse() {
                Ok(day) => Since::Day(day),
                Err(_) => Since::Entry(since.parse().unwrap_or(0)),
            };
            let named = name.map(|name| query::resolve(ledger, name, reading)).transpose()?;
            let changes = query::changes(ledger, beats, since, named.as_ref(), reading)?;
            let _ = writeln!(
                out,
                "{} articles, {} statements, up to entry {}",
                changes.articles, changes.statements, changes.entry
            );
            for change in &changes.changes {
                let _ = write!(out, "{}", change.kind.as_str());
                if let Some((standing, firmness)) = change.before {
                    let _ = write!(out, " (was {}, {})", firmness.as_str(), standing.as_str());
                }
                out.push_str(": ");
                show_row(&mut out, &change.row, true);
            }
            for one in &changes.decided {
                let _ = writeln!(out, "{}", decided(one));
            }
            for (article, outcome) in &changes.edited {
                let _ = writeln!(out, "{} {}", outcome.as_str(), article.input);
            }
            for edit in changes.revised.iter().flat_map(|revised| &revised.edits) {
                let _ = writeln!(out, "{}:", edit.kind.as_str());
                for (when, stored) in [("before", &edit.before), ("after", &edit.after)] {
                    if let Some(stored) = stored {
                        let _ = writeln!(out, "  {when} {}", line(stored));
                    }
                }
            }
        }
        "contradictions" => {
            let named = (!rest.is_empty()).then(|| query::resolve(ledger, rest, reading));
            let named = named.transpose()?;
            let told = query::contradictions(ledger, beats, named.as_ref(), reading, 10)?;
            for one in told.found {
                let conflict = &one.conflict;
                let facet: Vec<String> =
                    conflict.facet.iter().map(|(name, value)| format!("{name} {value}")).collect();
                let _ = writeln!(
                    out,
                    "{} ({}): {} {}",
                    conflict.predicate,
                    conflict.rule,
                    conflict.subject.name,
                    facet.join(", ")
                );
                for (account, claim) in conflict.accounts.iter().zip(&one.claims) {
                    let _ = writeln!(
                        out,
                        "  {}{} {}{}; {}; {} to {}; {} claims, {} origins | {}",
                        if account.denies { "not " } else { "" },
                        account.label,
                        account.words(),
                        account.valid_time.map_or(String::new(), |time| format!("; {time}")),
                        account.firmness.as_str(),
                        account.first_published,
                        account.last_published,
                        account.claims.len(),
                        account.support.origins,
                        line(claim)
                    );
                }
            }
            if told.more > 0 {
                let _ = writeln!(out, "{} more", told.more);
            }
        }
        "extent" => {
            let extent = ledger.extent(scope)?;
            let _ = write!(
                out,
                "entry {}: {} articles, {} revisions, {} claims",
                extent.entry, extent.articles, extent.revisions, extent.claims
            );
            if let (Some(first), Some(last)) = (extent.first_published, extent.last_published) {
                let _ = write!(out, ", published {first} to {last}");
            }
        }
        "entities" => {
            for entity in ledger.entities_named(rest)? {
                let kind = entity.kind.map_or("?", EntityKind::as_str);
                let predicates: Vec<String> = ledger
                    .predicates_of(entity.number)?
                    .into_iter()
                    .map(|p| match (p.as_subject, p.as_object) {
                        (true, true) => format!("<{}>", p.name),
                        (true, false) => format!("{}>", p.name),
                        _ => format!("<{}", p.name),
                    })
                    .collect();
                let count = ledger.mentions_of(entity.number, scope, 100)?;
                let _ = writeln!(
                    out,
                    "{} {} ({kind}) {count}: {}",
                    entity.number,
                    entity.name,
                    predicates.join(" ")
                );
            }
        }
        "who" => {
            let named = query::resolve(ledger, rest, reading)?;
            for party in &named.parties {
                let who = query::identity(ledger, beats, party, reading)?;
                let names: Vec<String> = who
                    .names
                    .iter()
                    .map(|(entity, count)| {
                        let kind = entity.kind.map_or("?", EntityKind::as_str);
                        format!("{} ({kind}) {count}", entity.name)
                    })
                    .collect();
                let _ = writeln!(out, "{}: {}", who.entity.name, names.join(", "));
                for one in &who.decided {
                    let _ = writeln!(out, "  {}", decided(one));
                }
                for one in &who.candidates {
                    let _ = writeln!(out, "  like {}: {:?}", one.entity.name, one.evidence);
                }
            }
        }
        "decided" => {
            for one in ledger.decided()? {
                let carried = if one.carried { ", carried over" } else { "" };
                let _ = writeln!(out, "{} {}{carried}", one.entry, decided(&one));
            }
        }
        "candidates" => {
            for entity in ledger.entities_with(&reportedly::ledger::words(rest), 10)? {
                let kind = entity.kind.map_or("?", EntityKind::as_str);
                let _ = writeln!(out, "{} ({kind})", entity.name);
            }
        }
        "near" => {
            for entity in query::near(ledger, rest, 3)? {
                let kind = entity.kind.map_or("?", EntityKind::as_str);
                let _ = writeln!(out, "{} ({kind})", entity.name);
            }
        }
        "search" => {
            let search = Search { words: rest.to_owned(), order: Order::Newest, limit: 10 };
            let hits = query::search(ledger, &search, scope)?;
            for (article, words) in hits.articles {
                let _ = writeln!(out, "{}: {words}", article.input);
            }
            for claim in &hits.claims {
                let _ = writeln!(out, "{}", line(claim));
            }
        }
        "claims" => {
            for article in ledger.article(rest)? {
                let _ = writeln!(
                    out,
                    "revision {} of {}, entry {}",
                    article.number, article.reference.published, article.entry
                );
                for claim in ledger.claims_of(article.reference.number, Scope::ALL)? {
                    let again = ledger.claim(&claim.id)?;
                    assert_eq!(again.as_ref(), Some(&claim), "by its id {}", claim.id);
                    let _ = writeln!(out, "{}", line(&claim));
                }
            }
        }
        "extractions" => {
            let since = match rest.parse() {
                Ok(day) => Since::Day(day),
                Err(_) => Since::Entry(rest.parse().unwrap_or(0)),
            };
            for reading in ledger.extractions(since, scope)? {
                let _ = writeln!(
                    out,
                    "{} {} {} revision {}, {} claims",
                    reading.entry,
                    reading.recorded,
                    reading.article.input,
                    reading.revision_number,
                    reading.claims
                );
            }
        }
        "record-of" => {
            let all = ledger.sources(scope)?;
            if let Some(source) = all.iter().find(|source| source.name == rest) {
                let record = query::record(ledger, beats, source, &all, reading)?;
                for row in record.rows {
                    let tally = row.tally;
                    let _ = writeln!(
                        out,
                        "{} {}: {} reported, {} confirmed, {} contradicted, {} undecided, lead {:?}",
                        row.label,
                        row.firmness.as_str(),
                        tally.reported,
                        tally.confirmed,
                        tally.contradicted,
                        tally.undecided(),
                        tally.median_lead()
                    );
                }
                let _ = writeln!(out, "{} passed on", record.passed_on);
            }
        }
        "sources" => {
            for source in ledger.sources(scope)? {
                let _ = writeln!(
                    out,
                    "{} ({}): {} articles, {} claims, cited {}, {} to {}",
                    source.name,
                    source.kind,
                    source.articles,
                    source.claims,
                    source.cited,
                    source.first,
                    source.last
                );
            }
        }
        _ => panic!("'{command}' is no command of a script"),
    }
    Ok(out)
}

/// Returns a decision in one line.
pub fn decided(one: &Decided) -> String {
    let by = one.by.as_deref().unwrap_or("somebody");
    format!("{} by {by}, as of {}: {:?}", one.what(), one.decided, one.deed)
}

/// Writes a value: what it is, how it stands, on whose word, against what.
fn show_row(out: &mut String, row: &AnswerRow, with_subject: bool) {
    let value = &row.value;
    let mut parts = vec![format!("{}: ", row.label)];
    if with_subject {
        parts[0].push_str(&format!("{}: ", row.subject.name));
    }
    parts[0].push_str(&value.words());
    for (name, value) in &row.facet {
        parts.push(format!("{name} {value}"));
    }
    parts.push(format!(
        "{}, {} ({})",
        value.firmness.as_str(),
        value.standing.as_str(),
        value.rule
    ));
    if let Some(valid) = value.valid_time {
        parts.push(format!("valid {valid}"));
    }
    match value.first_published == value.last_published {
        true => parts.push(value.first_published.to_string()),
        false => parts.push(format!("{} to {}", value.first_published, value.last_published)),
    }
    let support = &value.support;
    if support.claims > 0 {
        parts.push(format!(
            "{} claims, {} outlets, {} origins, {} independent",
            support.claims, support.outlet_count, support.origins, support.independent
        ));
    }
    if !support.rules.is_empty() {
        parts.push(format!("one by {}", support.rules.join(", ")));
    }
    if let Some(by) = &value.replaced_by {
        parts.push(format!("then {by}"));
    }
    if let Some(review) = &row.review {
        parts.push(format!("{} by {}", review.what(), review.by.as_deref().unwrap_or("?")));
    }
    if let Some(Decided { deed: Deed::Resolve(resolve), .. }) = &value.resolved {
        parts.push(format!("came out {}", resolve.outcome.as_str()));
    }
    parts.extend(value.outcome.map(|outcome| outcome.as_str().to_owned()));
    let outlet = row.claim.article.outlet.as_deref().unwrap_or("?");
    let _ = writeln!(out, "{} | {outlet}: “{}”", parts.join("; "), row.claim.claim.evidence.exact);
    for (dispute, claim) in &row.disputes {
        let outlet = claim.article.outlet.as_deref().unwrap_or("?");
        let chain: String =
            claim.claim.chain.iter().map(|link| format!(" < {}", link.name)).collect();
        let instead = dispute.instead.as_ref().map_or(String::new(), |i| format!(" {i}"));
        let _ = writeln!(
            out,
            "  against ({}{instead}), {} {outlet}{chain}: “{}”",
            dispute.rule, dispute.published, claim.claim.evidence.exact
        );
    }
}

fn later(out: &mut String, later: Option<Later>) {
    if let Some(later) = later {
        let _ = writeln!(out, "{} later reports, {} to {}", later.claims, later.first, later.last);
    }
}

/// Returns what is left of a command line without its options, and the options.
fn scope(rest: &str) -> (&str, Scope, bool) {
    let (rest, options) = rest.split_once(" --").map_or((rest, ""), |(rest, o)| (rest, o));
    let (rest, options) = match rest.strip_prefix("--") {
        Some(options) => ("", options),
        None => (rest, options),
    };
    let mut scope = Scope::ALL;
    let mut hindsight = false;
    for option in options.split(" --").filter(|option| !option.is_empty()) {
        match option.split_once(' ') {
            None if option == "with-hindsight" => hindsight = true,
            Some(("as-of", day)) => scope.published_by = Some(day.parse().unwrap()),
            Some(("entry", entry)) => scope.entry = Some(entry.parse().unwrap()),
            _ => panic!("'--{option}' is no option of a script"),
        }
    }
    (rest, scope, hindsight)
}

/// Returns a claim in one line.
pub fn line(stored: &StoredClaim) -> String {
    let claim = &stored.claim;
    let mut line = format!("{}: {}", claim.predicate, claim.subject.name);
    if let Some(object) = &claim.object {
        let _ = write!(line, " -> {}", object.name);
    }
    if let Some(value) = &claim.value {
        let _ = write!(line, " = {value}");
    }
    let factuality = Factuality { certainty: claim.certainty, polarity: claim.polarity };
    let _ = write!(line, "; {} {factuality}", claim.firmness.as_str());
    if claim.act != SpeechAct::Assert {
        let _ = write!(line, " {}", claim.act.as_str());
    }
    if let Some(valid) = claim.valid_time {
        let _ = write!(line, "; valid {valid}");
    }
    for (name, value) in &claim.qualifiers {
        let _ = write!(line, "; {name} {value}");
    }
    for link in &claim.chain {
        let _ = write!(line, " < {} ({})", link.name, link.kind.as_str());
    }
    let _ = write!(line, "; “{}”", claim.evidence.exact);
    for cue in &claim.cues {
        let _ = write!(line, "; {} “{}”", cue.role.as_str(), cue.text);
    }
    line
}

/// Reads an article: `record DAY OUTLET [@INSTANT]`, then `url:`, `title:`, `input:` lines, the
/// paragraphs (`| ...`), and a claim a line (`- ...`).
pub fn article(head: &str, lines: &[String]) -> (Article, Vec<Claim>, String) {
    let (head, recorded) = head.split_once(" @").unwrap_or((head, "2030-01-01T00:00:00Z"));
    let (day, outlet) = head.split_once(' ').unwrap_or((head, ""));
    let field = |name: &str| {
        lines.iter().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
    };
    let paragraphs: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("| ")).collect();
    let text = paragraphs.join("\n");
    let mut segments = Vec::new();
    let mut start = 0;
    for paragraph in &paragraphs {
        let span = Span::new(start, start + paragraph.len());
        segments.push(Segment { span, kind: SegmentKind::Body });
        start = span.end + 1;
    }
    let input = field("input:").unwrap_or_else(|| format!("{day} {outlet}").trim().to_owned());
    let mut article = Article::new(input, day.parse().unwrap(), text);
    article.url = field("url:");
    article.outlet = (!outlet.is_empty()).then(|| outlet.to_owned());
    article.title = field("title:");
    article.authors =
        field("by:").map(|by| by.split(", ").map(str::to_owned).collect()).unwrap_or_default();
    article.segments = segments;
    article.taken_from = field("from:");
    article.told.outlet = article.outlet.as_ref().map(|_| Place::Head);
    let claims = lines
        .iter()
        .filter_map(|line| line.strip_prefix("- "))
        .map(|line| claim(line, &article))
        .collect();
    (article, claims, recorded.to_owned())
}

/// Reads `dating: Mara Quill/person -> Theo Lang/person = VALUE; reported PR+; deny; valid X;
/// place Y; chain A/outlet > B/anonymous; hedge “words”; “evidence”`.
pub fn claim(line: &str, article: &Article) -> Claim {
    let (predicate, rest) = line.split_once(": ").expect("a claim begins with its predicate");
    let mut parts = rest.split("; ");
    let proposition = parts.next().unwrap_or_default();
    let (parties, value) =
        proposition.split_once(" = ").map_or((proposition, None), |(p, v)| (p, Some(v)));
    let (subject, object) =
        parties.split_once(" -> ").map_or((parties, None), |(s, o)| (s, Some(o)));
    let mut claim = Claim {
        kind: if predicate == "said" { ClaimKind::Statement } else { ClaimKind::Typed },
        predicate: predicate.to_owned(),
        subject: argument(subject),
        object: object.map(argument),
        value: value.map(str::to_owned),
        qualifiers: Default::default(),
        valid_time: None,
        said: None,
        polarity: Polarity::Positive,
        certainty: Certainty::Ct,
        act: SpeechAct::Assert,
        firmness: Firmness::Stated,
        chain: Vec::new(),
        evidence: Evidence {
            field: Field::Text,
            span: Span::new(0, article.text.len()),
            exact: article.text.clone(),
        },
        cues: Vec::new(),
        mentions: Default::default(),
        rule: format!("test/{predicate}#1"),
        confidence: 0.9,
    };
    for part in parts {
        let (name, value) = part.split_once(' ').unwrap_or((part, ""));
        let quoted = |words: &str| {
            let words = words.trim_matches(['“', '”']);
            let start =
                article.text.find(words).unwrap_or_else(|| panic!("'{words}' is in the text"));
            (Span::new(start, start + words.len()), words.to_owned())
        };
        let act = [
            SpeechAct::Deny,
            SpeechAct::Confirm,
            SpeechAct::Ask,
            SpeechAct::Announce,
            SpeechAct::Decline,
            SpeechAct::Retract,
            SpeechAct::Predict,
            SpeechAct::Speculate,
        ];
        if let Some(firmness) = Firmness::ALL.into_iter().find(|f| f.as_str() == name) {
            claim.firmness = firmness;
            let factuality = factuality(value);
            (claim.certainty, claim.polarity) = (factuality.certainty, factuality.polarity);
        } else if let Some(act) = act.into_iter().find(|act| act.as_str() == part) {
            claim.act = act;
        } else if part.starts_with('“') {
            let (span, exact) = quoted(part);
            claim.evidence = Evidence { field: Field::Text, span, exact };
        } else if let Some(role) =
            [CueRole::Hedge, CueRole::Negation, CueRole::Attribution, CueRole::Time]
                .into_iter()
                .find(|role| role.as_str() == name)
        {
            let (span, text) = quoted(value);
            claim.cues.push(Cue { role, span, text });
        } else if name == "valid" {
            claim.valid_time = Some(value.parse().unwrap());
        } else if name == "said" {
            claim.said = Some(value.parse().unwrap());
        } else if name == "chain" {
            claim.chain = value.split(" > ").map(link).collect();
        } else {
            claim.qualifiers.insert(name.to_owned(), value.to_owned());
        }
    }
    claim
}

fn factuality(text: &str) -> Factuality {
    let polarity = match text.chars().last() {
        Some('-') => Polarity::Negative,
        Some('u') => Polarity::Unknown,
        _ => Polarity::Positive,
    };
    let certainty = match text.get(..2) {
        Some("PR") => Certainty::Pr,
        Some("PS") => Certainty::Ps,
        Some("Uu") => Certainty::U,
        _ => Certainty::Ct,
    };
    Factuality { certainty, polarity }
}

fn argument(text: &str) -> Argument {
    match text.rsplit_once('/') {
        Some((name, kind)) => Argument {
            name: name.to_owned(),
            kind: Some(EntityKind::from_label(kind).expect("a kind of entity")),
        },
        None => Argument { name: text.to_owned(), kind: None },
    }
}

/// Reads `NAME/KIND` or `NAME/KIND/RELATION`.
fn link(text: &str) -> Link {
    let mut parts = text.split('/');
    let name = parts.next().unwrap_or_default().to_owned();
    let (kind, record) = match parts.next() {
        Some("outlet") => (SourceKind::Outlet, Record::Named),
        Some("person") => (SourceKind::Person, Record::Named),
        Some("organisation") => (SourceKind::Organisation, Record::Named),
        Some("anonymous") => (SourceKind::Anonymous, Record::Anonymous),
        _ => (SourceKind::Unattributed, Record::Unattributed),
    };
    let relation = parts.next().map(str::to_owned);
    Link {
        name,
        kind,
        record,
        several: false,
        relation,
        cue: None,
        factuality: Factuality::CERTAIN,
    }
}
