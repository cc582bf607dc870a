//! Evaluating risks, and deciding them.

use super::chosen::{Query, choose};
use super::decided::{Envelope, decided};
use super::extract::{Asked, Names, malformed, media_type, unsupported, whole};
use super::idempotent::{Claimed, begin};
use super::outer::{Place, Snap};
use super::responses::Problems;
use super::stream;
use crate::access::Caller;
use crate::app::App;
use crate::clock::new_id;
use crate::log::ToRecord;
use crate::problem::{Kind, Problem};
use crate::registry::{Answered, Chosen, Reply};
use crate::telemetry::Labels;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;
use std::sync::Arc;

/// From how many bytes on a risk is answered beside the threads that serve.
const LARGE: usize = 64 << 10;

/// The media type of many risks, each on a line.
pub(super) const LINES: &str = "application/x-ndjson";

/// Evaluate a risk
///
/// The body is the risk itself; nothing is recorded. With `application/x-ndjson` each line is a risk, and is answered as soon as it is computed, in order: a line with `line` (from 1) and what one risk would be answered,
/// or with `line` and `errors` where the risk is refused.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/evaluations", tag = "Deciding",
    params(("name" = String, Path, description = "The name of the rulebook", example = "personal_auto"), Query),
    request_body(content((Object = "application/json"), (String = "application/x-ndjson")), description = "The risk, as the edition's schema says"),
    responses((status = 200, description = "What the risk came to", content((Envelope = "application/json"), (String = "application/x-ndjson"))), Problems)
)]
pub(super) async fn evaluate(
    state: State<App>,
    context: Extension<Snap>,
    place: Extension<Place>,
    caller: Extension<Arc<Caller>>,
    names: Names<String>,
    query: Asked<Query>,
    request: Request,
) -> Result<Response, Problem> {
    answer(state, context, place, caller, names, query, request, false).await
}

/// Decide a risk
///
/// As evaluating it, and the decision is recorded before it is answered: with its id it can be read, explained and replayed as long as the log is kept. A risk that is refused is no decision.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/decisions", tag = "Deciding",
    params(
        ("name" = String, Path, description = "The name of the rulebook", example = "personal_auto"), Query,
        ("Idempotency-Key" = Option<String>, Header, description = "Makes asking again harmless: the same key and request get the same answer", max_length = 255),
    ),
    request_body(content((Object = "application/json"), (String = "application/x-ndjson")), description = "The risk, as the edition's schema says"),
    responses(
        (status = 201, description = "What was decided", body = Envelope, headers(("Location" = String, description = "Where the decision can be read"))),
        (status = 200, description = "What was decided, line by line", body = String, content_type = "application/x-ndjson"),
        Problems
    )
)]
pub(super) async fn decide(
    state: State<App>,
    context: Extension<Snap>,
    place: Extension<Place>,
    caller: Extension<Arc<Caller>>,
    names: Names<String>,
    query: Asked<Query>,
    request: Request,
) -> Result<Response, Problem> {
    answer(state, context, place, caller, names, query, request, true).await
}

#[expect(clippy::too_many_arguments, reason = "they are what axum hands in")]
async fn answer(
    State(app): State<App>,
    Extension(snapshot): Extension<Snap>,
    Extension(place): Extension<Place>,
    Extension(caller): Extension<Arc<Caller>>,
    Names(name): Names<String>,
    Asked(query): Asked<Query>,
    request: Request,
    record: bool,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let kind = media_type(&parts.headers);
    let lines = kind == LINES;
    if !lines && kind != "application/json" {
        return Err(unsupported("application/json or application/x-ndjson"));
    }
    let by = caller.signature();
    let asking = Asking {
        chosen: choose(&app, &snapshot, &name, &query, record).await?,
        explain: query.explain,
        reference: query.reference()?,
        by,
        record,
    };
    if lines {
        if parts.headers.contains_key(super::idempotent::HEADER) {
            return Err(malformed(
                "an `Idempotency-Key` is for one risk, not for a stream of them",
            ));
        }
        return Ok(stream::answer_lines(app, asking, place, body));
    }
    let risk = whole(body, app.config.risk_bytes).await?;
    one(&app, asking, &caller, &parts, place, risk).await
}

