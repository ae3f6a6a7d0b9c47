//! What a person can decide: who is who, what was read rightly, how things came out.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::{Beats, Reading};

/// Who decides, and why.
#[derive(Args, Debug)]
pub struct Why {
    /// Why: words, or the address of an article that settles it.
    #[arg(long, value_name = "WHY")]
    pub because: Option<String>,

    /// Who decides.
    #[arg(long, value_name = "NAME", env = "REPORTEDLY_BY", hide_env_values = true)]
    pub by: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Entity {
    /// List whom a name may mean, or who was merged or renamed.
    List {
        /// A name [default: whoever was merged or renamed].
        name: Option<String>,

        #[command(flatten)]
        reading: Reading,
    },
    /// Show under which names somebody is recorded, and who may be the same, with the evidence.
    Show {
        /// A name, or the id of an entity (e_...).
        name: String,

        #[command(flatten)]
        reading: Reading,
    },
    /// Say that two names mean one: the first stands for both.
    Merge {
        /// The name, or the id (e_...), that stands for both.
        into: String,
        /// The other one.
        other: String,

        #[command(flatten)]
        why: Why,
    },
    /// Take a merge back; or say that a name is not the same name of a known kind.
    ///
    /// A name that was merged into another one stands for itself again, with whatever was merged
    /// together with it; of a name that stands for others, these do.
    Split {
        /// The name, or the id (e_...).
        name: String,

        #[command(flatten)]
        why: Why,
    },
    /// Show somebody under another name; the old ones still find it.
    Rename {
        /// The name, or the id (e_...).
        name: String,
        /// The name from now on.
        new: String,

        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, Subcommand)]
pub enum Review {
    /// Say that the article makes the claim.
    Accept {
        /// The claim (c_...).
        claim: String,

        #[command(flatten)]
        why: Why,
    },
    /// Say that the article does not make the claim: it counts no more.
    Reject {
        /// The claim (c_...).
        claim: String,

        #[command(flatten)]
        why: Why,
    },
    /// Say what the article claims instead: a claim of yours, with the same words as evidence.
    Edit(Box<Edit>),
    /// Take a verdict back.
    Clear {
        /// The claim (c_...).
        claim: String,

        #[command(flatten)]
        why: Why,
    },
    /// List the claims that people judged.
    List {
        /// Only those about somebody: a name, or the id of an entity (e_...).
        name: Option<String>,

        #[command(flatten)]
        reading: Reading,
    },
}

#[derive(Args, Debug)]
#[group(id = "change", required = true, multiple = true, args = ["subject", "predicate", "object", "value", "valid", "denied"])]
pub struct Edit {
    /// The claim (c_...).
    pub claim: String,

    /// Whom it is about: a name, or the id of an entity (e_...).
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,

    /// What is said, such as `dating`.
    #[arg(long, value_name = "PREDICATE")]
    pub predicate: Option<String>,

    /// The other party: a name, or the id of an entity (e_...); '' for none.
    #[arg(long, value_name = "NAME")]
    pub object: Option<String>,

    /// The value, such as 2021-07; '' for none.
    #[arg(long, value_name = "VALUE")]
    pub value: Option<String>,

    /// When it is said to hold, such as 2020-05/.. ; '' for not told.
    #[arg(long, value_name = "TIME")]
    pub valid: Option<String>,

    /// Say that the article denies it (or, with `false`, that it does not).
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub denied: Option<bool>,

    #[command(flatten)]
    pub why: Why,
}

#[derive(Debug, Subcommand)]
pub enum Origin {
    /// Say that two reports do not go back to one origin, whatever seems to link them.
    Cut {
        /// A claim (c_...) of the one report.
        claim: String,
        /// A claim (c_...) of the other, of the same predicate.
        other: String,

        #[command(flatten)]
        why: Why,
    },
    /// Take that back: what links them counts again.
    Join {
        /// A claim (c_...) of the one report.
        claim: String,
        /// A claim (c_...) of the other.
        other: String,

        #[command(flatten)]
        why: Why,
    },
}

#[derive(Args, Debug)]
pub struct Resolve {
    /// A claim (c_...), or 'NAME / PREDICATE / WHAT' such as 'Harbour Lights / release_date / 2021-07'.
    pub slot: String,

    /// How it came out.
    pub outcome: Outcome,

    /// What settles it: the address of an article, or words.
    #[arg(long, value_name = "URL")]
    pub because: String,

    /// Who says so.
    #[arg(long, value_name = "NAME", env = "REPORTEDLY_BY", hide_env_values = true)]
    pub by: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Outcome {
    /// As reported.
    True,
    /// Not as reported.
    False,
    /// Nobody can tell.
    Unknown,
}

#[derive(Args, Debug)]
pub struct Reread {
    /// Only articles last read by this version or an older one, such as 0.1.0.
    #[arg(long, value_name = "VERSION")]
    pub since: Option<String>,

    #[command(flatten)]
    pub beats: Beats,
}

#[derive(Args, Debug)]
pub struct Backup {
    /// Where the copy goes; nothing is written over.
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

#[derive(Args, Debug)]
pub struct Import {
    /// The ledger to take in; it is only read.
    #[arg(value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,
}

#[derive(Args, Debug)]
pub struct Export {
    /// What to print.
    pub what: What,

    /// As comma-separated values.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum What {
    /// Every text of every article; `reportedly add` reads them again, as JSON lines.
    Articles,
    /// Every claim of every reading, with the verdict on it.
    Claims,
    /// Every decision.
    Decisions,
}
