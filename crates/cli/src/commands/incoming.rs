//! What comes in to be recorded: articles from files and addresses, with what is noted of a page
//! once its article is recorded.

use std::iter;
use std::path::Path;

use reportedly::article::Place;
use reportedly::read::{self, Input, Options};
use reportedly::{Article, Error};

use crate::args::Inputs;
use crate::fetch::{Answer, Client, Page, Validators};
use crate::subscriptions::{Receipt, Subscriptions};

/// An article on its way in.
pub struct Incoming {
    /// The article; `None` where its server says that nothing has changed.
    pub what: Result<Option<Box<Article>>, Error>,
    /// What to note once that is done.
    pub receipt: Option<Receipt>,
    /// Whether only another title or text makes another revision: what servers and feeds say of the
    /// day and the outlet changes without anybody having written anything.
    pub by_text: bool,
}

impl From<Result<Article, Error>> for Incoming {
    fn from(read: Result<Article, Error>) -> Incoming {
        let by_text = read.as_ref().is_ok_and(|article| article.told.url == Some(Place::Item));
        Incoming { what: read.map(|article| Some(Box::new(article))), receipt: None, by_text }
    }
}

/// Returns how `inputs` are to be read.
pub fn options(inputs: &Inputs) -> Options {
    Options {
        kind: inputs.kind.map(super::inputs::kind),
        published: inputs.published,
        outlet: inputs.outlet.clone(),
    }
}

/// Returns whether any of `inputs` is an address.
pub fn has_address(inputs: &Inputs) -> bool {
    inputs.paths.iter().any(|path| is_address(path))
}

fn is_address(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    name.starts_with("http://") || name.starts_with("https://")
}

/// Returns what the command line names, read from files and fetched from addresses.
///
/// With `noted`, a server is asked only for what has changed since a page was noted there.
pub fn incoming(
    inputs: &Inputs,
    noted: Option<Subscriptions>,
) -> impl Iterator<Item = Incoming> + Send + use<'_> {
    let options = options(inputs);
    let mut client = None;
    inputs.paths.iter().flat_map(move |path| -> Box<dyn Iterator<Item = Incoming> + Send> {
        if !is_address(path) {
            let read = read::articles([Input::new(path)], options.clone());
            return Box::new(read.map(Incoming::from));
        }
        let address = path.to_string_lossy();
        let client = client.get_or_insert_with(|| Client::new(inputs.network.into()));
        let known = noted.as_ref().and_then(|noted| noted.page(&address).ok().flatten());
        let known = known.map(|receipt| receipt.validators).unwrap_or_default();
        match client.fetch(&address, &known) {
            Ok(Answer::Page(page)) => from_page(page, &address, options.clone()),
            Ok(Answer::Unchanged) => {
                Box::new(iter::once(Incoming { what: Ok(None), receipt: None, by_text: true }))
            }
            Err(refused) => Box::new(iter::once(Incoming::from(Err(refused.into())))),
        }
    })
}

/// Returns the articles of what an address gave; where it is one, with what to note of it.
fn from_page(
    page: Page,
    address: &str,
    options: Options,
) -> Box<dyn Iterator<Item = Incoming> + Send> {
    let receipt = Receipt {
        url: address.to_owned(),
        mark: String::new(),
        validators: page.validators.clone(),
    };
    let mut read = articles(page, options);
    let first = read.next();
    let second = read.next();
    let receipt = Some(receipt)
        .filter(|receipt| second.is_none() && receipt.validators != Validators::default());
    let rest = second.into_iter().chain(read);
    let first = first.into_iter().map(move |read| {
        let receipt = receipt.clone().filter(|_| read.is_ok());
        Incoming { receipt, by_text: true, ..Incoming::from(read) }
    });
    Box::new(first.chain(rest.map(|read| Incoming { by_text: true, ..Incoming::from(read) })))
}

/// Returns the articles of what an address gave.
pub fn articles(page: Page, options: Options) -> read::Articles {
    let Page { url, media_type, bytes, .. } = page;
    read::articles([Input::Answer { url, media_type, bytes }], options)
}
