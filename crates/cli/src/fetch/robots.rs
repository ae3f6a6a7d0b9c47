//! What a site asks programs not to read: `robots.txt` (RFC 9309).
//!
//! **Invariant:** any text is a file of rules; time grows with its length and that of the path.

use std::time::Duration;

/// The name that rules call this program by.
const PRODUCT: &str = "reportedly";

/// How much of the file is read (RFC 9309 asks for 500 KiB at least).
pub const LARGEST: usize = 512 << 10;

/// The rules of one site.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Robots {
    /// Patterns of paths, and whether they may be read.
    rules: Vec<(String, bool)>,
    /// How long to wait between two requests.
    pub delay: Option<Duration>,
}

impl Robots {
    /// Returns rules that forbid everything, for a site that does not answer.
    pub fn closed() -> Robots {
        Robots { rules: vec![("/".to_owned(), false)], delay: None }
    }

    /// Reads the rules for this program, else those for every program.
    pub fn parse(text: &str) -> Robots {
        let (mut own, mut all) = (Robots::default(), Robots::default());
        let (mut for_own, mut for_all, mut has_own) = (false, false, false);
        let mut in_names = false;
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    // Several names in a row head one group of rules.
                    if !std::mem::replace(&mut in_names, true) {
                        (for_own, for_all) = (false, false);
                    }
                    let name = value.split(['/', ' ']).next().unwrap_or_default();
                    for_own |= name.eq_ignore_ascii_case(PRODUCT);
                    for_all |= name == "*";
                    has_own |= for_own;
                }
                key @ ("allow" | "disallow") => {
                    in_names = false;
                    if !value.is_empty() {
                        let rule = (decoded(value), key == "allow");
                        let groups = [(for_own, &mut own), (for_all, &mut all)];
                        groups.into_iter().filter(|(meant, _)| *meant).for_each(|(_, robots)| {
                            robots.rules.push(rule.clone());
                        });
                    }
                }
                "crawl-delay" => {
                    in_names = false;
                    let seconds =
                        value.parse().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
                    let groups = [(for_own, &mut own), (for_all, &mut all)];
                    groups.into_iter().filter(|(meant, _)| *meant).for_each(|(_, robots)| {
                        robots.delay = seconds;
                    });
                }
                _ => {}
            }
        }
        if has_own { own } else { all }
    }

    /// Returns whether a path, with its query, may be read: the longest rule that fits says so, and
    /// of two as long the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let path = decoded(path);
        let fitting =
            self.rules.iter().filter(|(pattern, _)| fits(pattern.as_bytes(), path.as_bytes()));
        fitting.max_by_key(|(pattern, allowed)| (pattern.len(), *allowed)).is_none_or(|rule| rule.1)
    }
}

/// Returns whether a pattern fits the beginning of a path: `*` is any run, `$` at its end the end.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&[u8]> = pieces.collect();
    let Some((last, inner)) = pieces.split_last() else { return !to_end || rest.is_empty() };
    // Every piece as early as it can be: where any place fits, that one does.
    for piece in inner {
        match find(rest, piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    if to_end { rest.ends_with(last) } else { find(rest, last).is_some() }
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    match piece.is_empty() {
        true => Some(0),
        false => text.windows(piece.len()).position(|window| window == piece),
    }
}

/// Returns a path with every `%2f`-like escape in capitals, and those of plain letters resolved.
fn decoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte));
                rest = &rest[at + 3..];
            }
            Some(byte) => {
                out.push_str(&format!("%{byte:02X}"));
                rest = &rest[at + 3..];
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, allowed: &[&str], refused: &[&str]) {
        let robots = Robots::parse(text);
        allowed.iter().for_each(|path| assert!(robots.allows(path), "{path}"));
        refused.iter().for_each(|path| assert!(!robots.allows(path), "{path}"));
    }

    #[test]
    fn the_longest_rule_counts() {
        check(
            "User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /*?s=\n",
            &["/", "/a", "/private/open/1", "/a.pdf?x"],
            &["/private", "/private/1", "/a.pdf", "/x?s=1"],
        );
        check("User-agent: *\nDisallow:\n", &["/a"], &[]);
        check("User-agent: *\nDisallow: /\nAllow: /\n", &["/a"], &[]);
        check("User-agent: *\nDisallow: /%7ea/%2f\n", &["/~a/"], &["/~a/%2F"]);
    }

    #[test]
    fn rules_for_this_program_take_the_place_of_those_for_all() {
        let text = "# ours\nUser-agent: Other\nUser-Agent: Reportedly/1.0\nDisallow: /own # not this\n\
                    Crawl-delay: 2.5\n\nUser-agent: *\nDisallow: /\n";
        check(text, &["/a"], &["/own"]);
        assert_eq!(Robots::parse(text).delay, Some(Duration::from_millis(2500)));
        check("User-agent: other\nDisallow: /\n", &["/a"], &[]);
        check("User-agent: reportedly\n\nUser-agent: *\nDisallow: /b", &["/a"], &["/b"]);
    }

    #[test]
    fn any_text_is_a_file_of_rules() {
        check("<html>not found</html>", &["/a"], &[]);
        check("Disallow: /\n", &["/a"], &[]);
        check("User-agent: *\nCrawl-delay: -1\nDisallow: /%zz%\n", &["/a"], &["/%zz%"]);
        let stars = format!("User-agent: *\nDisallow: /{}b", "*a".repeat(5_000));
        assert!(Robots::parse(&stars).allows(&format!("/{}", "a".repeat(20_000))));
        assert!(!Robots::closed().allows("/a"));
    }
}
