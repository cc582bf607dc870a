//! What the declarations of a rulebook say before any expression is looked at: names, types, ranges.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lutine_core::graph::{Currency, CurrencyId, Domain, EnumId, Enumeration};
use lutine_core::table::Units;

use super::collect::next_id;
use super::names::Names;

use crate::module::{ModuleId, Modules};
use crate::source::Span;
use crate::syntax::{self, Name};
use crate::typed::{
    AttributeId, DefinitionId, EntityId, FunctionId, OutcomeId, Part, RecordId, TableId, Type,
};

/// A type as it was declared: what the values are, and which of them are permitted.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    pub(crate) ty: Type,
    /// Shared by all that are computed to be inside it.
    pub(crate) domain: Option<Arc<Domain>>,
}

/// An attribute before its expression is checked. Without a type it has its diagnostic already.
#[derive(Debug, Clone)]
pub(crate) struct AttributeSignature<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) declared: Option<Declared>,
    pub(crate) role: Role<'a>,
}

/// Where the value of an attribute comes from.
#[derive(Debug, Clone)]
pub(crate) enum Role<'a> {
    /// What the item of a made list was made for.
    Key,
    /// A declared attribute.
    Declared(&'a syntax::Attribute),
    /// What is carried from item to item.
    Carried(&'a syntax::Carried),
}

/// How many items an attribute that is a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) min: u32,
    pub(crate) max: u32,
    /// Whether it is made, so that it is indexed by what its items were made for.
    pub(crate) made: bool,
}

#[derive(Debug)]
pub(crate) struct EntitySignature<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) snake_name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) parent: Option<EntityId>,
    /// What it stands in, as it is written.
    pub(crate) within: Option<&'a syntax::Path>,
    /// In which order what is carried goes through its items, as it is written.
    pub(crate) order: Option<&'a syntax::Expression>,
    /// The module that declares it.
    pub(crate) module: ModuleId,
    /// Its items, those of its extensions behind its own.
    pub(crate) items: Vec<&'a syntax::EntityItem>,
    pub(crate) attributes: Vec<AttributeSignature<'a>>,
    /// The places of its attributes, by name.
    pub(crate) places: BTreeMap<Arc<str>, u32>,
    /// Names of items that could not be read and have their diagnostic.
    pub(crate) unread: BTreeSet<String>,
    /// Extents of its lists, by attribute.
    pub(crate) extents: BTreeMap<u32, Extent>,
    /// Of items that are made, whose list they stand in, and what they are made for, as it is written.
    pub(crate) made_for: Option<(EntityId, &'a syntax::Expression)>,
}

impl<'a> EntitySignature<'a> {
    /// The attribute of this name.
    pub(crate) fn attribute(&self, name: &str) -> Option<(u32, &AttributeSignature<'a>)> {
        let at = *self.places.get(name)?;
        Some((at, self.attributes.get(usize::try_from(at).ok()?)?))
    }

    /// Adds an attribute; of two with one name the first has it.
    pub(crate) fn add(&mut self, attribute: AttributeSignature<'a>) {
        let at = next_id(&self.attributes);
        self.places.entry(Arc::clone(&attribute.name)).or_insert(at);
        self.attributes.push(attribute);
    }
}

/// A name and what it was declared as.
pub(crate) type Field = (Arc<str>, Option<Declared>);

#[derive(Debug)]
pub(crate) struct RecordSignature {
    pub(crate) name: Arc<str>,
    pub(crate) fields: Vec<(Arc<str>, Option<Declared>)>,
    /// The places of its fields, by name.
    places: BTreeMap<Arc<str>, u32>,
}

impl RecordSignature {
    /// A record with its fields.
    pub(crate) fn new(name: Arc<str>, fields: Vec<(Arc<str>, Option<Declared>)>) -> Self {
        let names = fields.iter().map(|(name, _)| Arc::clone(name));
        Self {
            name,
            places: names.zip(0..).collect(),
            fields,
        }
    }

    /// The field of this name: its place and what it was declared as.
    pub(crate) fn field(&self, name: &str) -> Option<(u32, &Field)> {
        let at = *self.places.get(name)?;
        Some((at, self.fields.get(usize::try_from(at).ok()?)?))
    }
}

#[derive(Debug)]
pub(crate) struct TableSignature<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) syntax: &'a syntax::Table,
    /// The keys in order.
    pub(crate) keys: Vec<(Arc<str>, Option<Declared>)>,
    /// The results in order; a single unnamed one has the table's name.
    pub(crate) results: Vec<(Arc<str>, Option<Declared>)>,
    /// The record of the results, where there are several or they are named.
    pub(crate) record: Option<RecordId>,
    /// Which variant it is, where the declaration has variants: each is a table of its own.
    pub(crate) variant: Option<TableVariant<'a>>,
}

