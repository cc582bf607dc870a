//! The types of all declarations, once every name is known: attributes, fields, parameters, keys, results.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lutine_core::graph::{Constant, EnumId};

use super::collect::next_id;
use super::literal;
use super::made_values::is_for_values;
use super::names::Resolved;
use super::reach::{get, on_cycles, set};
use super::record_size::record_sizes;
use super::signature::{
    AttributeSignature, Declared, EntitySignature, Extent, RecordSignature, Role, Signatures,
    TypeName,
};
use super::types::Types;
use crate::diagnostics::table::no_results;
use crate::diagnostics::{Diagnostic, check as faults, is_full};
use crate::module::ModuleId;
use crate::source::SourceMap;
use crate::syntax::{
    self, AttributeValue, BaseType, DeclarationKind, EntityItem, Expression, ExpressionKind,
    HitPolicy, ListExtent, Range, TableResults,
};
use crate::typed::{EntityId, RecordId, Type};

/// A list without written bounds, and a made list whose last number is computed, have at most this many items.
pub(crate) const MOST_ITEMS: u32 = 10_000;

/// The most entities that stand within one another.
const MOST_ENTITIES_WITHIN: usize = 16;

/// The most fields of a record, those of the records in it included.
const MOST_FIELDS: u64 = 1_000;

/// The most records that stand within one another.
const MOST_RECORDS_WITHIN: u64 = 32;

type Field = (Arc<str>, Option<Declared>);

/// Resolves types; the faults it finds go to `diagnostics`.
pub(crate) struct Resolver<'c, 'a> {
    pub(crate) signatures: &'c mut Signatures<'a>,
    pub(crate) sources: &'c SourceMap,
    pub(crate) diagnostics: &'c mut Vec<Diagnostic>,
}

