//! The editions of a rulebook, and their way from draft to retired.

use super::decided::raw;
use super::extract::{Asked, Json as Body, Names, malformed, media_type, whole};
use super::outer::{Place, Snap};
use super::page::{Page, cursor, most, unknown_cursor};
use super::responses::Problems;
use crate::access::Caller;
use crate::app::App;
use crate::business::Business;
use crate::clock;
use crate::problem::{Kind, Problem};
use crate::registry::{Loaded, unknown_rulebook};
use crate::store::{EditionEntry, State as EditionState};
use crate::upload::{self, Compiled, Form, Sources};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which editions are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Only those of this state.
    #[param(required = false, nullable = false, inline)]
    state: Option<EditionState>,
    /// `next` of the page before.
    #[param(required = false, nullable = false)]
    cursor: Option<String>,
    /// How many items a page has at most.
    #[param(required = false, nullable = false, minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// An edition that was uploaded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Uploaded {
    #[serde(flatten)]
    edition: EditionEntry,
    /// What its author should look at: what `lutine check --format json` lists.
    #[schema(value_type = Vec<Object>)]
    warnings: Box<RawValue>,
}

/// From when on an edition decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Activation {
    /// From this date on it decides new business.
    #[serde(default)]
    #[schema(format = Date, nullable = false)]
    new_business_from: Option<String>,
    /// From this date on it decides renewals.
    #[serde(default)]
    #[schema(format = Date, nullable = false)]
    renewals_from: Option<String>,
}

/// An edition that decides.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Activated {
    #[serde(flatten)]
    edition: EditionEntry,
    /// Behind so many milliseconds every instance answers by it; this one does so now.
    in_force_within_ms: u64,
}

/// List editions
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}/editions", tag = "Editions",
    params(("name" = String, Path, description = "The name of the rulebook", example = "personal_auto"), Which),
    responses((status = 200, description = "Editions, the latest first", body = Page<EditionEntry>), Problems)
)]
pub(super) async fn list(
    State(app): State<App>,
    Extension(snapshot): Extension<Snap>,
    Names(name): Names<String>,
    Asked(which): Asked<Which>,
) -> Result<Json<Page<EditionEntry>>, Problem> {
    if !snapshot.knows(&name) {
        return Err(unknown_rulebook(&name));
    }
    let most = most(which.limit)?;
    let before = match cursor(which.cursor.as_deref())? {
        None => (i64::MAX, String::new()),
        Some(place) => {
            let (time, hash) = place.split_once(' ').ok_or_else(unknown_cursor)?;
            (time.parse().map_err(|_| unknown_cursor())?, hash.to_owned())
        }
    };
    let before = (before.0, before.1.as_str());
    let editions = app
        .store
        .editions(&name, which.state, before, most.saturating_add(1))
        .await?;
    let place = |entry: &EditionEntry| format!("{} {}", entry.uploaded_at.0, entry.edition);
    Ok(Json(Page::of(editions, most, place)))
}

/// Read an edition
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}/editions/{edition}", tag = "Editions",
    params(
        ("name" = String, Path, description = "The name of the rulebook", example = "personal_auto"),
        ("edition" = String, Path, description = "The hash of its bundle"),
    ),
    responses((status = 200, description = "The edition", body = EditionEntry, headers(("ETag" = String))), (status = 304, description = "It is as you know it"), Problems)
)]
pub(super) async fn read(
    State(app): State<App>,
    Names((name, edition)): Names<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let entry = known(&app, &name, &edition).await?;
    // Its hash names what never changes; its state does.
    let tag = format!("\"{}-{}\"", entry.edition, entry.state.name());
    Ok(tagged(&headers, &tag, || Json(entry).into_response()))
}

/// Upload an edition
///
/// Sources as JSON, as a tar or zip archive with the files of one rulebook, or a bundle that `lutine build` made. It is compiled, and kept as a draft. The same edition again changes nothing.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/editions", tag = "Editions",
    params(
        ("name" = String, Path, description = "The name of the rulebook: that in its header", example = "personal_auto"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes asking again harmless: the same key and request get the same answer", max_length = 255),
    ),
    request_body(content((Sources = "application/json"), (String = "application/x-tar"), (String = "application/zip"), (String = "application/vnd.lutine.bundle"))),
    responses(
        (status = 201, description = "The draft", body = Uploaded, headers(("Location" = String))),
        (status = 200, description = "The edition is known already", body = Uploaded, headers(("Location" = String))),
        Problems
    )
)]
pub(super) async fn upload(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    Extension(place): Extension<Place>,
    Names(name): Names<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let form = Form::of(&media_type(&parts.headers))?;
    let body = whole(body, app.config.upload_bytes).await?;
    let claimed = super::idempotent::begin(&app, &caller, &parts, &body).await?;
    if let super::idempotent::Claimed::Done(completed) = &claimed {
        return Ok(super::idempotent::again(completed));
    }
    let most = app.config.upload_bytes;
    let work = move || {
        let _held = place;
        upload::compile(form, &body, most)
    };
    let done = async {
        let compiled = tokio::task::spawn_blocking(work).await;
        let compiled = compiled.map_err(|_| Problem::new(Kind::Internal, "compiling failed"))??;
        keep(&app, &caller, &name, compiled, &claimed).await
    };
    let outcome = done.await;
    if let Err(problem) = &outcome {
        claimed.give_back(&app, problem).await;
    }
    outcome
}

