//! Reads entities, claims and articles.

use std::collections::{BTreeMap, HashMap};

use reportedly_nlp::{Interval, Segment, Span};
use rusqlite::{Connection, OptionalExtension, Params, params};

use super::super::check::slice;
use super::super::*;
use super::code;
use crate::article::{Place, Told};
use crate::claim::{Argument, Cue, Evidence, Field, fold};

/// The last day and the last entry of a scope, as the file has them.
pub(super) fn bounds(scope: Scope) -> (i64, i64) {
    let day = scope.published_by.map_or(i64::MAX, code::day);
    let entry = scope.entry.and_then(|entry| i64::try_from(entry).ok()).unwrap_or(i64::MAX);
    (day, entry)
}

/// The condition that nothing in scope takes the place of reading `e` of revision `r`; ?1 and ?2
/// are the bounds.
const REPLACED: &str = "(
  EXISTS (SELECT 1 FROM revision n WHERE n.article = r.article AND n.number > 1 AND n.id > r.id
          AND n.published <= ?1 AND n.entry <= ?2)
  OR EXISTS (SELECT 1 FROM entry n WHERE n.revision = e.revision AND n.id > e.id AND n.id <= ?2))";

pub(super) fn number<T: TryFrom<i64>>(row: &rusqlite::Row, column: &str) -> rusqlite::Result<T> {
    let value: i64 = row.get(column)?;
    T::try_from(value).map_err(|_| code::unknown(column, &value.to_string()))
}

pub(super) fn all<T>(
    connection: &Connection,
    select: &str,
    values: impl Params,
    read: impl FnMut(&rusqlite::Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(select)?.query_map(values, read)?.collect()
}

pub(super) fn one<T>(
    connection: &Connection,
    select: &str,
    values: impl Params,
    read: impl FnOnce(&rusqlite::Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.prepare_cached(select)?.query_row(values, read)
}

pub(super) fn extent(connection: &Connection, scope: Scope) -> rusqlite::Result<Extent> {
    let (day, entry) = bounds(scope);
    let select = "SELECT ifnull(max(e.id), 0), count(DISTINCT r.article), count(DISTINCT r.id),
                    ifnull(sum(e.claims), 0), min(r.published), max(r.published)
                  FROM entry e JOIN revision r ON r.id = e.revision
                  WHERE r.published <= ?1 AND e.id <= ?2";
    one(connection, select, [day, entry], |row| {
        Ok(Extent {
            entry: row.get::<_, i64>(0)? as u64,
            articles: row.get::<_, i64>(1)? as u64,
            revisions: row.get::<_, i64>(2)? as u64,
            claims: row.get::<_, i64>(3)? as u64,
            first_published: row.get::<_, Option<i64>>(4)?.map(code::date_of),
            last_published: row.get::<_, Option<i64>>(5)?.map(code::date_of),
        })
    })
}

pub(super) fn entry_by(connection: &Connection, second: i64) -> rusqlite::Result<u64> {
    let select =
        "SELECT id FROM entry WHERE recorded <= ?1 ORDER BY recorded DESC, id DESC LIMIT 1";
    let last = one(connection, select, [second], |row| number(row, "id")).optional()?;
    Ok(last.unwrap_or(0))
}

const ENTITY: &str = "SELECT id, name, label, kind FROM entity";

pub(super) fn entity_of(row: &rusqlite::Row) -> rusqlite::Result<Entity> {
    Ok(Entity {
        number: number(row, "id")?,
        id: row.get("name")?,
        name: row.get("label")?,
        kind: code::entity_kind_of(row.get::<_, Option<String>>("kind")?.as_deref())?,
    })
}

pub(super) fn entity(connection: &Connection, id: &str) -> rusqlite::Result<Option<Entity>> {
    one(connection, &format!("{ENTITY} WHERE name = ?1"), [id], entity_of).optional()
}

pub(super) fn entity_numbered(
    connection: &Connection,
    number: u64,
) -> rusqlite::Result<Option<Entity>> {
    one(connection, &format!("{ENTITY} WHERE id = ?1"), [number as i64], entity_of).optional()
}

pub(super) fn entities_named(connection: &Connection, name: &str) -> rusqlite::Result<Vec<Entity>> {
    all(connection, &format!("{ENTITY} WHERE key = ?1 ORDER BY id"), [fold(name)], entity_of)
}

pub(super) fn mentions_of(
    connection: &Connection,
    entity: u64,
    scope: Scope,
    limit: usize,
) -> rusqlite::Result<usize> {
    let (day, entry) = bounds(scope);
    let select = "SELECT (SELECT count(*) FROM (SELECT 1 FROM claim INDEXED BY claim_belief
                    WHERE subject = ?3 AND published <= ?1 AND entry <= ?2 LIMIT ?4))
                  + (SELECT count(*) FROM (SELECT 1 FROM claim INDEXED BY claim_object
                    WHERE object = ?3 AND published <= ?1 AND entry <= ?2 LIMIT ?4))";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let count: i64 = one(connection, select, [day, entry, entity as i64, limit], |row| row.get(0))?;
    Ok(count.min(limit) as usize)
}

