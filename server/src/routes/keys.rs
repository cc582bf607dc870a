//! Keys, and the audit trail.

use super::evaluate::json;
use super::extract::{Asked, Json as Body, Names, malformed};
use super::idempotent::{Claimed, again, begin};
use super::page::{Page, Paging, unknown_cursor};
use super::responses::Problems;
use crate::access::{Caller, Key, NewKey, Role, Roles};
use crate::app::App;
use crate::clock::Time;
use crate::problem::{Kind, Problem};
use crate::store::AuditEntry;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;

/// The most characters of a key's name.
const NAME: usize = 80;

/// What a new key is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// What it is called: who or what uses it. It stands in records and in the audit trail, and two keys of one name are taken to be one person's.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// What it may be used for.
    #[schema(value_type = Vec<Role>)]
    roles: BTreeSet<Role>,
    /// From when on it is no longer taken: RFC 3339, or a day.
    #[serde(default)]
    #[schema(nullable = false)]
    expires_at: Option<String>,
}

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Shown {
    /// Names it.
    #[schema(value_type = String)]
    id: Arc<str>,
    /// What it is called.
    #[schema(value_type = String)]
    name: Arc<str>,
    /// What it may be used for.
    #[schema(value_type = Vec<Role>)]
    roles: BTreeSet<Role>,
    /// Who made it.
    #[schema(value_type = String)]
    created_by: Arc<str>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// From when on it is no longer taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    expires_at: Option<Time>,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    revoked_at: Option<Time>,
}

/// A key that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Made {
    #[serde(flatten)]
    key: Shown,
    /// What to send as `Authorization: Bearer …`. It is shown here and nowhere again, not even to the same request with the same `Idempotency-Key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    secret: Option<String>,
}

impl Shown {
    fn of(key: Key) -> Self {
        Self {
            id: key.id,
            name: key.name,
            roles: key.roles.0,
            created_by: key.created_by,
            created_at: key.created_at,
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// List keys
#[utoipa::path(
    get, path = "/v1/keys", tag = "Access", params(Paging),
    responses((status = 200, description = "Keys, by their ids", body = Page<Shown>), Problems)
)]
pub(super) async fn list(
    State(app): State<App>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let (most, behind) = (paging.most()?, paging.cursor()?.unwrap_or_default());
    let keys = app
        .store
        .keys()
        .await?
        .into_iter()
        .filter(|key| *key.id > *behind);
    let wanted = usize::try_from(most)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    let keys = keys.take(wanted).map(Shown::of).collect();
    Ok(Json(Page::of(keys, most, |key: &Shown| key.id.to_string())))
}

/// Make a key
///
/// The first key closes the service: from then on every request needs one.
#[utoipa::path(
    post, path = "/v1/keys", tag = "Access", request_body = Wanted,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes asking again harmless: no second key is made", max_length = 255)),
    responses((status = 201, description = "The key, with its secret", body = Made), Problems)
)]
pub(super) async fn make(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    parts: Parts,
    Body(wanted, bytes): Body<Wanted>,
) -> Result<Response, Problem> {
    let new = new_key(wanted)?;
    let claimed = begin(&app, &caller, &parts, &bytes).await?;
    if let Claimed::Done(completed) = &claimed {
        return Ok(again(completed));
    }
    let (key, secret) = Key::make(new, &caller.signature(), &*app.clock)
        .map_err(|error| Problem::new(Kind::Internal, error.to_string()))?;
    let mut change = app.store.change(app.clock.now()).await?;
    change.add_key(&key).await?;
    let (id, detail) = (Arc::clone(&key.id), format!("{}: {}", key.name, key.roles));
    let mut made = Made {
        key: Shown::of(key),
        secret: None,
    };
    let location = format!("/v1/keys/{id}");
    let kept = serde_json::to_string(&made).unwrap_or_default();
    let completion = claimed.completion(StatusCode::CREATED, &location, &kept);
    change
        .commit(&caller, ("key.make", &id, &detail), completion)
        .await?;
    app.registry.refresh().await?;
    made.secret = Some(secret.text().to_owned());
    let body = serde_json::to_string(&made).unwrap_or_default();
    let mut response = json(StatusCode::CREATED, body.into());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is asked for, if it can be a key.
fn new_key(wanted: Wanted) -> Result<NewKey, Problem> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(malformed(format!(
            "`name` must have 1 to {NAME} characters, and none that controls a terminal"
        )));
    }
    if wanted.roles.is_empty() {
        return Err(malformed("`roles` names no role"));
    }
    let wrong = || malformed("`expires_at` must be a time such as 2027-12-31T12:00:00Z, or a day");
    let expires_at = wanted
        .expires_at
        .map(|text| Time::parse(&text).ok_or_else(wrong))
        .transpose()?;
    Ok(NewKey {
        name: name.to_owned(),
        roles: Roles(wanted.roles),
        expires_at,
    })
}

/// Revoke a key
///
/// No instance takes it behind the delay of a switch; this one does not from now on.
#[utoipa::path(
    delete, path = "/v1/keys/{id}", tag = "Access", params(("id" = String, Path, description = "The id of the key")),
    responses((status = 204, description = "It is revoked"), Problems)
)]
pub(super) async fn revoke(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    Names(id): Names<String>,
) -> Result<StatusCode, Problem> {
    let unknown = || Problem::new(Kind::UnknownKey, "no key has this id");
    if id.contains('\0') {
        return Err(unknown());
    }
    let mut change = app.store.change(app.clock.now()).await?;
    if !change.revoke_key(&id).await? {
        return Err(unknown());
    }
    change
        .commit(&caller, ("key.revoke", &id, ""), None)
        .await?;
    app.registry.refresh().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Read the audit trail
#[utoipa::path(
    get, path = "/v1/audit", tag = "Access", params(Paging),
    responses((status = 200, description = "Every change, the latest first", body = Page<AuditEntry>), Problems)
)]
pub(super) async fn audit(
    State(app): State<App>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<AuditEntry>>, Problem> {
    let most = paging.most()?;
    let before = match paging.cursor()? {
        None => i64::MAX,
        Some(place) => place.parse().map_err(|_| unknown_cursor())?,
    };
    let entries = app.store.audit(before, most.saturating_add(1)).await?;
    Ok(Json(Page::of(entries, most, |entry: &AuditEntry| {
        entry.number.to_string()
    })))
}
