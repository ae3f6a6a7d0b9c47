//! `changes`: what is new, firmer, denied, moved or edited since a day or since the last time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reportedly::Error;
use reportedly::ledger::{Since, Sqlite};
use reportedly::query::{self, Change, Edit, Revised};
use serde::Serialize;

use super::Outcome;
use super::answer::{self, RowJson};
use super::decided::{self, DecidedJson};
use crate::args::{Changes, Common};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::table::Table;
use crate::wire::{ArticleJson, ClaimJson};
use crate::{Failure, paths, words};

/// What changed, as JSON.
#[derive(Serialize)]
pub struct ChangesJson<'a> {
    entry: u64,
    articles: usize,
    statements: usize,
    changes: Vec<ChangeJson<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    more: usize,
    edited: Vec<ArticleJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<DecidedJson>,
    revised: Vec<RevisedJson<'a>>,
}

#[derive(Serialize)]
struct RevisedJson<'a> {
    article: ArticleJson<'a>,
    before: ArticleJson<'a>,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    kind: &'static str,
    before: Option<ClaimJson<'a>>,
    after: Option<ClaimJson<'a>>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    kind: &'static str,
    before: Option<BeforeJson>,
    now: RowJson<'a>,
}

#[derive(Serialize)]
struct BeforeJson {
    standing: &'static str,
    firmness: &'static str,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Shows what changed.
pub fn run(args: &Changes, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let path = paths::ledger(common.db.clone())?;
    let ledger = super::open(common)?;
    let cursor = args.cursor.as_deref().map(|name| Cursor::new(&path, name)).transpose()?;
    let since = match (&cursor, args.since) {
        (Some(cursor), _) => Since::Entry(cursor.entry),
        (None, Some(day)) => Since::Day(day),
        (None, None) => {
            return Err(Failure::usage(
                "`changes` needs to know since when",
                "say `--since 2024-03-05`, or `--cursor NAME` to go on from the last time",
            ));
        }
    };
    let reading = answer::reading(&args.reading, &ledger)?;
    let reader = Reader::new(&[])?;
    let named = match &args.entity {
        None => None,
        Some(name) => {
            let named = query::resolve(&ledger, name, reading)?;
            if named.parties.is_empty() {
                return super::unknown(&named, &ledger);
            }
            Some(named)
        }
    };
    let found = query::changes(&ledger, reader.beats(), since, named.as_ref(), reading)?;
    let mut found = Arc::unwrap_or_clone(found);
    if args.material {
        found.keep_material();
    }
    if out.is_json() {
        out.json(&json(&found, &ledger)?)?;
    } else {
        write(&found, out)?;
        if found.more > 0 {
            let more = answer::counted(found.more, "more report");
            out.remark(format!(
                "{more} of others with whom it has to do: `changes` of them tells"
            ))?;
        }
        for one in &found.decided {
            out.remark(decided::sentence(one, &ledger)?)?;
        }
    }
    out.flush()?;
    // Only an answer that was given whole moves the cursor.
    if let Some(cursor) = cursor {
        cursor.keep(found.entry)?;
    }
    match found.articles == 0 && found.decided.is_empty() {
        true => super::nothing("nothing was read or published since"),
        false => Ok(Outcome::Found),
    }
}

/// Returns what changed as JSON.
pub fn json<'a>(found: &'a query::Changes, ledger: &Sqlite) -> Result<ChangesJson<'a>, Error> {
    let decided: Result<_, Error> =
        found.decided.iter().map(|one| DecidedJson::of(one, ledger)).collect();
    Ok(ChangesJson {
        entry: found.entry,
        articles: found.articles,
        statements: found.statements,
        changes: found.changes.iter().map(change_json).collect(),
        more: found.more,
        edited: found.edited.iter().map(|(article, _)| ArticleJson::at(article)).collect(),
        decided: decided?,
        revised: found.revised.iter().map(revised_json).collect(),
    })
}

fn revised_json(revised: &Revised) -> RevisedJson<'_> {
    fn json(edit: &Edit) -> EditJson<'_> {
        EditJson {
            kind: edit.kind.as_str(),
            before: edit.before.as_ref().map(|claim| ClaimJson::stored(claim, None)),
            after: edit.after.as_ref().map(|claim| ClaimJson::stored(claim, None)),
        }
    }
    RevisedJson {
        article: ArticleJson::at(&revised.article),
        before: ArticleJson::at(&revised.before),
        edits: revised.edits.iter().map(json).collect(),
    }
}

fn change_json(change: &Change) -> ChangeJson<'_> {
    ChangeJson {
        kind: change.kind.as_str(),
        before: change.before.map(|(standing, firmness)| BeforeJson {
            standing: standing.as_str(),
            firmness: firmness.as_str(),
        }),
        now: RowJson::of(&change.row),
    }
}

