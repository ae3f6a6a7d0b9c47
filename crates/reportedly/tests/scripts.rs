//! Runs every script of `tests/ledger` against both stores: they give the same answers, and the
//! answers are those in the script. `UPDATE_EXPECT=1` writes the answers into the scripts.
//!
//! A script is made of blocks between empty lines. A block begins with a command line; `record`
//! takes an article and its claims from the lines below, every other block is a question, and the
//! lines below it are the answer.

mod script;

use reportedly::ledger::{Ledger, Memory, Sqlite};

use script::{Block, Folder};

#[test]
fn both_stores_answer_as_the_scripts_say() {
    let mut paths: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledger"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = Folder::new("scripts");
        let mut memory = Memory::new();
        let mut sqlite = Sqlite::open(folder.file("ledger.db")).unwrap();
        let in_memory = run(&text, &mut memory);
        let in_file = run(&text, &mut sqlite);
        assert!(
            in_memory == in_file,
            "the stores differ on {}, {}",
            path.display(),
            difference(&in_memory, &in_file)
        );
        if in_file != text {
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::write(&path, &in_file).unwrap();
            } else {
                wrong.push(format!("{}:\n{}", path.display(), difference(&text, &in_file)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the script with the answers that `ledger` gives.
fn run(text: &str, ledger: &mut dyn Ledger) -> String {
    let blocks: Vec<String> = Block::all(text)
        .into_iter()
        .map(|block| match script::answer(&block, ledger) {
            Some(answer) if answer.is_empty() => block.command.clone(),
            Some(answer) => format!("{}\n{}", block.command, answer.trim_end()),
            None => block.whole(),
        })
        .collect();
    format!("{}\n", blocks.join("\n\n"))
}

fn difference(expected: &str, found: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let same = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let show = |lines: &[&str]| {
        lines
            .iter()
            .skip(same.saturating_sub(2))
            .take(12)
            .map(|l| format!("  {l}\n"))
            .collect::<String>()
    };
    format!("line {}: expected\n{}found\n{}", same + 1, show(&expected), show(&found))
}