/// A variant of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableVariant<'a> {
    /// Its file.
    pub(crate) file: &'a syntax::TextLiteral,
    /// The first variant of the table; the others follow it as they are written.
    pub(crate) first: TableId,
}

impl TableSignature<'_> {
    /// Its name; of a variant with that of the file.
    pub(crate) fn full_name(&self) -> Arc<str> {
        match self.variant {
            Some(variant) => format!("{} ({})", self.name, variant.file.value).into(),
            None => Arc::clone(&self.name),
        }
    }

    /// Whether a look-up gives all rows that fit, as a list.
    pub(crate) fn gives_all_rows(&self) -> bool {
        let policy = self.syntax.policy.map(|policy| policy.kind);
        policy == Some(syntax::HitPolicy::Collect)
    }

    /// Where it is declared; of a variant where its file is named.
    pub(crate) fn place(&self) -> Span {
        self.variant.map_or(self.span, |variant| variant.file.span)
    }
}

#[derive(Debug)]
pub(crate) struct FunctionSignature<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) syntax: &'a syntax::Function,
    pub(crate) parameters: Vec<(Arc<str>, Option<Declared>)>,
    pub(crate) result: Option<Declared>,
}

#[derive(Debug)]
pub(crate) struct DefinitionSignature<'a> {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) syntax: &'a syntax::Define,
    pub(crate) declared: Option<Declared>,
}

#[derive(Debug)]
pub(crate) struct OutcomeSignature {
    pub(crate) name: Arc<str>,
    pub(crate) span: Span,
    pub(crate) levels: EnumId,
    pub(crate) reason: RecordId,
    pub(crate) on_error: Option<u32>,
}

/// A type's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypeName {
    Enum(EnumId),
    Record(RecordId),
    Entity(EntityId),
    /// Declared, but its declaration could not be read.
    Unread,
}

/// What a name in front of `(` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Callable {
    Table(TableId),
    Function(FunctionId),
    /// Declared, but its declaration could not be read.
    Unread,
}

/// What a bare name can be, apart from variables, attributes, parents and enum values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Global {
    Definition(DefinitionId),
    Outcome(OutcomeId),
    /// What is imported under this name.
    Module(ModuleId),
    /// Declared, but its declaration could not be read.
    Unread,
}

/// Every declaration of a rulebook and of what it imports. Ids are positions in its vectors, and in those of the typed rulebook.
///
/// Names of what a module declares are shown with the module's: `oasis_terms.Terms`.
#[derive(Debug)]
pub(crate) struct Signatures<'a> {
    pub(crate) modules: &'a Modules,
    /// What each module declares.
    pub(crate) names: Vec<Names>,
    /// What a module declares that is none.
    pub(super) no_names: Names,
    pub(crate) currencies: Vec<Currency>,
    pub(crate) enumerations: Vec<Enumeration>,
    /// The ordinals of their members by name, an enumeration each.
    members: Vec<BTreeMap<Arc<str>, u32>>,
    /// The enumerations that have a member of a name.
    with_member: BTreeMap<Arc<str>, Vec<EnumId>>,
    /// The modules that declare them.
    enumeration_modules: Vec<ModuleId>,
    pub(crate) records: Vec<RecordSignature>,
    pub(crate) entities: Vec<EntitySignature<'a>>,
    pub(crate) tables: Vec<TableSignature<'a>>,
    pub(crate) functions: Vec<FunctionSignature<'a>>,
    pub(crate) definitions: Vec<DefinitionSignature<'a>>,
    pub(crate) outcomes: Vec<OutcomeSignature>,
    /// The dimensions, and where they are declared.
    pub(crate) dimensions: Option<(&'a syntax::Dimensions, Span)>,
    pub(crate) root: Option<EntityId>,
    /// What `years(a to b)` counts, as the header says.
    pub(crate) years: Part,
}

impl<'a> Signatures<'a> {
    /// Nothing is declared yet.
    pub(crate) fn new(modules: &'a Modules) -> Self {
        Self {
            modules,
            names: modules.all.iter().map(|_| Names::default()).collect(),
            no_names: Names::default(),
            currencies: Vec::new(),
            enumerations: Vec::new(),
            members: Vec::new(),
            with_member: BTreeMap::new(),
            enumeration_modules: Vec::new(),
            records: Vec::new(),
            entities: Vec::new(),
            tables: Vec::new(),
            functions: Vec::new(),
            definitions: Vec::new(),
            outcomes: Vec::new(),
            root: None,
            years: Part::default(),
            dimensions: None,
        }
    }

