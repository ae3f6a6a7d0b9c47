//! Checks what people decided: that each decision is whole, and speaks of what is there.

use rusqlite::Connection;

use super::super::decide;
use super::super::read::all;
use super::Verified;

/// What must return no row, and what is wrong where it does: the first column is an entry.
const WRONG: &[(&str, &str)] = &[
    (
        "is no decision, and one is told of it",
        "SELECT d.entry FROM decision d JOIN entry e ON e.id = d.entry WHERE e.kind = 'reading'",
    ),
    (
        "is a decision of which nothing is told",
        "SELECT e.id FROM entry e WHERE e.kind <> 'reading'
           AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.entry = e.id)",
    ),
    (
        "decides nothing",
        "SELECT e.id FROM entry e
         WHERE e.kind IN ('merge', 'split', 'rename')
             AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.entry = e.id)
           OR e.kind IN ('review', 'edit')
             AND NOT EXISTS (SELECT 1 FROM review v WHERE v.entry = e.id)
           OR e.kind = 'resolve'
             AND NOT EXISTS (SELECT 1 FROM resolution r WHERE r.entry = e.id)
           OR e.kind = 'origin'
             AND NOT EXISTS (SELECT 1 FROM origin o WHERE o.entry = e.id)",
    ),
    (
        "tells of an entity what it does not decide",
        "SELECT i.entry FROM identity i JOIN entry e ON e.id = i.entry
         WHERE CASE e.kind
           WHEN 'merge' THEN i.part_of IS NULL OR i.part_of = i.entity OR i.label IS NOT NULL
           WHEN 'split' THEN i.part_of IS NOT NULL OR i.label IS NOT NULL
           WHEN 'rename' THEN i.part_of IS NOT NULL OR i.label IS NULL ELSE 1 END",
    ),
    (
        "judges a claim by the verdict of another decision",
        "SELECT v.entry FROM review v JOIN entry e ON e.id = v.entry JOIN claim c ON c.id = v.claim
         WHERE v.decision > v.entry
           OR v.decision = v.entry AND e.kind NOT IN ('review', 'edit')
           OR v.decision <> v.entry AND (e.kind <> 'reading' OR c.entry <> v.entry)",
    ),
    (
        "puts a claim of another text in the place of one",
        "SELECT v.entry FROM review v JOIN claim c ON c.id = v.claim JOIN entry e ON e.id = c.entry
         JOIN claim n ON n.id = v.edited JOIN entry m ON m.id = n.entry
         WHERE m.kind <> 'edit' OR m.revision <> e.revision OR v.edited = v.claim",
    ),
    (
        "tells of the origins of one article",
        "SELECT o.entry FROM origin o JOIN claim c ON c.id = o.claim JOIN entry e ON e.id = c.entry
         JOIN claim n ON n.id = o.other JOIN entry m ON m.id = n.entry
         WHERE e.revision = m.revision OR o.claim >= o.other OR o.apart NOT IN (0, 1)",
    ),
    (
        "holds a claim that takes no other's place",
        "SELECT e.id FROM entry e WHERE e.kind = 'edit'
           AND NOT EXISTS (SELECT 1 FROM review v WHERE v.entry = e.id AND v.edited = e.first_claim)",
    ),
];

pub(super) fn decisions(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    for (words, select) in WRONG {
        for entry in all(connection, select, [], |row| row.get::<_, i64>(0))? {
            found.problem(format!("entry {entry} {words}"));
        }
    }
    // Every decision can be read back.
    found.decisions = decide::decided(connection)?.iter().filter(|one| !one.carried).count() as u64;
    Ok(())
}
