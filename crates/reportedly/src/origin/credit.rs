//! Which agency an article's text credits.

use reportedly_nlp::{Segment, SegmentKind};

use crate::article::{Article, Place};
use crate::claim::fold;
use crate::read::byline;

/// The agencies that outlets take stories from: the name that counts, and how it is credited.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Associated Press", &["ap", "associated press", "the associated press"]),
    ("Reuters", &["reuters", "thomson reuters"]),
    ("Agence France-Presse", &["afp", "agence france-presse"]),
    ("PA Media", &["pa", "pa media", "press association", "the press association"]),
    ("United Press International", &["upi", "united press international"]),
    ("Deutsche Presse-Agentur", &["dpa", "deutsche presse-agentur"]),
    ("Canadian Press", &["cp", "canadian press", "the canadian press"]),
    ("Australian Associated Press", &["aap", "australian associated press"]),
    ("Press Trust of India", &["pti", "press trust of india"]),
    ("Asian News International", &["ani", "asian news international"]),
    ("Indo-Asian News Service", &["ians", "indo-asian news service"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("TASS", &["tass"]),
    ("Kyodo News", &["kyodo", "kyodo news"]),
    ("Yonhap", &["yonhap", "yonhap news agency"]),
    ("EFE", &["efe", "agencia efe"]),
    ("ANSA", &["ansa"]),
    ("Bang Showbiz", &["bang showbiz", "bangshowbiz"]),
    ("Cover Media", &["cover media", "covermedia"]),
];

/// Returns whom an article credits: the agency in its byline, "By Ida Falk, Associated Press", in
/// its dateline, "LONDON (Reuters) —", or as its author; another outlet in the byline; else the
/// outlet from which a feed says that it was taken.
pub(crate) fn credit(article: &Article) -> Option<String> {
    let byline = |segment: &&Segment| segment.kind == SegmentKind::Byline;
    let bylines = article.segments.iter().filter(byline).map(|s| s.span.of(&article.text));
    let authors = || article.authors.iter().map(String::as_str);
    bylines
        .clone()
        .chain(authors())
        .find_map(author)
        .or_else(|| dateline(article))
        .or_else(|| {
            let signed = bylines.filter_map(byline::byline);
            let named = signed.chain(authors().filter_map(byline::writers));
            named.filter_map(|told| told.outlet).find(|outlet| is_other(article, outlet))
        })
        .or_else(|| article.taken_from.clone())
}

/// Whether an outlet is not the one that published the article, as far as that one is known.
fn is_other(article: &Article, outlet: &str) -> bool {
    let own = article.outlet.as_deref().filter(|_| article.told.outlet != Some(Place::Address));
    own.is_some_and(|own| !byline::is_called(own, outlet))
}

fn author(name: &str) -> Option<String> {
    let folded = fold(name);
    let name = folded.strip_prefix("by ").unwrap_or(&folded);
    agency(name).or_else(|| agency(name.rsplit_once(", ")?.1.trim()))
}

fn agency(folded: &str) -> Option<String> {
    let known = AGENCIES.iter().find(|(_, credits)| credits.contains(&folded));
    known.map(|(name, _)| (*name).to_owned())
}

fn dateline(article: &Article) -> Option<String> {
    let body = article.segments.iter().find(|segment| segment.kind == SegmentKind::Body);
    let text = body.map_or(article.text.as_str(), |segment| segment.span.of(&article.text));
    let text = text.trim_start();
    let (place, rest) = text.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let dash = after.trim_start().starts_with(['-', '–', '—']);
    let short = place.len() < 60 && !place.contains(['.', '?', '!']) || place.is_empty();
    let named = name.split_whitespace().count() <= 4 && name.starts_with(char::is_uppercase);
    if !(dash && short && named) {
        return None;
    }
    Some(agency(&fold(name)).unwrap_or_else(|| name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::stories::tests::article;

    #[test]
    fn a_dateline_credits_its_agency() {
        let credit = |text| super::credit(&article(text));
        assert_eq!(credit("PORT ELLIS (AP) — The harbour closed.").unwrap(), "Associated Press");
        assert_eq!(credit("(Lantern News) - The harbour closed.").unwrap(), "Lantern News");
        assert_eq!(credit("The harbour (Pier 4) closed — again."), None);
        assert_eq!(credit("The mayor said no. Her deputy (Ortiz) — who left — agreed."), None);
        let mut by = article("The harbour closed.");
        by.authors = vec!["By The Associated Press".into()];
        assert_eq!(super::credit(&by).unwrap(), "Associated Press");
        by.authors = vec!["Ida Falk, Associated Press".into()];
        assert_eq!(super::credit(&by).unwrap(), "Associated Press");
    }

    #[test]
    fn a_byline_credits_another_outlet() {
        let mut by = article("The harbour closed.");
        by.outlet = Some("Norda Bell Online".into());
        by.authors = vec!["Ida Falk, The Norda Bell".into()];
        assert_eq!(super::credit(&by), None);
        by.outlet = Some("The Harbour Post".into());
        assert_eq!(super::credit(&by).unwrap(), "The Norda Bell");
        by.taken_from = Some("The Lamp".into());
        assert_eq!(super::credit(&by).unwrap(), "The Norda Bell");
    }
}