    /// The attribute that a name means where it stands. What another module adds to an entity is there for who imports that module, so that
    /// a module means the same whoever else is around.
    pub(crate) fn attribute(
        &self,
        entity: EntityId,
        name: &Name,
    ) -> Option<(u32, &AttributeSignature<'a>)> {
        let entity = self.entity(entity)?;
        let (at, found) = entity.attribute(&name.text)?;
        let by = self.modules.at(found.span);
        let from = self.modules.module(self.modules.at(name.span));
        let seen = by == entity.module || from.is_none_or(|from| from.reach.contains(&by));
        seen.then_some((at, found))
    }

    /// The enums with a value of this name that can be meant where something stands: those of the module itself, then those of what it imports.
    pub(crate) fn enumerations_with(
        &self,
        member: &str,
        at: Span,
    ) -> (
        impl Iterator<Item = EnumId> + use<'_>,
        impl Iterator<Item = EnumId> + use<'_>,
    ) {
        let here = self.modules.at(at);
        let reach = self.modules.module(here).map(|module| &module.reach);
        let by = |id: EnumId| self.enumeration_modules.get(id.index()).copied();
        let with = self.enumerations_that_have(member).iter().copied();
        let seen = with.filter_map(move |id| Some((id, by(id)?)));
        let seen = seen.filter(move |(_, by)| reach.is_none_or(|reach| reach.contains(by)));
        let own = seen.clone().filter(move |(_, by)| *by == here);
        let imported = seen.filter(move |(_, by)| *by != here);
        (own.map(|(id, _)| id), imported.map(|(id, _)| id))
    }

    /// All enums with a value of this name.
    pub(crate) fn enumerations_that_have(&self, member: &str) -> &[EnumId] {
        self.with_member.get(member).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn enumeration(&self, id: EnumId) -> Option<&Enumeration> {
        self.enumerations.get(id.index())
    }

    /// What the types of tables refer to.
    pub(crate) fn units(&self) -> Units<'_> {
        Units {
            enumerations: &self.enumerations,
            currencies: &self.currencies,
        }
    }

    pub(crate) fn entity(&self, id: EntityId) -> Option<&EntitySignature<'a>> {
        self.entities.get(id.index())
    }

    pub(crate) fn record(&self, id: RecordId) -> Option<&RecordSignature> {
        self.records.get(id.index())
    }

    /// The extent of a list attribute.
    pub(crate) fn extent(&self, id: AttributeId) -> Option<Extent> {
        self.entity(id.entity)?.extents.get(&id.attribute).copied()
    }

    pub(crate) fn currency(&self, id: CurrencyId) -> Option<&Currency> {
        self.currencies.get(id.index())
    }

    /// The currency of this code, if the rulebook uses it.
    pub(crate) fn currency_named(&self, code: &str) -> Option<CurrencyId> {
        (0..)
            .zip(&self.currencies)
            .find(|(_, c)| &*c.code == code)
            .map(|(at, _)| CurrencyId(at))
    }

    /// The ordinal of an enumeration's member.
    pub(crate) fn member(&self, id: EnumId, name: &str) -> Option<u32> {
        self.members.get(id.index())?.get(name).copied()
    }

    /// Adds an enumeration, whose members have different names.
    pub(crate) fn add_enumeration(&mut self, enumeration: Enumeration, module: ModuleId) {
        self.enumeration_modules.push(module);
        let id = EnumId(next_id(&self.enumerations));
        for member in &enumeration.members {
            let with = self.with_member.entry(Arc::clone(&member.name));
            with.or_default().push(id);
        }
        let names = enumeration.members.iter().map(|m| Arc::clone(&m.name));
        self.members.push(names.zip(0..).collect());
        self.enumerations.push(enumeration);
    }

    /// A type as a reader of the rulebook writes it.
    pub(crate) fn type_text(&self, ty: &Type) -> String {
        let money = |id: &CurrencyId| match self.currency(*id) {
            Some(currency) if self.currencies.len() > 1 => format!("money {}", currency.code),
            _ => "money".to_owned(),
        };
        let named = |name: Option<&str>| name.unwrap_or("?").to_owned();
        match ty {
            Type::Bool => "bool".to_owned(),
            Type::Int => "int".to_owned(),
            Type::Decimal => "decimal".to_owned(),
            Type::Money(id) => money(id),
            Type::Unrounded(id) => format!("unrounded {}", money(id)),
            Type::Text => "text".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Period => "period".to_owned(),
            Type::Enum(id) => named(self.enumeration(*id).map(|e| &*e.name)),
            Type::Record(id) => named(self.record(*id).map(|r| &*r.name)),
            Type::Entity(id) => named(self.entity(*id).map(|e| &*e.name)),
            Type::List(item) => format!("list of {}", self.type_text(item)),
            Type::Optional(inner) => format!("{}?", self.type_text(inner)),
        }
    }
}
