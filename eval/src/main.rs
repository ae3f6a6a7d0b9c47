//! Scores every stage and the whole against gold.
//!
//! Each measure is a subcommand in a file of its own that returns its lines; [`record`] prints and
//! keeps them.

mod attribution;
mod carb;
mod claims;
mod clock;
mod coref;
mod crash;
mod factuality;
mod gold;
mod knowledgenet;
mod lemmas;
mod names;
mod pages;
mod parse;
mod record;
mod scale;
mod score;
mod simulate;
mod tags;
mod timex;
mod tokens;
mod tree;
mod works;

use std::io;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use corpora::treebank::Split;

/// Scores every stage and the whole against gold.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    measure: Measure,
    /// The folder of corpora.
    #[arg(long, global = true, default_value = "../shared/data")]
    data: PathBuf,
    /// Which part of the corpora.
    #[arg(long, global = true, value_enum, default_value = "test")]
    split: Part,
    /// Print the scores without keeping them in `eval/record`.
    #[arg(long, global = true)]
    no_record: bool,
}

#[derive(Clone, Subcommand)]
enum Measure {
    /// Sources, cues and contents, on PolNeAR's dev part.
    Attribution,
    /// Claims and their confidence, on articles labelled by hand.
    Claims {
        /// Folders with articles and facts.
        #[arg(default_values = ["../shared/seeds", "../shared/gold"])]
        folders: Vec<PathBuf>,
    },
    /// Open propositions of CaRB's dev part, for its scorer.
    Carb,
    /// Relations of people and organisations, on KnowledgeNet.
    Knowledgenet {
        /// Which folds, of 1, 2 and 3.
        #[arg(long = "fold", default_values_t = [1, 2])]
        folds: Vec<u8>,
        /// Print what was missed and what is wrong.
        #[arg(long)]
        errors: bool,
    },
    /// Who is who, on OntoGUM and GAP.
    Coref {
        /// Score these weights instead of those that the program carries.
        #[arg(long)]
        model: Option<PathBuf>,
        /// Start from the gold tokens and trees of OntoGUM.
        #[arg(long)]
        gold_trees: bool,
    },
    /// How certain readers are of events, on UDS.
    Factuality,
    /// Articles on web pages.
    Pages {
        /// Print the pages that were read badly.
        #[arg(long)]
        errors: bool,
    },
    /// Sentences and words from raw text.
    Tokens {
        /// Print every difference too.
        #[arg(long)]
        errors: bool,
    },
    /// Parts of speech.
    Tags,
    /// Dictionary forms.
    Lemmas {
        /// Print every wrong one too.
        #[arg(long)]
        errors: bool,
    },
    /// Expressions of time: spans, kinds, values and intervals.
    #[command(subcommand)]
    Timex(timex::Corpus),
    /// People, organisations and places by name.
    Names,
    /// How a synthetic ledger of millions of claims records and answers.
    Scale(scale::Scale),
    /// Titles of works, in the articles labelled by hand that lie beside the corpora.
    Works,
    /// Trees, on gold tokens and from raw text.
    Tree {
        /// Print the score of each relation too.
        #[arg(long)]
        per_label: bool,
        /// Print every subject and content of a verb of saying that was missed.
        #[arg(long)]
        errors: bool,
    },
    /// Whether a ledger keeps its promises through a long life, in both stores.
    ///
    /// Answers are compared after a sample of the steps, drawn by the seed. With the temporary files in
    /// memory (`TMPDIR=/dev/shm`) 100,000 steps take minutes; on a slow disk most of the time goes into
    /// waiting for it.
    Simulate {
        /// The same seed lives the same life.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Articles, rereadings and decisions.
        #[arg(long, default_value_t = 100_000)]
        steps: u64,
    },
    /// Whether a ledger outlives `kill -9`, cut logs, a full disk and a second writer.
    Crash {
        /// The program [default: `reportedly` beside this one].
        #[arg(long)]
        program: Option<PathBuf>,
        /// How often it is killed at work.
        #[arg(long, default_value_t = 200)]
        rounds: u64,
        /// The same seed kills at the same parts of the usual time.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Nothing: prints the words and the tree of texts, as CoNLL-U.
    Parse {
        /// Text files, each paragraph of which is read apart.
        inputs: Vec<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    Train,
    Dev,
    Test,
}

fn main() -> io::Result<()> {
    let Arguments { measure, data, split, no_record } = Arguments::parse();
    let split = match split {
        Part::Train => Split::Train,
        Part::Dev => Split::Dev,
        Part::Test => Split::Test,
    };
    let (name, lines) = match measure {
        Measure::Attribution => ("attribution", attribution::attribution(&data)?),
        Measure::Factuality => ("factuality", factuality::factuality(&data, split.as_str())?),
        Measure::Carb => return carb::print(&data),
        Measure::Claims { folders } => ("claims", claims::claims(&folders)?),
        Measure::Knowledgenet { folds, errors } => {
            ("knowledgenet", knowledgenet::knowledgenet(&data, &folds, errors)?)
        }
        Measure::Coref { model, gold_trees } => {
            ("coref", coref::coref(&data, split, model.as_deref(), gold_trees)?)
        }
        Measure::Tokens { errors } => ("tokens", tokens::tokens(&data, split, errors)?),
        Measure::Pages { errors } => ("pages", pages::pages(&data, errors)?),
        Measure::Tags => ("tags", tags::tags(&data, split)?),
        Measure::Lemmas { errors } => ("lemmas", lemmas::lemmas(&data, split, errors)?),
        Measure::Timex(corpus) => match timex::timex(&data, split, &corpus)? {
            Some(lines) => (corpus.name(), lines),
            // What was printed is for another scorer.
            None => return Ok(()),
        },
        Measure::Names => ("names", names::names(&data, split)?),
        Measure::Scale(args) => ("scale", scale::scale(&args)?),
        Measure::Works => ("works", works::works(&data.join("../gold"))?),
        Measure::Tree { per_label, errors } => {
            ("tree", tree::tree(&data, split, per_label, errors)?)
        }
        Measure::Simulate { seed, steps } => ("simulate", simulate::simulate(seed, steps)?),
        Measure::Crash { program, rounds, seed } => ("crash", crash::crash(program, rounds, seed)?),
        Measure::Parse { inputs } => return parse::print(&inputs),
    };
    record::record(&format!("{name} --split {}", split.as_str()), &lines, !no_record)
}
