//! What can be said on the command line.

mod decide;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::styling::{Effects, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::Date;
use reportedly_nlp::PartialDate;

pub use decide::*;

/// Reads the news and remembers who said what, when, and how firmly.
///
/// Reportedly reads dated articles and keeps a ledger of reported claims: each with its exact
/// words, whose word it is, how firmly, and since when it is known. It never says that something
/// is true: it says who reported it.
#[derive(Debug, Parser)]
#[command(name = "reportedly", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,

    #[command(flatten)]
    pub common: Common,
}

/// Plain but for bold headings; colours are left to the answers.
const STYLES: Styles = Styles::styled()
    .header(anstyle::Style::new().effects(Effects::BOLD))
    .usage(anstyle::Style::new().effects(Effects::BOLD))
    .literal(anstyle::Style::new().effects(Effects::BOLD));

const EXAMPLES: &str = "\
Examples:
  reportedly demo
  reportedly add articles/
  reportedly ask \"Who is Mara Quill dating?\" --as-of 2021-01-01

Exit codes: 0 found, 1 nothing found, 2 error, 4 some inputs failed.";

/// What every command understands.
#[derive(Args, Debug)]
pub struct Common {
    /// The ledger [default: reportedly/ledger.db in the XDG data folder].
    #[arg(long, global = true, value_name = "FILE", env = "REPORTEDLY_DB", hide_env_values = true)]
    #[arg(value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,

    /// Answer in JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles into the ledger.
    ///
    /// A text tells its date in the head: `date 2020-12-18` before the first words or on a line
    /// of its own, or lines such as `title:`, `outlet:`, `url:`, `date:`. JSON lines hold one
    /// article each: {"url", "outlet", "title", "published", "authors", "text"}. Of a saved web page
    /// (HTML) the article is read, with the date, title and outlet that the page tells; of a feed
    /// (RSS, Atom, JSON Feed) the items, as far as it holds their text; of a web archive (WARC) the
    /// pages that are dated articles. All may be packed with gzip. Adding an article again changes nothing; a changed text of the same article
    /// is kept as a revision.
    Add(Add),
    /// Ask who reported what: "Who is Mara Quill dating?".
    Ask(Ask),
    /// Show what is reported of somebody or something, or one claim or article.
    Show(Show),
    /// Show what was reported of somebody or something in the order of its publication.
    Timeline(Timeline),
    /// Show what is new, firmer, denied, moved or edited.
    Changes(Changes),
    /// Show what was reported and cannot both be so, in the words of both sides.
    ///
    /// What weighs most comes first: how firmly the weaker side is told, on how many origins, how lately.
    Contradictions(Contradictions),
    /// Show an article with its evidence marked, and its claims.
    Read(Read),
    /// Search the words of articles and claims.
    Search(Search),
    /// Take claims from articles, without a ledger: one JSON object on each line.
    Extract(Extract),
    /// List who publishes and who is cited, and how often; and the record of one of them.
    ///
    /// Of a source that is named it tells, by predicate and firmness, how much of what it reported was
    /// later confirmed or contradicted, and how early it was. There is no one number for a source.
    Sources(Sources),
    /// Say who is who: merge names, split them, rename them.
    #[command(subcommand)]
    Entity(Entity),
    /// Say whether an article makes a claim that was read in it.
    #[command(subcommand)]
    Review(Review),
    /// Say whether two reports go back to one origin.
    #[command(subcommand)]
    Origin(Origin),
    /// Say how something that was reported came out, and what settles it.
    Resolve(Resolve),
    /// Read the stored articles again with this version, and add its claims.
    ///
    /// Answers use the newest reading; the older ones stay for `--recorded-by`. What is stopped
    /// goes on where it was; what was read by this version is passed over.
    Reread(Reread),
    /// Check every span, hash and reference of the ledger.
    Verify,
    /// Show the ledger in a browser: every answer a page with its evidence.
    ///
    /// The pages are for this machine alone. On an address that others can reach a token is
    /// required, of at least 16 characters, in REPORTEDLY_TOKEN or in a file. Nothing can be
    /// written over the pages. `docs/guides/serve.md` says more.
    Serve(Serve),
    /// Copy the ledger into a file, also while others write to it.
    Backup(Backup),
    /// Make the file small and its indexes fast.
    Compact,
    /// Say how much lies in the ledger, and how much room it takes.
    Stats,
    /// Take in what another ledger holds: articles, claims and decisions.
    Import(Import),
    /// Print articles, claims or decisions, one on each line, as JSON or CSV.
    Export(Export),
    /// Read 30 articles about invented people and show what can be asked of them.
    Demo(Demo),
    /// Choose the feeds that `watch` reads.
    #[command(subcommand)]
    Feeds(Feeds),
    /// Read what is new or changed in the feeds.
    ///
    /// What a feed holds whole is read from it, else the page behind the item is fetched. A changed
    /// text is kept as a revision; a changed date alone is not. Sites are asked one request at a
    /// time, with a pause, and as their robots.txt allows.
    Watch(Watch),
    /// Check a beat of one's own, or try it on text.
    #[command(subcommand)]
    Beat(Beat),
    /// Print a script that completes commands in a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Args, Debug)]
pub struct Add {
    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub beats: Beats,
}

/// Where to read articles from, and what to assume of them.
#[derive(Args, Debug)]
pub struct Inputs {
    /// Files, folders, addresses of the web, or `-` for standard input.
    #[arg(required = true, value_name = "PATH|URL", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// How the inputs hold their articles [default: told by their first bytes].
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<Kind>,