pub(super) fn predicates_of(
    connection: &Connection,
    entity: u64,
) -> rusqlite::Result<Vec<PredicateRef>> {
    // SQLite does not skip through an index by itself: seek the next predicate, and the next.
    let skip = |side: &str, index: &str| {
        format!(
            "WITH RECURSIVE p(id) AS (
               SELECT min(predicate) FROM claim INDEXED BY {index} WHERE {side} = ?1
               UNION ALL
               SELECT (SELECT min(predicate) FROM claim INDEXED BY {index}
                       WHERE {side} = ?1 AND predicate > p.id) FROM p WHERE p.id IS NOT NULL)
             SELECT d.kind, d.name FROM p JOIN predicate d ON d.id = p.id"
        )
    };
    let mut found: BTreeMap<(ClaimKind, String), (bool, bool)> = BTreeMap::new();
    for (side, index) in [("subject", "claim_belief"), ("object", "claim_object")] {
        let named = all(connection, &skip(side, index), [entity as i64], |row| {
            Ok((code::kind_of(&row.get::<_, String>(0)?)?, row.get::<_, String>(1)?))
        })?;
        for predicate in named {
            let sides = found.entry(predicate).or_default();
            sides.0 |= side == "subject";
            sides.1 |= side == "object";
        }
    }
    Ok(found
        .into_iter()
        .map(|((kind, name), (as_subject, as_object))| PredicateRef {
            kind,
            name,
            as_subject,
            as_object,
        })
        .collect())
}

pub(super) fn told_slots(
    connection: &Connection,
    predicates: &[&str],
    scope: Scope,
) -> rusqlite::Result<Vec<ToldSlot>> {
    let (day, entry) = bounds(scope);
    let mut numbers: HashMap<i64, usize> = HashMap::new();
    for (place, name) in predicates.iter().enumerate() {
        let select = "SELECT id FROM predicate WHERE name = ?1 AND kind = 'typed'";
        let number = one(connection, select, [name], |row| row.get(0)).optional()?;
        numbers.extend(number.map(|number: i64| (number, place)));
    }
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<String> = numbers.keys().map(i64::to_string).collect();
    let list = list.join(", ");
    // One walk along each index, which has the groups together.
    let walk = |side: &str, index: &str, other: &str| {
        format!(
            "SELECT {side}, predicate,
               min({other}) <> max({other}),
               min(firmness) = {denied} OR min(polarity) < 0 OR max(act = {retract})
             FROM claim INDEXED BY {index}
             WHERE {side} IS NOT NULL AND +predicate IN ({list}) AND published <= ?1 AND entry <= ?2
             GROUP BY {side}, predicate",
            denied = code::firmness(Firmness::Denied),
            retract = code::act(SpeechAct::Retract),
        )
    };
    let sides = [
        (Side::Subject, walk("subject", "claim_belief", SAID)),
        (Side::Object, walk("object", "claim_object", "subject")),
    ];
    let mut found = Vec::new();
    for (side, select) in sides {
        found.extend(all(connection, &select, [day, entry], |row| {
            let predicate: i64 = row.get(1)?;
            Ok(ToldSlot {
                entity: row.get::<_, i64>(0)? as u64,
                side,
                predicate: numbers.get(&predicate).copied().unwrap_or_default(),
                several: row.get(2)?,
                denied: row.get(3)?,
            })
        })?);
    }
    found.sort();
    Ok(found)
}

/// What tells the values of claims of one subject and predicate apart, as one number.
const SAID: &str = "ifnull(object, 0) * 4294967296 + ifnull(value, 0)";

