//! What a request carries, read so that what is wrong with it is a problem of its own kind.

use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;

/// The names in the path.
pub(crate) struct Names<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Names<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let names = Path::from_request_parts(parts, state).await;
        let Path(names) = names.map_err(|error| {
            malformed(format!("the path cannot be read: {}", error.body_text()))
        })?;
        Ok(Self(names))
    }
}

/// What is asked for behind the `?`.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let asked = Query::try_from_uri(&parts.uri);
        let Query(asked) = asked.map_err(|error| {
            // The words of the parser are behind those of the extractor.
            let why = std::error::Error::source(&error)
                .map_or_else(|| error.body_text(), ToString::to_string);
            malformed(format!("the query cannot be read: {why}"))
        })?;
        Ok(Self(asked))
    }
}

/// A small body of JSON.
pub(crate) struct Json<T>(pub(crate) T, pub(crate) Bytes);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if media_type(&parts.headers) != "application/json" {
            return Err(unsupported("application/json"));
        }
        let bytes = whole(body, app.config.risk_bytes).await?;
        let read = serde_json::from_slice(&bytes);
        let read = read.map_err(|error| malformed(format!("the body cannot be read: {error}")))?;
        Ok(Self(read, bytes))
    }
}

/// The media type of a body, without its parameters, in small letters; empty if none is said.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let said = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let said = said
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    said.trim().to_ascii_lowercase()
}

/// The whole of a body, if it is not too large.
pub(crate) async fn whole(body: Body, most: usize) -> Result<Bytes, Problem> {
    to_bytes(body, most)
        .await
        .map_err(|error| body_problem(&error, most))
}

/// Why a body cannot be read.
pub(crate) fn body_problem(error: &(dyn std::error::Error + 'static), most: usize) -> Problem {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return Problem::new(Kind::TooLarge, format!("the body may have {most} bytes"));
        }
        cause = error.source();
    }
    malformed("the body did not come whole")
}

pub(crate) fn malformed(detail: impl Into<String>) -> Problem {
    Problem::new(Kind::MalformedRequest, detail)
}

pub(crate) fn unsupported(read: &str) -> Problem {
    Problem::new(
        Kind::UnsupportedMediaType,
        format!("the `Content-Type` must be {read}"),
    )
}