    /// The day of publication of articles that tell none.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub published: Option<Date>,

    /// The outlet of articles that name none.
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    #[command(flatten)]
    pub network: Network,
}

/// How to fetch what addresses name.
#[derive(Args, Clone, Copy, Debug)]
pub struct Network {
    /// How long one answer may take in all.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = time)]
    pub timeout: Duration,

    /// How long to wait between two requests to one host.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = time)]
    pub pause: Duration,

    /// Fetch from private networks and this machine too.
    #[arg(long)]
    pub allow_private: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// One article as text, with its date in the head.
    Text,
    /// One article on each line, as JSON.
    Jsonl,
    /// One article as a web page.
    Html,
    /// The articles that a feed holds (RSS, Atom, JSON Feed).
    Feed,
    /// The pages of a web archive (WARC).
    Warc,
}

#[derive(Args, Debug)]
pub struct Beats {
    /// A beat to read with, beside the built-in ones (may be given again).
    #[arg(long = "beat", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,

    /// Take the claims too that are more likely misread than not: those of a confidence below 0.5.
    #[arg(long)]
    pub unsure: bool,
}

/// From where an answer looks at the ledger.
#[derive(Args, Clone, Debug, Default)]
pub struct Reading {
    /// As a reader could know on that day: only what was published by then.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub as_of: Option<Date>,

    /// What everything published since says about that day.
    #[arg(long, requires = "as_of")]
    pub with_hindsight: bool,

    /// Only what this ledger held by then: a day, a time (2024-03-05T09:14:05Z) or an entry (412).
    #[arg(long, value_name = "TIME")]
    pub recorded_by: Option<String>,
}

#[derive(Args, Debug)]
pub struct Ask {
    /// The question, in words.
    #[arg(required = true)]
    pub question: Vec<String>,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args, Debug)]
pub struct Show {
    /// A name, or the id of an entity (e_...), claim (c_...) or article (a_...).
    #[arg(required = true)]
    pub what: Vec<String>,

    /// Tell too what clauses say of it outside the beats (open claims).
    #[arg(long)]
    pub open: bool,

    /// Tell too what people rejected or changed, who did and why.
    #[arg(long)]
    pub rejected: bool,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args, Debug)]
pub struct Timeline {
    /// A name, or the id of an entity (e_...).
    pub entity: String,

    /// Only this predicate, such as `release_date`.
    pub predicate: Option<String>,

    /// Tell too what clauses say of it outside the beats (open claims).
    #[arg(long)]
    pub open: bool,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args, Debug)]
pub struct Changes {
    /// A name, or the id of an entity (e_...) [default: everything].
    pub entity: Option<String>,

    /// What was published after that day.
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub since: Option<Date>,

    /// What was recorded since the last time that this cursor was asked for.
    #[arg(long, value_name = "NAME", conflicts_with = "since")]
    pub cursor: Option<String>,

    /// Leave out what was only reported again.
    #[arg(long)]
    pub material: bool,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args, Debug)]
pub struct Contradictions {
    /// A name, or the id of an entity (e_...) [default: everybody].
    pub entity: Option<String>,