pub(super) fn rows(
    connection: &Connection,
    query: &RowQuery,
    scope: Scope,
) -> rusqlite::Result<Vec<Row>> {
    let (day, entry) = bounds(scope);
    let after = query.published_after.map_or(i64::MIN, code::day);
    let (kind, name) = &query.predicate;
    let predicate: Option<i64> = one(
        connection,
        "SELECT id FROM predicate WHERE name = ?1 AND kind = ?2",
        params![name, code::kind(*kind)],
        |row| row.get(0),
    )
    .optional()?;
    let Some(predicate) = predicate else { return Ok(Vec::new()) };
    let (side, index) = match query.side {
        Side::Subject => ("subject", "claim_belief"),
        Side::Object => ("object", "claim_object"),
    };
    let select = format!(
        "SELECT {ROW} FROM claim c INDEXED BY {index} {FROM_CLAIM}
         WHERE c.{side} = ?3 AND c.predicate = ?4 AND c.published <= ?1 AND c.entry <= ?2
           AND c.published > ?5
         ORDER BY c.published DESC, c.id DESC LIMIT ?6",
        ROW = row_columns(),
    );
    let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    for &entity in &query.entities {
        let values = params![day, entry, entity as i64, predicate, after, limit];
        rows.extend(all(connection, &select, values, |found| row_of(found, *kind, name))?);
    }
    if query.entities.len() > 1 {
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.dedup_by_key(|row| row.claim);
        rows.truncate(query.limit);
    }
    Ok(rows)
}

/// The columns of a [`Row`] of claim `c`; ?1 and ?2 are the bounds.
pub(super) fn row_columns() -> String {
    format!(
        "c.id, c.entry, c.ordinal, e.revision, r.name, r.article, c.subject, c.object,
         v.text AS value, c.published, o.name AS outlet, c.chain, c.polarity, c.certainty, c.act,
         c.firmness, t.text AS valid, {REPLACED} AS replaced"
    )
}

/// What the columns of a row are joined from, after claim `c`.
pub(super) const FROM_CLAIM: &str = "
  CROSS JOIN entry e ON e.id = c.entry CROSS JOIN revision r ON r.id = e.revision
  LEFT JOIN term v ON v.id = c.value LEFT JOIN term t ON t.id = c.valid
  LEFT JOIN source o ON o.id = c.outlet";

pub(super) fn row_of(row: &rusqlite::Row, kind: ClaimKind, name: &str) -> rusqlite::Result<Row> {
    Ok(Row {
        claim: number(row, "id")?,
        entry: number(row, "entry")?,
        revision: number(row, "revision")?,
        article: number(row, "article")?,
        replaced: row.get("replaced")?,
        kind,
        predicate: name.to_owned(),
        subject: number(row, "subject")?,
        object: row.get::<_, Option<i64>>("object")?.map(|object| object as u64),
        value: row.get("value")?,
        published: code::date_of(row.get("published")?),
        outlet: row.get("outlet")?,
        chain: row.get::<_, Option<i64>>("chain")?.map(|chain| chain as u64),
        polarity: code::polarity_of(row.get("polarity")?)?,
        certainty: code::certainty_of(row.get("certainty")?)?,
        act: code::act_of(row.get("act")?)?,
        firmness: code::firmness_of(row.get("firmness")?)?,
        valid_time: interval(row.get("valid")?)?,
        tie: tie(&row.get::<_, String>("name")?, number(row, "ordinal")?),
    })
}

fn interval(text: Option<String>) -> rusqlite::Result<Option<Interval>> {
    text.map(|text| text.parse().map_err(|_| code::unknown("time", &text))).transpose()
}

pub(super) fn chain(connection: &Connection, number: u64) -> rusqlite::Result<Vec<Link>> {
    let select = "SELECT s.name, s.kind, l.record, l.several, l.relation, l.factuality
                  FROM link l JOIN source s ON s.id = l.source WHERE l.chain = ?1 ORDER BY l.depth";
    all(connection, select, [number as i64], |row| {
        Ok(Link {
            name: row.get(0)?,
            kind: code::source_of(&row.get::<_, String>(1)?)?,
            record: code::record_of(&row.get::<_, String>(2)?)?,
            several: row.get(3)?,
            relation: row.get(4)?,
            cue: None,
            factuality: code::factuality_of(&row.get::<_, String>(5)?)?,
        })
    })
}

