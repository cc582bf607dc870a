//! What a compiled rulebook says of the modules that it imports.

use std::collections::BTreeMap;

use lutine_core::bundle::Hash;

use super::headers;
use crate::module::{ModuleId, Modules};
use crate::source::{FileId, SourceMap};
use crate::typed::{ImportedModule, Table};

/// The modules with their hashes, in the order in which imports lead to them.
pub(crate) fn imported(
    modules: &Modules,
    tables: &[Table],
    sources: &SourceMap,
) -> Vec<ImportedModule> {
    let ids = (0..).map(ModuleId).zip(&modules.all).skip(1);
    ids.filter_map(|(id, module)| {
        let header = headers(modules, id).into_iter().next()?;
        let rules = modules.files_of(id).map(|file| file.file);
        let tables = tables.iter().filter(|table| modules.at(table.span) == id);
        let files = rules.chain(tables.map(|table| FileId(table.data.file)));
        Some(ImportedModule {
            name: header.name.text.as_str().into(),
            version: header.version.map(|version| version.value.as_str().into()),
            hash: hash(&module.folder, files, sources),
        })
    })
    .collect()
}

/// The hash of some files: of each, by name, the length of its name, its name, the length of its text, its text. Names of files in the module's
/// folder are relative to that, so that the hash is the same wherever the folder stands.
fn hash(folder: &str, files: impl Iterator<Item = FileId>, sources: &SourceMap) -> Hash {
    let files: BTreeMap<&str, &str> = files
        .filter_map(|id| sources.file(id))
        .map(|file| {
            let name = file.name();
            let inside = name.strip_prefix(folder);
            let inside = inside.and_then(|inside| inside.strip_prefix('/'));
            (inside.unwrap_or(name), file.text())
        })
        .collect();
    let mut bytes: Vec<u8> = Vec::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        bytes.extend(length.to_le_bytes());
        bytes.extend(part.bytes());
    }
    Hash::of(&bytes)
}
