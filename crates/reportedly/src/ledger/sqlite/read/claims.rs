//! Reads claims with everything that was recorded of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use reportedly_nlp::Span;
use rusqlite::OptionalExtension;

use super::super::super::check::slice;
use super::*;
use crate::claim::{Argument, Cue, Evidence, Field};

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

pub(in super::super) fn claims(
    connection: &Connection,
    numbers: &[u64],
) -> rusqlite::Result<Vec<StoredClaim>> {
    static SELECT: OnceLock<String> = OnceLock::new();
    let select = SELECT.get_or_init(|| {
        format!(
            "SELECT c.id, c.entry, c.id - e.first_claim + e.first_ordinal, e.recorded, e.extractor,
               c.chain, c.field, c.start, c.end, c.polarity, c.certainty, c.act, c.firmness,
               c.confidence, d.kind, d.name, es.label, es.kind, eo.label, eo.kind, v.text, t.text,
               w.text, u.text, {REFERENCE}
             FROM claim c CROSS JOIN entry e ON e.id = c.entry
             CROSS JOIN revision r ON r.id = e.revision CROSS JOIN article a ON a.id = r.article
             CROSS JOIN predicate d ON d.id = c.predicate
             CROSS JOIN entity es ON es.id = c.subject CROSS JOIN term u ON u.id = c.rule
             LEFT JOIN entity eo ON eo.id = c.object LEFT JOIN term v ON v.id = c.value
             LEFT JOIN term t ON t.id = c.valid LEFT JOIN term w ON w.id = c.said
             LEFT JOIN source o ON o.id = r.outlet
             WHERE c.id = ?1"
        )
    });
    let mut texts = Texts { connection, last: None };
    let mut chains: HashMap<u64, Vec<Link>> = HashMap::new();
    let mut found = Vec::with_capacity(numbers.len());
    for &number in numbers {
        let loose = one(connection, select, [number as i64], loose).optional()?;
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

pub(in super::super) fn days(
    connection: &Connection,
    claims: &[u64],
) -> rusqlite::Result<Vec<jiff::civil::Date>> {
    let select = "SELECT published FROM claim WHERE id = ?1";
    let day = |&claim: &u64| {
        one(connection, select, [claim as i64], |row| Ok(code::date_of(row.get(0)?))).optional()
    };
    claims.iter().filter_map(|claim| day(claim).transpose()).collect()
}

/// Reads a claim by the places of its columns: to find them by name takes longer than to fetch them.
fn loose(row: &rusqlite::Row) -> rusqlite::Result<Loose> {
    let argument = |place: usize| -> rusqlite::Result<_> {
        let kind = code::entity_kind_of(row.get_ref(place + 1)?.as_str_or_null()?)?;
        let name: Option<String> = row.get(place)?;
        Ok(name.map(|name| Argument { name, kind }))
    };
    let count = |place: usize| -> rusqlite::Result<usize> {
        let value: i64 = row.get(place)?;
        usize::try_from(value).map_err(|_| code::unknown("span", &value.to_string()))
    };
    let subject = argument(16)?.ok_or_else(|| code::unknown("subject", ""))?;
    let (start, end) = (count(7)?, count(8)?);
    if start > end {
        return Err(code::unknown("span", &format!("{start}..{end}")));
    }
    let span = Span::new(start, end);
    let field = code::field_of(row.get(6)?)?;
    Ok(Loose {
        number: row.get::<_, i64>(0)? as u64,
        ordinal: row.get(2)?,
        entry: row.get::<_, i64>(1)? as u64,
        recorded: row.get(3)?,
        extractor: row.get::<_, Option<String>>(4)?.unwrap_or_else(|| PERSON.to_owned()),
        article: reference_at(row, 24)?,
        chain: row.get::<_, Option<i64>>(5)?.map(|chain| chain as u64),
        span,
        field,
        claim: Claim {
            kind: code::kind_of(row.get_ref(14)?.as_str()?)?,
            predicate: row.get(15)?,
            subject,
            object: argument(18)?,
            value: row.get(20)?,
            qualifiers: BTreeMap::new(),
            valid_time: interval(row.get(21)?)?,
            said: interval(row.get(22)?)?,
            polarity: code::polarity_of(row.get(9)?)?,
            certainty: code::certainty_of(row.get(10)?)?,
            act: code::act_of(row.get(11)?)?,
            firmness: code::firmness_of(row.get(12)?)?,
            chain: Vec::new(),
            evidence: Evidence { field, span, exact: String::new() },
            cues: Vec::new(),
            mentions: Default::default(),
            rule: row.get(23)?,
            confidence: row.get::<_, i64>(13)? as f32 / 1000.0,
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
        let (start, end): (i64, i64) = (row.get(2)?, row.get(3)?);
        let depth: Option<i64> = row.get(1)?;
        Ok((row.get::<_, String>(0)?, depth, Span { start: start as usize, end: end as usize }))
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

pub(in super::super) fn claim(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<StoredClaim>> {
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

pub(in super::super) fn claims_of(
    connection: &Connection,
    decisions: &Decisions,
    revision: u64,
    scope: Scope,
) -> rusqlite::Result<Vec<StoredClaim>> {
    let Some(newest) = extraction_of(connection, revision, scope)? else { return Ok(Vec::new()) };
    let mut numbers: Vec<u64> = (newest.first_claim..newest.first_claim + newest.claims).collect();
    let (_, entry) = bounds(scope);
    let edits = "SELECT first_claim FROM entry WHERE revision = ?1 AND id <= ?2 AND kind = 'edit'
                 ORDER BY id";
    numbers.extend(all(connection, edits, [revision as i64, entry], |row| {
        number::<u64>(row, "first_claim")
    })?);
    numbers.retain(|number| decisions.counts(*number));
    let mut found = claims(connection, &numbers)?;
    found.sort_by_key(|stored| {
        let evidence = &stored.claim.evidence;
        (evidence.field, evidence.span, stored.number)
    });
    Ok(found)
}
