//! Makes the models of `crates/nlp` from the open treebanks and texts.
//!
//! The same data give the same models, bit for bit: seeds are fixed, one thread works, every sum
//! has one order, and no function differs between machines.

mod coref;
mod factuality;
mod given;
mod lemmas;
mod matrix;
mod names;
mod rng;
mod sentences;
mod syntax;
mod vectors;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::{Parser, Subcommand};

/// Makes the models of the language stages.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    model: Model,
    /// The folder of corpora.
    #[arg(long, global = true, default_value = "../shared/data")]
    data: PathBuf,
    /// The folder that the models are written to.
    #[arg(long, global = true, default_value = "crates/nlp/models/en")]
    out: PathBuf,
    /// The folder of what is made on the way.
    #[arg(long, global = true, default_value = "target/train")]
    work: PathBuf,
}

#[derive(Clone, Copy, Subcommand)]
enum Model {
    /// All of them, in order.
    All,
    /// Ends of sentences.
    Sentences,
    /// Word vectors.
    Vectors,
    /// Dictionary forms; need the word vectors.
    Lemmas,
    /// What readers take to have happened; needs the syntax.
    Factuality,
    /// Running text annotated by large networks.
    Silver,
    /// Tags and trees; needs the word vectors and the annotated text.
    Syntax,
    /// Names.
    Names,
    /// What given names say of gender.
    Given,
    /// Who is who; needs the syntax, the names and the given names.
    Coref,
}

fn main() -> io::Result<()> {
    let Arguments { model, data, out, work } = Arguments::parse();
    let all = matches!(model, Model::All);
    if all || matches!(model, Model::Sentences) {
        make(&out, "sentences.bin", || sentences::train(&data))?;
    }
    if all || matches!(model, Model::Vectors) {
        make(&out, "vectors.bin", || vectors::train(&data, vectors::SHIPPED))?;
    }
    let vectors = || fs::read(out.join("vectors.bin"));
    if all || matches!(model, Model::Lemmas) {
        make(&out, "lemmas.bin", || lemmas::train(&data, &vectors()?))?;
    }
    if all || matches!(model, Model::Silver) {
        fs::create_dir_all(&work)?;
        make(&work, "vectors.bin", || vectors::train(&data, vectors::WIDE))?;
        let wide = fs::read(work.join("vectors.bin"))?;
        make(&work, "silver.txt", || Ok(syntax::silver(&data, &wide)?.into_bytes()))?;
    }
    if all || matches!(model, Model::Syntax) {
        let silver = fs::read_to_string(work.join("silver.txt"))?;
        make(&out, "syntax.bin", || syntax::train(&data, &vectors()?, &silver))?;
    }
    if all || matches!(model, Model::Names) {
        make(&out, "names.bin", || names::train(&data))?;
    }
    if all || matches!(model, Model::Given) {
        make(&out, "given-names.txt", || given::train(&data))?;
    }
    match model {
        Model::All => READERS.iter().try_for_each(|model| again(model, &data, &out))?,
        Model::Factuality => make(&out, "factuality.bin", || factuality::train(&data))?,
        Model::Coref => make(&out, "coref.bin", || coref::train(&data))?,
        _ => (),
    }
    Ok(())
}

/// What is made by reading text with the models before it, which the program has built in.
const READERS: [&str; 2] = ["factuality", "coref"];

/// Makes one model with this program built again, so that the models made so far count.
fn again(model: &str, data: &Path, out: &Path) -> io::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--release", "--package", "train", "--", model, "--data"])
        .arg(data)
        .arg("--out")
        .arg(out)
        .status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{model}: {status}"))) }
}

/// Writes one model file and says how long it took.
fn make(out: &Path, name: &str, train: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<()> {
    let start = Instant::now();
    let bytes = train()?;
    fs::write(out.join(name), &bytes)?;
    eprintln!("{name}: {} bytes in {:.0} s", bytes.len(), start.elapsed().as_secs_f64());
    Ok(())
}
