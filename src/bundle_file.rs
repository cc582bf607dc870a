//! Compiled bundles on disk.

use crate::CompileError;
use lutine_core::bundle::{BundleError, FILE_ENDING};
use lutine_core::engine::Limits;
use lutine_dsl::source::SourceError;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Whether a path is that of a bundle, by its ending.
pub(crate) fn is_bundle(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with(FILE_ENDING))
}

/// Reads a bundle's bytes, one more than a host allows at most, so that a file that grows meanwhile is refused too.
pub(crate) fn read(path: &Path, limits: Limits) -> Result<Vec<u8>, CompileError> {
    let shown = || path.display().to_string();
    let unreadable = |fault: io::Error| match fault.kind() {
        io::ErrorKind::NotFound => SourceError::NotFound { path: shown() },
        _ => SourceError::Unreadable {
            path: shown(),
            reason: fault.to_string(),
        },
    };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > limits.bytes {
        let limit = limits.bytes;
        return Err(BundleError::TooLarge { size, limit }.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let most = limits.bytes.saturating_add(1);
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}
