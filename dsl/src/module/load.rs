//! Reads a rulebook's files, and those of the folders that imports name, each folder once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{MOST_MODULES, Module, ModuleId, Modules, imports};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::parse_file;
use crate::source::{Source, SourceError, SourceMap, Span, resolve, stands_in};
use crate::syntax::{self, DeclarationKind, Name, TextLiteral};

/// Reads and parses everything. Faults of the text go to `unread`, those of imports to `found`.
///
/// # Errors
/// Where the rulebook's own files cannot be read.
pub(crate) fn load(
    source: &dyn Source,
    sources: &mut SourceMap,
    unread: &mut dyn FnMut(Vec<Diagnostic>),
    found: &mut Vec<Diagnostic>,
) -> Result<Modules, SourceError> {
    let mut loader = Loader {
        source,
        sources,
        unread,
        found,
        parsed: BTreeMap::new(),
        modules: Modules::default(),
        by_folder: BTreeMap::new(),
        order: Vec::new(),
    };
    let files = source.rulebook_files()?;
    loader.module(String::new(), files);
    loader.follow();
    loader.headers();
    loader.cycles();
    Ok(loader.finish())
}

struct Loader<'l> {
    source: &'l dyn Source,
    sources: &'l mut SourceMap,
    unread: &'l mut dyn FnMut(Vec<Diagnostic>),
    found: &'l mut Vec<Diagnostic>,
    /// Files by name. One that stands in a folder in a folder may be asked for twice.
    parsed: BTreeMap<String, syntax::File>,
    modules: Modules,
    by_folder: BTreeMap<String, ModuleId>,
    /// The names of each module's files.
    order: Vec<Vec<String>>,
}

/// An import: of which module, where and of what.
type Import = (ModuleId, Name, TextLiteral);

