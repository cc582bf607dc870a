//! An edition that is ready to answer, and what a record is found by.

use super::fields::Fields;
use crate::log::OutcomeKind;
use lutine::Rulebook;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// From how long on an answer is worth a thread of its own.
const SLOW: Duration = Duration::from_micros(200);

/// The most faults of a risk that are listed.
const FAULTS: usize = 1_000;

/// An edition that is ready to answer.
#[derive(Debug)]
pub struct Loaded {
    /// The hash of its bundle.
    pub edition: Arc<str>,
    /// The name of its rulebook.
    pub name: Arc<str>,
    /// What answers.
    pub rulebook: Rulebook,
    /// The field that holds what was decided.
    outcome: Option<String>,
    /// The fields that list texts.
    reasons: Vec<String>,
    /// How long answers took of late, in nanoseconds: where they are computed hangs on it, what they are never.
    took: AtomicU64,
}

/// What came of a risk.
#[derive(Debug)]
pub enum Reply {
    /// It is refused: its faults, a JSON list of the first thousand.
    Refused(Box<RawValue>),
    /// It is answered.
    Answered(Answered),
}

/// An answer, and what its record is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer, as JSON text.
    pub json: String,
    /// Whether it is whole.
    pub kind: OutcomeKind,
    /// What was decided: the first field that is one of an enumeration; empty if there is none.
    pub outcome: String,
    /// The texts in the lists of the answer that can be codes, and the codes of its errors.
    pub reasons: Vec<String>,
}

impl Loaded {
    /// Loads a bundle beside the threads that answer.
    ///
    /// # Errors
    /// Why it cannot be loaded, in words.
    pub async fn load(bundle: Vec<u8>) -> Result<Arc<Self>, String> {
        let loading = tokio::task::spawn_blocking(move || {
            let rulebook = Rulebook::from_bundle(&bundle).map_err(|error| error.to_string())?;
            Self::of(rulebook)
        });
        loading
            .await
            .map_err(|error| error.to_string())?
            .map(Arc::new)
    }

    /// A rulebook as an edition.
    ///
    /// # Errors
    /// Why it is none, in words.
    pub fn of(rulebook: Rulebook) -> Result<Self, String> {
        let edition = rulebook.bundle_hash().map_err(|error| error.to_string())?;
        let (outcome, reasons) = found_by(rulebook.schema().output());
        Ok(Self {
            edition: edition.to_string().into(),
            name: rulebook.name().into(),
            rulebook,
            outcome,
            reasons,
            took: AtomicU64::new(0),
        })
    }

    /// Whether its answers take so long that they are better computed beside the threads that serve.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        u128::from(self.took.load(Ordering::Relaxed)) > SLOW.as_nanos()
    }

    /// Answers a risk.
    #[must_use]
    pub fn answer(&self, risk: &[u8]) -> Reply {
        let begun = Instant::now();
        let json = self.rulebook.evaluate_to_json(risk);
        self.note(begun.elapsed());
        self.reply(risk, json)
    }

    /// Answers a risk with its worksheet.
    #[must_use]
    pub fn explain(&self, risk: &[u8]) -> (Reply, Option<String>) {
        let explained = self.rulebook.explain_to_json(risk);
        (self.reply(risk, explained.answer), explained.worksheet)
    }

    fn reply(&self, risk: &[u8], json: String) -> Reply {
        let fields = Fields::of(&json);
        let (outcome, mut reasons) = self.findings(&fields);
        let mut kind = OutcomeKind::Answered;
        if let Some(errors) = fields.get("errors") {
            // Whether these are faults of the input or errors of fields, the text does not say.
            let answer = self.rulebook.evaluate(risk);
            if answer.is_refused() {
                return Reply::Refused(first(errors));
            }
            if !answer.errors.is_empty() {
                kind = OutcomeKind::Errors;
            }
            let codes = answer.errors.iter().map(|error| error.code.as_str());
            reasons.extend(codes.map(ToOwned::to_owned));
        }
        Reply::Answered(Answered {
            kind,
            outcome,
            reasons: reasons.into_iter().collect(),
            json,
        })
    }

    /// What was decided, and the codes in the lists.
    fn findings(&self, fields: &Fields<'_>) -> (String, BTreeSet<String>) {
        let outcome = self.outcome.as_deref().and_then(|field| fields.get(field));
        let outcome = outcome.and_then(|value| serde_json::from_str(value.get()).ok());
        let lists = self.reasons.iter().filter_map(|field| fields.get(field));
        let texts = lists.filter_map(|list| serde_json::from_str::<Vec<String>>(list.get()).ok());
        let codes = texts.flatten().filter(|text| is_code(text));
        (outcome.unwrap_or_default(), codes.collect())
    }

    /// Of late: the last sixteenth counts, so that one answer that had to wait for its thread does not.
    fn note(&self, took: Duration) {
        let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        let known = self.took.load(Ordering::Relaxed);
        self.took.store(
            known.saturating_sub(known / 16).saturating_add(took / 16),
            Ordering::Relaxed,
        );
    }
}

