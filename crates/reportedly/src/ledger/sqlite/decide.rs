//! Writes and reads what people decide.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::carry::carried;
use super::super::*;
use super::read::{self, all, number, one};
use super::write::{Place, Writer, next_entry};
use super::{code, index};

/// Records a decision; the caller has checked it and opened a transaction.
pub(super) fn decide(
    writer: &mut Writer,
    why: &Why,
    deed: &Deed,
    recorded: i64,
) -> rusqlite::Result<u64> {
    let (entry, recorded) = next_entry(writer.connection, recorded)?;
    let kind = match deed {
        Deed::Merge { .. } => "merge",
        Deed::Split { .. } => "split",
        Deed::Rename { .. } => "rename",
        Deed::Review { .. } => "review",
        Deed::Resolve(_) => "resolve",
        Deed::Origin { .. } => "origin",
    };
    writer.insert(
        "INSERT INTO entry (id, recorded, kind) VALUES (?1, ?2, ?3)",
        params![entry, recorded, kind],
    )?;
    decision(writer, entry, recorded, why)?;
    let identity = "INSERT INTO identity (entry, entity, part_of, label) VALUES (?1, ?2, ?3, ?4)";
    let none: (Option<i64>, Option<&str>) = (None, None);
    match deed {
        Deed::Merge { into, others } => {
            for other in others {
                writer.insert(identity, params![entry, *other as i64, *into as i64, none.1])?;
            }
        }
        Deed::Split { entities } => {
            for entity in entities {
                writer.insert(identity, params![entry, *entity as i64, none.0, none.1])?;
            }
        }
        Deed::Rename { entity, name } => {
            writer.insert(identity, params![entry, *entity as i64, none.0, name])?;
        }
        Deed::Review { claim, verdict } => {
            review(writer, entry, *claim as i64, *verdict, entry)?;
        }
        Deed::Origin { claims: [one, other], apart } => {
            writer.insert(
                "INSERT INTO origin (entry, claim, other, apart) VALUES (?1, ?2, ?3, ?4)",
                params![entry, *one as i64, *other as i64, apart],
            )?;
        }
        Deed::Resolve(resolve) => {
            let predicate = writer.predicate(&resolve.predicate, "typed")?;
            writer.insert(
                "INSERT INTO resolution (entry, subject, predicate, object, value, outcome)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    entry,
                    resolve.subject as i64,
                    predicate,
                    resolve.object.map(|object| object as i64),
                    resolve.value,
                    resolve.outcome.as_str()
                ],
            )?;
            for (name, value) in &resolve.facet {
                writer.insert(
                    "INSERT INTO resolution_facet (entry, name, value) VALUES (?1, ?2, ?3)",
                    params![entry, name, value],
                )?;
            }
        }
    }
    Ok(entry as u64)
}

