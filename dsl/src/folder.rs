//! A rulebook on disk: a folder of `*.lutine` files with their tables, or one file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::source::{
    DATA_FILE_LIMIT, SOURCE_FILE_ENDING, SOURCE_FILE_LIMIT, Source, SourceError, resolve,
    source_text, within_limit,
};

/// How many folders may stand in one another below a rulebook's root.
const FOLDER_DEPTH_LIMIT: usize = 32;

/// A rulebook on disk.
///
/// Given a folder, every `*.lutine` file in it and in the folders below belongs to the rulebook; given a file, that
/// file alone does. Tables and cases are read when they are named, relative to the file that names them; they may
/// stand outside the folder (`../shared/zip.csv`), never under an absolute path.
#[derive(Debug, Clone)]
pub struct FolderSource {
    root: PathBuf,
    /// The one file, when the rulebook is not a folder.
    single: Option<String>,
}

impl FolderSource {
    /// The rulebook at `path`, a folder or a file.
    ///
    /// # Errors
    /// When nothing is there, or it cannot be looked at.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, SourceError> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let kind = fs::metadata(path).map_err(|fault| failure(&shown, &fault))?;
        if kind.is_dir() {
            return Ok(Self {
                root: path.to_owned(),
                single: None,
            });
        }
        let name = path.file_name().and_then(|name| name.to_str());
        Ok(Self {
            root: path.parent().unwrap_or(Path::new("")).to_owned(),
            single: Some(
                name.ok_or(SourceError::NotRelative { path: shown })?
                    .to_owned(),
            ),
        })
    }

    fn names(&self) -> Result<Vec<String>, SourceError> {
        let mut names = Vec::new();
        match &self.single {
            Some(name) => names.push(name.clone()),
            None => collect_names(&self.root, "", 0, &mut names)?,
        }
        names.sort();
        Ok(names)
    }

    fn texts(&self, names: Vec<String>) -> Result<Vec<(String, String)>, SourceError> {
        names
            .into_iter()
            .map(|name| {
                let bytes = read_limited(&self.root.join(&name), &name, SOURCE_FILE_LIMIT)?;
                let text = source_text(&name, bytes)?;
                Ok((name, text))
            })
            .collect()
    }
}

impl Source for FolderSource {
    fn rulebook_files(&self) -> Result<Vec<(String, String)>, SourceError> {
        self.texts(self.names()?)
    }

    fn files_in(&self, folder: &str) -> Result<Vec<(String, String)>, SourceError> {
        let folder = resolve("", folder)?;
        let mut names = Vec::new();
        collect_names(
            &self.root.join(&folder),
            &format!("{folder}/"),
            0,
            &mut names,
        )?;
        names.sort();
        self.texts(names)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let name = resolve("", path)?;
        read_limited(&self.root.join(name), path, DATA_FILE_LIMIT)
    }
}

/// Adds the names of the `*.lutine` files in `folder`, whose own name relative to the root is `prefix`.
fn collect_names(
    folder: &Path,
    prefix: &str,
    depth: usize,
    names: &mut Vec<String>,
) -> Result<(), SourceError> {
    let shown = folder.display().to_string();
    if depth > FOLDER_DEPTH_LIMIT {
        return Err(SourceError::Unreadable {
            path: shown,
            reason: format!("more than {FOLDER_DEPTH_LIMIT} folders stand in one another"),
        });
    }
    for entry in fs::read_dir(folder).map_err(|fault| failure(&shown, &fault))? {
        let entry = entry.map_err(|fault| failure(&shown, &fault))?;
        let file_name = entry.file_name();
        let Some(own) = file_name.to_str().filter(|own| !own.starts_with('.')) else {
            continue;
        };
        let name = format!("{prefix}{own}");
        let kind = fs::metadata(entry.path()).map_err(|fault| failure(&name, &fault))?;
        if kind.is_dir() {
            collect_names(
                &entry.path(),
                &format!("{name}/"),
                depth.saturating_add(1),
                names,
            )?;
        } else if own.ends_with(SOURCE_FILE_ENDING) {
            names.push(name);
        }
    }
    Ok(())
}

/// Reads at most one byte more than `limit`, so that a file that grows meanwhile, or has no size, is refused too.
fn read_limited(file: &Path, shown: &str, limit: usize) -> Result<Vec<u8>, SourceError> {
    let file = File::open(file).map_err(|fault| failure(shown, &fault))?;
    let size = file
        .metadata()
        .map_err(|fault| failure(shown, &fault))?
        .len();
    within_limit(shown, usize::try_from(size).unwrap_or(usize::MAX), limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|fault| failure(shown, &fault))?;
    within_limit(shown, bytes.len(), limit)?;
    Ok(bytes)
}

fn failure(path: &str, fault: &io::Error) -> SourceError {
    let path = path.to_owned();
    match fault.kind() {
        io::ErrorKind::NotFound => SourceError::NotFound { path },
        _ => SourceError::Unreadable {
            path,
            reason: fault.to_string(),
        },
    }
}