/// The first faults of a list: who sends a risk of nothing but faults gets no answer that is many times as long.
fn first(errors: &RawValue) -> Box<RawValue> {
    let all = || {
        let listed: Vec<&RawValue> = serde_json::from_str(errors.get()).ok()?;
        let first = listed.get(..FAULTS)?;
        serde_json::value::to_raw_value(first).ok()
    };
    all().unwrap_or_else(|| errors.to_owned())
}

/// Whether a text can be the code of a reason, and not a sentence: a sentence may say something about a person, and is found nowhere.
fn is_code(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

/// Of the schema of an answer: the first field that is one of an enumeration, and the fields that are lists of texts.
fn found_by(schema: &str) -> (Option<String>, Vec<String>) {
    let definitions: Value = serde_json::from_str(schema).unwrap_or_default();
    let schema = Fields::of(schema);
    let properties = schema.get("properties").map_or("{}", RawValue::get);
    let (mut outcome, mut reasons) = (None, Vec::new());
    for (name, declared) in Fields::of(properties).0 {
        let declared: Value = serde_json::from_str(declared.get()).unwrap_or_default();
        if outcome.is_none() && is_enumeration(&declared, &definitions) {
            outcome = Some(name.clone().into_owned());
        }
        let is_text = |item: &Value| item.get("type").is_some_and(|kind| kind == "string");
        let item = declared.get("items");
        if item.is_some_and(|item| is_text(item) || is_enumeration(item, &definitions)) {
            reasons.push(name.into_owned());
        }
    }
    (outcome, reasons)
}

/// Whether a schema is that of an enumeration, or of an optional one.
fn is_enumeration(declared: &Value, definitions: &Value) -> bool {
    let path = declared.get("$ref").and_then(Value::as_str);
    if let Some(path) = path.and_then(|path| path.strip_prefix('#')) {
        let named = definitions.pointer(path);
        return named.is_some_and(|named| named.get("enum").is_some());
    }
    let alternatives = declared.get("anyOf").and_then(Value::as_array);
    let mut alternatives = alternatives.into_iter().flatten();
    declared.get("enum").is_some() || alternatives.any(|one| is_enumeration(one, definitions))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOTOR: &str = r#"
rulebook motor version "1"
currency USD
enum Use { pleasure, business }
input Policy
entity Policy { id: text, cars: int 0..9, use: Use, share: decimal = 10 / cars }
outcome acceptance { accept < refer } on error refer
rule R01_CARS "Many cars" {
  when policy.cars >= 6
  acceptance refer "There are {policy.cars} cars"
}
output {
  id         = policy.id
  acceptance = acceptance.decision
  use        = policy.use
  reasons    = collect(r.code for r in acceptance.reasons)
  messages   = collect(r.message for r in acceptance.reasons)
  share      = policy.share
}
"#;

    fn motor() -> Loaded {
        Loaded::of(Rulebook::from_text(MOTOR).expect("it compiles")).expect("it is one")
    }

    #[test]
    fn a_record_is_found_by_what_was_decided_and_why() {
        let Reply::Answered(answered) =
            motor().answer(br#"{"id": "a", "cars": 8, "use": "pleasure"}"#)
        else {
            panic!("it is answered");
        };
        assert_eq!(
            (answered.kind, &*answered.outcome),
            (OutcomeKind::Answered, "refer")
        );
        assert_eq!(answered.reasons, ["R01_CARS"]);
    }

    #[test]
    fn an_answer_with_an_error_is_one_and_a_refused_risk_is_none() {
        let motor = motor();
        let risk = br#"{"id": "a", "cars": 0, "use": "pleasure"}"#;
        let Reply::Answered(answered) = motor.answer(risk) else {
            panic!("it is answered");
        };
        assert_eq!(
            (answered.kind, &*answered.outcome),
            (OutcomeKind::Errors, "accept")
        );
        assert_eq!(answered.reasons, ["division_by_zero"]);
        let (Reply::Answered(explained), Some(_)) = motor.explain(risk) else {
            panic!("it is explained");
        };
        assert_eq!(explained, answered);
        let Reply::Refused(errors) = motor.answer(b"{") else {
            panic!("it is refused");
        };
        assert!(errors.get().contains("not_json"), "{errors}");
    }
}
