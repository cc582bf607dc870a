//! From syntax trees to a checked rulebook: names, types, units, tables, tests.
//!
//! Names first ([`collect`]), then the types of all declarations ([`resolve`]), then tables and expressions, each declaration on
//! its own: what fails has its diagnostic and does not stop the others.

mod carried;
mod cases;
mod collect;
pub(crate) mod cost;
mod cycle;
mod decision;
mod entity;
mod expr;
mod imported;
pub(crate) mod literal;
mod made_numbers;
mod made_values;
mod names;
pub(crate) mod reach;
mod record_size;
mod resolve;
mod scope;
mod signature;
mod size;
pub(crate) mod table;
mod test;
mod types;
mod unreached;
mod unused;
mod unused_name;
pub(crate) mod variants;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lutine_core::graph::EnumId;
use lutine_core::table::Effort;

pub(crate) use expr::BUILTINS;
pub(crate) use names::Names;
pub(crate) use resolve::MOST_ITEMS;
pub(crate) use signature::{Global, Signatures};

use crate::diagnostics::{Diagnostic, check as faults};
use crate::module::{ModuleId, Modules};
use crate::prove::Claim;
use crate::source::{Source, SourceMap, Span};
use crate::syntax::{self, DeclarationKind, Docs};
use crate::typed::{self, EntityId, Rulebook, TableId, Type};
use collect::Collector;
use expr::Expressions;
use resolve::Resolver;
use scope::Scope;
use signature::{Declared, RecordSignature};
use test::TestFiles;

/// The text of a doc comment, if there is one.
fn doc(docs: &Docs) -> Option<Arc<str>> {
    let text = docs.text();
    let text = text.trim();
    if text.is_empty() {
        None
    } else {
        Some(text.into())
    }
}

/// The record that the reasons of an outcome are.
fn reason_record(outcome: &str, levels: EnumId) -> RecordSignature {
    let field = |name: &str, ty| (Arc::from(name), Some(Declared { ty, domain: None }));
    let fields = vec![
        field("code", Type::Text),
        field("level", Type::Enum(levels)),
        field("message", Type::Text),
    ];
    RecordSignature::new(format!("reason of {outcome}").into(), fields)
}

/// Checks the files of a rulebook and of what it imports, all of which could be read or not, and of which faults may be known. The rulebook is
/// there only if no diagnostic is an error.
pub(crate) fn check(
    (modules, is_read): (&Modules, bool),
    mut diagnostics: Vec<Diagnostic>,
    sources: &mut SourceMap,
    source: &dyn Source,
) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut signatures = Signatures::new(modules);
    let data = &mut table::Files::default();
    for module in ids(modules.all.len()).map(ModuleId) {
        let mut collector = Collector {
            module,
            is_module: modules.says_module(module),
            signatures: &mut signatures,
            diagnostics: &mut diagnostics,
            files: table::FileReader {
                sources,
                source,
                files: data,
            },
        };
        collector.imports();
        modules
            .files_of(module)
            .for_each(|file| collector.file(file));
        collector.any_currency();
    }
    let files = modules.files.as_slice();
    let mut resolver = Resolver {
        signatures: &mut signatures,
        sources,
        diagnostics: &mut diagnostics,
    };
    resolver.all(files);
    resolver.root();
    let mut reader = table::TableReader {
        signatures: &signatures,
        sources,
        source,
        diagnostics: &mut diagnostics,
        files: data,
        effort: Effort::default(),
    };
    let tables: Vec<_> = ids(signatures.tables.len())
        .map(|at| table::read(&mut reader, TableId(at)))
        .collect();
    let of_table = |(signature, read): (_, &Option<(lutine_core::table::Table, _)>)| {
        read.as_ref()
            .map(|(table, _)| table::bands(signature, table))
    };
    let bands: Vec<_> = signatures
        .tables
        .iter()
        .zip(&tables)
        .map(of_table)
        .collect();
    let read = tables
        .iter()
        .map(|read| read.as_ref().map(|(table, _)| table));
    let row_lists = table::row_lists(&mut signatures, read);
    let unmade = made_values::keys(&mut signatures, &row_lists, sources);
    let (mut variables, mut lets, mut placed) = (0, Vec::new(), BTreeSet::new());
    let mut expressions = Expressions {
        signatures: &signatures,
        sources,
        diagnostics: &mut diagnostics,
        variables: &mut variables,
        lets: &mut lets,
        bands: &bands,
        row_lists: &row_lists,
        placed: &mut placed,
        varying: variants::Varying::default(),
    };
    let checked = Checked {
        modules,
        docs: all_docs(files),
    };
    let rulebook = checked.rulebook(&mut expressions, tables, source);
    let cycles = rulebook.as_ref().map(cycle::cycles).unwrap_or_default();
    if let (true, Some(rulebook)) = (cycles.is_empty(), &rulebook) {
        diagnostics.extend(carried::unreached(rulebook));
    }
    diagnostics.extend(cycles);
    if rulebook.is_none() && is_read && !diagnostics.iter().any(Diagnostic::is_error) {
        // What has no type and no fault reads what it makes.
        diagnostics.extend(unmade.into_iter().map(faults::made_from_itself));
    }
    let mut failed = diagnostics.iter().any(Diagnostic::is_error);
    if let (false, Some(fault)) = (failed, rulebook.as_ref().and_then(size::too_large)) {
        diagnostics.push(fault);
        failed = true;
    }
    let rulebook = rulebook.filter(|_| !failed);
    if let Some(rulebook) = &rulebook {
        let unused = unused::unused(rulebook).into_iter();
        let unused = unused.chain(unused_name::unused(rulebook, &signatures, &lets));
        // What a module declares is there for whoever imports it.
        let counts =
            |found: &Diagnostic| !rulebook.is_module && modules.at(found.span) == ModuleId::ROOT;
        diagnostics.extend(unused.filter(counts));
    }
    (rulebook, diagnostics)
}

