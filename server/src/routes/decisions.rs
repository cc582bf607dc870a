//! What was decided: the log, a worksheet, a replay.

use super::decided::{Envelope, raw};
use super::editions::tagged;
use super::evaluate::{answer_risk, json};
use super::extract::{Asked, Names, malformed};
use super::outer::Place;
use super::page::{Page, cursor, most, unknown_cursor};
use super::responses::Problems;
use crate::app::App;
use crate::business::Business;
use crate::clock::Time;
use crate::log::{OutcomeKind, Record};
use crate::problem::{Kind, Problem};
use crate::registry::{Loaded, Reply};
use crate::store::DecisionFilter;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which decisions are asked for; what is not said leaves nothing out.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Of this rulebook.
    #[param(required = false)]
    rulebook: String,
    /// By this edition.
    #[param(required = false)]
    edition: String,
    /// With this outcome: what the first field of the answer that is one of an enumeration says, `refer`.
    #[param(required = false)]
    outcome: String,
    /// Answered wholly, or with fields in error.
    #[param(required = false, nullable = false, inline)]
    outcome_kind: Option<OutcomeKind>,
    /// With this code in a list of the answer, or among its errors: `R02_POINTS`, `no_row`.
    #[param(required = false)]
    reason: String,
    /// With this reference.
    #[param(required = false)]
    reference: String,
    /// Not before this time: RFC 3339, or a day.
    #[param(required = false, nullable = false)]
    from: Option<String>,
    /// Before this time.
    #[param(required = false, nullable = false)]
    until: Option<String>,
    /// `next` of the page before.
    #[param(required = false, nullable = false)]
    cursor: Option<String>,
    /// How many items a page has at most.
    #[param(required = false, nullable = false, minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// A decision, without what went in and out.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// Its place in the log.
    seq: i64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    decided_at: Time,
    /// By whom: the name and the id of the key.
    decided_by: String,
    /// The rulebook.
    #[schema(value_type = String)]
    rulebook: Arc<str>,
    /// Its edition.
    #[schema(value_type = String)]
    edition: Arc<str>,
    /// The business that the edition was chosen for.
    business: Business,
    /// The date that it was chosen for.
    #[schema(format = Date)]
    date: String,
    /// What the caller called it; empty if nothing.
    reference: String,
    /// Whether every field is answered.
    outcome_kind: OutcomeKind,
    /// What was decided; empty where the answer has no field of an enumeration.
    outcome: String,
}

/// A decision as it is recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Decision {
    #[serde(flatten)]
    listed: Listed,
    /// The risk, byte for byte as it was received.
    input: String,
    /// The answer.
    #[schema(value_type = Object)]
    answer: Box<RawValue>,
    /// The hash of the record before.
    previous_hash: String,
    /// The hash of this record.
    hash: String,
}

impl Listed {
    fn of(record: Record) -> Self {
        let decided = record.decided;
        Self {
            id: decided.id,
            seq: record.seq,
            decided_at: decided.at,
            decided_by: decided.by,
            rulebook: decided.rulebook,
            edition: decided.edition,
            business: decided.business,
            date: decided.date,
            reference: decided.reference,
            outcome_kind: decided.outcome_kind,
            outcome: decided.outcome,
        }
    }
}

/// List decisions
#[utoipa::path(
    get, path = "/v1/decisions", tag = "Decisions", params(Which),
    responses((status = 200, description = "Decisions, the latest first", body = Page<Listed>), Problems)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asked(which): Asked<Which>,
) -> Result<Json<Page<Listed>>, Problem> {
    let most = most(which.limit)?;
    let before = match cursor(which.cursor.as_deref())? {
        None => i64::MAX,
        Some(place) => place.parse().map_err(|_| unknown_cursor())?,
    };
    let time = |text: Option<String>, name: &str| {
        let read = |text: String| {
            let wrong = || {
                malformed(format!(
                    "`{name}` must be a time such as 2025-12-31T12:00:00Z, or a day"
                ))
            };
            Time::parse(&text).ok_or_else(wrong)
        };
        text.map(read).transpose()
    };
    let filter = DecisionFilter {
        rulebook: which.rulebook,
        edition: which.edition,
        outcome: which.outcome,
        outcome_kind: which.outcome_kind,
        reason: which.reason,
        reference: which.reference,
        from: time(which.from, "from")?,
        until: time(which.until, "until")?,
    };
    if [
        &filter.rulebook,
        &filter.edition,
        &filter.outcome,
        &filter.reason,
        &filter.reference,
    ]
    .iter()
    .any(|text| text.contains('\0'))
    {
        return Err(malformed(
            "what is asked for holds a character that no text here has",
        ));
    }
    let records = app
        .store
        .decisions(&filter, before, most.saturating_add(1))
        .await?;
    let listed = records.into_iter().map(Listed::of).collect();
    Ok(Json(Page::of(listed, most, |listed: &Listed| {
        listed.seq.to_string()
    })))
}

