//! The reference of the command line is made from its own help, and every command is in it.

use std::path::Path;
use std::process::Command;

use expect_test::expect_file;

/// Returns what `reportedly WORDS --help` prints.
fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_reportedly"))
        .args(words)
        .arg("--help")
        .env_remove("COLUMNS")
        .env_remove("REPORTEDLY_DB")
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the commands that a help lists.
fn commands(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("Commands:\n") else { return Vec::new() };
    list.lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_reference_is_the_help() {
    let top = help(&[]);
    let mut page = String::from(
        "# The command line\n\nMade from `reportedly help`; `reportedly help COMMAND` prints each part.\n",
    );
    let mut part = |title: &str, text: &str| {
        let text: Vec<&str> = text.lines().map(str::trim_end).collect();
        page.push_str(&format!("\n## {title}\n\n```text\n{}\n```\n", text.join("\n")));
    };
    part("reportedly", &top);
    for name in commands(&top) {
        let text = help(&[&name]);
        part(&format!("reportedly {name}"), &text);
        for inner in commands(&text) {
            part(&format!("reportedly {name} {inner}"), &help(&[&name, &inner]));
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/cli.md");
    expect_file![file].assert_eq(&page);
}