async fn keep(
    app: &App,
    caller: &Caller,
    name: &str,
    compiled: Compiled,
    claimed: &super::idempotent::Claimed,
) -> Result<Response, Problem> {
    let Compiled {
        loaded,
        bundle,
        meaning_hash,
        warnings,
    } = compiled;
    if &*loaded.name != name {
        let detail = format!("the rulebook is called `{}`", loaded.name);
        return Err(Problem::new(Kind::NameDiffers, detail));
    }
    let mut change = app.store.change(app.clock.now()).await?;
    let known = change.edition(name, &loaded.edition).await?;
    let status = if known.is_some() {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let entry = match known {
        Some(known) => known,
        None => {
            let entry = EditionEntry {
                edition: loaded.edition.to_string(),
                rulebook: name.to_owned(),
                version: loaded.rulebook.version().map(ToOwned::to_owned),
                meaning_hash,
                state: EditionState::Draft,
                author: caller.name.to_string(),
                uploaded_at: change.at,
                approver: None,
                approved_at: None,
                retired_by: None,
                retired_at: None,
            };
            change.add_edition(&entry, &warnings, &bundle).await?;
            entry
        }
    };
    let (edition, author) = (entry.edition.clone(), format!("{name} by {}", entry.author));
    let location = format!("/v1/rulebooks/{name}/editions/{edition}");
    let body = Uploaded {
        edition: entry,
        warnings: raw(warnings)?,
    };
    let body = serde_json::to_string(&body).unwrap_or_default();
    let completion = claimed.completion(status, &location, &body);
    change
        .commit(caller, ("edition.upload", &edition, &author), completion)
        .await?;
    app.registry.refresh().await?;
    let mut response = super::evaluate::json(status, body.into());
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Approve an edition
///
/// By somebody else than who uploaded it. Where the service is open nobody can be told apart, and anybody may.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/editions/{edition}/approval", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    responses((status = 200, description = "The edition, approved", body = EditionEntry), Problems)
)]
pub(super) async fn approve(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    Names((name, edition)): Names<(String, String)>,
) -> Result<Json<EditionEntry>, Problem> {
    let mut change = app.store.change(app.clock.now()).await?;
    let entry = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    if entry.state != EditionState::Draft {
        return Err(wrong_state(&entry, "only a draft can be approved"));
    }
    // Two keys of one name are taken to be one person's.
    if !caller.is_anybody() && *caller.name == *entry.author {
        return Err(Problem::new(
            Kind::FourEyes,
            "whoever uploaded an edition cannot approve it",
        ));
    }
    change.approve(&edition, &caller.name).await?;
    let approved = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    change
        .commit(&caller, ("edition.approve", &edition, &name), None)
        .await?;
    app.registry.refresh().await?;
    Ok(Json(approved))
}

/// Activate an edition
///
/// From a date on for new business, from another for renewals, or for one of them only. The dates may lie ahead or back. The switch is atomic: a request sees the edition before, or this one.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/editions/{edition}/activation", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    request_body = Activation,
    responses((status = 200, description = "The edition, active", body = Activated), Problems)
)]
pub(super) async fn activate(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    Names((name, edition)): Names<(String, String)>,
    Body(activation, _): Body<Activation>,
) -> Result<Json<Activated>, Problem> {
    let Activation {
        new_business_from,
        renewals_from,
    } = activation;
    let asked = [
        (Business::New, new_business_from),
        (Business::Renewal, renewals_from),
    ];
    let asked: Vec<(Business, String)> = asked
        .into_iter()
        .filter_map(|(business, from)| Some((business, from?)))
        .collect();
    if asked.is_empty() {
        return Err(malformed(
            "say `new_business_from`, `renewals_from`, or both",
        ));
    }
    if asked.iter().any(|(_, from)| clock::day(from).is_none()) {
        return Err(malformed("a date must be a day such as 2025-12-31"));
    }
    let mut change = app.store.change(app.clock.now()).await?;
    let entry = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    if !entry.state.decides() {
        return Err(wrong_state(
            &entry,
            "only an approved edition can be activated",
        ));
    }
    let mut detail = name.clone();
    for (business, from) in &asked {
        change
            .activate((&name, &edition), *business, from, &caller.name)
            .await?;
        detail.push_str(&format!(", {} from {from}", business.name()));
    }
    let active = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    change
        .commit(&caller, ("edition.activate", &edition, &detail), None)
        .await?;
    app.registry.refresh().await?;
    Ok(Json(Activated {
        edition: active,
        in_force_within_ms: app.config.switch_delay_ms,
    }))
}

