//! What a request asks for: which page, in which form, and from where it looks at the ledger.

use jiff::civil::Date;
use reportedly_nlp::PartialDate;

use super::problem::Problem;
use crate::args;

/// What a request asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The address of the page, without the `.json` that asks for its other form.
    pub path: String,
    /// What the address names: ids and names.
    pub names: Vec<String>,
    /// Whether JSON is asked for.
    pub json: bool,
    /// Whether a feed is asked for.
    pub atom: bool,
    /// From where to look at the ledger, as it is asked.
    pub view: args::Reading,
    /// What else is asked, by name.
    others: Vec<(String, String)>,
}

/// The address of what is new, as a feed.
pub const FEED: &str = "/new.atom";

/// The names that tell from where to look.
const AS_OF: &str = "as_of";
const HINDSIGHT: &str = "with_hindsight";
const RECORDED_BY: &str = "recorded_by";

impl Asked {
    /// Reads an address; `names` are the parts of it that are not the same for all pages of a kind.
    pub fn new(path: &str, query: &str, names: Vec<String>) -> Result<Asked, Problem> {
        let mut asked = Asked { path: path.to_owned(), names, ..Asked::default() };
        if let Some(plain) = path.strip_suffix(".json") {
            asked.json = true;
            asked.path = plain.to_owned();
            let last = asked.names.last();
            if let Some(plain) = last.and_then(|name| name.strip_suffix(".json")) {
                let plain = plain.to_owned();
                asked.names.pop();
                asked.names.push(plain);
            }
        }
        if path == FEED {
            asked.atom = true;
            asked.path = path.trim_end_matches(".atom").to_owned();
        }
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            // A form sends what was left empty.
            if value.is_empty() {
                continue;
            }
            match &*name {
                AS_OF => asked.view.as_of = Some(day(value)?),
                HINDSIGHT => asked.view.with_hindsight = value != "0",
                RECORDED_BY => asked.view.recorded_by = Some(value.to_owned()),
                _ => asked.others.push((name.into_owned(), value.to_owned())),
            }
        }
        Ok(asked)
    }

    /// Returns what is asked under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.others.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Returns the number that is asked under a name.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Problem> {
        let read = |value: &str| {
            value.parse().map_err(|_| {
                Problem::bad_request(format!("'{value}' is not a number, which {name} is"))
            })
        };
        self.get(name).map(read).transpose()
    }

    /// Returns the day that is asked under a name; of a month or year the last one.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        self.get(name).map(day).transpose()
    }

    /// Returns what else is asked, to be asked again from elsewhere.
    pub fn others(&self) -> &[(String, String)] {
        &self.others
    }

    /// Returns the address of this page in its other form, or seen from elsewhere.
    pub fn seen_from(&self, view: &args::Reading, json: bool) -> String {
        let path = if json { format!("{}.json", self.page()) } else { self.path.clone() };
        address(&path, view, self.pairs())
    }

    /// Returns the address of what is new as a feed, with what is asked of this page.
    pub fn feed(&self) -> String {
        address(FEED, &self.view, self.pairs())
    }

    /// Returns the address of another page, seen from the same place.
    pub fn to(&self, path: &str) -> String {
        self.to_with(path, &[])
    }

    /// Returns the address of another page with what is asked of it, seen from the same place.
    pub fn to_with(&self, path: &str, others: &[(&str, &str)]) -> String {
        address(path, &self.view, others.iter().copied())
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the name of the page as a file: the first page is `index`.
    fn page(&self) -> &str {
        if self.path == "/" { "/index" } else { &self.path }
    }
}

/// Returns an address: what follows `#` stays at its end.
fn address<'a>(
    path: &str,
    view: &args::Reading,
    others: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(others);
    if let Some(day) = view.as_of {
        query.append_pair(AS_OF, &day.to_string());
    }
    if view.with_hindsight {
        query.append_pair(HINDSIGHT, "1");
    }
    if let Some(entry) = &view.recorded_by {
        query.append_pair(RECORDED_BY, entry);
    }
    let query = query.finish();
    let (path, place) = path.split_once('#').map_or((path, None), |(path, at)| (path, Some(at)));
    let place = place.map(|at| format!("#{at}")).unwrap_or_default();
    match query.is_empty() {
        true => format!("{path}{place}"),
        false => format!("{path}?{query}{place}"),
    }
}

fn day(text: &str) -> Result<Date, Problem> {
    let date: Result<PartialDate, _> = text.parse();
    date.map(PartialDate::last_day).map_err(|error| Problem::bad_request(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(path: &str, query: &str, names: &[&str]) -> Asked {
        Asked::new(path, query, names.iter().map(|&name| name.to_owned()).collect()).unwrap()
    }

    #[test]
    fn every_page_has_its_other_form() {
        let page = asked("/e/e_1.json", "as_of=2020-02&q=a+b%26c", &["e_1.json"]);
        assert!(page.json);
        assert_eq!(page.names, ["e_1"]);
        assert_eq!(page.view.as_of.unwrap().to_string(), "2020-02-29");
        assert_eq!(page.seen_from(&page.view, true), "/e/e_1.json?q=a+b%26c&as_of=2020-02-29");
        assert_eq!(page.seen_from(&args::Reading::default(), false), "/e/e_1?q=a+b%26c");
        assert_eq!(asked("/", "", &[]).seen_from(&args::Reading::default(), true), "/index.json");
    }

    #[test]
    fn a_page_leads_on_from_where_it_looks() {
        let page =
            asked("/e/e_1", "as_of=2020-02-03&with_hindsight=1&recorded_by=7&open=1", &["e_1"]);
        let from = "as_of=2020-02-03&with_hindsight=1&recorded_by=7";
        assert_eq!(page.to("/a/a_1#c_2"), format!("/a/a_1?{from}#c_2"));
        assert_eq!(page.to_with("/ask", &[("q", "é?")]), format!("/ask?q=%C3%A9%3F&{from}"));
    }

    #[test]
    fn what_a_form_leaves_empty_is_not_asked() {
        let page = asked("/ask", "q=&as_of=&with_hindsight=0&recorded_by=+", &[]);
        assert_eq!(page.get("q"), None);
        assert_eq!(page.to("/new"), "/new");
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        assert!(Asked::new("/", "as_of=soon", Vec::new()).is_err());
    }
}