impl<'a> Resolver<'_, 'a> {
    fn declared(&mut self, written: &syntax::TypeExpression) -> Option<Declared> {
        Types {
            signatures: self.signatures,
            sources: self.sources,
            diagnostics: self.diagnostics,
        }
        .resolve(written)
    }

    /// Everything, in an order in which each finds what it needs.
    pub(crate) fn all(&mut self, files: &'a [syntax::File]) {
        self.records(files);
        self.extensions(files);
        self.parents();
        self.keys();
        self.attributes();
        self.callables();
        self.definitions();
    }

    fn records(&mut self, files: &'a [syntax::File]) {
        let declarations = files.iter().flat_map(|f| &f.declarations);
        for declaration in declarations {
            let DeclarationKind::Record(record) = &declaration.kind else {
                continue;
            };
            let Some((TypeName::Record(id), span)) = self.signatures.type_named(&record.name)
            else {
                continue;
            };
            if span != record.name.span {
                continue;
            }
            let fields = self.fields(record.fields.iter().map(|f| (&f.name, &f.ty)));
            for (field, written) in fields.iter().zip(&record.fields) {
                if let Some(Declared {
                    ty: Type::List(_) | Type::Entity(_) | Type::Period,
                    ..
                }) = field.1
                {
                    self.diagnostics
                        .push(faults::record_field_type(written.ty.span));
                }
            }
            if let Some(signature) = self.signatures.records.get_mut(id.index()) {
                *signature = RecordSignature::new(Arc::clone(&signature.name), fields);
            }
        }
        self.recursive_records(files);
    }

    /// A record that holds itself would have no end.
    fn recursive_records(&mut self, files: &'a [syntax::File]) {
        let count = self.signatures.records.len();
        let holds = |id: usize| {
            let fields = self
                .signatures
                .records
                .get(id)
                .map(|r| r.fields.as_slice())
                .unwrap_or_default();
            fields
                .iter()
                .filter_map(|(_, d)| match d.as_ref()?.ty.given() {
                    Type::Record(inner) => Some(inner.index()),
                    _ => None,
                })
        };
        let endless = on_cycles(count, |id| holds(id).collect());
        for declaration in files.iter().flat_map(|f| &f.declarations) {
            let DeclarationKind::Record(record) = &declaration.kind else {
                continue;
            };
            if let Some((TypeName::Record(id), _)) = self.signatures.type_named(&record.name)
                && endless.get(id.index()) == Some(&true)
            {
                self.diagnostics
                    .push(faults::record_in_itself(&record.name));
            }
        }
        for (record, endless) in self.signatures.records.iter_mut().zip(endless) {
            for field in record.fields.iter_mut().filter(|_| endless) {
                field.1 = None;
            }
        }
        self.large_records(files);
    }

    /// A record is as many columns as it has fields, those of the records in it included.
    fn large_records(&mut self, files: &'a [syntax::File]) {
        let sizes = record_sizes(&self.signatures.records);
        for declaration in files.iter().flat_map(|f| &f.declarations) {
            let DeclarationKind::Record(record) = &declaration.kind else {
                continue;
            };
            let known = self.signatures.type_named(&record.name);
            if let Some((TypeName::Record(id), _)) = known
                && let Some(size) = sizes.get(id.index()).copied().flatten()
                && (size.fields > MOST_FIELDS || size.levels > MOST_RECORDS_WITHIN)
            {
                let (span, name) = (record.name.span, &record.name.text);
                let fault = faults::record_too_large(span, name, MOST_FIELDS, MOST_RECORDS_WITHIN);
                self.diagnostics.push(fault);
            }
        }
    }

    /// Named types, each name once.
    fn fields<'n>(
        &mut self,
        written: impl Iterator<Item = (&'n syntax::Name, &'n syntax::TypeExpression)>,
    ) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, ty) in written {
            let declared = self.declared(ty);
            if !seen.insert(name.text.as_str()) {
                self.diagnostics.push(faults::field_twice(name));
                continue;
            }
            fields.push((name.text.as_str().into(), declared));
        }
        fields
    }

    /// The entity that a path names.
    fn entity_at(
        &self,
        path: &syntax::Path,
        other: fn(&syntax::Path) -> Diagnostic,
    ) -> Resolved<EntityId> {
        if let Some(TypeName::Entity(id)) = self.signatures.type_known(path) {
            return Ok(id);
        }
        // To find out which name was meant takes its time, where there are very many.
        if is_full(self.diagnostics) {
            return Err(None);
        }
        match self.signatures.type_at(path)? {
            TypeName::Entity(id) => Ok(id),
            _ => Err(Some(Box::new(other(path)))),
        }
    }

    /// The items that extensions add to entities.
    fn extensions(&mut self, files: &'a [syntax::File]) {
        for declaration in files.iter().flat_map(|f| &f.declarations) {
            let DeclarationKind::Extend(extend) = &declaration.kind else {
                continue;
            };
            match self.entity_at(&extend.entity, faults::extend_other) {
                Ok(id) => {
                    if let Some(entity) = self.signatures.entities.get_mut(id.index()) {
                        entity.items.extend(&extend.items);
                        let unread = declaration.unread.iter().filter_map(|u| u.name.as_ref());
                        entity.unread.extend(unread.map(|name| name.text.clone()));
                    }
                }
                Err(fault) => self.diagnostics.extend(fault.map(|fault| *fault)),
            }
        }
    }

    /// `within`, and that nothing stands in itself.
    fn parents(&mut self) {
        for at in 0..self.signatures.entities.len() {
            let Some(within) = self.signatures.entities.get(at).and_then(|e| e.within) else {
                continue;
            };
            let parent = match self.entity_at(within, faults::within_other) {
                Ok(parent) => Some(parent),
                Err(fault) => {
                    self.diagnostics.extend(fault.map(|fault| *fault));
                    None
                }
            };
            if let Some(entity) = self.signatures.entities.get_mut(at) {
                entity.parent = parent;
            }
        }
        let above: Vec<Option<usize>> = (self.signatures.entities.iter())
            .map(|e| e.parent.map(EntityId::index))
            .collect();
        let endless = on_cycles(above.len(), |at| {
            above.get(at).copied().flatten().into_iter().collect()
        });
        let mut said = vec![false; above.len()];
        for (at, _) in endless.iter().enumerate().filter(|(_, endless)| **endless) {
            if get(&said, at) {
                continue;
            }
            // Said once for all that stand in one another.
            let mut next = Some(at);
            while let Some(one) = next.filter(|one| !get(&said, *one)) {
                set(&mut said, one, true);
                next = above.get(one).copied().flatten();
            }
            if let Some(entity) = self.signatures.entities.get_mut(at) {
                self.diagnostics.push(faults::within_itself(entity.span));
                entity.parent = None;
            }
        }
        self.depths();
    }

    /// An entity stands in at most so many others that the engine can follow them.
    fn depths(&mut self) {
        let mut depths: Vec<Option<usize>> = vec![None; self.signatures.entities.len()];
        for at in 0..depths.len() {
            let mut way = Vec::new();
            let mut next = Some(at);
            while let Some(at) = next.filter(|at| depths.get(*at) == Some(&None)) {
                way.push(at);
                let parent = self.signatures.entities.get(at).and_then(|e| e.parent);
                next = parent.map(EntityId::index);
            }
            let mut depth = next
                .and_then(|at| depths.get(at).copied().flatten())
                .unwrap_or(0);
            while let Some(at) = way.pop() {
                depth = depth.saturating_add(1);
                if let Some(slot) = depths.get_mut(at) {
                    *slot = Some(depth);
                }
            }
        }
        for (entity, depth) in self.signatures.entities.iter_mut().zip(depths) {
            let Some(depth) = depth.filter(|depth| *depth > MOST_ENTITIES_WITHIN) else {
                continue;
            };
            // What stands within one that is too deep is so for that reason.
            if depth == MOST_ENTITIES_WITHIN.saturating_add(1) {
                let fault = faults::within_too_deep(entity.span, MOST_ENTITIES_WITHIN);
                self.diagnostics.push(fault);
            }
            entity.parent = None;
        }
    }

    /// What the items of made lists are made for: the first attribute of their entity.
    fn keys(&mut self) {
        let mut made: BTreeMap<EntityId, AttributeSignature<'a>> = BTreeMap::new();
        for at in 0..self.signatures.entities.len() {
            let Some(items) = self.signatures.entities.get(at).map(|e| e.items.clone()) else {
                continue;
            };
            for item in items {
                let EntityItem::Attribute(attribute) = item else {
                    continue;
                };
                let BaseType::List(list) = &attribute.ty.base else {
                    continue;
                };
                let ListExtent::Made { variable, source } = &list.extent else {
                    continue;
                };
                let BaseType::Named(path) = &list.item.base else {
                    continue;
                };
                let Some(TypeName::Entity(entity)) = self.signatures.type_known(path) else {
                    continue;
                };
                if made.contains_key(&entity) {
                    self.diagnostics
                        .push(faults::made_twice(attribute.span, &path.text()));
                    continue;
                }
                let declared = self.key_type(source);
                let owner = u32::try_from(at).map_or(EntityId(u32::MAX), EntityId);
                if let Some(items) = self.signatures.entities.get_mut(entity.index()) {
                    items.made_for = Some((owner, source));
                }
                made.insert(
                    entity,
                    AttributeSignature {
                        name: variable.text.as_str().into(),
                        span: variable.span,
                        declared,
                        role: Role::Key,
                    },
                );
            }
        }
        for (id, key) in made {
            if let Some(entity) = self.signatures.entities.get_mut(id.index()) {
                entity.add(key);
            }
        }
    }

    fn key_type(&mut self, source: &Expression) -> Option<Declared> {
        let plain = |ty| Some(Declared { ty, domain: None });
        match &source.kind {
            ExpressionKind::Range(_) => plain(Type::Int),
            _ => match self.made_members(source) {
                Some((id, _)) => plain(Type::Enum(id)),
                // What the values of a list are is found when types are known.
                None if is_for_values(self.signatures, source) => None,
                None => {
                    self.diagnostics.push(faults::made_from_other(source.span));
                    None
                }
            },
        }
    }

    /// The members that a list is made for: of a whole enum, or of a set of its values.
    pub(crate) fn made_members(&self, source: &Expression) -> Option<(EnumId, Vec<u32>)> {
        made_members(self.signatures, source)
    }

    fn attributes(&mut self) {
        for at in 0..self.signatures.entities.len() {
            let Some(items) = self.signatures.entities.get(at).map(|e| e.items.clone()) else {
                continue;
            };
            for item in items {
                match item {
                    EntityItem::Attribute(attribute) => self.attribute(at, attribute),
                    EntityItem::Carried(carried) => self.carried(at, carried),
                    EntityItem::Require(_) => {}
                }
            }
        }
    }

    fn attribute(&mut self, at: usize, attribute: &'a syntax::Attribute) {
        let declared = self.declared(&attribute.ty);
        let extent = self.extent(attribute);
        let Some(entity) = self.signatures.entities.get_mut(at) else {
            return;
        };
        if let Some((_, first)) = entity.attribute(&attribute.name.text) {
            let fault = faults::declared_twice(&attribute.name, first.span);
            self.diagnostics.push(fault);
            return;
        }
        if let Some(extent) = extent {
            entity.extents.insert(next_id(&entity.attributes), extent);
        }
        entity.add(AttributeSignature {
            name: attribute.name.text.as_str().into(),
            span: attribute.name.span,
            declared,
            role: Role::Declared(attribute),
        });
    }

    fn carried(&mut self, at: usize, carried: &'a syntax::Carried) {
        let declared = self.declared(&carried.ty);
        let kind = declared.as_ref().map(|declared| declared.ty.given());
        if let Some(Type::List(_) | Type::Entity(_) | Type::Period) = kind {
            self.diagnostics.push(faults::carried_type(carried.ty.span));
        }
        let Some(entity) = self.signatures.entities.get_mut(at) else {
            return;
        };
        if let Some((_, first)) = entity.attribute(&carried.name.text) {
            let fault = faults::declared_twice(&carried.name, first.span);
            self.diagnostics.push(fault);
            return;
        }
        entity.add(AttributeSignature {
            name: carried.name.text.as_str().into(),
            span: carried.name.span,
            declared,
            role: Role::Carried(carried),
        });
    }

    /// How many items an attribute that is a given or made list has.
    fn extent(&mut self, attribute: &syntax::Attribute) -> Option<Extent> {
        let BaseType::List(list) = &attribute.ty.base else {
            return None;
        };
        let given = |min, max| {
            Some(Extent {
                min,
                max,
                made: false,
            })
        };
        match &list.extent {
            ListExtent::Unstated if matches!(attribute.value, AttributeValue::Computed(_)) => None,
            ListExtent::Unstated => given(0, MOST_ITEMS),
            ListExtent::Bounds(bounds) => {
                let end = |literal: &Option<syntax::Literal>| match literal {
                    None => Ok(None),
                    Some(literal) => {
                        match literal::constant(self.signatures, literal, &Type::Int)? {
                            Constant::Number(n) => {
                                Ok(n.to_i64().and_then(|n| u32::try_from(n).ok()))
                            }
                            _ => Ok(None),
                        }
                    }
                };
                let low = end(&bounds.low);
                let high = end(&bounds.high);
                match (low, high) {
                    (Ok(low), Ok(high)) => {
                        let high = if bounds.excludes_high {
                            high.map(|h| h.saturating_sub(1))
                        } else {
                            high
                        };
                        let (min, max) = (low.unwrap_or(0), high.unwrap_or(MOST_ITEMS));
                        if min > max
                            || (bounds.low.is_some() && low.is_none())
                            || (bounds.high.is_some() && high.is_none())
                        {
                            self.diagnostics.push(faults::list_bounds(bounds.span));
                        }
                        given(min, max)
                    }
                    (low, high) => {
                        self.diagnostics
                            .extend(low.err().into_iter().chain(high.err()));
                        given(0, MOST_ITEMS)
                    }
                }
            }
            ListExtent::Made { source, .. } => {
                let (min, max) = match self.made_members(source) {
                    Some((_, members)) => {
                        let count = next_id(&members);
                        (count, count)
                    }
                    None if is_for_values(self.signatures, source) => (0, u32::MAX),
                    None => (0, made_range_most(source)),
                };
                Some(Extent {
                    min,
                    max,
                    made: true,
                })
            }
        }
    }

    fn table_name(&self, at: usize) -> Arc<str> {
        let table = self.signatures.tables.get(at);
        table
            .map(|table| Arc::clone(&table.name))
            .unwrap_or_default()
    }

    /// Tables and functions.
    fn callables(&mut self) {
        for at in 0..self.signatures.tables.len() {
            let Some(table) = self.signatures.tables.get(at) else {
                continue;
            };
            let syntax = table.syntax;
            let first = table.variant.map(|variant| variant.first.index());
            if let Some(first) = first.filter(|first| *first != at) {
                self.like_the_first(first, at);
                continue;
            }
            let keys = self.fields(syntax.keys.iter().map(|k| (&k.name, &k.ty)));
            for (key, written) in keys.iter().zip(&syntax.keys) {
                let plain = key.1.as_ref().is_none_or(|d| is_plain(&d.ty));
                if !plain {
                    self.diagnostics.push(faults::table_type(written.ty.span));
                }
            }
            let (results, named) = match &syntax.results {
                TableResults::Nothing => {
                    let exists = syntax.policy.is_some_and(|it| it.kind == HitPolicy::Exists);
                    if !exists {
                        self.diagnostics.push(no_results(syntax.name.span));
                    }
                    let found = Declared {
                        ty: Type::Bool,
                        domain: None,
                    };
                    let result = (Arc::from(syntax.name.text.as_str()), Some(found));
                    (exists.then_some(result).into_iter().collect(), false)
                }
                TableResults::Single(ty) => {
                    let declared = self.declared(ty);
                    (vec![(self.table_name(at), declared)], false)
                }
                TableResults::Named(results) => {
                    (self.fields(results.iter().map(|r| (&r.name, &r.ty))), true)
                }
            };
            for (_, declared) in &results {
                if declared.as_ref().is_some_and(|d| !is_plain(d.ty.given())) {
                    self.diagnostics.push(faults::table_type(syntax.name.span));
                }
            }
            let record = named.then(|| {
                let id = RecordId(next_id(&self.signatures.records));
                let name = self.table_name(at);
                self.signatures
                    .records
                    .push(RecordSignature::new(name, results.clone()));
                id
            });
            if let Some(table) = self.signatures.tables.get_mut(at) {
                table.keys = keys;
                table.results = results;
                table.record = record;
            }
        }
        for at in 0..self.signatures.functions.len() {
            let Some(syntax) = self.signatures.functions.get(at).map(|f| f.syntax) else {
                continue;
            };
            let parameters =
                self.fields(syntax.signature.parameters.iter().map(|p| (&p.name, &p.ty)));
            let result = self.declared(&syntax.signature.result);
            if let Some(function) = self.signatures.functions.get_mut(at) {
                function.parameters = parameters;
                function.result = result;
            }
        }
    }

    /// A variant of a table has the keys and results of the first.
    fn like_the_first(&mut self, first: usize, at: usize) {
        let tables = &mut self.signatures.tables;
        let Some(first) = tables.get(first) else {
            return;
        };
        let (keys, results) = (first.keys.clone(), first.results.clone());
        let record = first.record;
        if let Some(table) = tables.get_mut(at) {
            (table.keys, table.results, table.record) = (keys, results, record);
        }
    }

    fn definitions(&mut self) {
        for at in 0..self.signatures.definitions.len() {
            let Some(syntax) = self.signatures.definitions.get(at).map(|d| d.syntax) else {
                continue;
            };
            let declared = self.declared(&syntax.ty);
            if let Some(definition) = self.signatures.definitions.get_mut(at) {
                definition.declared = declared;
            }
        }
    }

    /// The entity that `input` names.
    pub(crate) fn root(&mut self) {
        let modules = self.signatures.modules;
        if modules.is_module() {
            self.no_input();
            return;
        }
        let files = || modules.files_of(ModuleId::ROOT);
        let mut inputs = files()
            .flat_map(|f| &f.declarations)
            .filter_map(|d| match &d.kind {
                DeclarationKind::Input(input) => Some((input, d.span)),
                _ => None,
            });
        let Some((input, _)) = inputs.next() else {
            let unread = files()
                .flat_map(|f| &f.declarations)
                .any(|d| matches!(d.kind, DeclarationKind::Unread(_)));
            if !unread && let Some(file) = files().next() {
                let span = crate::source::Span::new(file.file, 0, 0);
                self.diagnostics.push(faults::no_input(span));
            }
            return;
        };
        for (_, span) in inputs {
            self.diagnostics
                .push(faults::second_input(span, input.entity.span));
        }
        match self.entity_at(&input.entity, faults::within_other) {
            Ok(id) => {
                let entity = self.signatures.entity(id);
                if entity.is_some_and(|e| e.parent.is_some()) {
                    self.diagnostics
                        .push(faults::root_within(input.entity.span));
                }
                self.signatures.root = Some(id);
            }
            Err(fault) => self.diagnostics.extend(fault.map(|fault| *fault)),
        }
    }

    /// A module by itself is given nothing.
    fn no_input(&mut self) {
        let root = EntityId(next_id(&self.signatures.entities));
        let header = self.signatures.modules.headers(ModuleId::ROOT).next();
        let Some(header) = header else { return };
        self.signatures.entities.push(EntitySignature {
            name: header.name.text.as_str().into(),
            snake_name: Arc::default(),
            span: header.name.span,
            parent: None,
            within: None,
            order: None,
            module: ModuleId::ROOT,
            items: Vec::new(),
            attributes: Vec::new(),
            places: BTreeMap::new(),
            unread: BTreeSet::new(),
            extents: BTreeMap::new(),
            made_for: None,
        });
        self.signatures.root = Some(root);
    }
}

