//! What can be wrong with a request, as RFC 9457 says it. Every kind has a page, `/problems/NAME`, which is its `type`.

mod kind;

pub use kind::Kind;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request is not answered as it was meant.
#[derive(Debug, Clone)]
pub struct Problem {
    kind: Kind,
    /// What is wrong with this request, in the caller's words.
    detail: String,
    /// The faults, each with its place: a JSON list.
    errors: Option<Box<RawValue>>,
    /// The findings of a rulebook: what `lutine check --format json` lists.
    findings: Option<Box<RawValue>>,
}

/// A problem as it is sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Sent<'p> {
    /// The page of this kind of problem, on the same server; it never changes.
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "/problems/unknown-rulebook")]
    page: String,
    /// The kind in a few words.
    #[schema(value_type = String)]
    title: &'static str,
    /// The status of the response.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong with this request.
    #[schema(value_type = String)]
    detail: &'p str,
    /// Of a risk that is refused, all its faults: `code`, `message`, and `pointer`, a JSON pointer into the risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>, nullable = false)]
    errors: Option<&'p RawValue>,
    /// Of a rulebook that cannot be compiled, what is wrong with it: `code`, `message`, `help`, `file`, `line`, `column` …
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>, nullable = false)]
    findings: Option<&'p RawValue>,
}

impl Problem {
    /// A problem of a kind, with what is wrong this time.
    #[must_use]
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: None,
            findings: None,
        }
    }

    /// With the faults of a risk, a JSON list.
    #[must_use]
    pub(crate) fn with_errors(self, errors: Box<RawValue>) -> Self {
        let errors = Some(errors);
        Self { errors, ..self }
    }

    /// With the findings of a rulebook, a JSON list.
    #[must_use]
    pub(crate) fn with_findings(self, findings: Box<RawValue>) -> Self {
        let findings = Some(findings);
        Self { findings, ..self }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// What is wrong this time.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let sent = Sent {
            page: format!("/problems/{}", self.kind.name()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: &self.detail,
            errors: self.errors.as_deref(),
            findings: self.findings.as_deref(),
        };
        serde_json::to_vec(&sent).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.to_json()));
        *response.status_mut() = self.kind.status();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if self.kind.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if self.kind == Kind::Unauthenticated {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self.kind);
        response
    }
}
