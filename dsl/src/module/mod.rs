//! The files of a rulebook and of the modules that it imports.
//!
//! A module is a folder, known by its name relative to the rulebook's root: imported along two ways it is one module with one set of types.
//! It sees what it declares and what it imports, and nothing of who imports it, so that it means the same everywhere.

mod load;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use load::load;

use crate::source::{FileId, Span};
use crate::syntax::{self, DeclarationKind, Name, TextLiteral};

/// The most modules that a rulebook may import, along all ways.
pub(crate) const MOST_MODULES: usize = 256;

/// One module: an index into [`Modules::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct ModuleId(pub(crate) u32);

impl ModuleId {
    /// The rulebook itself, or the module that is looked at by itself.
    pub(crate) const ROOT: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The rulebook or a module that it imports.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// Relative to the rulebook's root; empty for the rulebook itself.
    pub(crate) folder: String,
    /// How the rulebook's readers know it: by the name under which the rulebook imports it, else by its own. None for the rulebook itself.
    pub(crate) shown: Option<Arc<str>>,
    /// What it imports: under which name, and what; nothing where that has its diagnostic already.
    pub(crate) imports: Vec<(Name, Option<ModuleId>)>,
    /// What it can see of: itself, what it imports, what that imports.
    pub(crate) reach: BTreeSet<ModuleId>,
}

/// The rulebook and all modules that it imports, with their files.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    /// The rulebook's own files, then those of each module.
    pub(crate) files: Vec<syntax::File>,
    /// The rulebook itself, then each module in the order in which imports lead to it.
    pub(crate) all: Vec<Module>,
    of_file: BTreeMap<FileId, ModuleId>,
    /// Whether what was read is a module by itself, once that has been asked: it is asked for every declaration.
    is_module: OnceCell<bool>,
}

impl Modules {
    /// In which module something stands.
    pub(crate) fn at(&self, span: Span) -> ModuleId {
        self.of_file.get(&span.file).copied().unwrap_or_default()
    }

    pub(crate) fn module(&self, id: ModuleId) -> Option<&Module> {
        self.all.get(id.index())
    }

    /// The files of one module.
    pub(crate) fn files_of(&self, id: ModuleId) -> impl Iterator<Item = &syntax::File> {
        let own = move |file: &&syntax::File| self.of_file.get(&file.file) == Some(&id);
        self.files.iter().filter(own)
    }

    /// The headers that say that these files are a module.
    pub(crate) fn headers(&self, id: ModuleId) -> impl Iterator<Item = &syntax::Module> {
        self.files_of(id)
            .flat_map(|file| &file.declarations)
            .filter_map(|declaration| match &declaration.kind {
                DeclarationKind::Module(module) => Some(module),
                _ => None,
            })
    }

    /// What was read is no rulebook but a module by itself.
    pub(crate) fn is_module(&self) -> bool {
        let says = || self.says_module(ModuleId::ROOT);
        *self.is_module.get_or_init(says)
    }

    /// Whether files say that they are a module, and not also that they are a rulebook.
    pub(crate) fn says_module(&self, id: ModuleId) -> bool {
        let declarations = || self.files_of(id).flat_map(|file| &file.declarations);
        let is_rulebook = |kind: &DeclarationKind| matches!(kind, DeclarationKind::Rulebook(_));
        self.headers(id).next().is_some() && !declarations().any(|d| is_rulebook(&d.kind))
    }
}

/// `import name from "folder"`: name and folder.
fn imports(file: &syntax::File) -> impl Iterator<Item = (&Name, &TextLiteral)> {
    file.declarations
        .iter()
        .filter_map(|declaration| match &declaration.kind {
            DeclarationKind::Import(import) => Some((&import.name, &import.folder)),
            _ => None,
        })
}
