//! Which edition answers: the one that is named, or the one that decides for the business and the date.

use super::extract::malformed;
use crate::app::App;
use crate::business::Business;
use crate::clock;
use crate::problem::{Kind, Problem};
use crate::registry::{Chosen, Snapshot};
use serde::Deserialize;
use utoipa::IntoParams;

/// The most characters of a reference.
const REFERENCE: usize = 200;

/// What is asked about a risk.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Query {
    /// Whether the worksheet is wanted: how each number came about.
    #[param(required = false)]
    pub(super) explain: bool,
    /// The edition, by its hash; without it the one that decides for the business and the date.
    #[param(
        required = false,
        nullable = false,
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$"
    )]
    edition: Option<String>,
    /// Whether a policy begins, or goes on for another term.
    #[param(required = false, inline)]
    business: Business,
    /// The date that chooses the edition: that on which the policy takes effect. Without it today, in UTC.
    #[param(required = false, nullable = false, format = Date)]
    date: Option<String>,
    /// What you call the decision, at most 200 characters: it can be found by it.
    #[param(required = false, nullable = false, max_length = 200)]
    reference: Option<String>,
}

impl Query {
    /// The reference, if it is one that can be kept.
    pub(super) fn reference(&self) -> Result<String, Problem> {
        let reference = self.reference.clone().unwrap_or_default();
        if reference.chars().count() > REFERENCE || reference.chars().any(char::is_control) {
            let detail = format!(
                "`reference` may have {REFERENCE} characters, and none that controls a terminal"
            );
            return Err(malformed(detail));
        }
        Ok(reference)
    }

    fn date(&self, app: &App) -> Result<String, Problem> {
        match &self.date {
            None => Ok(app.clock.now().day().to_string()),
            Some(date) if clock::day(date).is_some() => Ok(date.clone()),
            Some(_) => Err(malformed("`date` must be a day such as 2025-12-31")),
        }
    }
}

/// The edition that answers. One that is named may be a draft, or retired, where nothing is recorded: to try it, or to see what it would have said.
pub(super) async fn choose(
    app: &App,
    snapshot: &Snapshot,
    rulebook: &str,
    query: &Query,
    record: bool,
) -> Result<Chosen, Problem> {
    let date = query.date(app)?;
    let business = query.business;
    let Some(edition) = &query.edition else {
        return snapshot.choose(rulebook, business, date);
    };
    // What decides needs no asking of the storage.
    if let Some(loaded) = snapshot
        .loaded(edition)
        .filter(|loaded| &*loaded.name == rulebook)
    {
        return Ok(Chosen {
            loaded,
            business,
            date,
        });
    }
    let unknown = || {
        Problem::new(
            Kind::UnknownEdition,
            format!("`{rulebook}` has no such edition"),
        )
    };
    if !snapshot.knows(rulebook) {
        return Err(crate::registry::unknown_rulebook(rulebook));
    }
    let entry = app
        .store
        .edition(rulebook, edition)
        .await?
        .ok_or_else(unknown)?;
    if record && !entry.state.decides() {
        let detail = format!(
            "the edition is {}, and only an approved one decides",
            entry.state.name()
        );
        return Err(Problem::new(Kind::WrongState, detail));
    }
    let loaded = app.registry.loaded(edition).await?.ok_or_else(unknown)?;
    Ok(Chosen {
        loaded,
        business,
        date,
    })
}
