//! The description of the API, for programs and as a page. The page takes nothing from elsewhere.

use super::openapi;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// What the page may do: ask this service, and nobody else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:";

/// The description, OpenAPI 3.1.
pub(super) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], openapi()).into_response()
}

/// The page.
pub(super) async fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, include_str!("../../assets/docs.html")).into_response()
}

/// What draws the page.
pub(super) async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CONTENT_ENCODING, "gzip"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    let packed: &[u8] = include_bytes!("../../assets/scalar.js.gz");
    (headers, packed).into_response()
}
