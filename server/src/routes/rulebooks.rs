//! Which rulebooks there are.

use super::extract::{Asked, Names};
use super::outer::Snap;
use super::page::{Page, Paging};
use super::responses::Problems;
use crate::app::App;
use crate::problem::Problem;
use crate::registry::unknown_rulebook;
use crate::store::Line;
use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// A rulebook: what it is called, and which edition decides from when on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Rulebook {
    /// Its name.
    name: String,
    /// From which date on which edition decides, for new business and for renewals, in the order of the dates; of two of one date the later counts.
    timeline: Vec<Line>,
}

/// List rulebooks
#[utoipa::path(
    get, path = "/v1/rulebooks", tag = "Rulebooks", params(Paging),
    responses((status = 200, description = "Rulebooks, by name", body = Page<Rulebook>), Problems)
)]
pub(super) async fn list(
    State(app): State<App>,
    Extension(snapshot): Extension<Snap>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Rulebook>>, Problem> {
    let (most, behind) = (paging.most()?, paging.cursor()?);
    let names = app
        .store
        .rulebooks(&behind.unwrap_or_default(), most.saturating_add(1))
        .await?;
    let rulebooks = names
        .into_iter()
        .map(|name| rulebook(&snapshot, name))
        .collect();
    Ok(Json(Page::of(rulebooks, most, |rulebook| {
        rulebook.name.clone()
    })))
}

/// Read a rulebook
#[utoipa::path(
    get, path = "/v1/rulebooks/{name}", tag = "Rulebooks",
    params(("name" = String, Path, description = "The name of the rulebook", example = "personal_auto")),
    responses((status = 200, description = "The rulebook", body = Rulebook), Problems)
)]
pub(super) async fn read(
    Extension(snapshot): Extension<Snap>,
    Names(name): Names<String>,
) -> Result<Json<Rulebook>, Problem> {
    if !snapshot.knows(&name) {
        return Err(unknown_rulebook(&name));
    }
    Ok(Json(rulebook(&snapshot, name)))
}

fn rulebook(snapshot: &Snap, name: String) -> Rulebook {
    let timeline = snapshot.lines(&name).cloned().collect();
    Rulebook { name, timeline }
}
