//! Reads a beat from TOML and explains its mistakes with line, column and a suggestion.

use reportedly_nlp::{Certainty, EntityKind};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Beat, Example, Predicate, PredicateKind, ValueKind, expand, mistake};
use crate::error::Error;

/// What a predicate may say, in the order of the documentation.
const KEYS: &[&str] = &[
    "name",
    "label",
    "kind",
    "subject",
    "object",
    "object_optional",
    "value",
    "symmetric",
    "yearly",
    "by_name",
    "at_once",
    "excludes",
    "barred_by",
    "ended_by",
    "kept_by",
    "slot_qualifiers",
    "examples",
    "counter_examples",
    "questions",
];

/// The slots of examples beside subject, object and value: they become qualifiers.
const QUALIFIERS: &[&str] = &[
    "place",
    "cause",
    "work",
    "event",
    "region",
    "team",
    "award",
    "number",
    "time",
    "character",
    "other",
];

/// Reads a beat from TOML.
///
/// # Errors
/// When the TOML or the beat has a mistake: the message says the line and column and, where one
/// word looks like another that would do, the hint says which.
pub fn parse(name: &str, toml: &str) -> Result<Beat, Error> {
    let table = DeTable::parse(toml).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        mistake(name, toml, at, error.message())
    })?;
    let reader = Reader { name, toml };
    reader.beat(table.get_ref())
}