impl Loader<'_> {
    /// Reads the files of a folder. Those in folders that imports name belong to other modules.
    fn module(&mut self, folder: String, files: Vec<(String, String)>) -> ModuleId {
        let id = ModuleId(u32::try_from(self.modules.all.len()).unwrap_or(u32::MAX));
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        for (name, text) in files {
            if self.parsed.contains_key(&name) {
                continue;
            }
            let file = self.sources.add(name.as_str(), text);
            let text = self.sources.file(file).map_or("", |file| file.text());
            let (parsed, faults) = parse_file(file, text);
            (self.unread)(faults);
            self.parsed.insert(name, parsed);
        }
        self.by_folder.insert(folder.clone(), id);
        self.modules.all.push(Module {
            folder,
            ..Module::default()
        });
        self.order.push(names);
        id
    }

    /// Reads what imports name until there is nothing new.
    ///
    /// The imports of all files of a folder count, also of those that turn out to belong to another module: of that module they are
    /// imports too, so that no file is left out unless some module has it.
    fn follow(&mut self) {
        let mut at = 0;
        while let Some(names) = self.order.get(at) {
            let module = ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
            let files = names.iter().filter_map(|name| self.parsed.get(name));
            let named: Vec<Import> = files
                .flat_map(imports)
                .map(|(name, folder)| (module, name.clone(), folder.clone()))
                .collect();
            for import in named {
                self.read(&import);
            }
            at = at.saturating_add(1);
        }
        self.divide();
        self.link();
    }

    fn folder(&self, named: &TextLiteral) -> Result<String, SourceError> {
        let from = self.sources.file(named.span.file);
        resolve(from.map_or("", |file| file.name()), &named.value)
    }

    fn read(&mut self, (_, _, named): &Import) {
        let Ok(folder) = self.folder(named) else {
            return;
        };
        if self.by_folder.contains_key(&folder) || self.modules.all.len() > MOST_MODULES {
            return;
        }
        if let Ok(files) = self.source.files_in(&folder)
            && !files.is_empty()
        {
            self.module(folder, files);
        }
    }

    /// Each file belongs to the innermost module in whose folder it stands.
    fn divide(&mut self) {
        let folders: Vec<(String, ModuleId)> = self.by_folder.clone().into_iter().collect();
        let names = std::mem::take(&mut self.order);
        for (module, names) in (0..).map(ModuleId).zip(names) {
            let own = |name: &String| {
                let around = folders
                    .iter()
                    .filter(|(folder, id)| *id == ModuleId::ROOT || stands_in(name, folder));
                let innermost = around.max_by_key(|(folder, _)| folder.len());
                innermost.is_some_and(|(_, id)| *id == module)
            };
            let mut own_names: Vec<String> = names.into_iter().filter(own).collect();
            own_names.dedup();
            for name in &own_names {
                if let Some(file) = self.parsed.get(name) {
                    self.modules.of_file.insert(file.file, module);
                }
            }
            self.order.push(own_names);
        }
    }

    /// The imports of each module; what is wrong with one is said where it stands.
    fn link(&mut self) {
        for (module, names) in (0..).map(ModuleId).zip(self.order.clone()) {
            let mut linked: Vec<(Name, Option<ModuleId>)> = Vec::new();
            let mut known: BTreeMap<String, Span> = BTreeMap::new();
            let files = names.iter().filter_map(|name| self.parsed.get(name));
            let named: Vec<(Name, TextLiteral)> = files
                .flat_map(imports)
                .map(|(name, folder)| (name.clone(), folder.clone()))
                .collect();
            for (name, named) in named {
                if let Some(first) = known.get(&name.text) {
                    self.found.push(faults::declared_twice(&name, *first));
                    continue;
                }
                known.insert(name.text.clone(), name.span);
                let target = match self.target(&named) {
                    Ok(target) => Some(target),
                    Err(fault) => {
                        self.found.push(fault);
                        None
                    }
                };
                linked.push((name, target));
            }
            if let Some(module) = self.modules.all.get_mut(module.index()) {
                module.imports = linked;
            }
        }
    }

    fn target(&self, named: &TextLiteral) -> Result<ModuleId, Diagnostic> {
        let unreadable = |error| faults::import_unreadable(named.span, &named.value, &error);
        let folder = self.folder(named).map_err(unreadable)?;
        if let Some(id) = self.by_folder.get(&folder) {
            return Ok(*id);
        }
        if self.modules.all.len() > MOST_MODULES {
            return Err(faults::too_many_modules(named.span, MOST_MODULES));
        }
        match self.source.files_in(&folder) {
            Err(error) => Err(unreadable(error)),
            Ok(_) => Err(faults::import_empty(named.span, &named.value)),
        }
    }

    /// What is imported says that it is a module.
    fn headers(&mut self) {
        let mut refused: Vec<ModuleId> = Vec::new();
        for at in 0..self.modules.all.len() {
            let importer = ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
            let imports = self
                .modules
                .all
                .get(at)
                .map(|module| module.imports.clone());
            for (name, target) in imports.unwrap_or_default() {
                let Some(target) = target.filter(|target| *target != importer) else {
                    continue;
                };
                if self.is_module(target) || refused.contains(&target) {
                    continue;
                }
                refused.push(target);
                let rulebook = self.rulebook(target);
                self.found
                    .push(faults::import_is_no_module(name.span, &name.text, rulebook));
            }
        }
    }

    fn files_of(&self, id: ModuleId) -> impl Iterator<Item = &syntax::File> {
        let names = self.order.get(id.index()).into_iter().flatten();
        names.filter_map(|name| self.parsed.get(name))
    }

    fn is_module(&self, id: ModuleId) -> bool {
        self.files_of(id)
            .flat_map(|file| &file.declarations)
            .any(|d| {
                matches!(
                    d.kind,
                    DeclarationKind::Module(_) | DeclarationKind::Unread(_)
                )
            })
    }

    /// Where a folder that should be a module says that it is a rulebook.
    fn rulebook(&self, id: ModuleId) -> Option<Span> {
        let declarations = self.files_of(id).flat_map(|file| &file.declarations);
        let mut headers = declarations.filter_map(|d| match &d.kind {
            DeclarationKind::Rulebook(rulebook) => Some(rulebook.name.span),
            _ => None,
        });
        headers.next()
    }

    /// Modules that import one another, each way once, and what each module reaches.
    fn cycles(&mut self) {
        let mut done: Vec<ModuleId> = Vec::new();
        for start in 0..self.modules.all.len() {
            let start = ModuleId(u32::try_from(start).unwrap_or(u32::MAX));
            let mut way = vec![(start, 0_usize)];
            while let Some((module, next)) = way.last_mut() {
                let (module, at) = (*module, *next);
                *next = next.saturating_add(1);
                let import = self.modules.all.get(module.index());
                let import = import.and_then(|found| found.imports.get(at)).cloned();
                let Some((name, target)) = import else {
                    way.pop();
                    if !done.contains(&module) {
                        done.push(module);
                        self.reach(module);
                    }
                    continue;
                };
                let Some(target) = target.filter(|target| !done.contains(target)) else {
                    continue;
                };
                match way.iter().position(|(module, _)| *module == target) {
                    None => way.push((target, 0)),
                    Some(begins) => {
                        let cycle = way.get(begins..).unwrap_or_default();
                        let mut names: Vec<String> =
                            cycle.iter().map(|(id, _)| self.own_name(*id)).collect();
                        names.push(self.own_name(target));
                        self.found
                            .push(faults::modules_in_circle(name.span, &names));
                        self.unlink(module, at);
                    }
                }
            }
        }
    }

    fn unlink(&mut self, module: ModuleId, import: usize) {
        let module = self.modules.all.get_mut(module.index());
        if let Some((_, target)) = module.and_then(|module| module.imports.get_mut(import)) {
            *target = None;
        }
    }

    fn reach(&mut self, id: ModuleId) {
        let mut reach = std::collections::BTreeSet::from([id]);
        let imports = self.modules.all.get(id.index()).map(|m| m.imports.clone());
        for (_, target) in imports.unwrap_or_default() {
            let reached = target.and_then(|target| self.modules.all.get(target.index()));
            reach.extend(reached.into_iter().flat_map(|module| &module.reach));
        }
        if let Some(module) = self.modules.all.get_mut(id.index()) {
            module.reach = reach;
        }
    }

    /// The name in a module's header, or its folder's.
    fn own_name(&self, id: ModuleId) -> String {
        let declarations = self.files_of(id).flat_map(|file| &file.declarations);
        let mut names = declarations.filter_map(|d| match &d.kind {
            DeclarationKind::Module(module) => Some(module.name.text.clone()),
            DeclarationKind::Rulebook(rulebook) => Some(rulebook.name.text.clone()),
            _ => None,
        });
        let folder = || self.modules.all.get(id.index()).map(|m| m.folder.clone());
        names.next().or_else(folder).unwrap_or_default()
    }

    fn finish(mut self) -> Modules {
        self.show_names();
        let names = std::mem::take(&mut self.order);
        for name in names.into_iter().flatten() {
            self.modules.files.extend(self.parsed.remove(&name));
        }
        self.modules
    }

    /// Gives each module the name by which readers of the rulebook know it; no two have the same.
    fn show_names(&mut self) {
        let direct = self.modules.all.first().map(|root| root.imports.clone());
        let direct = direct.unwrap_or_default();
        let mut taken: Vec<String> = Vec::new();
        let mut names: Vec<Option<String>> = vec![None; self.modules.all.len()];
        for (name, target) in direct {
            let slot = target.and_then(|target| names.get_mut(target.index()));
            if let Some(slot @ None) = slot {
                taken.push(name.text.clone());
                *slot = Some(name.text);
            }
        }
        for at in 1..names.len() {
            let id = ModuleId(u32::try_from(at).unwrap_or(u32::MAX));
            let own = self.own_name(id);
            let Some(slot @ None) = names.get_mut(at) else {
                continue;
            };
            let numbered = (2_u32..).map(|number| format!("{own}_{number}"));
            let name = std::iter::once(own.clone()).chain(numbered);
            let name = name.into_iter().find(|name| !taken.contains(name));
            taken.extend(name.clone());
            *slot = name;
        }
        for (module, name) in self.modules.all.iter_mut().zip(names).skip(1) {
            module.shown = name.map(Arc::from);
        }
    }
}
