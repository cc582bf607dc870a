//! The names of a rulebook: every declaration gets its id, before any type is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lutine_core::graph::{Currency, EnumId, Enumeration, Member};

use super::expr::BUILTINS;
use super::names::Names;
use super::signature::{
    Callable, DefinitionSignature, EntitySignature, FunctionSignature, Global, OutcomeSignature,
    RecordSignature, Signatures, TableSignature, TableVariant, TypeName,
};
use super::table::FileReader;
use crate::diagnostics::{Diagnostic, check as faults};
use crate::module::ModuleId;
use crate::source::Span;
use crate::syntax::{self, Declaration, DeclarationKind, EnumValues, Name, TableContent};
use crate::typed::{DefinitionId, EntityId, FunctionId, OutcomeId, Part, RecordId, TableId};

/// The id of what is added to a vector next.
pub(crate) fn next_id<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// A name as the ancestors see it: `PlanYear` is `plan_year`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut before = '_';
    for c in name.chars() {
        if c.is_uppercase() && before != '_' && !before.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
        before = c;
    }
    snake
}

/// Decimal places of a currency's smallest unit, from ISO 4217's list of those that have not two.
fn currency_places(code: &str) -> u8 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// The name of what has variants, which only the risk's dimensions tell apart.
fn varies(declaration: &Declaration) -> Option<&Name> {
    let is_varied = |body: &syntax::Body| matches!(body, syntax::Body::Variants(_));
    match &declaration.kind {
        DeclarationKind::Define(define) => is_varied(&define.body).then_some(&define.name),
        DeclarationKind::Function(function) => {
            is_varied(&function.body).then_some(&function.signature.name)
        }
        DeclarationKind::Table(table) => {
            matches!(table.content, TableContent::Variants(_)).then_some(&table.name)
        }
        _ => None,
    }
}

/// Gathers names; the faults it finds go to `diagnostics`.
pub(crate) struct Collector<'c, 'a> {
    /// The module whose declarations are gathered.
    pub(crate) module: ModuleId,
    /// Whether its files say that it is one, and no rulebook.
    pub(crate) is_module: bool,
    pub(crate) signatures: &'c mut Signatures<'a>,
    pub(crate) diagnostics: &'c mut Vec<Diagnostic>,
    /// For enums whose members stand in a file.
    pub(crate) files: FileReader<'c>,
}