pub(super) fn qualifiers(
    connection: &Connection,
    claim: u64,
) -> rusqlite::Result<Vec<(String, String)>> {
    let select = "SELECT name, value FROM qualifier WHERE claim = ?1 ORDER BY name";
    all(connection, select, [claim as i64], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn provenance(connection: &Connection, revision: u64) -> rusqlite::Result<Provenance> {
    let select = "SELECT s.name, r.credit, r.sketch FROM revision r
                  LEFT JOIN source s ON s.id = r.outlet WHERE r.id = ?1";
    one(connection, select, [revision as i64], |row| {
        Ok(Provenance { outlet: row.get(0)?, credit: row.get(1)?, sketch: row.get(2)? })
    })
}

/// The columns of an [`ArticleRef`], of revision `r` of article `a` and outlet `o`.
pub(super) const REFERENCE: &str = "r.id AS revision, r.name AS revision_name, a.name AS article,
  r.input, r.url, o.name AS outlet, r.title, r.published";

pub(super) fn reference(row: &rusqlite::Row) -> rusqlite::Result<ArticleRef> {
    Ok(ArticleRef {
        id: row.get("article")?,
        revision: row.get("revision_name")?,
        number: number(row, "revision")?,
        input: row.get("input")?,
        url: row.get("url")?,
        outlet: row.get("outlet")?,
        title: row.get("title")?,
        published: code::date_of(row.get("published")?),
    })
}

/// A claim's row, before its words are cut from the text.
struct Loose {
    number: u64,
    ordinal: i64,
    entry: u64,
    recorded: i64,
    extractor: String,
    article: ArticleRef,
    chain: Option<u64>,
    span: Span,
    field: Field,
    claim: Claim,
}

pub(super) fn claims(
    connection: &Connection,
    numbers: &[u64],
) -> rusqlite::Result<Vec<StoredClaim>> {
    let select = format!(
        "SELECT c.id, c.entry, c.ordinal, c.chain, c.polarity, c.certainty, c.act, c.firmness, c.field,
           c.start, c.end, c.confidence, e.recorded, e.extractor, d.kind AS predicate_kind, d.name AS predicate_name,
           es.label AS subject_name, es.kind AS subject_kind, eo.label AS object_name,
           eo.kind AS object_kind, v.text AS value_text, t.text AS valid_text, w.text AS said_text,
           u.text AS rule_text, {REFERENCE}
         FROM claim c JOIN entry e ON e.id = c.entry JOIN revision r ON r.id = e.revision
         JOIN article a ON a.id = r.article JOIN predicate d ON d.id = c.predicate
         JOIN entity es ON es.id = c.subject JOIN term u ON u.id = c.rule
         LEFT JOIN entity eo ON eo.id = c.object LEFT JOIN term v ON v.id = c.value
         LEFT JOIN term t ON t.id = c.valid LEFT JOIN term w ON w.id = c.said
         LEFT JOIN source o ON o.id = r.outlet
         WHERE c.id = ?1"
    );
    let mut texts = Texts { connection, last: None };
    let mut chains: HashMap<u64, Vec<Link>> = HashMap::new();
    let mut found = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let loose = one(connection, &select, [number as i64], loose).optional()?;
        let Some(loose) = loose else { continue };
        if let Some(number) = loose.chain
            && !chains.contains_key(&number)
        {
            chains.insert(number, chain(connection, number)?);
        }
        let links = loose.chain.and_then(|number| chains.get(&number)).cloned();
        found.push(whole(connection, &mut texts, loose, links.unwrap_or_default())?);
    }
    Ok(found)
}

fn loose(row: &rusqlite::Row) -> rusqlite::Result<Loose> {
    let argument = |name: Option<String>, kind: Option<String>| -> rusqlite::Result<_> {
        let kind = code::entity_kind_of(kind.as_deref())?;
        Ok(name.map(|name| Argument { name, kind }))
    };
    let subject = argument(row.get("subject_name")?, row.get("subject_kind")?)?
        .ok_or_else(|| code::unknown("subject", ""))?;
    let (start, end): (usize, usize) = (number(row, "start")?, number(row, "end")?);
    if start > end {
        return Err(code::unknown("span", &format!("{start}..{end}")));
    }
    let span = Span::new(start, end);
    let field = code::field_of(row.get("field")?)?;
    Ok(Loose {
        number: number(row, "id")?,
        ordinal: row.get("ordinal")?,
        entry: number(row, "entry")?,
        recorded: row.get("recorded")?,
        extractor: row.get("extractor")?,
        article: reference(row)?,
        chain: row.get::<_, Option<i64>>("chain")?.map(|chain| chain as u64),
        span,
        field,
        claim: Claim {
            kind: code::kind_of(&row.get::<_, String>("predicate_kind")?)?,
            predicate: row.get("predicate_name")?,
            subject,
            object: argument(row.get("object_name")?, row.get("object_kind")?)?,
            value: row.get("value_text")?,
            qualifiers: BTreeMap::new(),
            valid_time: interval(row.get("valid_text")?)?,
            said: interval(row.get("said_text")?)?,
            polarity: code::polarity_of(row.get("polarity")?)?,
            certainty: code::certainty_of(row.get("certainty")?)?,
            act: code::act_of(row.get("act")?)?,
            firmness: code::firmness_of(row.get("firmness")?)?,
            chain: Vec::new(),
            evidence: Evidence { field, span, exact: String::new() },
            cues: Vec::new(),
            mentions: Default::default(),
            rule: row.get("rule_text")?,
            confidence: row.get::<_, i64>("confidence")? as f32 / 1000.0,
        },
    })
}

/// The texts that spans are cut from; claims of one revision come together.
struct Texts<'a> {
    connection: &'a Connection,
    last: Option<((u64, Field), String)>,
}