/// Read a decision
#[utoipa::path(
    get, path = "/v1/decisions/{id}", tag = "Decisions",
    params(("id" = String, Path, description = "The id of the decision")),
    responses((status = 200, description = "The decision", body = Decision, headers(("ETag" = String))), (status = 304, description = "It is as you know it"), Problems)
)]
pub(super) async fn read(
    State(app): State<App>,
    Names(id): Names<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let record = recorded(&app, &id).await?;
    let tag = format!("\"{}\"", record.hash);
    let decision = Decision {
        input: record.decided.input.clone(),
        answer: raw(record.decided.answer.clone())?,
        previous_hash: record.previous_hash.clone(),
        hash: record.hash.clone(),
        listed: Listed::of(record),
    };
    Ok(tagged(&headers, &tag, || Json(decision).into_response()))
}

/// Explain a decision
///
/// How each number came about, worked out again by the recorded edition from the recorded input.
#[utoipa::path(
    get, path = "/v1/decisions/{id}/worksheet", tag = "Decisions",
    params(("id" = String, Path, description = "The id of the decision")),
    responses((status = 200, description = "The decision with its worksheet", body = Envelope), Problems)
)]
pub(super) async fn worksheet(
    State(app): State<App>,
    Extension(place): Extension<Place>,
    Names(id): Names<String>,
) -> Result<Response, Problem> {
    let record = recorded(&app, &id).await?;
    let loaded = edition(&app, &record).await?;
    let (reply, worksheet) = answered_again(loaded, &record, true, place).await?;
    let same =
        matches!(&reply, Reply::Answered(answered) if answered.json == record.decided.answer);
    let Some(worksheet) = worksheet.filter(|_| same) else {
        let detail = "the recorded edition answers otherwise now, so there is no worksheet of what was decided: see the replay";
        return Err(Problem::new(Kind::Internal, detail));
    };
    let envelope = Envelope::recorded(&record);
    Ok(json(
        StatusCode::OK,
        envelope
            .write(&record.decided.answer, Some(&worksheet))
            .into(),
    ))
}

/// What a decision comes to when it is made again.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Replay {
    /// Whether the answer is the same, byte for byte.
    identical: bool,
    /// The recorded answer.
    #[schema(value_type = Object)]
    recorded: Box<RawValue>,
    /// What the recorded edition answers to the recorded input now.
    #[schema(value_type = Object)]
    replayed: Box<RawValue>,
    /// JSON pointers of what differs; none where the answers are identical.
    differing: Vec<String>,
}

/// Replay a decision
///
/// Evaluates the recorded input again by the recorded edition.
#[utoipa::path(
    get, path = "/v1/decisions/{id}/replay", tag = "Decisions",
    params(("id" = String, Path, description = "The id of the decision")),
    responses((status = 200, description = "Whether it is the same, or what differs", body = Replay), Problems)
)]
pub(super) async fn replay(
    State(app): State<App>,
    Extension(place): Extension<Place>,
    Names(id): Names<String>,
) -> Result<Json<Replay>, Problem> {
    let record = recorded(&app, &id).await?;
    let loaded = edition(&app, &record).await?;
    let (reply, _) = answered_again(loaded, &record, false, place).await?;
    let replayed = match reply {
        Reply::Answered(answered) => answered.json,
        Reply::Refused(errors) => format!("{{\"errors\":{errors}}}"),
    };
    let identical = replayed == record.decided.answer;
    let mut differing = Vec::new();
    if !identical {
        let value = |text: &str| serde_json::from_str(text).unwrap_or_default();
        differ(
            &value(&record.decided.answer),
            &value(&replayed),
            String::new(),
            &mut differing,
        );
    }
    Ok(Json(Replay {
        identical,
        recorded: raw(record.decided.answer)?,
        replayed: raw(replayed)?,
        differing,
    }))
}

async fn recorded(app: &App, id: &str) -> Result<Record, Problem> {
    // Ids are written in one way only.
    let record = match uuid::Uuid::parse_str(id) {
        Ok(uuid) => app.store.decision(&uuid.to_string()).await?,
        Err(_) => None,
    };
    record.ok_or_else(|| Problem::new(Kind::UnknownDecision, "no decision has this id"))
}

async fn edition(app: &App, record: &Record) -> Result<Arc<Loaded>, Problem> {
    let loaded = app.registry.loaded(&record.decided.edition).await?;
    loaded.ok_or_else(|| Problem::new(Kind::Internal, "the recorded edition is not in the storage"))
}

async fn answered_again(
    loaded: Arc<Loaded>,
    record: &Record,
    explain: bool,
    place: Place,
) -> Result<(Reply, Option<String>), Problem> {
    let input = record.decided.input.clone();
    let work = move || {
        let _held = place;
        answer_risk(&loaded, input.as_bytes(), explain)
    };
    let answered = tokio::task::spawn_blocking(work).await;
    answered.map_err(|_| Problem::new(Kind::Internal, "the evaluation failed"))
}

/// The places at which two values differ, the innermost.
fn differ(a: &serde_json::Value, b: &serde_json::Value, path: String, places: &mut Vec<String>) {
    use serde_json::Value;
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let none = Value::Null;
                let (a, b) = (a.get(name).unwrap_or(&none), b.get(name).unwrap_or(&none));
                differ(a, b, format!("{path}/{escaped}"), places);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (place, (a, b)) in a.iter().zip(b).enumerate() {
                differ(a, b, format!("{path}/{place}"), places);
            }
        }
        (a, b) if a == b => {}
        _ => places.push(path),
    }
}
