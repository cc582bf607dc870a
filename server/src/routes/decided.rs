//! What was decided, as it is answered and as it is recorded.

use super::evaluate::Asking;
use crate::business::Business;
use crate::clock::Time;
use crate::log::{Decided, Record};
use crate::problem::{Kind, Problem};
use crate::registry::Answered;
use serde::Serialize;
use serde_json::value::RawValue;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a risk came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Answered)]
pub(super) struct Envelope {
    /// The id of the decision, where it was recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uuid", nullable = false)]
    id: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    decided_at: Option<Time>,
    /// The rulebook that answered.
    #[schema(value_type = String)]
    rulebook: Arc<str>,
    /// Its edition, by the hash of its bundle.
    #[schema(value_type = String)]
    edition: Arc<str>,
    /// The business that it was chosen for.
    business: Business,
    /// The date that it was chosen for.
    #[schema(format = Date)]
    date: String,
    /// What the caller calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    reference: String,
    /// The answer, as the edition's schema says. Where fields could not be computed, `errors` says why.
    #[serde(skip_deserializing, skip_serializing)]
    #[schema(value_type = Object, required = true)]
    #[expect(
        dead_code,
        reason = "it is written as the text that it is; this is its description"
    )]
    answer: (),
    /// How each number came about, if that was asked for.
    #[serde(skip_deserializing, skip_serializing)]
    #[schema(value_type = Option<Object>, nullable = false)]
    #[expect(
        dead_code,
        reason = "it is written as the text that it is; this is its description"
    )]
    worksheet: (),
}

impl Envelope {
    /// Of what is only evaluated.
    pub(super) fn of(asking: &Asking) -> Self {
        Self {
            id: None,
            decided_at: None,
            rulebook: Arc::clone(&asking.chosen.loaded.name),
            edition: Arc::clone(&asking.chosen.loaded.edition),
            business: asking.chosen.business,
            date: asking.chosen.date.clone(),
            reference: asking.reference.clone(),
            answer: (),
            worksheet: (),
        }
    }

    /// Of what is recorded under an id.
    pub(super) fn with(self, id: &Uuid, at: Time) -> Self {
        Self {
            id: Some(id.to_string()),
            decided_at: Some(at),
            ..self
        }
    }

    /// As it was recorded.
    pub(super) fn recorded(record: &Record) -> Self {
        let decided = &record.decided;
        Self {
            id: Some(decided.id.clone()),
            decided_at: Some(decided.at),
            rulebook: Arc::clone(&decided.rulebook),
            edition: Arc::clone(&decided.edition),
            business: decided.business,
            date: decided.date.clone(),
            reference: decided.reference.clone(),
            answer: (),
            worksheet: (),
        }
    }

    /// As JSON text, with the answer and the worksheet as they are written.
    pub(super) fn write(&self, answer: &str, worksheet: Option<&str>) -> String {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        // The object stays open for what follows.
        text.pop();
        text.reserve(
            answer
                .len()
                .saturating_add(worksheet.map_or(0, str::len))
                .saturating_add(32),
        );
        text.push_str(",\"answer\":");
        text.push_str(answer);
        if let Some(worksheet) = worksheet {
            text.push_str(",\"worksheet\":");
            text.push_str(worksheet);
        }
        text.push('}');
        text
    }
}

/// What is recorded of an answer.
pub(super) fn decided(
    asking: &Asking,
    answered: Answered,
    risk: &[u8],
    id: &Uuid,
    at: Time,
) -> Result<Decided, Problem> {
    let input = str::from_utf8(risk);
    // What is answered was read as text.
    let input = input.map_err(|_| Problem::new(Kind::Internal, "the risk is no text"))?;
    Ok(Decided {
        id: id.to_string(),
        at,
        by: asking.by.clone(),
        rulebook: Arc::clone(&asking.chosen.loaded.name),
        edition: Arc::clone(&asking.chosen.loaded.edition),
        business: asking.chosen.business,
        date: asking.chosen.date.clone(),
        reference: asking.reference.clone(),
        outcome_kind: answered.kind,
        outcome: answered.outcome,
        input: input.to_owned(),
        answer: answered.json,
    })
}

/// A text that is JSON, as part of something that is serialised.
pub(super) fn raw(text: String) -> Result<Box<RawValue>, Problem> {
    RawValue::from_string(text)
        .map_err(|_| Problem::new(Kind::Internal, "what is stored is no JSON"))
}