impl Texts<'_> {
    fn words(&mut self, revision: u64, field: Field, span: Span) -> rusqlite::Result<String> {
        let key = (revision, field);
        if self.last.as_ref().is_none_or(|(last, _)| *last != key) {
            let column = if field == Field::Text { "body" } else { "title" };
            let select = format!("SELECT ifnull({column}, '') FROM revision WHERE id = ?1");
            let text = one(self.connection, &select, [revision as i64], |row| row.get(0))?;
            self.last = Some((key, text));
        }
        self.last
            .as_ref()
            .and_then(|(_, text)| slice(text, span))
            .map(str::to_owned)
            .ok_or_else(|| code::unknown("span", &format!("{}..{}", span.start, span.end)))
    }
}

fn whole(
    connection: &Connection,
    texts: &mut Texts,
    loose: Loose,
    mut links: Vec<Link>,
) -> rusqlite::Result<StoredClaim> {
    let Loose { number: claim_number, field, mut claim, article, .. } = loose;
    claim.evidence.exact = texts.words(article.number, field, loose.span)?;
    let select = "SELECT role, depth, start, end FROM cue WHERE claim = ?1 ORDER BY place";
    let cues = all(connection, select, [claim_number as i64], |row| {
        let (start, end): (usize, usize) = (number(row, "start")?, number(row, "end")?);
        let depth: Option<i64> = row.get("depth")?;
        Ok((row.get::<_, String>("role")?, depth, Span { start, end }))
    })?;
    for (role, depth, span) in cues {
        let text = texts.words(article.number, field, span)?;
        match depth {
            Some(depth) => {
                let link = usize::try_from(depth).ok().and_then(|depth| links.get_mut(depth));
                link.ok_or_else(|| code::unknown("link", &depth.to_string()))?.cue =
                    Some((span, text));
            }
            None => claim.cues.push(Cue { role: code::cue_of(&role)?, span, text }),
        }
    }
    claim.chain = links;
    claim.qualifiers = qualifiers(connection, claim_number)?.into_iter().collect();
    Ok(StoredClaim {
        number: claim_number,
        id: claim_id(&article.revision, loose.ordinal as u64),
        entry: loose.entry,
        recorded: code::instant(loose.recorded),
        extractor: loose.extractor,
        article,
        claim,
    })
}

pub(super) fn claim(connection: &Connection, id: &str) -> rusqlite::Result<Option<StoredClaim>> {
    let Some((revision, ordinal)) = parse_claim_id(id) else { return Ok(None) };
    // The readings of a revision number its claims on, one after the other.
    let readings = all(
        connection,
        "SELECT e.first_claim, e.claims FROM revision r JOIN entry e ON e.revision = r.id
         WHERE r.name = ?1 ORDER BY e.id",
        [revision],
        |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)),
    )?;
    let mut before = 0;
    for (first, count) in readings {
        if ordinal < before + count {
            return Ok(claims(connection, &[first + ordinal - before])?.pop());
        }
        before += count;
    }
    Ok(None)
}

