//! Reads of whom anything is told by a predicate, in one walk.

use std::collections::HashMap;

use reportedly_nlp::SpeechAct;
use rusqlite::OptionalExtension;

use super::*;
use crate::claim::Firmness;

pub(in super::super) fn told_slots(
    connection: &Connection,
    decisions: &Decisions,
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
    let left_out = left_out(decisions);
    // One walk along each index, which has the groups together.
    let walk = |side: &str, index: &str, other: &str| {
        format!(
            "SELECT {side}, predicate,
               min({other}) <> max({other}),
               min(firmness) = {denied} OR min(polarity) < 0 OR max(act = {retract})
             FROM claim INDEXED BY {index}
             WHERE {side} IS NOT NULL AND +predicate IN ({list}) AND published <= ?1 AND entry <= ?2
               AND id NOT IN ({left_out})
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