/// The doc comments of declarations, by the place of their name.
fn all_docs(files: &[syntax::File]) -> BTreeMap<Span, &Docs> {
    let declarations = files.iter().flat_map(|f| &f.declarations);
    let named = declarations.filter_map(|d| {
        let name = match &d.kind {
            DeclarationKind::Record(record) => &record.name,
            DeclarationKind::Entity(entity) => &entity.name,
            DeclarationKind::Table(table) => &table.name,
            DeclarationKind::Define(define) => &define.name,
            DeclarationKind::Function(function) => &function.signature.name,
            DeclarationKind::Outcome(outcome) => &outcome.name,
            _ => return None,
        };
        Some((name.span, &d.docs))
    });
    named.collect()
}

/// `rulebook …` or `module …`.
#[derive(Clone, Copy)]
struct Header<'f> {
    file: &'f syntax::File,
    name: &'f syntax::Name,
    version: Option<&'f syntax::TextLiteral>,
    kind: HeaderKind,
}

#[derive(Clone, Copy)]
enum HeaderKind {
    Rulebook,
    Module,
}

/// The headers in the files of a module.
fn headers(modules: &Modules, id: ModuleId) -> Vec<Header<'_>> {
    let declarations = modules
        .files_of(id)
        .flat_map(|file| file.declarations.iter().map(move |d| (file, d)));
    let headers = declarations.filter_map(|(file, declaration)| match &declaration.kind {
        DeclarationKind::Rulebook(rulebook) => Some(Header {
            file,
            name: &rulebook.name,
            version: rulebook.version.as_ref(),
            kind: HeaderKind::Rulebook,
        }),
        DeclarationKind::Module(module) => Some(Header {
            file,
            name: &module.name,
            version: module.version.as_ref(),
            kind: HeaderKind::Module,
        }),
        _ => None,
    });
    headers.collect()
}

/// The declarations whose expressions are to be checked.
struct Checked<'f> {
    modules: &'f Modules,
    docs: BTreeMap<Span, &'f Docs>,
}