struct Reader<'a> {
    name: &'a str,
    toml: &'a str,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn wrong(&self, value: &Value<'_>, message: &str) -> Error {
        mistake(self.name, self.toml, value.span().start, message)
    }

    fn beat(&self, table: &DeTable<'_>) -> Result<Beat, Error> {
        let mut beat = Beat { name: self.name.to_owned(), predicates: Vec::new() };
        for (key, value) in sorted(table) {
            match key.get_ref().as_ref() {
                "name" => beat.name = self.text(value)?,
                "predicate" => {
                    for item in self.array(value)? {
                        let predicate = self.predicate(item)?;
                        if beat.predicates.iter().any(|p| p.name == predicate.name) {
                            let message = format!("predicate '{}' is told twice", predicate.name);
                            return Err(self.wrong(item, &message));
                        }
                        beat.predicates.push(predicate);
                    }
                }
                other => {
                    return Err(self.unknown(
                        key.span().start,
                        "key",
                        other,
                        &["name", "predicate"],
                    ));
                }
            }
        }
        if beat.predicates.is_empty() {
            let error = mistake(self.name, self.toml, 0, "the beat has no predicate");
            return Err(error.with_hint("begin one with `[[predicate]]`"));
        }
        Ok(beat)
    }

    fn predicate(&self, item: &Value<'_>) -> Result<Predicate, Error> {
        let table = self.table(item)?;
        let mut p = Predicate {
            name: String::new(),
            label: String::new(),
            kind: PredicateKind::State,
            subject: Vec::new(),
            object: None,
            object_optional: false,
            value: None,
            symmetric: false,
            yearly: false,
            by_name: false,
            at_once: None,
            excludes: Vec::new(),
            barred_by: Vec::new(),
            ended_by: Vec::new(),
            kept_by: Vec::new(),
            slot_qualifiers: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            questions: Vec::new(),
        };
        let mut sentences = Vec::new();
        for (key, value) in sorted(table) {
            match key.get_ref().as_ref() {
                "name" => p.name = self.text(value)?,
                "label" => p.label = self.text(value)?,
                "kind" => p.kind = self.kind(value)?,
                "subject" => p.subject = self.kinds(value)?,
                "object" => p.object = Some(self.kinds(value)?),
                "object_optional" => p.object_optional = self.flag(value)?,
                "value" => p.value = Some(self.value_kind(value)?),
                "symmetric" => p.symmetric = self.flag(value)?,
                "yearly" => p.yearly = self.flag(value)?,
                "by_name" => p.by_name = self.flag(value)?,
                "at_once" => p.at_once = Some(self.number(value)?),
                "excludes" => p.excludes = self.texts(value)?,
                "barred_by" => p.barred_by = self.texts(value)?,
                "ended_by" => p.ended_by = self.texts(value)?,
                "kept_by" => p.kept_by = self.texts(value)?,
                "slot_qualifiers" => p.slot_qualifiers = self.texts(value)?,
                "examples" => {
                    for item in self.array(value)? {
                        let example = self.example(item)?;
                        sentences.push((item, example.text.clone()));
                        p.examples.push(example);
                    }
                }
                "counter_examples" => {
                    for item in self.array(value)? {
                        let text = self.text(item)?;
                        sentences.push((item, text.clone()));
                        p.counter_examples.push(text);
                    }
                }
                "questions" => p.questions = self.texts(value)?,
                other => return Err(self.unknown(key.span().start, "key", other, KEYS)),
            }
        }
        if p.name.is_empty() {
            return Err(self.wrong(item, "the predicate has no name"));
        }
        if p.examples.is_empty() {
            let message = format!("predicate '{}' has no examples", p.name);
            let hint = "give sentences that say it: `examples = [\"<subject> ... <object>.\"]`";
            return Err(self.wrong(item, &message).with_hint(hint));
        }
        if p.label.is_empty() {
            p.label = p.name.replace('_', " ");
        }
        for (item, text) in &sentences {
            self.check_sentence(&p, item, text)?;
        }
        Ok(p)
    }

    /// Checks that an example expands, and names only slots that the predicate has.
    fn check_sentence(&self, p: &Predicate, item: &Value<'_>, text: &str) -> Result<(), Error> {
        let at = |offset: usize| item.span().start + 1 + offset;
        let variants = expand(text).map_err(|(offset, message)| {
            mistake(self.name, self.toml, at(offset), &format!("{message} in '{text}'"))
        })?;
        let mut known = vec!["subject"];
        known.extend(p.object.is_some().then_some("object"));
        known.extend(p.value.is_some().then_some("value"));
        known.extend(QUALIFIERS);
        for piece in variants.iter().flatten() {
            if let super::Piece::Slot(slot) = piece
                && !known.contains(&slot.as_str())
            {
                let offset = text.find(&format!("<{slot}>")).unwrap_or(0);
                return Err(self.unknown(at(offset), "slot", slot, &known));
            }
        }
        Ok(())
    }

    fn example(&self, item: &Value<'_>) -> Result<Example, Error> {
        let mut example = Example {
            text: String::new(),
            value: None,
            past: false,
            ongoing: false,
            certainty: None,
            object_has: Vec::new(),
            object_is: Vec::new(),
        };
        if item.get_ref().is_str() {
            example.text = self.text(item)?;
            return Ok(example);
        }
        for (key, value) in sorted(self.table(item)?) {
            match key.get_ref().as_ref() {
                "say" => example.text = self.text(value)?,
                "value" => example.value = Some(self.text(value)?),
                "past" => example.past = self.flag(value)?,
                "ongoing" => example.ongoing = self.flag(value)?,
                "object_has" => example.object_has = self.texts(value)?,
                "object_is" => example.object_is = self.kinds(value)?,
                "certainty" => {
                    let word = self.text(value)?;
                    let found = [Certainty::Ct, Certainty::Pr, Certainty::Ps, Certainty::U]
                        .into_iter()
                        .find(|c| c.as_str() == word);
                    example.certainty = Some(found.ok_or_else(|| {
                        self.unknown(
                            value.span().start,
                            "certainty",
                            &word,
                            &["CT", "PR", "PS", "U"],
                        )
                    })?);
                }
                other => {
                    let known =
                        ["say", "value", "past", "ongoing", "certainty", "object_has", "object_is"];
                    return Err(self.unknown(key.span().start, "key", other, &known));
                }
            }
        }
        if example.text.is_empty() {
            return Err(self.wrong(item, "the example has no words (`say = \"...\"`)"));
        }
        Ok(example)
    }

    fn kind(&self, value: &Value<'_>) -> Result<PredicateKind, Error> {
        let word = self.text(value)?;
        Ok(match word.as_str() {
            "state" => PredicateKind::State,
            "event" => PredicateKind::Event,
            "schedule" => PredicateKind::Schedule,
            "attribute" => PredicateKind::Attribute,
            _ => {
                let known = ["state", "event", "schedule", "attribute"];
                return Err(self.unknown(value.span().start, "kind", &word, &known));
            }
        })
    }

    fn value_kind(&self, value: &Value<'_>) -> Result<ValueKind, Error> {
        if let DeValue::Table(table) = value.get_ref()
            && let Some((key, list)) = sorted(table).first()
        {
            return match key.get_ref().as_ref() {
                "one_of" => Ok(ValueKind::OneOf(self.texts(list)?)),
                "role" => Ok(ValueKind::Role(self.texts(list)?)),
                other => Err(self.unknown(key.span().start, "value", other, &["one_of", "role"])),
            };
        }
        let word = self.text(value)?;
        Ok(match word.as_str() {
            "time" => ValueKind::Time,
            "number" => ValueKind::Number,
            "place" => ValueKind::Place,
            "words" => ValueKind::Words,
            _ => {
                let known = ["time", "number", "place", "words"];
                return Err(self.unknown(value.span().start, "value", &word, &known));
            }
        })
    }

    fn kinds(&self, value: &Value<'_>) -> Result<Vec<EntityKind>, Error> {
        let words =
            if value.get_ref().is_str() { vec![self.text(value)?] } else { self.texts(value)? };
        let known: Vec<&str> = EntityKind::ALL.iter().map(|kind| kind.as_str()).collect();
        words
            .iter()
            .filter(|word| *word != "anything")
            .map(|word| {
                EntityKind::from_label(word)
                    .ok_or_else(|| self.unknown(value.span().start, "kind of entity", word, &known))
            })
            .collect()
    }

    fn text(&self, value: &Value<'_>) -> Result<String, Error> {
        let text = value.get_ref().as_str().map(str::to_owned);
        text.ok_or_else(|| self.wrong(value, "expected words in quotation marks"))
    }

    fn texts(&self, value: &Value<'_>) -> Result<Vec<String>, Error> {
        self.array(value)?.iter().map(|item| self.text(item)).collect()
    }

    fn flag(&self, value: &Value<'_>) -> Result<bool, Error> {
        value.get_ref().as_bool().ok_or_else(|| self.wrong(value, "expected true or false"))
    }

    fn number(&self, value: &Value<'_>) -> Result<u32, Error> {
        let number = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok());
        number.ok_or_else(|| self.wrong(value, "expected a whole number"))
    }

    fn array<'v>(&self, value: &'v Value<'_>) -> Result<&'v [Value<'v>], Error> {
        match value.get_ref() {
            DeValue::Array(array) => Ok(array),
            _ => Err(self.wrong(value, "expected a list")),
        }
    }

    fn table<'v>(&self, value: &'v Value<'_>) -> Result<&'v DeTable<'v>, Error> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.wrong(value, "expected a table")),
        }
    }

    fn unknown(&self, at: usize, what: &str, word: &str, known: &[&str]) -> Error {
        let error = mistake(self.name, self.toml, at, &format!("'{word}' is not a {what}"));
        match known.iter().min_by_key(|k| distance(word, k)) {
            Some(best) if distance(word, best) <= 2 => {
                error.with_hint(format!("did you mean '{best}'?"))
            }
            _ => error.with_hint(format!("expected one of {}", known.join(", "))),
        }
    }
}

