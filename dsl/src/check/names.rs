//! What names mean where they stand: each module has its own, and sees those of what it imports behind a name and a dot.

use std::collections::BTreeMap;

use super::signature::{Callable, Global, Signatures, TypeName};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::module::ModuleId;
use crate::source::Span;
use crate::syntax::{Name, Path};

/// The names that one module declares.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) types: BTreeMap<String, (TypeName, Span)>,
    pub(crate) callables: BTreeMap<String, (Callable, Span)>,
    pub(crate) globals: BTreeMap<String, (Global, Span)>,
}

impl Names {
    /// All names in a namespace, for suggestions.
    fn of<T>(names: &BTreeMap<String, (T, Span)>) -> Vec<&str> {
        names.keys().map(String::as_str).collect()
    }
}

/// What a path means; without it there is a fault, or one that has been reported already.
pub(crate) type Resolved<T> = Result<T, Option<Box<Diagnostic>>>;

/// The last name of a path, and the module in which it is looked up.
pub(crate) struct Found<'p> {
    pub(crate) name: &'p Name,
    pub(crate) module: ModuleId,
    /// Under which name that module is imported, if it is not the one in which the path stands.
    pub(crate) alias: Option<&'p Name>,
}

impl Signatures<'_> {
    /// The names of a module.
    pub(crate) fn names(&self, module: ModuleId) -> &Names {
        self.names.get(module.index()).unwrap_or(&self.no_names)
    }

    /// The names that are seen bare at a place.
    pub(crate) fn names_at(&self, span: Span) -> &Names {
        self.names(self.modules.at(span))
    }

    /// The type that a bare name is.
    pub(crate) fn type_named(&self, name: &Name) -> Option<(TypeName, Span)> {
        self.names_at(name.span).types.get(&name.text).copied()
    }

    /// What a bare name is apart from variables, attributes and parents.
    pub(crate) fn global_named(&self, name: &Name) -> Option<Global> {
        let found = self.names_at(name.span).globals.get(&name.text);
        found.map(|(global, _)| *global)
    }

    /// What is imported under a name; the inner nothing is an import with a fault.
    pub(crate) fn import_named(&self, name: &Name) -> Option<Option<ModuleId>> {
        let module = self.modules.module(self.modules.at(name.span))?;
        let mut imports = module.imports.iter();
        let found = imports.find(|(import, _)| import.text == name.text)?;
        Some(found.1)
    }

    /// Names of what is imported where something stands.
    pub(crate) fn imports_at(&self, span: Span) -> Vec<&str> {
        let module = self.modules.module(self.modules.at(span));
        let imports = module.into_iter().flat_map(|module| &module.imports);
        imports.map(|(name, _)| name.text.as_str()).collect()
    }

    /// Divides a path into the name and where it is looked up.
    pub(crate) fn place<'p>(&self, path: &'p Path) -> Resolved<Found<'p>> {
        match path.names.as_slice() {
            [name] => Ok(Found {
                name,
                module: self.modules.at(name.span),
                alias: None,
            }),
            [alias, name] => match self.import_named(alias) {
                Some(Some(module)) => Ok(Found {
                    name,
                    module,
                    alias: Some(alias),
                }),
                Some(None) => Err(None),
                None if self.is_unread(alias) => Err(None),
                None => {
                    let imports = self.imports_at(alias.span);
                    Err(Some(Box::new(faults::unknown_module(
                        alias, name, &imports,
                    ))))
                }
            },
            _ => Err(Some(Box::new(faults::long_path(path)))),
        }
    }

    fn is_unread(&self, name: &Name) -> bool {
        self.global_named(name) == Some(Global::Unread)
    }

    /// The type that a path names, where nothing is to be said of one that names none.
    pub(crate) fn type_known(&self, path: &Path) -> Option<TypeName> {
        let (name, module) = match path.names.as_slice() {
            [name] => (name, self.modules.at(name.span)),
            [alias, name] => (name, self.import_named(alias)??),
            _ => return None,
        };
        let (found, _) = self.names(module).types.get(&name.text)?;
        Some(*found)
    }

    /// The type that a path names.
    pub(crate) fn type_at(&self, path: &Path) -> Resolved<TypeName> {
        let Found {
            name,
            module,
            alias,
        } = self.place(path)?;
        let types = &self.names(module).types;
        match types.get(&name.text) {
            Some((TypeName::Unread, _)) => Err(None),
            Some((found, _)) => Ok(*found),
            None => Err(Some(Box::new(match alias {
                None => faults::unknown_type(self, name),
                Some(alias) => faults::not_in_module(name, &alias.text, "type", &Names::of(types)),
            }))),
        }
    }

    /// The table or function that a path names; nothing where a bare name is none of the module's own.
    pub(crate) fn callable_at(&self, path: &Path) -> Resolved<Option<Callable>> {
        let Found {
            name,
            module,
            alias,
        } = self.place(path)?;
        let callables = &self.names(module).callables;
        match (callables.get(&name.text), alias) {
            (Some((Callable::Unread, _)), _) => Err(None),
            (Some((found, _)), _) => Ok(Some(*found)),
            (None, None) => Ok(None),
            (None, Some(alias)) => Err(Some(Box::new(faults::not_in_module(
                name,
                &alias.text,
                "table or function",
                &Names::of(callables),
            )))),
        }
    }

    /// How a name that another module declares would be written where something stands: `oasis_terms.Terms`.
    pub(crate) fn imported_as(
        &self,
        at: Span,
        declares: impl Fn(&Names) -> bool,
        name: &str,
    ) -> Option<String> {
        let module = self.modules.module(self.modules.at(at))?;
        let mut imports = module.imports.iter();
        let (alias, _) = imports
            .find(|(_, target)| target.is_some_and(|target| declares(self.names(target))))?;
        Some(format!("{}.{name}", alias.text))
    }
}
