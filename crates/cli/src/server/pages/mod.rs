//! One module for each page: what it shows, and the same as JSON.

pub mod article;
pub mod ask;
pub mod claim;
pub mod contradictions;
pub mod dossier;
mod feed;
pub mod home;
pub mod new;
pub mod reports;
pub mod revisions;
pub mod search;
pub mod sources;
pub mod timeline;
pub mod wrong;

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;
use reportedly::Beats;
use reportedly::belief::Reading;
use reportedly::ledger::{Ledger, Sqlite};
use serde::Serialize;

use super::asked::Asked;
use super::frame::Frame;
use super::problem::Problem;
use crate::commands::answer;
use crate::safe;

/// What a page gives.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The page.
    Html(String),
    /// The page as JSON.
    Json(String),
    /// The page as a feed.
    Atom(String),
    /// Another address, at which the page is.
    Moved(String),
}

/// What a page is made from: one moment of the ledger, and from where to look at it.
pub struct Desk<'a> {
    /// The ledger.
    pub ledger: &'a Sqlite,
    /// The rules by which it is read.
    pub beats: &'static Beats,
    /// From where it is looked at.
    pub reading: Reading,
    /// The last entry of the ledger.
    last: u64,
}

impl<'a> Desk<'a> {
    /// Returns a desk for what is asked.
    ///
    /// # Errors
    /// Where nothing is in the ledger, or it is not told in a readable way from where to look.
    pub fn new(ledger: &'a Sqlite, asked: &Asked) -> Result<Desk<'a>, Problem> {
        let last = ledger.entry_by(Timestamp::MAX)?;
        if last == 0 {
            let path = ledger.path().display();
            return Err(Problem::no_ledger(format!("nothing is in the ledger '{path}'")));
        }
        let reading = answer::reading(&asked.view, ledger)?;
        Ok(Desk { ledger, beats: Beats::built_in(), reading, last })
    }

    /// Returns the last entry that counts for what is asked.
    pub fn entry(&self) -> u64 {
        self.reading.recorded_by.map_or(self.last, |entry| entry.min(self.last))
    }

    /// Returns the day asked about: the last one of which anything was published, where none is.
    pub fn today(&self) -> Result<Date, Problem> {
        match self.reading.as_of {
            Some(day) => Ok(day),
            None => {
                let newest = self.ledger.newest(self.reading.scope(), 1)?;
                Ok(newest.first().map_or(Date::ZERO, |article| article.published))
            }
        }
    }

    /// Returns the frame of a page of that title.
    pub fn frame(&self, title: impl Into<String>, asked: &Asked) -> Frame {
        Frame::new(title, asked, self.reading, self.last)
    }
}

impl Answer {
    /// Returns how many bytes it has.
    pub fn len(&self) -> usize {
        match self {
            Answer::Html(text) | Answer::Json(text) | Answer::Atom(text) | Answer::Moved(text) => {
                text.len()
            }
        }
    }

    /// Returns a page.
    fn html(page: &impl Template) -> Result<Answer, Problem> {
        let page = page.render().map_err(|_| Problem::mistake())?;
        // What a reader cannot see, or what turns what stands beside it around, is shown by name.
        Ok(Answer::Html(safe::in_page(&page).into_owned()))
    }

    /// Returns a page as a feed.
    fn atom(feed: &impl Template) -> Result<Answer, Problem> {
        let feed = feed.render().map_err(|_| Problem::mistake())?;
        Ok(Answer::Atom(safe::in_page(&feed).into_owned()))
    }

    /// Returns a page as JSON.
    fn json(value: &impl Serialize) -> Result<Answer, Problem> {
        serde_json::to_string(value).map(Answer::Json).map_err(|_| Problem::mistake())
    }
}
