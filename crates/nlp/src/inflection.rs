//! Takes a regular ending off a word: "smiled" to "smile", "planned" to "plan", "ties" to "tie".
//!
//! Several words could have been inflected to the same form. Those are tried in the order of how
//! English spells them, and the first that is known as a word is taken.

use crate::tags::Xpos;

/// Returns the word that `word`, in small letters, is a regular form of.
///
/// `rank` numbers the known words by falling frequency.
pub fn base(word: &str, xpos: Xpos, rank: impl Fn(&str) -> Option<usize>) -> Option<String> {
    let candidates = match xpos {
        Xpos::Vbd | Xpos::Vbn => stems(word.strip_suffix("ed")?, xpos),
        Xpos::Vbg => stems(word.strip_suffix("ing")?, xpos),
        Xpos::Jjr | Xpos::Rbr => stems(word.strip_suffix("er")?, xpos),
        Xpos::Jjs | Xpos::Rbs => stems(word.strip_suffix("est")?, xpos),
        Xpos::Nns | Xpos::Vbz => singulars(word, xpos),
        _ => return None,
    };
    match candidates {
        Candidates::First(words) => words.into_iter().find(|w| rank(w).is_some()),
        Candidates::Frequent(words) => {
            let known = words.into_iter().filter_map(|w| Some((rank(&w)?, w)));
            known.min().map(|(_, word)| word)
        }
    }
}

/// What a form may come from.
enum Candidates {
    /// The first that is known.
    First(Vec<String>),
    /// The most frequent.
    Frequent(Vec<String>),
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Returns whether there is a vowel in `word`: without one it is hardly a word.
pub fn has_vowel(word: &str) -> bool {
    word.chars().any(is_vowel)
}

/// Returns what a noun in the plural or a verb of the third person comes from.
fn singulars(word: &str, xpos: Xpos) -> Candidates {
    let Some(plain) = word.strip_suffix('s').filter(|w| w.len() > 1 && has_vowel(w)) else {
        return Candidates::First(Vec::new());
    };
    let mut all = Vec::new();
    if plain.ends_with('s') {
        return Candidates::First(all);
    }
    match plain.strip_suffix("ie") {
        Some(stem) if has_vowel(stem) || stem.len() > 1 => all.push(format!("{stem}y")),
        _ => {}
    }
    all.push(plain.to_owned());
    if let Some(stem) = plain.strip_suffix('e') {
        all.push(stem.to_owned());
        if let Some(stem) = stem.strip_suffix('v').filter(|_| xpos == Xpos::Nns) {
            all.extend([format!("{stem}f"), format!("{stem}fe")]);
        }
    }
    Candidates::First(all)
}

/// Returns what a form in -ed, -ing, -er or -est comes from, given what stands before that ending.
fn stems(stem: &str, xpos: Xpos) -> Candidates {
    let letters: Vec<char> = stem.chars().collect();
    let own = stem.to_owned();
    let silent = format!("{stem}e");
    let without_last = || letters[..letters.len() - 1].iter().collect::<String>();
    match letters.as_slice() {
        // "dying", "tied"
        [_, 'y'] if xpos == Xpos::Vbg => {
            Candidates::First(vec![format!("{}ie", without_last()), own])
        }
        [_, 'i'] if matches!(xpos, Xpos::Vbd | Xpos::Vbn) => Candidates::First(vec![silent]),
        [.., _, 'i'] if xpos != Xpos::Vbg => {
            Candidates::First(vec![format!("{}y", without_last()), silent, own])
        }
        _ if letters.len() < 2 || !has_vowel(stem) => Candidates::First(Vec::new()),
        // "called" and "passed", but "controlled" and "planned"
        [.., a, 'l' | 's' | 'f' | 'z'] if Some(a) == letters.last() => {
            Candidates::First(vec![own, without_last()])
        }
        [.., a, b] if a == b && !is_vowel(*a) => Candidates::First(vec![without_last(), own]),
        [.., 'c', 'k'] => Candidates::First(vec![own, without_last()]),
        [.., 'w' | 'x' | 'y'] => Candidates::First(vec![own, silent]),
        // "hoped" is not "hopped", "rated" not "ratted"; "opened" and "aired" have no such law.
        [before @ .., vowel, _] if is_vowel(*vowel) && !before.iter().copied().any(is_vowel) => {
            Candidates::First(vec![silent, own])
        }
        _ => Candidates::Frequent(vec![silent, own]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_found_under_its_ending() {
        let known = [
            "us", "use", "his", "hiss", "smile", "plan", "control", "call", "cal", "shout", "rate",
            "rat", "tie", "try", "die", "party", "movie", "virus", "bonus", "house", "knife",
            "wolf", "open", "air", "panic", "lock", "locke", "big", "happy", "large", "free",
            "coach", "star",
        ];
        let rank = |word: &str| known.iter().position(|&w| w == word);
        for (form, xpos, lemma) in [
            ("smiled", Xpos::Vbd, "smile"),
            ("planned", Xpos::Vbn, "plan"),
            ("controlled", Xpos::Vbd, "control"),
            ("called", Xpos::Vbd, "call"),
            ("hissed", Xpos::Vbd, "hiss"),
            ("shouted", Xpos::Vbd, "shout"),
            ("rating", Xpos::Vbg, "rate"),
            ("starring", Xpos::Vbg, "star"),
            ("tied", Xpos::Vbn, "tie"),
            ("tried", Xpos::Vbd, "try"),
            ("dying", Xpos::Vbg, "die"),
            ("trying", Xpos::Vbg, "try"),
            ("opened", Xpos::Vbd, "open"),
            ("aired", Xpos::Vbd, "air"),
            ("freed", Xpos::Vbn, "free"),
            ("panicked", Xpos::Vbd, "panic"),
            ("locked", Xpos::Vbn, "lock"),
            ("uses", Xpos::Vbz, "use"),
            ("parties", Xpos::Nns, "party"),
            ("ties", Xpos::Nns, "tie"),
            ("movies", Xpos::Nns, "movie"),
            ("viruses", Xpos::Nns, "virus"),
            ("houses", Xpos::Nns, "house"),
            ("coaches", Xpos::Nns, "coach"),
            ("knives", Xpos::Nns, "knife"),
            ("wolves", Xpos::Nns, "wolf"),
            ("bigger", Xpos::Jjr, "big"),
            ("happiest", Xpos::Jjs, "happy"),
            ("larger", Xpos::Jjr, "large"),
        ] {
            assert_eq!(base(form, xpos, rank).as_deref(), Some(lemma), "{form}");
        }
        for (form, xpos) in [("wed", Xpos::Vbd), ("fling", Xpos::Vbg), ("as", Xpos::Vbz)] {
            assert_eq!(base(form, xpos, rank), None, "{form}");
        }
    }
}