pub(super) fn claims_of(
    connection: &Connection,
    revision: u64,
) -> rusqlite::Result<Vec<StoredClaim>> {
    let Some(newest) = extraction_of(connection, revision)? else { return Ok(Vec::new()) };
    let (first, count) = (newest.first_claim, newest.claims);
    let mut found = claims(connection, &(first..first + count).collect::<Vec<_>>())?;
    found.sort_by_key(|stored| {
        let evidence = &stored.claim.evidence;
        (evidence.field, evidence.span, stored.number)
    });
    Ok(found)
}

const FROM_REVISION: &str = "FROM revision r JOIN article a ON a.id = r.article
  LEFT JOIN source o ON o.id = r.outlet";

pub(super) fn article(connection: &Connection, id: &str) -> rusqlite::Result<Vec<StoredArticle>> {
    let condition = match id.get(..2) {
        Some("a_") => "a.name = ?1",
        Some("r_") => "r.article = (SELECT article FROM revision WHERE name = ?1)",
        _ => {
            "r.article IN (SELECT article FROM revision WHERE url = ?1
               UNION SELECT article FROM revision WHERE input = ?1)"
        }
    };
    let select = format!(
        "SELECT {REFERENCE}, r.number, r.entry, r.body, r.taken_from, e.recorded {FROM_REVISION}
         JOIN entry e ON e.id = r.entry WHERE {condition} ORDER BY a.id, r.id"
    );
    let revisions = all(connection, &select, [id], |row| {
        Ok((
            reference(row)?,
            number::<u64>(row, "number")?,
            number::<u64>(row, "entry")?,
            row.get::<_, i64>("recorded")?,
            row.get::<_, String>("body")?,
            row.get::<_, Option<String>>("taken_from")?,
        ))
    })?;
    let mut found = Vec::with_capacity(revisions.len());
    for (reference, revision_number, entry, recorded, text, taken_from) in revisions {
        let revision = [reference.number as i64];
        let authors = "SELECT name FROM author WHERE revision = ?1 ORDER BY place";
        let authors = all(connection, authors, revision, |row| row.get(0))?;
        let segments = "SELECT start, end, kind FROM segment WHERE revision = ?1 ORDER BY place";
        let segments = all(connection, segments, revision, |row| {
            let (start, end) = (number(row, "start")?, number(row, "end")?);
            let kind = code::segment_of(&row.get::<_, String>("kind")?)?;
            Ok(Segment { span: Span { start, end }, kind })
        })?;
        let mut told = Told::default();
        let places = "SELECT fact, place FROM told WHERE revision = ?1";
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
        for (fact, words) in all::<(String, String)>(connection, places, revision, read)? {
            let place = Place::of(&words).ok_or_else(|| code::unknown("place", &words))?;
            told.set(&fact, place);
        }
        found.push(StoredArticle {
            number: revision_number,
            entry,
            recorded: code::instant(recorded),
            article: Article {
                input: reference.input.clone(),
                url: reference.url.clone(),
                outlet: reference.outlet.clone(),
                title: reference.title.clone(),
                authors,
                published: reference.published,
                text,
                segments,
                taken_from,
                told,
            },
            reference,
        });
    }
    Ok(found)
}

pub(super) fn newest(
    connection: &Connection,
    scope: Scope,
    limit: usize,
) -> rusqlite::Result<Vec<ArticleRef>> {
    let (day, entry) = bounds(scope);
    let select = format!(
        "SELECT {REFERENCE} {FROM_REVISION} WHERE r.published <= ?1 AND r.entry <= ?2
         ORDER BY r.published DESC, r.id DESC LIMIT ?3"
    );
    all(connection, &select, params![day, entry, limit as i64], reference)
}

pub(super) fn extractions(
    connection: &Connection,
    since: Since,
    scope: Scope,
) -> rusqlite::Result<Vec<Extraction>> {
    let (day, entry) = bounds(scope);
    let (condition, bound) = match since {
        Since::Day(day) => ("r.published > ?3", code::day(day)),
        Since::Entry(entry) => ("e.id > ?3", i64::try_from(entry).unwrap_or(i64::MAX)),
    };
    let select = format!(
        "{EXTRACTION} WHERE r.published <= ?1 AND e.id <= ?2 AND {condition} ORDER BY e.id",
        EXTRACTION = extraction()
    );
    all(connection, &select, [day, entry, bound], extracted)
}

