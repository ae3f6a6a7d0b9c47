//! What a page says of itself: when, where and by whom it was published.
//!
//! Each fact is taken from the first place that tells it, in this order: JSON-LD
//! (<https://schema.org/NewsArticle>), microdata, Open Graph and article tags, other `meta`
//! elements, `time` elements, the line that names the writer, and for the day at last the address.

use dom_query::Document;
use jiff::civil::Date;
use serde_json::Value;

use super::super::address::{address, host, is_front_page, same_site};
use super::super::byline::{byline, writers};
use super::super::day::day_at_start;
use crate::article::{Place, Told};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub published: Option<Date>,
    pub modified: Option<Date>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    pub url: Option<String>,
    /// Which place of the page told each of them.
    pub told: Told,
}

/// Names of `meta` elements that hold the day of publication.
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "publication_date",
    "publicationdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "rnews:datepublished",
    "originalpublicationdate",
    "ptime",
    "date",
];

/// Names of `meta` elements that hold the day of the last change.
const CHANGES: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "date_modified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
    "revised",
];

/// Elements that hold the line that names the writer.
const BYLINES: &str = "[rel~=\"author\"], [class*=\"byline\" i], [class*=\"author-name\" i]";

/// Reads what `page`, which was read from `address`, says of itself.
pub(super) fn facts(page: &Document, address: Option<&str>) -> Facts {
    let linked = linked(page);
    let meta = Metas::new(page);
    let from_linked = |name: &str| linked.iter().find_map(|one| words(one.get(name)?));
    let (url, url_told) = url(page, &meta, from_linked("url"), address);
    let published = at(Place::JsonLd, from_linked("datePublished").and_then(|told| day(&told)))
        .or_else(|| at(Place::Microdata, day(&microdata(page, "datePublished")?)))
        .or_else(|| meta.day(DATES))
        .or_else(|| at(Place::Time, day(&attribute(page, "time[pubdate]", "datetime")?)))
        .or_else(|| {
            let times = "article time[datetime], header time[datetime]";
            at(Place::Time, day(&attribute(page, times, "datetime")?))
        })
        .or_else(|| at(Place::Time, day(&attribute(page, "time[datetime]", "datetime")?)))
        .or_else(|| at(Place::Address, day_of_address(url.as_deref()?)));
    let modified = at(Place::JsonLd, from_linked("dateModified").and_then(|told| day(&told)))
        .or_else(|| at(Place::Microdata, day(&microdata(page, "dateModified")?)))
        .or_else(|| meta.day(CHANGES))
        // Nothing changes before it is published: such a day is that of something else.
        .filter(|(changed, _)| published.is_none_or(|(day, _)| day <= *changed));
    let title = at(Place::JsonLd, from_linked("headline"))
        .or_else(|| at(Place::OpenGraph, meta.get(&["og:title"])))
        .or_else(|| at(Place::Meta, meta.get(&["twitter:title"])))
        .or_else(|| at(Place::Microdata, microdata(page, "headline")))
        .or_else(|| at(Place::Heading, clean(&page.select_single("h1").text())))
        .or_else(|| at(Place::TitleElement, clean(&page.select_single("title").text())));
    let publisher =
        || linked.iter().find_map(|one| names(one.get("publisher")?).into_iter().next());
    let outlet = at(Place::JsonLd, publisher())
        .or_else(|| at(Place::OpenGraph, meta.get(&["og:site_name"])))
        .or_else(|| at(Place::Meta, meta.get(&["application-name", "publisher"])))
        .or_else(|| at(Place::Address, host(url.as_deref()?)));
    let author = |name: Option<String>| name.filter(|name| !name.starts_with("http"));
    let mut authors: Vec<String> =
        linked.iter().filter_map(|one| one.get("author")).flat_map(names).collect();
    authors.retain(|name| !name.starts_with("http"));
    authors.dedup();
    let mut authors_told = (!authors.is_empty()).then_some(Place::JsonLd);
    if authors.is_empty() {
        let told = at(Place::Microdata, author(microdata(page, "author")))
            .or_else(|| at(Place::OpenGraph, author(meta.get(&["article:author"]))))
            .or_else(|| {
                at(Place::Meta, author(meta.get(&["author", "dc.creator", "parsely-author"])))
            });
        authors_told = told.as_ref().map(|(_, place)| *place);
        authors.extend(told.map(|(name, _)| name));
    }
    if authors.is_empty() {
        authors = signed(page);
        authors_told = (!authors.is_empty()).then_some(Place::Byline);
    }
    let told = Told {
        published: published.map(|(_, place)| place),
        modified: modified.map(|(_, place)| place),
        title: title.as_ref().map(|(_, place)| *place),
        outlet: outlet.as_ref().map(|(_, place)| *place),
        authors: authors_told,
        url: url_told,
    };
    Facts {
        published: published.map(|(day, _)| day),
        modified: modified.map(|(day, _)| day),
        title: title.map(|(title, _)| title),
        outlet: outlet.map(|(outlet, _)| outlet),
        authors,
        url,
        told,
    }
}

/// Returns what was told, where something was, with its place.
fn at<T>(place: Place, told: Option<T>) -> Option<(T, Place)> {
    told.map(|told| (told, place))
}

