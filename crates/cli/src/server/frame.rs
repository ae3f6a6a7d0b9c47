//! What all pages have in common: the search box, the bar that tells from where a page looks, and
//! where to go from it.

use reportedly::belief::Reading;

use super::asked::Asked;
use super::assets;
use crate::args;

/// The parts of a page around its own.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What the page is about.
    pub title: String,
    /// What stands in the search box.
    pub question: String,
    /// The pages that can be gone to.
    pub places: Vec<Place>,
    /// The bar; none where nothing is looked at.
    pub bar: Option<Bar>,
    /// The page as JSON.
    pub json: String,
    /// The address of the style.
    pub style: &'static str,
    /// The address of the script.
    pub script: &'static str,
    /// The address of the sign.
    pub icon: &'static str,
    /// From where the search box looks, which it asks again.
    pub view: Vec<(&'static str, String)>,
}

/// A page that can be gone to.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// Its address.
    pub href: String,
    /// Whether it is this one.
    pub here: bool,
    /// The key that goes there, after `g`.
    pub key: &'static str,
}

/// From where the page looks at the ledger.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The address of the page, for the form.
    pub action: String,
    /// What else the form asks again.
    pub others: Vec<(String, String)>,
    /// The day asked about.
    pub as_of: String,
    /// Whether what was published later counts too.
    pub hindsight: bool,
    /// The entry up to which the ledger is looked at.
    pub recorded_by: String,
    /// The reading in words.
    pub words: String,
    /// This page as it is now, for ever.
    pub frozen: String,
    /// This page seen from now, where it is not.
    pub now: Option<String>,
}

/// The pages that every page leads to, with the key of each.
const PLACES: &[(&str, &str, &str)] = &[
    ("Ask", "/", "a"),
    ("What’s new", "/new", "n"),
    ("Contradictions", "/contradictions", "c"),
    ("Sources", "/sources", "s"),
];

impl Frame {
    /// Returns the frame of a page that looks at nothing.
    pub fn plain(title: impl Into<String>, asked: &Asked) -> Frame {
        let place = |&(name, path, key): &(&'static str, &str, &'static str)| Place {
            name,
            href: asked.to(path),
            here: asked.path == path || name == "Ask" && asked.path == "/ask",
            key,
        };
        let view = &asked.view;
        let mut again = Vec::new();
        again.extend(view.as_of.map(|day| ("as_of", day.to_string())));
        again.extend(view.with_hindsight.then(|| ("with_hindsight", "1".to_owned())));
        again.extend(view.recorded_by.clone().map(|entry| ("recorded_by", entry)));
        Frame {
            title: title.into(),
            question: asked.get("q").unwrap_or_default().to_owned(),
            places: PLACES.iter().map(place).collect(),
            bar: None,
            json: asked.seen_from(view, true),
            style: &assets::STYLE.href,
            script: &assets::SCRIPT.href,
            icon: &assets::ICON.href,
            view: again,
        }
    }

    /// Returns the frame of a page that looks by `reading` at a ledger whose last entry is `entry`.
    pub fn new(title: impl Into<String>, asked: &Asked, reading: Reading, entry: u64) -> Frame {
        let mut frame = Frame::plain(title, asked);
        let view = &asked.view;
        let frozen = args::Reading {
            recorded_by: Some(reading.recorded_by.unwrap_or(entry).to_string()),
            ..view.clone()
        };
        let now = args::Reading::default();
        let is_now = view.as_of.is_none() && view.recorded_by.is_none();
        frame.bar = Some(Bar {
            action: asked.path.clone(),
            others: asked.others().to_vec(),
            as_of: view.as_of.map(|day| day.to_string()).unwrap_or_default(),
            hindsight: view.with_hindsight,
            recorded_by: view.recorded_by.clone().unwrap_or_default(),
            words: reading.to_string(),
            frozen: asked.seen_from(&frozen, false),
            now: (!is_now).then(|| asked.seen_from(&now, false)),
        });
        frame
    }
}