/// Retire an edition
///
/// It decides nothing any more. Nothing falls back to an older one: requests for a date that it decided are answered 409 until another is activated for it. Its decisions can still be replayed.
#[utoipa::path(
    post, path = "/v1/rulebooks/{name}/editions/{edition}/retirement", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    responses((status = 200, description = "The edition, retired", body = EditionEntry), Problems)
)]
pub(super) async fn retire(
    State(app): State<App>,
    Extension(caller): Extension<Arc<Caller>>,
    Names((name, edition)): Names<(String, String)>,
) -> Result<Json<EditionEntry>, Problem> {
    let mut change = app.store.change(app.clock.now()).await?;
    let entry = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    if entry.state == EditionState::Retired {
        return Err(wrong_state(&entry, "it cannot be retired again"));
    }
    change.retire(&edition, &caller.name).await?;
    let retired = change
        .edition(&name, &edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    change
        .commit(&caller, ("edition.retire", &edition, &name), None)
        .await?;
    app.registry.refresh().await?;
    Ok(Json(retired))
}

/// What an edition takes and answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Schemas {
    /// The JSON Schema of a risk.
    #[schema(value_type = Object)]
    input: Box<RawValue>,
    /// The JSON Schema of an answer.
    #[schema(value_type = Object)]
    output: Box<RawValue>,
}

/// Read the schemas of an edition
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}/editions/{edition}/schema", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    responses((status = 200, description = "JSON Schema, 2020-12", body = Schemas, headers(("ETag" = String))), (status = 304, description = "It is as you know it"), Problems)
)]
pub(super) async fn schema(
    State(app): State<App>,
    Names((name, edition)): Names<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let loaded = loaded(&app, &name, &edition).await?;
    let schema = loaded.rulebook.schema();
    let schemas = Schemas {
        input: raw(schema.input().to_owned())?,
        output: raw(schema.output().to_owned())?,
    };
    Ok(tagged(&headers, &format!("\"{edition}-schema\""), || {
        Json(schemas).into_response()
    }))
}

/// The sources of an edition.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceFiles {
    /// The text of each file by its name.
    files: BTreeMap<String, String>,
}

/// Download the sources of an edition
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}/editions/{edition}/source", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    responses((status = 200, description = "Its files, as they can be uploaded", body = SourceFiles, headers(("ETag" = String))), (status = 304, description = "It is as you know it"), Problems)
)]
pub(super) async fn source(
    State(app): State<App>,
    Names((name, edition)): Names<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let loaded = loaded(&app, &name, &edition).await?;
    let files = loaded
        .rulebook
        .source_files()
        .map_err(|error| Problem::new(Kind::NoSource, error.to_string()))?;
    let files = files
        .iter()
        .map(|file| (file.name.to_string(), file.text.to_string()))
        .collect();
    let files = SourceFiles { files };
    Ok(tagged(&headers, &format!("\"{edition}-source\""), || {
        Json(files).into_response()
    }))
}

/// Download the bundle of an edition
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}/editions/{edition}/bundle", tag = "Editions",
    params(("name" = String, Path), ("edition" = String, Path, description = "The hash of its bundle")),
    responses((status = 200, description = "What `lutine build` makes", content((String = "application/vnd.lutine.bundle")), headers(("ETag" = String))), (status = 304, description = "It is as you know it"), Problems)
)]
pub(super) async fn bundle(
    State(app): State<App>,
    Names((name, edition)): Names<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known(&app, &name, &edition).await?;
    let bundle = app
        .store
        .bundle(&edition)
        .await?
        .ok_or_else(|| unknown_edition(&name))?;
    let kind = [(header::CONTENT_TYPE, upload::BUNDLE)];
    Ok(tagged(&headers, &format!("\"{edition}\""), || {
        (kind, bundle).into_response()
    }))
}

async fn known(app: &App, name: &str, edition: &str) -> Result<EditionEntry, Problem> {
    app.store
        .edition(name, edition)
        .await?
        .ok_or_else(|| unknown_edition(name))
}

async fn loaded(app: &App, name: &str, edition: &str) -> Result<Arc<Loaded>, Problem> {
    known(app, name, edition).await?;
    app.registry
        .loaded(edition)
        .await?
        .ok_or_else(|| unknown_edition(name))
}

fn unknown_edition(name: &str) -> Problem {
    let shown: String = name.chars().take(80).collect();
    Problem::new(
        Kind::UnknownEdition,
        format!("`{shown}` has no such edition"),
    )
}

fn wrong_state(entry: &EditionEntry, why: &str) -> Problem {
    Problem::new(
        Kind::WrongState,
        format!("the edition is {}: {why}", entry.state.name()),
    )
}

/// A response with the tag of what it holds, or only that it is still so.
pub(super) fn tagged(
    headers: &HeaderMap,
    tag: &str,
    response: impl FnOnce() -> Response,
) -> Response {
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut known = known
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"));
    let mut response = if known.any(|known| known == tag || known == "*") {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        response()
    };
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
