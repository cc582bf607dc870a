//! Rulebooks that a service is told to load when it starts: whoever starts it has its machine, and so answers for them.

use crate::access::Caller;
use crate::app::{App, StartError};
use crate::business::Business;
use crate::store::{EditionEntry, State};
use crate::upload::{self, Compiled};
use lutine::Rulebook;
use std::fs;
use std::path::{Path, PathBuf};

/// From when on what is loaded at the start decides: always.
const ALWAYS: &str = "0001-01-01";

/// Loads the rulebooks of the settings, each approved and active; one that decides already is left as it is. Gives each with its edition.
pub(crate) async fn rulebooks(app: &App) -> Result<Vec<(String, String)>, StartError> {
    let mut loaded = Vec::new();
    for path in &app.config.rulebooks {
        for path in found(path)? {
            let failed = |why: String| StartError::Rulebook {
                path: path.clone(),
                why,
            };
            let reading = path.clone();
            let compiled = tokio::task::spawn_blocking(move || compile(&reading)).await;
            let compiled = compiled
                .map_err(|error| failed(error.to_string()))?
                .map_err(failed)?;
            let Some(compiled) = compiled else { continue };
            let name = compiled.loaded.name.to_string();
            let edition = compiled.loaded.edition.to_string();
            keep(app, compiled).await?;
            loaded.push((name, edition));
        }
    }
    app.registry.refresh().await?;
    Ok(loaded)
}

/// The rulebooks at a path: a bundle, a folder with one, or a folder of such folders.
fn found(path: &Path) -> Result<Vec<PathBuf>, StartError> {
    let unreadable = |error: std::io::Error| StartError::Rulebook {
        path: path.to_owned(),
        why: error.to_string(),
    };
    if fs::metadata(path).map_err(unreadable)?.is_file() || holds_rules(path) {
        return Ok(vec![path.to_owned()]);
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let folder = entry.map_err(unreadable)?.path();
        if folder.is_dir() && holds_rules(&folder) {
            folders.push(folder);
        }
    }
    folders.sort();
    if folders.is_empty() {
        return Err(StartError::Rulebook {
            path: path.to_owned(),
            why: "there is no rulebook in it".to_owned(),
        });
    }
    Ok(folders)
}

fn holds_rules(folder: &Path) -> bool {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name());
    names.any(|name| {
        Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "lutine")
    })
}

/// An edition; nothing of a module, which answers nothing.
fn compile(path: &Path) -> Result<Option<Compiled>, String> {
    let rulebook = Rulebook::load(path).map_err(|error| error.to_string())?;
    if rulebook.is_module() {
        return Ok(None);
    }
    let bundle = rulebook.bundle().map_err(|error| error.to_string())?;
    let compiled =
        upload::edition(rulebook, bundle).map_err(|problem| problem.detail().to_owned())?;
    Ok(Some(compiled))
}

async fn keep(app: &App, compiled: Compiled) -> Result<(), StartError> {
    let (name, edition) = (&*compiled.loaded.name, &*compiled.loaded.edition);
    let by = Caller::at_the_machine("whoever started the service");
    let mut change = app.store.change(app.clock.now()).await?;
    if change.edition(name, edition).await?.is_some() {
        return Ok(());
    }
    let entry = EditionEntry {
        edition: edition.to_owned(),
        rulebook: name.to_owned(),
        version: compiled.loaded.rulebook.version().map(ToOwned::to_owned),
        meaning_hash: compiled.meaning_hash.clone(),
        state: State::Approved,
        author: by.name.to_string(),
        uploaded_at: change.at,
        approver: Some(by.name.to_string()),
        approved_at: Some(change.at),
        retired_by: None,
        retired_at: None,
    };
    change
        .add_edition(&entry, &compiled.warnings, &compiled.bundle)
        .await?;
    for business in Business::ALL {
        change
            .activate((name, edition), business, ALWAYS, &by.name)
            .await?;
    }
    change
        .commit(&by, ("edition.load", edition, name), None)
        .await?;
    Ok(())
}
