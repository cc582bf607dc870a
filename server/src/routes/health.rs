//! Whether the service lives and is ready, and what it counts.

use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::atomic::Ordering;

/// Whether it lives
#[utoipa::path(get, path = "/healthz", tag = "Operations", responses((status = 200, description = "It lives", body = String)))]
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// Whether it is ready for requests
#[utoipa::path(
    get, path = "/readyz", tag = "Operations",
    responses((status = 200, description = "It is ready", body = String), (status = 503, description = "It is not", body = crate::problem::Sent, content_type = "application/problem+json"))
)]
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    if app.ending.load(Ordering::Acquire) {
        return Err(Problem::new(
            Kind::Unavailable,
            "the service is about to end",
        ));
    }
    app.registry.current()?;
    Ok("ready\n")
}

/// What is counted, for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "Operations", responses((status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text")))]
pub(super) async fn metrics(State(app): State<App>) -> Response {
    let today = app.clock.now().day().to_string();
    let snapshot = app.registry.current();
    let deciding = snapshot
        .iter()
        .flat_map(|snapshot| snapshot.deciding(&today));
    let written = app.metrics.write(deciding);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], written).into_response()
}

/// What a kind of problem means
#[utoipa::path(
    get, path = "/problems/{name}", tag = "Operations", params(("name" = String, Path, description = "The last part of the `type` of a problem", example = "refused-risk")),
    responses((status = 200, description = "The page of the problem, Markdown", body = String, content_type = "text/markdown"), crate::routes::responses::Problems)
)]
pub(super) async fn problem(Path(name): Path<String>) -> Result<Response, Problem> {
    let kind = Kind::ALL.iter().find(|kind| kind.name() == name);
    let kind = kind.ok_or_else(|| Problem::new(Kind::UnknownPage, "no problem has this name"))?;
    let page = format!(
        "# {}\n\nStatus {}.\n\n{}\n",
        kind.title(),
        kind.status(),
        kind.page()
    );
    Ok((
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")],
        page,
    )
        .into_response())
}