impl<'a> Collector<'_, 'a> {
    fn names(&mut self) -> Option<&mut Names> {
        self.signatures.names.get_mut(self.module.index())
    }

    /// A name as readers of the rulebook know it: `oasis_terms.Terms`.
    fn shown(&self, name: &Name) -> Arc<str> {
        let module = self.signatures.modules.module(self.module);
        match module.and_then(|module| module.shown.as_ref()) {
            Some(module) => format!("{module}.{}", name.text).into(),
            None => name.text.as_str().into(),
        }
    }

    /// What a module imports is a name of it.
    pub(crate) fn imports(&mut self) {
        let module = self.signatures.modules.module(self.module);
        for (name, target) in module.into_iter().flat_map(|module| &module.imports) {
            match target {
                Some(target) => {
                    self.name_global(name, Global::Module(*target));
                }
                None => self.unread(Some(name)),
            }
        }
    }

    /// The names of one file.
    pub(crate) fn file(&mut self, file: &'a syntax::File) {
        let is_module = self.is_module;
        for declaration in &file.declarations {
            let alien = match &declaration.kind {
                DeclarationKind::Input(_) => Some("input"),
                DeclarationKind::Output(_) => Some("output"),
                DeclarationKind::Rule(_) => Some("rule"),
                DeclarationKind::Outcome(_) => Some("outcome"),
                DeclarationKind::Dimensions(_) => Some("dimensions"),
                _ => None,
            };
            match alien.filter(|_| is_module) {
                Some(word) => {
                    let start = declaration.span.start;
                    let end = start.saturating_add(u32::try_from(word.len()).unwrap_or(0));
                    let span = Span::new(declaration.span.file, start, end);
                    self.diagnostics
                        .push(faults::no_part_of_a_module(span, word));
                }
                None => {
                    if let Some(name) = varies(declaration).filter(|_| is_module) {
                        self.diagnostics.push(faults::variants_in_module(name));
                    }
                    self.declaration(declaration);
                }
            }
        }
    }

    fn declaration(&mut self, declaration: &'a Declaration) {
        match &declaration.kind {
            DeclarationKind::Currency(currency) => self.currencies(currency),
            DeclarationKind::Rulebook(rulebook) => self.leap_day(rulebook),
            DeclarationKind::Enum(e) => self.enumeration(e),
            DeclarationKind::Record(record) => {
                let id = RecordId(next_id(&self.signatures.records));
                if self.name_type(&record.name, TypeName::Record(id)) {
                    let name = self.shown(&record.name);
                    self.signatures
                        .records
                        .push(RecordSignature::new(name, Vec::new()));
                }
            }
            DeclarationKind::Entity(entity) => self.entity(entity, declaration),
            DeclarationKind::Table(table) => self.table(table),
            DeclarationKind::Function(function) => {
                let id = FunctionId(next_id(&self.signatures.functions));
                let name = &function.signature.name;
                if self.name_callable(name, Callable::Function(id)) {
                    let shown = self.shown(name);
                    self.signatures.functions.push(FunctionSignature {
                        name: shown,
                        span: name.span,
                        syntax: function,
                        parameters: Vec::new(),
                        result: None,
                    });
                }
            }
            DeclarationKind::Define(define) => {
                let id = DefinitionId(next_id(&self.signatures.definitions));
                if self.name_global(&define.name, Global::Definition(id)) {
                    let name = self.shown(&define.name);
                    self.signatures.definitions.push(DefinitionSignature {
                        name,
                        span: define.name.span,
                        syntax: define,
                        declared: None,
                    });
                }
            }
            DeclarationKind::Outcome(outcome) => self.outcome(outcome),
            DeclarationKind::Unread(unread) => self.unread(unread.name.as_ref()),
            DeclarationKind::Plugin(plugin) => {
                self.later(plugin.name.span, "`plugin`", Some(&plugin.name))
            }
            DeclarationKind::Dimensions(dimensions) => {
                self.dimensions(dimensions, declaration.span.at_start());
            }
            DeclarationKind::Module(_)
            | DeclarationKind::Import(_)
            | DeclarationKind::Extend(_)
            | DeclarationKind::Input(_)
            | DeclarationKind::Rule(_)
            | DeclarationKind::Output(_)
            | DeclarationKind::Test(_) => {}
        }
    }

    fn later(&mut self, span: Span, what: &str, name: Option<&Name>) {
        self.diagnostics.push(faults::not_yet(span, what));
        self.unread(name);
    }

    /// What seems to be declared here can be used without a second complaint.
    fn unread(&mut self, name: Option<&Name>) {
        let Some(name) = name else { return };
        let text = &name.text;
        let Some(names) = self.names() else { return };
        names
            .types
            .entry(text.clone())
            .or_insert((TypeName::Unread, name.span));
        names
            .callables
            .entry(text.clone())
            .or_insert((Callable::Unread, name.span));
        names
            .globals
            .entry(text.clone())
            .or_insert((Global::Unread, name.span));
    }

    fn name_type(&mut self, name: &Name, what: TypeName) -> bool {
        let Some(names) = self.signatures.names.get_mut(self.module.index()) else {
            return false;
        };
        match names.types.get(&name.text) {
            Some((other, first)) if *other != TypeName::Unread => {
                self.diagnostics.push(faults::declared_twice(name, *first));
                false
            }
            _ => {
                names.types.insert(name.text.clone(), (what, name.span));
                true
            }
        }
    }

    fn name_callable(&mut self, name: &Name, what: Callable) -> bool {
        if BUILTINS.contains(&name.text.as_str()) {
            self.diagnostics.push(faults::builtin_name(name));
            return false;
        }
        let Some(names) = self.signatures.names.get_mut(self.module.index()) else {
            return false;
        };
        match names.callables.get(&name.text) {
            Some((other, first)) if *other != Callable::Unread => {
                self.diagnostics.push(faults::declared_twice(name, *first));
                false
            }
            _ => {
                names.callables.insert(name.text.clone(), (what, name.span));
                true
            }
        }
    }

    fn name_global(&mut self, name: &Name, what: Global) -> bool {
        let Some(names) = self.signatures.names.get_mut(self.module.index()) else {
            return false;
        };
        match names.globals.get(&name.text) {
            Some((other, first)) if *other != Global::Unread => {
                self.diagnostics.push(faults::declared_twice(name, *first));
                false
            }
            _ => {
                names.globals.insert(name.text.clone(), (what, name.span));
                true
            }
        }
    }

    /// Plain `money` of a module is the first currency of the rulebook that imports it: what the module says must agree with that.
    fn currencies_of_module(&mut self, declaration: &syntax::Currency) {
        let known = &self.signatures.currencies;
        for (at, code) in declaration.currencies.iter().enumerate() {
            let first = known.first().filter(|_| at == 0);
            let is_known = match first {
                Some(first) => *first.code == *code.text,
                None => known.iter().any(|currency| *currency.code == *code.text),
            };
            if !is_known {
                let codes: Vec<&str> = known.iter().map(|currency| &*currency.code).collect();
                self.diagnostics
                    .push(faults::currency_of_module(code, &codes, at == 0));
                return;
            }
        }
    }

    /// A module by itself that does not say in which currency it reckons reckons in any: `XXX`, as ISO 4217 has it.
    pub(crate) fn any_currency(&mut self) {
        if self.signatures.modules.is_module() && self.signatures.currencies.is_empty() {
            self.signatures.currencies.push(Currency {
                code: "XXX".into(),
                places: currency_places("XXX"),
            });
        }
    }

    fn currencies(&mut self, declaration: &syntax::Currency) {
        if self.module != ModuleId::ROOT {
            self.currencies_of_module(declaration);
            return;
        }
        for code in &declaration.currencies {
            if self.signatures.currency_named(&code.text).is_some() {
                self.diagnostics.push(faults::currency_twice(code));
                continue;
            }
            self.signatures.currencies.push(Currency {
                code: code.text.as_str().into(),
                places: currency_places(&code.text),
            });
        }
    }

    /// When a year that begins on 29 February is complete.
    fn leap_day(&mut self, rulebook: &syntax::Rulebook) {
        match &rulebook.leap_day {
            None => {}
            Some(day) if day.text == "march_1" => {}
            Some(day) if day.text == "february_28" => {
                self.signatures.years = Part::YearsByFebruary28;
            }
            Some(day) => self.diagnostics.push(faults::leap_day(day.span, &day.text)),
        }
    }

    fn enumeration(&mut self, e: &syntax::Enum) {
        let id = EnumId(next_id(&self.signatures.enumerations));
        let (members, ordered) = match &e.values {
            EnumValues::Listed { members, ordered } => (members, ordered),
            EnumValues::Column { file, column } => {
                let read = self
                    .files
                    .members(&e.name, (file, column), self.diagnostics);
                let member = |name| Member { name, label: None };
                match read {
                    Some(read) if self.name_type(&e.name, TypeName::Enum(id)) => {
                        let enumeration = Enumeration {
                            name: self.shown(&e.name),
                            members: read.into_iter().map(member).collect(),
                            ordered: false,
                        };
                        self.signatures.add_enumeration(enumeration, self.module);
                    }
                    Some(_) => {}
                    None => self.unread(Some(&e.name)),
                }
                return;
            }
        };
        let mut unique: Vec<Member> = Vec::new();
        let mut seen = BTreeSet::new();
        for member in members {
            if !seen.insert(member.name.text.as_str()) {
                self.diagnostics.push(faults::member_twice(&member.name));
                continue;
            }
            unique.push(Member {
                name: member.name.text.as_str().into(),
                label: member.label.as_ref().map(|l| l.value.as_str().into()),
            });
        }
        if self.name_type(&e.name, TypeName::Enum(id)) {
            let enumeration = Enumeration {
                name: self.shown(&e.name),
                members: unique,
                ordered: *ordered,
            };
            self.signatures.add_enumeration(enumeration, self.module);
        }
    }

    fn entity(&mut self, entity: &'a syntax::Entity, declaration: &Declaration) {
        let id = EntityId(next_id(&self.signatures.entities));
        if !self.name_type(&entity.name, TypeName::Entity(id)) {
            return;
        }
        let unread = declaration.unread.iter().filter_map(|u| u.name.as_ref());
        let name = self.shown(&entity.name);
        self.signatures.entities.push(EntitySignature {
            name,
            snake_name: snake_case(&entity.name.text).into(),
            span: entity.name.span,
            parent: None,
            within: entity.within.as_ref(),
            order: entity.order.as_ref(),
            module: self.module,
            items: entity.items.iter().collect(),
            attributes: Vec::new(),
            places: Default::default(),
            unread: unread.map(|n| n.text.clone()).collect(),
            extents: Default::default(),
            made_for: None,
        });
    }

    fn table(&mut self, table: &'a syntax::Table) {
        let id = TableId(next_id(&self.signatures.tables));
        if !self.name_callable(&table.name, Callable::Table(id)) {
            return;
        }
        let name = self.shown(&table.name);
        let signature = |variant| TableSignature {
            name: Arc::clone(&name),
            span: table.name.span,
            syntax: table,
            keys: Vec::new(),
            results: Vec::new(),
            record: None,
            variant,
        };
        let TableContent::Variants(variants) = &table.content else {
            self.signatures.tables.push(signature(None));
            return;
        };
        for variant in variants {
            let file = &variant.value;
            let variant = TableVariant { file, first: id };
            self.signatures.tables.push(signature(Some(variant)));
        }
        if variants.is_empty() {
            self.diagnostics.push(faults::no_variants(&table.name));
            self.unread(Some(&table.name));
        }
    }

    fn dimensions(&mut self, dimensions: &'a syntax::Dimensions, span: Span) {
        if let Some((_, first)) = self.signatures.dimensions {
            self.diagnostics
                .push(faults::second_dimensions(span, first));
            return;
        }
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for dimension in &dimensions.dimensions {
            let name = &dimension.name;
            if let Some(first) = seen.insert(&name.text, name.span) {
                self.diagnostics.push(faults::declared_twice(name, first));
            }
        }
        self.signatures.dimensions = Some((dimensions, span));
    }

    fn outcome(&mut self, outcome: &syntax::Outcome) {
        let id = OutcomeId(next_id(&self.signatures.outcomes));
        if !self.name_global(&outcome.name, Global::Outcome(id)) {
            return;
        }
        let name: Arc<str> = outcome.name.text.as_str().into();
        let mut members: Vec<Member> = Vec::new();
        let mut seen = BTreeSet::new();
        for level in &outcome.levels {
            if !seen.insert(level.text.as_str()) {
                self.diagnostics.push(faults::member_twice(level));
                continue;
            }
            members.push(Member {
                name: level.text.as_str().into(),
                label: None,
            });
        }
        let on_error = outcome.on_error.as_ref().and_then(|level| {
            let found = (0..).zip(&members).find(|(_, m)| *m.name == *level.text);
            if found.is_none() {
                let names: Vec<&str> = members.iter().map(|m| &*m.name).collect();
                self.diagnostics
                    .push(faults::unknown_level(level, &name, &names));
            }
            found.map(|(at, _)| at)
        });
        let levels = EnumId(next_id(&self.signatures.enumerations));
        let enumeration = Enumeration {
            name: Arc::clone(&name),
            members,
            ordered: true,
        };
        self.signatures.add_enumeration(enumeration, self.module);
        let reason = RecordId(next_id(&self.signatures.records));
        self.signatures
            .records
            .push(super::reason_record(&name, levels));
        self.signatures.outcomes.push(OutcomeSignature {
            name,
            span: outcome.name.span,
            levels,
            reason,
            on_error,
        });
    }
}
