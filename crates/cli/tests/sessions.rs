//! Runs the sessions that the documents show, and those of `tests/sessions`: every command with
//! what it prints and how it ends.
//!
//! A line `$ command` is followed by what the command prints, then by what it says on standard
//! error, then by `? N` where it ends with another code than 0; a line `// words` explains. In
//! Markdown only the blocks marked `console` are sessions. `UPDATE_EXPECT=1 cargo test` writes what is printed now.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use expect_test::expect_file;

/// A folder of its own for one session, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            env::temp_dir().join(format!("reportedly-session-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns what a command prints and how it ends, as a session shows it.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_reportedly"));
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(
        std::iter::once(program.parent().unwrap().to_path_buf()).chain(env::split_paths(&path)),
    )
    .unwrap();
    let command = command.replace("cargo run --release -- ", "reportedly ");
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1646092800")
        .env("REPORTEDLY_TERMINAL", "96")
        .output()
        .unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    if !printed.is_empty() && !printed.ends_with('\n') {
        printed.push('\n');
    }
    printed.push_str(&errors);
    // The folder is another one each time.
    printed = printed.replace(&folder.display().to_string(), "~");
    if output.status.code() != Some(0) {
        let code = output.status.code().map_or("a signal".to_owned(), |code| code.to_string());
        printed.push_str(&format!("? {code}\n"));
    }
    printed
}

/// Runs the sessions of a file, and compares.
fn check(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let markdown = file.extension().is_some_and(|extension| extension == "md");
    let folder = Folder::new(&file.file_stem().unwrap().to_string_lossy());
    let mut shown = String::new();
    let mut in_session = !markdown;
    // What a command printed the last time is passed over.
    let mut printed = false;
    for line in text.lines() {
        if markdown && line.starts_with("```") {
            in_session = line == "```console" && !in_session;
            printed = false;
        } else if in_session && line.starts_with("$ ") {
            shown.push_str(line);
            shown.push('\n');
            shown.push_str(&run(&line[2..], &folder.0));
            printed = true;
            continue;
        } else if printed && (markdown || !line.starts_with("// ")) {
            continue;
        }
        if !markdown && line.starts_with("// ") && printed {
            shown.push('\n');
        }
        printed = false;
        shown.push_str(line);
        shown.push('\n');
    }
    expect_file![file].assert_eq(&shown);
}

#[test]
fn the_documents_show_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    check(&root.join("README.md"));
    check(&root.join("docs/start.md"));
    let concepts = fs::read_dir(root.join("docs/concepts")).unwrap();
    let mut concepts: Vec<PathBuf> = concepts.map(|entry| entry.unwrap().path()).collect();
    concepts.sort();
    concepts.iter().for_each(|file| check(file));
}

#[test]
fn every_session_is_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files.iter().for_each(|file| check(file));
}
