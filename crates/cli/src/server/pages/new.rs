//! What is new, firmer, denied, moved or edited, since a day or an entry of the ledger.

use askama::Template;
use jiff::ToSpan;
use reportedly::ledger::Since;
use reportedly::query::{self, Change, ChangeKind};

use super::{Answer, Desk, dossier, feed};
use crate::commands::{changes, decided};
use crate::server::around;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::{self, Item, Row};

/// So many days back where nobody says.
const DAYS: i64 = 7;
/// So many changes are on a page.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "new.html")]
struct Page {
    frame: Frame,
    since: String,
    words: String,
    of: String,
    counted: String,
    rows: Vec<Row>,
    edited: Vec<(Item, &'static str, String)>,
    /// What people decided.
    decided: Vec<String>,
    /// The same as a feed.
    feed: String,
    /// How many changes come before and after those that are shown, and where.
    before: Option<String>,
    after: Option<String>,
    /// What to ask the next time.
    cursor: String,
    entry: u64,
}

/// Shows what changed.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let since = match (asked.number("after")?, asked.day("since")?) {
        (Some(entry), _) => Since::Entry(entry),
        (None, Some(day)) => Since::Day(day),
        (None, None) => Since::Day(desk.today()?.saturating_sub(DAYS.days())),
    };
    let named = match asked.get("of") {
        None => None,
        Some(name) => {
            let named = query::resolve(desk.ledger, name, desk.reading)?;
            if named.parties.is_empty() {
                return Err(dossier::unknown(desk, asked, &named));
            }
            Some(named)
        }
    };
    let found = query::changes(desk.ledger, desk.beats, since, named.as_ref(), desk.reading)?;
    if asked.json {
        return Answer::json(&changes::json(&found, desk.ledger)?);
    }
    if asked.atom {
        let mut found = query::Changes::clone(&found);
        found.keep_material();
        return feed::feed(desk, asked, &found);
    }
    let words = match since {
        Since::Day(day) => format!("published after {day}"),
        Since::Entry(entry) => format!("recorded after entry {entry}"),
    };
    let skip: usize = asked.number("skip")?.unwrap_or(0);
    let place = |skip: usize| {
        let skip = skip.to_string();
        let others = asked.others().iter().filter(|(name, _)| name != "skip");
        let mut others: Vec<(&str, &str)> =
            others.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        others.push(("skip", &skip));
        asked.to_with(&asked.path, &others)
    };
    // What was only reported again comes last.
    let (repeated, news): (Vec<&Change>, Vec<&Change>) =
        found.changes.iter().partition(|change| change.kind == ChangeKind::Repeated);
    let shown = news.into_iter().chain(repeated).skip(skip).take(SHOWN);
    let entry = found.entry.to_string();
    let mut page = Page {
        frame: desk.frame("What’s new", asked),
        since: match since {
            Since::Day(day) => day.to_string(),
            Since::Entry(_) => String::new(),
        },
        words,
        of: asked.get("of").unwrap_or_default().to_owned(),
        counted: changes::counted(&found),
        rows: shown
            .map(|change| Row {
                href: Some(asked.to(&told::dossier(&change.row.subject))),
                ..Row::of(&change.row, changes::lead(change), asked)
            })
            .collect(),
        edited: match skip {
            0 => found
                .edited
                .iter()
                .map(|(article, outcome)| {
                    let diff = asked.to(&format!("/a/{}/revisions", article.id));
                    (Item::of(article, asked), outcome.as_str(), diff)
                })
                .collect(),
            _ => Vec::new(),
        },
        decided: match skip {
            0 => found
                .decided
                .iter()
                .map(|one| decided::sentence(one, desk.ledger))
                .collect::<Result<_, _>>()?,
            _ => Vec::new(),
        },
        feed: asked.feed(),
        before: (skip > 0).then(|| place(skip.saturating_sub(SHOWN))),
        after: (found.changes.len() > skip + SHOWN).then(|| place(skip + SHOWN)),
        cursor: asked.to_with("/new", &[("after", &entry)]),
        entry: found.entry,
    };
    around::add(desk.ledger, page.rows.iter_mut().flat_map(|row| &mut row.quotes))?;
    Answer::html(&page)
}