/// Returns the address that the page gives itself, else the one that it was read from.
///
/// A page may name another page of its own site, and nobody else's: else it could pass for a new
/// text of any article.
fn url(
    page: &Document,
    meta: &Metas,
    linked: Option<String>,
    read_from: Option<&str>,
) -> (Option<String>, Option<Place>) {
    let own = |told: Option<String>| {
        let told = address(&told?, read_from)?;
        let front = read_from.is_some_and(|from| is_front_page(&told) && !is_front_page(from));
        let foreign = read_from.is_some_and(|from| !same_site(&told, from));
        (!front && !foreign).then_some(told)
    };
    let told = at(Place::Canonical, own(attribute(page, "link[rel=\"canonical\"]", "href")))
        .or_else(|| at(Place::OpenGraph, own(meta.get(&["og:url"]))))
        .or_else(|| at(Place::JsonLd, own(linked)))
        .or_else(|| at(Place::Address, address(read_from?, None)));
    told.map_or((None, None), |(url, place)| (Some(url), Some(place)))
}

/// Returns the writers whom the page names in a line made for that.
fn signed(page: &Document) -> Vec<String> {
    let by = |node: &dom_query::NodeRef<'_>| {
        let line = clean(&node.text())?;
        // What is marked as an author needs no "By".
        let marked = node.attr("rel").is_some();
        let told = byline(&line).or_else(|| marked.then(|| writers(&line)).flatten());
        told.map(|told| told.writers).filter(|writers| !writers.is_empty())
    };
    page.select(BYLINES).nodes().iter().find_map(by).unwrap_or_default()
}

/// Returns what the first element of a property tells.
fn microdata(page: &Document, property: &str) -> Option<String> {
    let found = page.select(&format!("[itemprop=\"{property}\"]"));
    let tells = |node: dom_query::NodeRef<'_>| {
        ["content", "datetime"]
            .iter()
            .find_map(|name| node.attr(name))
            .map_or_else(|| clean(&node.text()), |told| clean(&told))
    };
    found.nodes().iter().find_map(|node| tells(*node))
}

/// Returns the articles that the page describes as JSON-LD; what is no JSON is passed over.
fn linked(page: &Document) -> Vec<Value> {
    let mut found = Vec::new();
    for script in page.select("script[type=\"application/ld+json\"]").nodes() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        collect(value, &mut found);
    }
    found
}

/// Adds the articles of a value: one, a list of them, or a graph.
fn collect(value: Value, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, found)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, found);
            }
            let kinds: Vec<String> = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().filter_map(words).collect(),
                Some(kind) => words(kind).into_iter().collect(),
                None => Vec::new(),
            };
            let article = |kind: &String| {
                kind.ends_with("Article")
                    || kind.ends_with("Posting")
                    || kind == "Report"
                    || kind == "Review"
            };
            if kinds.iter().any(article) {
                found.push(Value::Object(object));
            }
        }
        _ => {}
    }
}

/// Returns the words of a value, if it is words.
fn words(value: &Value) -> Option<String> {
    clean(value.as_str()?)
}

/// Returns the names in a value: a name, something with a name, or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        _ => words(value).into_iter().collect(),
    }
}

/// The `meta` elements of a page, by their names in small letters.
struct Metas {
    pairs: Vec<(String, String)>,
}

impl Metas {
    fn new(page: &Document) -> Metas {
        let mut pairs = Vec::new();
        for node in page.select("meta[content]").nodes() {
            let name = ["property", "name"].iter().find_map(|name| node.attr(name));
            let content = node.attr("content").and_then(|content| clean(&content));
            if let (Some(name), Some(content)) = (name, content) {
                pairs.push((name.to_lowercase(), content));
            }
        }
        Metas { pairs }
    }

    /// Returns the content of the first of `names` that the page has.
    fn get(&self, names: &[&str]) -> Option<String> {
        let named = |name: &&str| self.pairs.iter().find(|(own, _)| own == name);
        names.iter().find_map(named).map(|(_, content)| content.clone())
    }

    /// Returns the first day that one of `names` tells, with what kind of element told it.
    fn day(&self, names: &[&str]) -> Option<(Date, Place)> {
        names.iter().find_map(|name| {
            let open = name.starts_with("article:") || name.starts_with("og:");
            at(if open { Place::OpenGraph } else { Place::Meta }, day(&self.get(&[name])?))
        })
    }
}

fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    clean(&page.select_single(selector).attr(name)?)
}

/// Returns words with single spaces and without character references; `None` where none are left.
pub(in super::super) fn clean(text: &str) -> Option<String> {
    let text = match text.contains('&') {
        true => Document::fragment(text.replace('<', "&lt;")).text().to_string(),
        false => text.to_owned(),
    };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Returns the day that `told` begins with.
pub(in super::super) fn day(told: &str) -> Option<Date> {
    let compact = told.get(..8).filter(|first| first.bytes().all(|b| b.is_ascii_digit()));
    match compact {
        Some(digits) => Date::strptime("%Y%m%d", digits).ok(),
        None => day_at_start(told)?.day,
    }
}

/// Returns the day in an address such as `/2020/12/18/` or `/2020-12-18-`.
fn day_of_address(url: &str) -> Option<Date> {
    let path = url.split_once("://")?.1.split_once('/')?.1.split(['?', '#']).next()?;
    let digits: Vec<&str> = path.split(['/', '-']).collect();
    digits.windows(3).find_map(|three| {
        let long = three[0].len() == 4 && three[1].len() <= 2 && three[2].len() <= 2;
        let number = |at: usize| three[at].parse::<i16>().ok();
        let (year, month, day) = (number(0)?, number(1)?, number(2)?);
        let real = long && (1990..2100).contains(&year);
        Date::new(year, month as i8, day as i8).ok().filter(|_| real)
    })
}
