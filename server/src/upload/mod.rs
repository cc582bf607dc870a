//! What is uploaded as an edition: sources in some form, or a bundle.

mod archive;

use crate::problem::{Kind, Problem};
use crate::registry::Loaded;
use lutine::{CompileError, Findings, MemorySource, Rulebook};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The media type of a bundle.
pub(crate) const BUNDLE: &str = "application/vnd.lutine.bundle";

/// The most files of an upload.
const FILES: usize = 10_000;

/// In which form an edition is uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `{"files": {"NAME": "TEXT"}}`
    Json,
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
    /// A bundle.
    Bundle,
}

impl Form {
    /// The form of a media type.
    pub(crate) fn of(media_type: &str) -> Result<Self, Problem> {
        match media_type {
            "application/json" => Ok(Self::Json),
            "application/x-tar" => Ok(Self::Tar),
            "application/zip" => Ok(Self::Zip),
            BUNDLE => Ok(Self::Bundle),
            _ => {
                let detail = format!(
                    "the `Content-Type` must be application/json, application/x-tar, application/zip or {BUNDLE}"
                );
                Err(Problem::new(Kind::UnsupportedMediaType, detail))
            }
        }
    }
}

/// An upload that is an edition.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// What answers.
    pub(crate) loaded: Loaded,
    /// Its bundle, which is what is kept.
    pub(crate) bundle: Vec<u8>,
    /// What its answers are made of.
    pub(crate) meaning_hash: String,
    /// What its author should look at, a JSON list.
    pub(crate) warnings: String,
}

/// Sources as JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sources {
    /// The text of each file by its name, `/` between folders: `personal_auto.lutine`, `tables/territory.csv`.
    #[schema(example = json!({"fee.lutine": "rulebook fee version \"1\"\ninput Policy\nentity Policy { cars: int 1..4 }\noutput { cars = policy.cars }\n"}))]
    files: BTreeMap<String, String>,
}

/// The files of an upload, by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Makes an edition of what was uploaded; `most` bytes are taken out of an archive at most.
pub(crate) fn compile(form: Form, body: &[u8], most: usize) -> Result<Compiled, Problem> {
    let files = match form {
        Form::Bundle => return of_bundle(body.to_vec()),
        Form::Json => of_json(body)?,
        Form::Tar => archive::tar(body, most)?,
        Form::Zip => archive::zip(body, most)?,
    };
    let files: MemorySource = named(files)?.into_iter().collect();
    let rulebook = Rulebook::compile(&files).map_err(|error| refused(&error))?;
    let bundle = rulebook
        .bundle()
        .map_err(|error| unusable(error.to_string()))?;
    edition(rulebook, bundle)
}

/// Makes an edition of a rulebook that was compiled here.
pub(crate) fn edition(rulebook: Rulebook, bundle: Vec<u8>) -> Result<Compiled, Problem> {
    if rulebook.is_module() {
        return Err(unusable("it is a module, which answers nothing by itself"));
    }
    let meaning_hash = rulebook
        .meaning_hash()
        .map_err(|error| unusable(error.to_string()))?
        .to_string();
    let warnings = findings(&rulebook.warnings())
        .map_or_else(|| "[]".to_owned(), |list| list.get().to_owned());
    let loaded = Loaded::of(rulebook).map_err(unusable)?;
    Ok(Compiled {
        loaded,
        bundle,
        meaning_hash,
        warnings,
    })
}

fn of_bundle(bundle: Vec<u8>) -> Result<Compiled, Problem> {
    let rulebook = Rulebook::from_bundle(&bundle).map_err(|error| unusable(error.to_string()))?;
    edition(rulebook, bundle)
}

fn of_json(body: &[u8]) -> Result<Files, Problem> {
    let sources = serde_json::from_slice::<Sources>(body);
    let sources = sources.map_err(|error| {
        Problem::new(
            Kind::MalformedRequest,
            format!("the body cannot be read: {error}"),
        )
    })?;
    Ok(sources
        .files
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect())
}

/// The files under names that stay inside the rulebook. Where all stand in one folder, as they do in an archive of a folder, they are taken out of it.
fn named(files: Files) -> Result<Files, Problem> {
    if files.len() > FILES {
        return Err(unusable(format!("it has more than {FILES} files")));
    }
    if let Some(name) = files.keys().find(|name| !is_inside(name)) {
        let shown: String = name.chars().take(80).collect();
        return Err(unusable(format!(
            "`{}` is no name of a file in a rulebook",
            shown.escape_debug()
        )));
    }
    let folder = files
        .keys()
        .next()
        .and_then(|name| name.split_once('/'))
        .map(|(folder, _)| format!("{folder}/"));
    let Some(folder) =
        folder.filter(|folder| files.keys().all(|name| name.starts_with(folder.as_str())))
    else {
        return Ok(files);
    };
    let stripped = files
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&folder)?.to_owned(), bytes)));
    Ok(stripped.collect())
}

/// Whether a name stays inside the folder of its rulebook, wherever that is written to.
fn is_inside(name: &str) -> bool {
    let sound = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.len() <= 255
        && name.split('/').all(sound)
        && !name
            .chars()
            .any(|c| c.is_control() || matches!(c, '\\' | ':'))
}

fn refused(error: &CompileError) -> Problem {
    match error {
        CompileError::Faults(faults) => {
            let problem = Problem::new(
                Kind::RulebookFaults,
                "the rulebook has faults; `findings` lists them",
            );
            match findings(faults) {
                Some(list) => problem.with_findings(list),
                None => problem,
            }
        }
        error => unusable(error.to_string()),
    }
}

/// The list of findings, as `lutine check --format json` has it.
fn findings(found: &Findings) -> Option<Box<RawValue>> {
    #[derive(Deserialize)]
    struct Listed {
        findings: Box<RawValue>,
    }
    let listed: Listed = serde_json::from_str(&found.to_json()).ok()?;
    Some(listed.findings)
}

pub(crate) fn unusable(detail: impl Into<String>) -> Problem {
    Problem::new(Kind::UnusableUpload, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for name in ["a.lutine", "tables/zone 1.csv", "prämie.lutine", "..a/b"] {
            assert!(is_inside(name), "{name}");
        }
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            "a/",
            "C:/a",
            "a\\b",
            "a\0b",
        ] {
            assert!(!is_inside(name), "{name:?}");
        }
    }

    #[test]
    fn a_folder_around_everything_is_taken_away() {
        let files = |names: &[&str]| {
            names
                .iter()
                .map(|name| ((*name).to_owned(), Vec::new()))
                .collect::<Files>()
        };
        let names = |list: &[&str]| {
            named(files(list))
                .expect("they are sound")
                .into_keys()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(&["auto/a.lutine", "auto/tables/t.csv"]),
            ["a.lutine", "tables/t.csv"]
        );
        assert_eq!(
            names(&["a.lutine", "tables/t.csv"]),
            ["a.lutine", "tables/t.csv"]
        );
    }
}