/// Returns the entries of a table in the order of the file.
fn sorted<'t, 'a>(
    table: &'t DeTable<'a>,
) -> Vec<(&'t Spanned<toml::de::DeString<'a>>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// Returns the number of letters to change to make one word the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(toml: &str) -> String {
        let error = parse("test", toml).unwrap_err();
        assert!(error.is_beat());
        format!("{error}; {}", error.hint().unwrap_or("-"))
    }

    #[test]
    fn mistakes_name_their_place_and_the_likely_word() {
        let head = "[[predicate]]\nname = \"x\"\n";
        assert_eq!(
            error(&format!("{head}exampels = []")),
            "'exampels' is not a key (beat 'test', line 3, column 1); did you mean 'examples'?"
        );
        assert_eq!(
            error(&format!("{head}kind = \"stat\"")),
            "'stat' is not a kind (beat 'test', line 3, column 8); did you mean 'state'?"
        );
        assert_eq!(
            error(&format!("{head}examples = [\"<subjct> ran.\"]")),
            "'subjct' is not a slot (beat 'test', line 3, column 14); did you mean 'subject'?"
        );
        assert_eq!(
            error(&format!("{head}examples = [\"<subject> [ran|walked.\"]")),
            "'[' is never closed in '<subject> [ran|walked.' (beat 'test', line 3, column 24); -"
        );
        assert_eq!(
            error(head),
            "predicate 'x' has no examples (beat 'test', line 1, column 1); give sentences that \
             say it: `examples = [\"<subject> ... <object>.\"]`"
        );
    }
}