    /// At most so many.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub limit: usize,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args, Debug)]
pub struct Read {
    /// The article: its id (a_... or r_...), its URL, or the file that it was read from.
    pub article: String,

    /// Mark too what clauses say outside the beats (open claims).
    #[arg(long)]
    pub open: bool,
}

#[derive(Args, Debug)]
pub struct Search {
    /// The words: all must occur. In one pair of quotation marks: '"two words" -word word*' finds
    /// the two together, without the one, and the last in any form.
    #[arg(required = true)]
    pub words: Vec<String>,

    /// At most so many articles and claims.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Args, Debug)]
pub struct Extract {
    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub beats: Beats,

    /// Print the expressions of time instead of the claims.
    #[arg(long, conflicts_with_all = ["files", "unsure"])]
    pub timex: bool,

    /// How the texts tell their times.
    #[arg(long, value_name = "MODE", default_value = "news", requires = "timex")]
    pub mode: Mode,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Mode {
    /// Counted from the day of publication.
    News,
    /// Counted from the last date that the story reached.
    Narrative,
}

#[derive(Args, Debug)]
pub struct Sources {
    /// Only the source of that name, or those with it in their name, with their records.
    pub source: Option<String>,

    #[command(flatten)]
    pub reading: Reading,
}

/// Where the pages are when nobody says.
const LOCAL: &str = "127.0.0.1:8787";

#[derive(Args, Debug)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = LOCAL)]
    pub addr: SocketAddr,

    /// A file that holds the token which a browser or program must show.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub token_file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Demo {
    /// Keep the ledger in this file, to go on asking.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub keep: Option<PathBuf>,

    /// Then show it in a browser, until Ctrl-C.
    #[arg(long)]
    pub serve: bool,

    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = LOCAL, requires = "serve")]
    pub addr: SocketAddr,
}

#[derive(Debug, Subcommand)]
pub enum Beat {
    /// Print a beat to begin with, in which every line is explained.
    New {
        /// The name of its predicate, such as `transferred_to`.
        name: String,
    },
    /// Check a beat: every mistake with its line.
    Check {
        /// The beat, in TOML.
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print what a beat finds in a text, by which example, and what the others miss.
    Try {
        /// The beat, in TOML.
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The text; without one, standard input.
        text: Option<String>,
        /// The day from which the text counts its times [default: today].
        #[arg(long, value_name = "DAY", value_parser = day)]
        published: Option<Date>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Feeds {
    /// Watch feeds from now on.
    Add {
        /// The addresses of the feeds.
        #[arg(required = true, value_name = "URL", value_hint = ValueHint::Url)]
        urls: Vec<String>,
        /// The outlet that they belong to [default: what each feed calls itself].
        #[arg(long, value_name = "NAME")]
        outlet: Option<String>,
    },
    /// List the feeds that are watched, and how they were last read.
    List,
    /// Watch feeds no longer; what was read from them stays.
    Rm {
        /// The addresses of the feeds.
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
    },
    /// Watch the feeds of a list that another feed reader wrote (OPML).
    Import {
        /// The list, or `-` for standard input.
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print the feeds as a list that other feed readers take (OPML).
    Export,
}

#[derive(Args, Debug)]
pub struct Watch {
    /// Read the feeds again after so long, for ever [default: 15m].
    #[arg(long, value_name = "TIME", value_parser = time, conflicts_with = "once")]
    pub every: Option<Duration>,

    /// Read every feed once.
    #[arg(long)]
    pub once: bool,

    #[command(flatten)]
    pub beats: Beats,

    #[command(flatten)]
    pub network: Network,
}

/// Reads a length of time such as `30s` or `15m`.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || format!("'{text}' is no length of time; expected one such as 30s, 15m or 2h");
    let time: jiff::SignedDuration = text.parse().map_err(|_| wrong())?;
    Duration::try_from(time).map_err(|_| wrong())
}

/// Reads one day.
fn day(text: &str) -> Result<Date, String> {
    let wrong = || format!("'{text}' is not a day; expected one such as 2024-03-05");
    let date: PartialDate = text.parse().map_err(|_| wrong())?;
    (date.first_day() == date.last_day()).then(|| date.first_day()).ok_or_else(wrong)
}

/// Reads a date, and takes the last day of a month or year.
fn last_day(text: &str) -> Result<Date, String> {
    text.parse().map(PartialDate::last_day).map_err(|error| error.to_string())
}