impl Checked<'_> {
    fn docs(&self, span: Span) -> Docs {
        self.docs
            .get(&span)
            .map(|d| (*d).clone())
            .unwrap_or_default()
    }

    /// The declarations of the rulebook itself.
    fn declarations(&self) -> impl Iterator<Item = &syntax::Declaration> {
        let own = self.modules.files_of(ModuleId::ROOT);
        own.flat_map(|file| &file.declarations)
    }

    /// The header: the rulebook's name, its version, its doc comment.
    fn header(
        &self,
        expressions: &mut Expressions<'_, '_>,
    ) -> Option<(String, Option<String>, Option<String>)> {
        let mut headers = headers(self.modules, ModuleId::ROOT).into_iter();
        let Some(first) = headers.next() else {
            let unread = self
                .declarations()
                .any(|d| matches!(d.kind, DeclarationKind::Unread(_)));
            let file = self.modules.files_of(ModuleId::ROOT).next();
            let span = file.map(|f| Span::new(f.file, 0, 0))?;
            return if unread {
                None
            } else {
                expressions.report(faults::no_header(span))
            };
        };
        for other in headers {
            let fault = match (first.kind, other.kind) {
                (HeaderKind::Rulebook, HeaderKind::Module) => {
                    faults::module_header_beside(other.name.span, first.name.span)
                }
                _ => faults::second_header(other.name.span, first.name.span),
            };
            expressions.diagnostics.push(fault);
        }
        let version = first.version.map(|v| v.value.clone());
        let doc = doc(&first.file.header).map(|d| d.to_string());
        Some((first.name.text.clone(), version, doc))
    }

    fn rulebook(
        &self,
        expressions: &mut Expressions<'_, '_>,
        tables: Vec<Option<(lutine_core::table::Table, Vec<Claim>)>>,
        source: &dyn Source,
    ) -> Option<Rulebook> {
        let header = self.header(expressions);
        let signatures = expressions.signatures;
        let unread = |d: &syntax::Declaration| matches!(d.kind, DeclarationKind::Unread(_));
        expressions.varying.unread =
            signatures.dimensions.is_none() && self.declarations().any(unread);
        let declared = signatures.dimensions.map(|(dimensions, _)| dimensions);
        let dimensions = signatures
            .root
            .map(|root| expressions.dimensions(declared, root));
        let entities: Vec<_> = ids(signatures.entities.len())
            .map(|at| {
                let docs = self.docs(signatures.entity(EntityId(at))?.span);
                expressions.entity(EntityId(at), &docs)
            })
            .collect();
        let functions: Vec<_> = (0..signatures.functions.len())
            .map(|at| {
                let docs = self.docs(signatures.functions.get(at)?.span);
                expressions.function_body(at, &docs)
            })
            .collect();
        let tables: Option<Vec<_>> = tables
            .into_iter()
            .enumerate()
            .map(|(at, data)| self.table(signatures, at, data?))
            .collect();
        let root = signatures.root;
        let definitions: Vec<_> = (0..signatures.definitions.len())
            .map(|at| {
                let docs = self.docs(signatures.definitions.get(at)?.span);
                expressions.definition(at, root?, &docs)
            })
            .collect();
        // What varies and is never looked up can be at fault as well.
        for at in ids(signatures.tables.len()).map(TableId) {
            let table = signatures.tables.get(at.index());
            if table
                .and_then(|table| table.variant)
                .is_some_and(|v| v.first == at)
            {
                expressions.table_variants(at);
            }
        }
        let root = root?;
        let rules: Vec<_> = self
            .declarations()
            .filter_map(|d| match &d.kind {
                DeclarationKind::Rule(rule) => Some(rule),
                _ => None,
            })
            .map(|rule| expressions.rule(rule, root))
            .collect();
        self.rule_names(expressions);
        let output = self.output(expressions, root);
        let files = &mut TestFiles::new(source);
        let tests: Vec<_> = self
            .declarations()
            .filter_map(|d| match &d.kind {
                DeclarationKind::Test(test) => Some(test),
                _ => None,
            })
            .map(|test| expressions.test(test, root, output.as_deref().unwrap_or_default(), files))
            .collect();
        let mut entities = entities.into_iter().collect::<Option<Vec<_>>>()?;
        let reached = expressions.placements(&entities, root);
        let mut functions = functions.into_iter().collect::<Option<Vec<_>>>()?;
        unreached::take_away(&mut entities, &mut functions, &reached);
        let tables = tables?;
        let modules = imported::imported(self.modules, &tables, expressions.sources);
        let (name, version, doc) = header?;
        Some(Rulebook {
            name,
            version,
            doc,
            is_module: self.modules.is_module(),
            modules,
            currencies: signatures.currencies.clone(),
            enumerations: signatures.enumerations.clone(),
            records: records(signatures)?,
            entities,
            root,
            tables,
            definitions: definitions
                .into_iter()
                .chain(dimensions??.into_iter().map(Some))
                .collect::<Option<_>>()?,
            variants: std::mem::take(&mut expressions.varying.found),
            functions,
            outcomes: self.outcomes(signatures),
            rules: rules.into_iter().collect::<Option<_>>()?,
            output: output?,
            tests: tests.into_iter().collect::<Option<_>>()?,
            variables: *expressions.variables,
            placed: std::mem::take(expressions.placed),
        })
    }

    /// Codes of rules are unique: an answer's reason names one.
    fn rule_names(&self, expressions: &mut Expressions<'_, '_>) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for declaration in self.declarations() {
            let DeclarationKind::Rule(rule) = &declaration.kind else {
                continue;
            };
            match seen.get(rule.name.text.as_str()) {
                Some(first) => expressions
                    .diagnostics
                    .push(faults::declared_twice(&rule.name, *first)),
                None => {
                    seen.insert(&rule.name.text, rule.name.span);
                }
            }
        }
    }

    fn output(
        &self,
        expressions: &mut Expressions<'_, '_>,
        root: EntityId,
    ) -> Option<Vec<typed::OutputItem>> {
        let mut outputs = self.declarations().filter_map(|d| match &d.kind {
            DeclarationKind::Output(output) => Some((output, d.span)),
            _ => None,
        });
        let Some((output, first)) = outputs.next() else {
            if self.modules.is_module() {
                return Some(Vec::new());
            }
            let unread = self
                .declarations()
                .any(|d| matches!(d.kind, DeclarationKind::Unread(_)));
            let file = self.modules.files_of(ModuleId::ROOT).next();
            let span = file.map(|f| Span::new(f.file, 0, 0))?;
            return if unread {
                None
            } else {
                expressions.report(faults::no_output(span))
            };
        };
        for (_, span) in outputs {
            expressions
                .diagnostics
                .push(faults::second_output(span, first));
        }
        let mut scope = Scope::of_risk(root);
        expressions.output(&mut scope, &output.items)
    }

    fn table(
        &self,
        signatures: &Signatures<'_>,
        at: usize,
        (data, claims): (lutine_core::table::Table, Vec<Claim>),
    ) -> Option<typed::Table> {
        let signature = signatures.tables.get(at)?;
        let types = |fields: &[(Arc<str>, Option<Declared>)]| {
            fields
                .iter()
                .map(|(_, d)| Some(d.as_ref()?.ty.clone()))
                .collect::<Option<Vec<_>>>()
        };
        Some(typed::Table {
            data,
            claims,
            keys: types(&signature.keys)?,
            columns: types(&signature.results)?,
            record: signature.record,
            doc: doc(&self.docs(signature.span)),
            span: signature.place(),
        })
    }

    fn outcomes(&self, signatures: &Signatures<'_>) -> Vec<typed::Outcome> {
        let outcome = |o: &signature::OutcomeSignature| typed::Outcome {
            name: Arc::clone(&o.name),
            doc: doc(&self.docs(o.span)),
            levels: o.levels,
            reason: o.reason,
            on_error: o.on_error,
            span: o.span,
        };
        signatures.outcomes.iter().map(outcome).collect()
    }
}

fn ids(count: usize) -> impl Iterator<Item = u32> {
    (0..count).filter_map(|at| u32::try_from(at).ok())
}

fn records(signatures: &Signatures<'_>) -> Option<Vec<typed::Record>> {
    let field = |(name, declared): &(Arc<str>, Option<Declared>)| {
        let declared = declared.as_ref()?;
        Some(typed::Field {
            name: Arc::clone(name),
            ty: declared.ty.clone(),
            domain: declared.domain.as_deref().cloned(),
        })
    };
    let record = |record: &RecordSignature| {
        Some(typed::Record {
            name: Arc::clone(&record.name),
            doc: None,
            fields: record.fields.iter().map(field).collect::<Option<_>>()?,
        })
    };
    signatures.records.iter().map(record).collect()
}
