//! Requests that can be sent again without being done again.

use super::evaluate::json;
use super::extract::malformed;
use crate::access::Caller;
use crate::app::App;
use crate::clock::new_id;
use crate::hex;
use crate::problem::{Kind, Problem};
use crate::store::{Claim, Completed, Completion};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

/// The header that makes asking again harmless.
pub(super) const HEADER: &str = "idempotency-key";

/// The longest key.
const LONGEST: usize = 255;

/// How a request stands to others with its key.
#[derive(Debug)]
pub(super) enum Claimed {
    /// It has none.
    None,
    /// It is the first.
    Ours { scope: String, claim: String },
    /// It was done before.
    Done(Completed),
}

/// Claims the key of a request, if it has one.
pub(super) async fn begin(
    app: &App,
    caller: &Caller,
    parts: &Parts,
    body: &[u8],
) -> Result<Claimed, Problem> {
    let Some(key) = parts.headers.get(HEADER) else {
        return Ok(Claimed::None);
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| (1..=LONGEST).contains(&key.len()));
    let key = key.ok_or_else(|| {
        malformed(format!(
            "an `Idempotency-Key` is a text of 1 to {LONGEST} characters"
        ))
    })?;
    let scope = digest(&[caller.key.as_bytes(), key.as_bytes()]);
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let request = digest(&[parts.method.as_str().as_bytes(), path.as_bytes(), body]);
    let now = app.clock.now();
    let claim = new_id(&*app.clock, now)
        .map_err(|error| Problem::new(Kind::Internal, error.to_string()))?;
    let claim = claim.to_string();
    match app.store.claim(&scope, &request, &claim, now).await? {
        Claim::Ours => Ok(Claimed::Ours { scope, claim }),
        Claim::Done(completed) => Ok(Claimed::Done(completed)),
        Claim::InFlight => Err(Problem::new(
            Kind::IdempotencyInFlight,
            "the first request with this key is at work",
        )),
        Claim::OtherRequest => Err(Problem::new(
            Kind::IdempotencyKeyReused,
            "this key was used for another path, query or body",
        )),
    }
}

impl Claimed {
    /// What completes it, to be written with its work.
    pub(super) fn completion(
        &self,
        status: StatusCode,
        location: &str,
        body: &str,
    ) -> Option<Completion> {
        let Self::Ours { scope, claim } = self else {
            return None;
        };
        Some(Completion {
            scope: scope.clone(),
            claim: claim.clone(),
            completed: Completed {
                status: status.as_u16().into(),
                location: location.to_owned(),
                body: body.to_owned(),
            },
        })
    }

    /// Gives the key back where nothing was done. Where nobody knows whether something was, it falls due by itself.
    pub(super) async fn give_back(&self, app: &App, problem: &Problem) {
        let (Self::Ours { scope, claim }, true) = (self, problem.kind().status().is_client_error())
        else {
            return;
        };
        if let Err(error) = app.store.give_back(scope, claim).await {
            tracing::warn!(%error, "an Idempotency-Key was not given back");
        }
    }
}

/// What was answered the first time.
pub(super) fn again(completed: &Completed) -> Response {
    let status = u16::try_from(completed.status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = json(
        status.unwrap_or(StatusCode::OK),
        completed.body.clone().into(),
    );
    if let (false, Ok(location)) = (
        completed.location.is_empty(),
        HeaderValue::from_str(&completed.location),
    ) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Parts that cannot run into each other, as a hash.
fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize())
}
