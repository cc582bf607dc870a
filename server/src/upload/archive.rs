//! Archives: what they unpack to is counted while it is unpacked, whatever they say of themselves. Nothing is written anywhere.

use super::{FILES, Files, unusable};
use crate::problem::{Kind, Problem};
use std::io::{self, Cursor, Read};

/// The files of a tar archive.
pub(super) fn tar(body: &[u8], most: usize) -> Result<Files, Problem> {
    let mut taken = Taken::new(most);
    let mut archive = tar::Archive::new(Cursor::new(body));
    for entry in archive.entries().map_err(|error| broken(&error))? {
        let mut entry = entry.map_err(|error| broken(&error))?;
        let kind = entry.header().entry_type();
        let name = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| unusable("the name of a file is no text"))?;
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        if !kind.is_file() {
            return Err(unusable(format!(
                "`{}` is a link or a device; only files are taken",
                shown(&name)
            )));
        }
        taken.file(name, &mut entry)?;
    }
    Ok(taken.files)
}

/// The files of a zip archive.
pub(super) fn zip(body: &[u8], most: usize) -> Result<Files, Problem> {
    let mut taken = Taken::new(most);
    let archive = zip::ZipArchive::new(Cursor::new(body));
    let mut archive =
        archive.map_err(|error| unusable(format!("the archive cannot be read: {error}")))?;
    if archive.len() > FILES {
        return Err(unusable(format!("it has more than {FILES} files")));
    }
    for place in 0..archive.len() {
        let entry = archive.by_index(place);
        let mut entry =
            entry.map_err(|error| unusable(format!("the archive cannot be read: {error}")))?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().to_owned();
        if entry.is_symlink() {
            return Err(unusable(format!(
                "`{}` is a link; only files are taken",
                shown(&name)
            )));
        }
        taken.file(name, &mut entry)?;
    }
    Ok(taken.files)
}

/// What was taken out of an archive.
struct Taken {
    files: Files,
    /// How many bytes may still come.
    left: usize,
    most: usize,
}

impl Taken {
    const fn new(most: usize) -> Self {
        Self {
            files: Files::new(),
            left: most,
            most,
        }
    }

    fn file(&mut self, name: String, entry: &mut impl Read) -> Result<(), Problem> {
        let name = name
            .strip_prefix("./")
            .map_or_else(|| name.clone(), ToOwned::to_owned);
        let mut bytes = Vec::new();
        let one_more = u64::try_from(self.left)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let read = entry
            .take(one_more)
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&error))?;
        let Some(left) = self.left.checked_sub(read) else {
            return Err(Problem::new(
                Kind::TooLarge,
                format!("an archive may unpack to {} bytes", self.most),
            ));
        };
        self.left = left;
        if self.files.len() >= FILES {
            return Err(unusable(format!("it has more than {FILES} files")));
        }
        if self.files.insert(name.clone(), bytes).is_some() {
            return Err(unusable(format!("`{}` stands in it twice", shown(&name))));
        }
        Ok(())
    }
}

fn broken(error: &io::Error) -> Problem {
    unusable(format!("the archive cannot be read: {error}"))
}

/// A name from an archive as a part of a message.
fn shown(name: &str) -> String {
    name.chars().take(80).flat_map(char::escape_debug).collect()
}