/// Records a claim in the place of another one; the caller has checked both.
pub(super) fn edit(
    writer: &mut Writer,
    claim: u64,
    edited: &Claim,
    why: &Why,
    recorded: i64,
) -> rusqlite::Result<(u64, u64)> {
    let (entry, recorded) = next_entry(writer.connection, recorded)?;
    let select = "SELECT e.revision, c.published, c.outlet FROM claim c
                  JOIN entry e ON e.id = c.entry WHERE c.id = ?1";
    let (revision, published, outlet): (i64, i64, Option<i64>) =
        one(writer.connection, select, [claim as i64], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let number = writer.next_claim()?;
    let ordinal = writer.next_ordinal(revision)?;
    writer.insert(
        "INSERT INTO entry (id, recorded, kind, revision, first_claim, claims, first_ordinal)
         VALUES (?1, ?2, 'edit', ?3, ?4, 1, ?5)",
        params![entry, recorded, revision, number, ordinal],
    )?;
    decision(writer, entry, recorded, why)?;
    writer.claim(edited, Place { number, entry, published, outlet })?;
    index::add(writer.connection, std::slice::from_ref(edited), number)?;
    review(writer, entry, claim as i64, Verdict::Edited(number as u64), entry)?;
    Ok((entry as u64, number as u64))
}

fn decision(writer: &Writer, entry: i64, recorded: i64, why: &Why) -> rusqlite::Result<()> {
    let decided = why.decided.map_or(recorded, Timestamp::as_second);
    writer.insert(
        "INSERT INTO decision (entry, decided, person, because) VALUES (?1, ?2, ?3, ?4)",
        params![entry, decided, why.by, why.because],
    )?;
    Ok(())
}

fn review(
    writer: &Writer,
    entry: i64,
    claim: i64,
    verdict: Verdict,
    decision: i64,
) -> rusqlite::Result<()> {
    let edited = match verdict {
        Verdict::Edited(edited) => Some(edited as i64),
        _ => None,
    };
    writer.insert(
        "INSERT INTO review (entry, claim, verdict, edited, decision) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![entry, claim, verdict.as_str(), edited, decision],
    )?;
    Ok(())
}

/// Carries the verdicts on the claims of a reading, `before`, over to those of the next one.
pub(super) fn carry(
    writer: &Writer,
    before: std::ops::Range<u64>,
    claims: &[Claim],
    entry: i64,
    first: i64,
) -> rusqlite::Result<()> {
    let any = "SELECT EXISTS (SELECT 1 FROM review WHERE claim >= ?1 AND claim < ?2)";
    let bounds = [before.start as i64, before.end as i64];
    if !one(writer.connection, any, bounds, |row| row.get(0))? {
        return Ok(());
    }
    let decisions = Decisions::replay(&decided(writer.connection)?, None);
    let mut held = Vec::new();
    for review in decisions.reviews(before) {
        if let Deed::Review { claim, verdict } = review.deed {
            let select = "SELECT decision FROM review WHERE claim = ?1 AND entry = ?2";
            let origin: u64 =
                one(writer.connection, select, [claim as i64, review.entry as i64], |row| {
                    number(row, "decision")
                })?;
            let stored = read::claims(writer.connection, &[claim])?;
            held.extend(stored.into_iter().map(|stored| (verdict, origin, stored.claim)));
        }
    }
    for (place, verdict, origin) in carried(&held, claims) {
        review(writer, entry, first + place as i64, verdict, origin as i64)?;
    }
    Ok(())
}

/// Returns every decision, in the order of recording.
pub(super) fn decided(connection: &Connection) -> rusqlite::Result<Vec<Decided>> {
    let mut found = Vec::new();
    identities(connection, &mut found)?;
    reviews(connection, &mut found)?;
    resolutions(connection, &mut found)?;
    origins(connection, &mut found)?;
    found.sort_by_key(|one: &Decided| (one.entry, one.deed.clone()));
    Ok(found)
}

/// Returns what tells whether decisions were added: the last entry that holds one.
pub(super) fn last(connection: &Connection) -> rusqlite::Result<u64> {
    let select = "SELECT max(ifnull((SELECT max(entry) FROM decision), 0),
                    ifnull((SELECT max(entry) FROM review), 0)) AS last";
    one(connection, select, [], |row| number(row, "last"))
}

const DECISION: &str = "e.recorded, d.decided, d.person, d.because";

fn why(row: &rusqlite::Row, entry: u64, deed: Deed) -> rusqlite::Result<Decided> {
    Ok(Decided {
        entry,
        recorded: code::instant(row.get("recorded")?),
        decided: code::instant(row.get("decided")?),
        by: row.get("person")?,
        because: row.get("because")?,
        carried: false,
        deed,
    })
}

