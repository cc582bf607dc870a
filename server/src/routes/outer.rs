//! What stands around every request: its correlation id, who asks and whether they may, its place, its time, its counts.

use super::extract::malformed;
use crate::access::{Caller, Permission, is_loopback_name, needed};
use crate::app::App;
use crate::problem::{Kind, Problem};
use crate::registry::Snapshot;
use crate::telemetry::{CORRELATION_HEADER, Labels};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::OwnedSemaphorePermit;

/// The most bytes of all headers.
const HEADER_BYTES: usize = 16 << 10;

/// A request's place among those at work. Whatever goes on behind its response holds it.
#[derive(Clone)]
pub(crate) struct Place(#[expect(dead_code, reason = "it is held")] Arc<OwnedSemaphorePermit>);

/// What a request works with, from its beginning to its end.
pub(crate) type Snap = Arc<Snapshot>;

/// Does all that around a request.
pub(crate) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = app.correlations.id(request.headers());
    let method = name_of(request.method());
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("", MatchedPath::as_str);
    app.metrics.begin();
    let answered = admitted(&app, route, request, next).await;
    let mut response = answered.unwrap_or_else(IntoResponse::into_response);
    let status = response.status().as_u16();
    let labels = response
        .extensions_mut()
        .remove::<Labels>()
        .unwrap_or_default();
    let took = begun.elapsed();
    app.metrics.end(method, route, status, &labels, took);
    tell(&id, (method, route), status, &response, took.as_micros());
    response.headers_mut().insert(CORRELATION_HEADER, id);
    response
}

/// One line for each request: what fails is told always, what does not where the log is asked for it (`lutine_server=debug`). Neither path nor query is told, for they
/// may name a person's policy.
fn tell(
    id: &HeaderValue,
    (method, route): (&str, &str),
    status: u16,
    response: &Response,
    micros: u128,
) {
    let id = id.to_str().unwrap_or_default();
    let problem = response
        .extensions()
        .get::<Kind>()
        .map_or("", |kind| kind.name());
    match status {
        500.. => tracing::error!(
            correlation_id = id,
            method,
            route,
            status,
            problem,
            micros,
            "request"
        ),
        400.. => tracing::info!(
            correlation_id = id,
            method,
            route,
            status,
            problem,
            micros,
            "request"
        ),
        _ => tracing::debug!(
            correlation_id = id,
            method,
            route,
            status,
            micros,
            "request"
        ),
    }
}

async fn admitted(
    app: &App,
    route: &str,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let headers = request.headers();
    let size = headers
        .iter()
        .map(|(name, value)| name.as_str().len().saturating_add(value.len()));
    if size.fold(0, usize::saturating_add) > HEADER_BYTES {
        return Err(Problem::new(
            Kind::HeadersTooLarge,
            format!("all headers together may have {HEADER_BYTES} bytes"),
        ));
    }
    if route.is_empty() {
        return Ok(next.run(request).await);
    }
    let Some(permission) = needed(request.method(), route) else {
        // The route answers that it has no such method; were it one that nobody has thought about, it is not reached.
        return Err(Problem::new(
            Kind::MethodNotAllowed,
            "the path has no such method",
        ));
    };
    if permission == Permission::Anybody {
        return Ok(next.run(request).await);
    }
    let place = Arc::clone(&app.places).try_acquire_owned();
    let place = place
        .map_err(|_| Problem::new(Kind::Overloaded, "as many requests are at work as may be"))?;
    let snapshot = app.registry.current()?;
    let caller = caller(app, &snapshot, headers)?;
    if !caller.may(permission) {
        let detail = format!("this needs a key with the role {}", permission.roles());
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    let extensions = request.extensions_mut();
    extensions.insert(Place(Arc::new(place)));
    extensions.insert::<Snap>(snapshot);
    extensions.insert(caller);
    let limit = app.config.time_limit();
    tokio::time::timeout(limit, next.run(request))
        .await
        .map_err(|_| {
            let detail = format!("it took longer than {} milliseconds", limit.as_millis());
            Problem::new(Kind::TimedOut, detail)
        })
}

/// Who asks. Without any key the service is open, to those who reach it by a loopback name.
fn caller(app: &App, snapshot: &Snapshot, headers: &HeaderMap) -> Result<Arc<Caller>, Problem> {
    if !snapshot.has_keys() {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        if host.is_some_and(is_loopback_name) {
            return Ok(Caller::anybody());
        }
        return Err(Problem::new(
            Kind::ForeignHost,
            "the service has no keys, and answers to loopback names only",
        ));
    }
    let said = headers.get(header::AUTHORIZATION).map(HeaderValue::to_str);
    let said = said.ok_or_else(|| {
        Problem::new(
            Kind::Unauthenticated,
            "send a key as `Authorization: Bearer KEY`",
        )
    })?;
    let said = said.map_err(|_| malformed("the header `Authorization` is no text"))?;
    let secret = said
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let caller = secret.and_then(|(_, secret)| snapshot.caller(secret.trim(), app.clock.now()));
    caller.ok_or_else(|| {
        Problem::new(
            Kind::Unauthenticated,
            "the key is not known, has expired or was revoked",
        )
    })
}

/// The name of a method, of those that there are: a label must not be whatever a caller makes up.
fn name_of(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
