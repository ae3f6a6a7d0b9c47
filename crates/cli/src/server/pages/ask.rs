//! The answer to a question: how it was read, what is reported, what is left out.

use askama::Template;
use reportedly::ledger::Entity;
use reportedly::query;

use super::{Answer, Desk};
use crate::commands::{answer, ask};
use crate::server::around;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::{self, Item, Later, Quote, Row};

#[derive(Template)]
#[template(path = "ask.html")]
struct Page {
    frame: Frame,
    read_as: String,
    reading: String,
    understood: bool,
    /// The dossiers of those whom the names in the question stand for.
    named: Vec<(String, String)>,
    /// What a name may mean, or does not: the words, and the dossiers with name and kind.
    notes: Vec<(String, Vec<Sense>)>,
    moved: Option<String>,
    rows: Vec<Row>,
    later: Option<Later>,
    articles: Vec<Item>,
    claims: Vec<Quote>,
    words: String,
}

/// Somebody or something that a name may mean: the dossier, the name, what it is.
type Sense = (String, String, &'static str);

/// Answers a question.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let Some(question) = asked.get("q") else {
        return match asked.json {
            true => Err(Problem::bad_request("no question is asked")
                .with_hint("ask with `?q=Who is Mara Quill dating?`")),
            false => Ok(Answer::Moved(asked.to("/"))),
        };
    };
    let found = query::ask(desk.ledger, desk.beats, question, desk.reading)?;
    if asked.json {
        return Answer::json(&ask::json(question, &found));
    }
    let parties = found.names.iter().flat_map(|named| &named.parties);
    let mut page = Page {
        frame: desk.frame(question, asked),
        read_as: ask::read_as(question, &found),
        reading: found.reading.to_string(),
        understood: found.understood.is_some(),
        named: parties
            .map(|party| (asked.to(&told::dossier(&party.entity)), party.entity.name.clone()))
            .collect(),
        notes: found
            .names
            .iter()
            .flat_map(answer::senses)
            .map(|(words, all)| (words, all.into_iter().map(|one| sense(one, asked)).collect()))
            .collect(),
        moved: ask::moved(&found),
        rows: found.rows.iter().map(|row| Row::of(row, ask::lead(&found, row), asked)).collect(),
        later: found.later.and_then(|later| Later::of(later, asked)),
        articles: found
            .found
            .articles
            .iter()
            .map(|(a, some)| Item::found(a, some, question, asked))
            .collect(),
        claims: found.found.claims.iter().map(|claim| Quote::of(claim, asked)).collect(),
        words: asked.to_with("/search", &[("q", question)]),
    };
    let rows = page.rows.iter_mut().flat_map(|row| &mut row.quotes);
    around::add(desk.ledger, rows.chain(&mut page.claims))?;
    Answer::html(&page)
}

fn sense(entity: &Entity, asked: &Asked) -> Sense {
    let kind = entity.kind.map_or("", |kind| kind.as_str());
    (asked.to(&told::dossier(entity)), entity.name.clone(), kind)
}
