//! The paths of the service.

mod chosen;
mod decided;
mod decisions;
mod docs;
mod editions;
mod evaluate;
mod extract;
mod health;
mod idempotent;
mod keys;
mod outer;
mod page;
mod responses;
mod rulebooks;
mod stream;

use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(title = "Lutine", description = "Publish rulebooks, decide, explain, replay."),
    tags(
        (name = "Deciding", description = "Answers to risks"),
        (name = "Decisions", description = "What was decided, why, and whether it would be again"),
        (name = "Rulebooks", description = "What there is"),
        (name = "Editions", description = "What decides, and since when"),
        (name = "Access", description = "Who may do what, and who did"),
        (name = "Operations", description = "For those who run the service"),
    ),
    components(schemas(crate::problem::Sent))
)]
struct Description;

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(evaluate::evaluate))
        .routes(routes!(evaluate::decide))
        .routes(routes!(decisions::list))
        .routes(routes!(decisions::read))
        .routes(routes!(decisions::worksheet))
        .routes(routes!(decisions::replay))
        .routes(routes!(rulebooks::list))
        .routes(routes!(rulebooks::read))
        .routes(routes!(editions::list, editions::upload))
        .routes(routes!(editions::read))
        .routes(routes!(editions::schema))
        .routes(routes!(editions::source))
        .routes(routes!(editions::bundle))
        .routes(routes!(editions::approve))
        .routes(routes!(editions::activate))
        .routes(routes!(editions::retire))
        .routes(routes!(keys::list, keys::make))
        .routes(routes!(keys::revoke))
        .routes(routes!(keys::audit))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .routes(routes!(health::problem))
}

/// The description of the API, OpenAPI 3.1 as JSON.
#[must_use]
pub fn openapi() -> String {
    let mut description = described().into_openapi();
    let components = description.components.get_or_insert_default();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme("key", bearer);
    description.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
        "key",
        [],
    )]);
    for path in ["/healthz", "/readyz", "/metrics", "/problems/{name}"] {
        let operation = description
            .paths
            .paths
            .get_mut(path)
            .and_then(|path| path.get.as_mut());
        if let Some(operation) = operation {
            operation.security = Some(Vec::new());
        }
    }
    description.to_pretty_json().unwrap_or_default()
}

/// What answers requests.
pub fn router(app: App) -> Router {
    let (paths, _) = described().split_for_parts();
    paths
        .route("/openapi.json", get(docs::description))
        .route("/docs", get(docs::page))
        .route("/docs/scalar.js", get(docs::script))
        .method_not_allowed_fallback(|| async {
            Problem::new(Kind::MethodNotAllowed, "the path has no such method")
        })
        .fallback(|| async { Problem::new(Kind::UnknownPage, "there is nothing at this path") })
        .layer(from_fn_with_state(app.clone(), outer::around))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            Problem::new(Kind::Internal, "the service has failed").into_response()
        }))
        .layer(DefaultBodyLimit::disable())
        .with_state(app)
}
