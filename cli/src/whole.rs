//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place and then puts it there: whoever reads it at any moment, or after a crash, finds the old one or the new one.
/// It keeps the permissions of the old one, and where that is a link, what the link leads to is written.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut partial = place.clone().into_os_string();
    partial.push(".partial");
    let partial = Path::new(&partial);
    let written = write(partial, &place, bytes).and_then(|()| fs::rename(partial, &place));
    if written.is_err() {
        // What could not be written is of no use; that it cannot be removed either is no news.
        drop(fs::remove_file(partial));
    }
    written
}

fn write(partial: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(partial)?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(place) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}