fn write(found: &query::Changes, out: &mut Out) -> Result<(), Failure> {
    answer::aside(&counted(found), out)?;
    match out.form() {
        Form::Terminal(_) => {
            for change in &found.changes {
                answer::blocks([&change.row], |_| lead(change), out)?;
            }
            for (article, how) in &found.edited {
                out.line(format!(
                    "{:11}  {} · {} · `reportedly read {}`",
                    how.as_str(),
                    words::outlet(article),
                    article.title.as_deref().unwrap_or(&article.input),
                    article.id
                ))?;
                let revised = found.revised.iter().filter(|one| one.article == *article);
                for edit in revised.flat_map(|one| &one.edits) {
                    for line in answer::wrapped(&edited(edit), out) {
                        out.line(line)?;
                    }
                }
            }
        }
        _ if found.changes.is_empty() => {}
        _ => {
            let mut table = Table::new(&[&["change", "was"], answer::COLUMNS].concat());
            for change in &found.changes {
                let before = change.before.map_or("", |(_, firmness)| firmness.as_str());
                let mut cells = vec![change.kind.as_str().into(), before.into()];
                cells.extend(answer::cells(&change.row));
                table.row(cells);
            }
            table.write(out)?;
        }
    }
    Ok(())
}

/// Returns how much changed.
pub fn counted(found: &query::Changes) -> String {
    format!(
        "{}, {}, {}",
        answer::counted(found.articles, "article"),
        answer::counted(found.changes.len(), "change"),
        answer::counted(found.statements, "statement")
    )
}

/// Returns what a change begins with: what kind it is, of whom, and of what.
pub fn lead(change: &Change) -> String {
    let row = &change.row;
    let before = match change.before {
        Some((_, firmness)) if firmness != row.value.firmness => {
            format!(" (was {})", firmness.as_str())
        }
        _ => String::new(),
    };
    let value = match row.value.words() {
        words if words.is_empty() => String::new(),
        words => format!(" · {words}"),
    };
    let kind = change.kind.as_str();
    format!("{kind}{before} · {} · {}{value}", row.subject.name, row.label)
}

/// Returns what a revision does to a claim, in the words of both texts.
fn edited(edit: &Edit) -> String {
    let words = |stored: &reportedly::ledger::StoredClaim| {
        let claim = &stored.claim;
        format!("{} ({})", words::quoted(&claim.evidence.exact), claim.firmness.as_str())
    };
    let one = edit.after.as_ref().or(edit.before.as_ref());
    let what = one.map(|stored| words::proposition(&stored.claim)).unwrap_or_default();
    let (before, after) = (edit.before.as_ref().map(words), edit.after.as_ref().map(words));
    let told = match (before, after) {
        (Some(before), Some(after)) => format!("{after}, before {before}"),
        (Some(before), None) => format!("before {before}"),
        (None, after) => after.unwrap_or_default(),
    };
    format!("{} · {what}: {told}", edit.kind.as_str())
}

/// How far somebody has read a ledger.
struct Cursor {
    file: PathBuf,
    name: String,
    entry: u64,
    /// The others in the same file.
    others: Vec<(String, u64)>,
}

impl Cursor {
    /// Finds the cursor of that name beside the ledger; one that is not there begins at the start.
    fn new(ledger: &Path, name: &str) -> Result<Cursor, Failure> {
        let mut file = ledger.as_os_str().to_owned();
        file.push(".cursors");
        let file = PathBuf::from(file);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Failure::usage(
                    format!("the cursors '{}' cannot be read: {error}", file.display()),
                    "use `--since DAY`",
                ));
            }
        };
        let mut others: Vec<(String, u64)> = text
            .lines()
            .filter_map(|line| line.rsplit_once('\t'))
            .filter_map(|(name, entry)| Some((name.to_owned(), entry.parse().ok()?)))
            .collect();
        let at = others.iter().position(|(other, _)| other == name);
        let entry = at.map_or(0, |at| others.remove(at).1);
        Ok(Cursor { file, name: crate::table::one_line(name), entry, others })
    }

    /// Keeps how far it has read now.
    fn keep(mut self, entry: u64) -> Result<(), Failure> {
        self.others.push((self.name, entry));
        self.others.sort();
        let text: String =
            self.others.iter().map(|(name, entry)| format!("{name}\t{entry}\n")).collect();
        let new = self.file.with_extension("cursors.new");
        fs::write(&new, text).and_then(|()| fs::rename(&new, &self.file)).map_err(|error| {
            Failure::usage(
                format!("the cursors '{}' cannot be kept: {error}", self.file.display()),
                "use `--since DAY`",
            )
        })
    }
}