/// Types that fit in one column.
fn is_plain(ty: &Type) -> bool {
    ty.is_number() || matches!(ty, Type::Bool | Type::Text | Type::Date | Type::Enum(_))
}

/// The members that a list is made for: of a whole enum, or of a set of its values.
pub(crate) fn made_members(
    signatures: &Signatures<'_>,
    source: &Expression,
) -> Option<(EnumId, Vec<u32>)> {
    let all = |id: EnumId| {
        let members = &signatures.enumeration(id)?.members;
        Some((id, (0..).zip(members).map(|(at, _)| at).collect()))
    };
    let named = |path: &syntax::Path| match signatures.type_known(path) {
        Some(TypeName::Enum(id)) => all(id),
        _ => None,
    };
    match &source.kind {
        ExpressionKind::Name(name) => named(&syntax::Path {
            names: vec![name.clone()],
            span: name.span,
        }),
        ExpressionKind::Access { base, steps } => match (&base.kind, steps.as_slice()) {
            (ExpressionKind::Name(module), [syntax::AccessStep::Field(name)]) => {
                named(&syntax::Path {
                    names: vec![module.clone(), name.clone()],
                    span: module.span.to(name.span),
                })
            }
            _ => None,
        },
        ExpressionKind::Set(values) => {
            let names: Vec<&str> = values
                .iter()
                .map(|v| match &v.kind {
                    ExpressionKind::Name(name) => Some(name.text.as_str()),
                    _ => None,
                })
                .collect::<Option<_>>()?;
            // Of enums with all of these members, which are among those with the one that the fewest have.
            let rarest = names
                .iter()
                .min_by_key(|name| signatures.enumerations_that_have(name).len())?;
            let (own, imported) = signatures.enumerations_with(rarest, source.span);
            let fitting = |id: EnumId| {
                let members = names.iter().map(|n| signatures.member(id, n));
                Some((id, members.collect::<Option<Vec<u32>>>()?))
            };
            let mut own = own.filter_map(fitting).peekable();
            match own.peek() {
                Some(_) => the_only(own),
                None => the_only(imported.filter_map(fitting)),
            }
        }
        _ => None,
    }
}

/// The only one; nothing if there are none or several.
fn the_only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The most items that a made range of numbers can have.
fn made_range_most(source: &Expression) -> u32 {
    let number = |e: &Option<Expression>| match e.as_ref().map(|e| &e.kind) {
        Some(ExpressionKind::Number(n)) => literal::number(n, false).ok()?.to_i64(),
        _ => None,
    };
    let ExpressionKind::Range(range) = &source.kind else {
        return MOST_ITEMS;
    };
    let Range { low, high, .. } = &**range;
    match (number(low), number(high)) {
        (Some(low), Some(high)) => {
            let count = high.saturating_sub(low).saturating_add(1);
            u32::try_from(count).unwrap_or(0).min(MOST_ITEMS)
        }
        _ => MOST_ITEMS,
    }
}