pub(super) fn extraction_of(
    connection: &Connection,
    revision: u64,
) -> rusqlite::Result<Option<Extraction>> {
    let select = format!("{} WHERE e.revision = ?1 ORDER BY e.id DESC LIMIT 1", extraction());
    one(connection, &select, [revision as i64], extracted).optional()
}

fn extraction() -> String {
    format!(
        "SELECT {REFERENCE}, r.number, r.entry = e.id AS is_first, e.id AS entry, e.recorded,
           e.first_claim, e.claims
         {FROM_REVISION} JOIN entry e ON e.revision = r.id"
    )
}

fn extracted(row: &rusqlite::Row) -> rusqlite::Result<Extraction> {
    Ok(Extraction {
        entry: number(row, "entry")?,
        recorded: code::instant(row.get("recorded")?),
        article: reference(row)?,
        revision_number: number(row, "number")?,
        outcome: match (row.get("is_first")?, row.get::<_, i64>("number")?) {
            (true, 1) => Outcome::New,
            (true, _) => Outcome::Revised,
            (false, _) => Outcome::Reread,
        },
        first_claim: number(row, "first_claim")?,
        claims: number(row, "claims")?,
    })
}

pub(super) fn propositions(
    connection: &Connection,
    extraction: &Extraction,
) -> rusqlite::Result<Vec<Proposition>> {
    let select = "SELECT c.subject, p.kind, p.name, c.object
                  FROM claim c CROSS JOIN predicate p ON p.id = c.predicate
                  WHERE c.id >= ?1 AND c.id < ?1 + ?2 ORDER BY c.id";
    let values = [extraction.first_claim as i64, extraction.claims as i64];
    all(connection, select, values, |row| {
        Ok(Proposition {
            subject: number(row, "subject")?,
            kind: code::kind_of(&row.get::<_, String>("kind")?)?,
            predicate: row.get("name")?,
            object: row.get::<_, Option<i64>>("object")?.map(|object| object as u64),
        })
    })
}

pub(super) fn sources(connection: &Connection, scope: Scope) -> rusqlite::Result<Vec<SourceCount>> {
    let (day, entry) = bounds(scope);
    let select = format!(
        "WITH
         current AS MATERIALIZED (
           SELECT e.id, r.outlet, r.article, r.published, e.first_claim, e.claims
           FROM entry e JOIN revision r ON r.id = e.revision
           WHERE r.published <= ?1 AND e.id <= ?2 AND NOT {REPLACED}),
         publishing AS (
           SELECT outlet AS source, count(DISTINCT article) AS articles, sum(claims) AS claims,
             min(published) AS first, max(published) AS last
           FROM current WHERE outlet IS NOT NULL GROUP BY outlet),
         chained AS (
           SELECT c.chain, count(*) AS claims, min(c.published) AS first, max(c.published) AS last
           FROM current k JOIN claim c ON c.id BETWEEN k.first_claim AND k.first_claim + k.claims - 1
           WHERE c.chain IS NOT NULL GROUP BY c.chain),
         cited AS (
           SELECT source, sum(claims) AS claims, min(first) AS first, max(last) AS last
           FROM (SELECT DISTINCT l.chain, l.source FROM link l) l JOIN chained n ON n.chain = l.chain
           GROUP BY source)
         SELECT s.name, s.kind, ifnull(p.articles, 0), ifnull(p.claims, 0), ifnull(q.claims, 0),
           min(ifnull(p.first, q.first), ifnull(q.first, p.first)),
           max(ifnull(p.last, q.last), ifnull(q.last, p.last))
         FROM source s LEFT JOIN publishing p ON p.source = s.id LEFT JOIN cited q ON q.source = s.id
         WHERE p.source IS NOT NULL OR q.source IS NOT NULL
         ORDER BY s.name, s.kind"
    );
    all(connection, &select, [day, entry], |row| {
        Ok(SourceCount {
            name: row.get(0)?,
            kind: row.get(1)?,
            articles: row.get::<_, i64>(2)? as u64,
            claims: row.get::<_, i64>(3)? as u64,
            cited: row.get::<_, i64>(4)? as u64,
            first: code::date_of(row.get(5)?),
            last: code::date_of(row.get(6)?),
        })
    })
}

pub(super) fn cursor(connection: &Connection, name: &str) -> rusqlite::Result<Option<u64>> {
    let select = "SELECT entry FROM cursor WHERE name = ?1";
    one(connection, select, [name], |row| number(row, "entry")).optional()
}
