//! Ids that are nearly the one that somebody asked for: cut off, or mistyped at the end.

use rusqlite::Connection;

/// Ids are near that have so many digits in common at the beginning: by chance no two have.
const COMMON: usize = 6;

/// Returns ids of entities (`e_...`), articles (`a_...`) or revisions (`r_...`, or `c_...` of a claim
/// in it) that begin as `id` does, those that have most in common first.
pub(super) fn ids_near(
    connection: &Connection,
    id: &str,
    limit: usize,
) -> rusqlite::Result<Vec<String>> {
    let (kind, digits) = id.split_once('_').unwrap_or_default();
    let (prefix, table) = match kind {
        "e" => ("e", "entity"),
        "a" => ("a", "article"),
        "r" | "c" => ("r", "revision"),
        _ => return Ok(Vec::new()),
    };
    let digits = digits.split('-').next().unwrap_or_default();
    let wanted = format!("{prefix}_{digits}");
    let mut found: Vec<(usize, String)> = Vec::new();
    for (side, order) in [(">=", "ASC"), ("<", "DESC")] {
        let select = format!(
            "SELECT name FROM {table} WHERE name {side} ?1 ORDER BY name {order} LIMIT {limit}"
        );
        let mut select = connection.prepare_cached(&select)?;
        let mut names = select.query([&wanted])?;
        while let Some(row) = names.next()? {
            let name: String = row.get(0)?;
            let common = name.bytes().zip(wanted.bytes()).take_while(|(a, b)| a == b).count();
            if common > COMMON + prefix.len() {
                found.push((common, name));
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, name)| name).collect())
}