/// What is asked about risks.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    pub(super) chosen: Chosen,
    pub(super) explain: bool,
    pub(super) reference: String,
    pub(super) by: String,
    pub(super) record: bool,
}

async fn one(
    app: &App,
    asking: Asking,
    caller: &Caller,
    parts: &axum::http::request::Parts,
    place: Place,
    risk: Bytes,
) -> Result<Response, Problem> {
    let claimed = if asking.record {
        begin(app, caller, parts, &risk).await?
    } else {
        Claimed::None
    };
    if let Claimed::Done(completed) = claimed {
        return Ok(super::idempotent::again(&completed));
    }
    let outcome = answered(app, asking, &risk, place, &claimed).await;
    if let Err(problem) = &outcome {
        claimed.give_back(app, problem).await;
    }
    outcome
}

async fn answered(
    app: &App,
    asking: Asking,
    risk: &Bytes,
    place: Place,
    claimed: &Claimed,
) -> Result<Response, Problem> {
    let loaded = Arc::clone(&asking.chosen.loaded);
    let beside = asking.explain || loaded.is_slow() || risk.len() > LARGE;
    let (reply, worksheet) = if beside {
        let (risk, explain) = (risk.clone(), asking.explain);
        let work = move || {
            let _held = place;
            answer_risk(&loaded, &risk, explain)
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Problem::new(Kind::Internal, "the evaluation failed"))?
    } else {
        answer_risk(&loaded, risk, false)
    };
    let answered = match reply {
        Reply::Refused(errors) => return Err(refused(errors)),
        Reply::Answered(answered) => answered,
    };
    let labels = Labels {
        rulebook: Some(Arc::clone(&asking.chosen.loaded.name)),
        outcome: Some(answered.outcome.clone()),
    };
    let mut response = if asking.record {
        recorded(app, &asking, answered, risk, worksheet.as_deref(), claimed).await?
    } else {
        let body = Envelope::of(&asking).write(&answered.json, worksheet.as_deref());
        json(StatusCode::OK, body.into())
    };
    response.extensions_mut().insert(labels);
    Ok(response)
}

/// Answers a risk, with its worksheet if that is asked for.
pub(super) fn answer_risk(
    loaded: &crate::registry::Loaded,
    risk: &[u8],
    explain: bool,
) -> (Reply, Option<String>) {
    if explain {
        loaded.explain(risk)
    } else {
        (loaded.answer(risk), None)
    }
}

async fn recorded(
    app: &App,
    asking: &Asking,
    answered: Answered,
    risk: &Bytes,
    worksheet: Option<&str>,
    claimed: &Claimed,
) -> Result<Response, Problem> {
    let at = app.clock.now();
    let id =
        new_id(&*app.clock, at).map_err(|error| Problem::new(Kind::Internal, error.to_string()))?;
    let envelope = Envelope::of(asking).with(&id, at);
    let body = envelope.write(&answered.json, worksheet);
    let location = format!("/v1/decisions/{id}");
    let to_record = ToRecord {
        completion: claimed.completion(StatusCode::CREATED, &location, &body),
        reasons: answered.reasons.clone(),
        decided: decided(asking, answered, risk, &id, at)?,
    };
    app.recorder.record(vec![to_record]).await?;
    let mut response = json(StatusCode::CREATED, body.into());
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

fn refused(errors: Box<RawValue>) -> Problem {
    Problem::new(Kind::RefusedRisk, "the risk is refused; `errors` says why").with_errors(errors)
}

/// A body that is JSON already.
pub(super) fn json(status: StatusCode, body: Body) -> Response {
    let headers = HeaderMap::from_iter([(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )]);
    (status, headers, body).into_response()
}