fn identities(connection: &Connection, found: &mut Vec<Decided>) -> rusqlite::Result<()> {
    let select = format!(
        "SELECT i.entry, e.kind, i.entity, i.part_of, i.label, {DECISION} FROM identity i
         JOIN decision d ON d.entry = i.entry JOIN entry e ON e.id = i.entry
         ORDER BY i.entry, i.entity"
    );
    let rows = all(connection, &select, [], |row| {
        let entry = number(row, "entry")?;
        let entity: u64 = number(row, "entity")?;
        let deed = match (row.get::<_, String>("kind")?.as_str(), row.get("part_of")?) {
            ("merge", Some(into)) => Deed::Merge { into: positive(into)?, others: vec![entity] },
            ("rename", _) => {
                let name: Option<String> = row.get("label")?;
                Deed::Rename { entity, name: name.unwrap_or_default() }
            }
            ("split", _) => Deed::Split { entities: vec![entity] },
            (kind, _) => return Err(code::unknown("decision", kind)),
        };
        why(row, entry, deed)
    })?;
    for row in rows {
        // The entities of one decision are told one after the other.
        match (found.last_mut().filter(|last| last.entry == row.entry), &row.deed) {
            (
                Some(Decided { deed: Deed::Merge { others, .. }, .. }),
                Deed::Merge { others: o, .. },
            ) => {
                others.extend(o);
            }
            (Some(Decided { deed: Deed::Split { entities }, .. }), Deed::Split { entities: e }) => {
                entities.extend(e);
            }
            _ => found.push(row),
        }
    }
    Ok(())
}

fn positive(number: i64) -> rusqlite::Result<u64> {
    u64::try_from(number).map_err(|_| code::unknown("number", &number.to_string()))
}

fn reviews(connection: &Connection, found: &mut Vec<Decided>) -> rusqlite::Result<()> {
    let select = format!(
        "SELECT v.entry, v.claim, v.verdict, v.edited, v.entry <> v.decision AS carried, {DECISION}
         FROM review v JOIN decision d ON d.entry = v.decision JOIN entry e ON e.id = v.entry"
    );
    found.extend(all(connection, &select, [], |row| {
        let verdict: String = row.get("verdict")?;
        let verdict = match (verdict.as_str(), row.get("edited")?) {
            ("accepted", None) => Verdict::Accepted,
            ("rejected", None) => Verdict::Rejected,
            ("cleared", None) => Verdict::Cleared,
            ("edited", Some(edited)) => Verdict::Edited(positive(edited)?),
            _ => return Err(code::unknown("verdict", &verdict)),
        };
        let deed = Deed::Review { claim: number(row, "claim")?, verdict };
        let decided = why(row, number(row, "entry")?, deed)?;
        Ok(Decided { carried: row.get("carried")?, ..decided })
    })?);
    Ok(())
}

fn resolutions(connection: &Connection, found: &mut Vec<Decided>) -> rusqlite::Result<()> {
    let facets = all(connection, "SELECT entry, name, value FROM resolution_facet", [], |row| {
        Ok((number::<u64>(row, "entry")?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
    })?;
    let mut of_entry: BTreeMap<u64, BTreeMap<String, String>> = BTreeMap::new();
    for (entry, name, value) in facets {
        of_entry.entry(entry).or_default().insert(name, value);
    }
    let select = format!(
        "SELECT r.entry, r.subject, p.name AS predicate, r.object, r.value, r.outcome, {DECISION}
         FROM resolution r JOIN decision d ON d.entry = r.entry JOIN entry e ON e.id = r.entry
         JOIN predicate p ON p.id = r.predicate"
    );
    found.extend(all(connection, &select, [], |row| {
        let entry = number(row, "entry")?;
        let outcome: String = row.get("outcome")?;
        let known = Resolved::ALL.into_iter().find(|known| known.as_str() == outcome);
        let resolve = Resolve {
            subject: number(row, "subject")?,
            predicate: row.get("predicate")?,
            object: row.get::<_, Option<i64>>("object")?.map(positive).transpose()?,
            value: row.get("value")?,
            facet: of_entry.remove(&entry).unwrap_or_default(),
            outcome: known.ok_or_else(|| code::unknown("outcome", &outcome))?,
        };
        why(row, entry, Deed::Resolve(resolve))
    })?);
    Ok(())
}

fn origins(connection: &Connection, found: &mut Vec<Decided>) -> rusqlite::Result<()> {
    let select = format!(
        "SELECT o.entry, o.claim, o.other, o.apart, {DECISION}
         FROM origin o JOIN decision d ON d.entry = o.entry JOIN entry e ON e.id = o.entry"
    );
    found.extend(all(connection, &select, [], |row| {
        let claims = [number(row, "claim")?, number(row, "other")?];
        let deed = Deed::Origin { claims, apart: row.get("apart")? };
        why(row, number(row, "entry")?, deed)
    })?);
    Ok(())
}
