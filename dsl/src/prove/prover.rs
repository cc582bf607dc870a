//! Goes over a rulebook: every attribute once, behind all that it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lutine_core::facts::{Dates, Numbers};
use lutine_core::graph::Domain;
use lutine_core::number::Decimal;

use super::claim::ClaimKind;
use super::condition::MOST_TRIED_AGAIN;
use super::fact::Fact;
use super::known::{Base, Known};
use super::site::Sites;
use crate::lower::order::{Task, order};
use crate::lower::scan::each_expression;
use crate::source::Span;
use crate::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr, ExprKind, FunctionId,
    MadeFor, OutputItem, OutputValue, Rule, Rulebook, StepOperation, TableId, Type, VariableId,
};

/// How deep records in records of the input are followed.
const MOST_RECORD_LEVELS: u32 = 3;

/// A function with what was known of its arguments, and what came of it.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) arguments: Vec<Fact>,
    pub(super) result: Fact,
    /// Whether the places in its body were noted with these arguments.
    pub(super) noted: bool,
    /// How often the arguments were made wider to be those of several calls; 0 where they are those of one.
    pub(super) widened: u32,
}

impl Call {
    /// These arguments and those of the call.
    pub(super) fn joined(&self, arguments: &[Fact]) -> Vec<Fact> {
        let pairs = self.arguments.iter().zip(arguments);
        pairs.map(|(own, other)| own.join(other)).collect()
    }

    /// Whether what is known of the call's arguments holds of these too.
    pub(super) fn is_for(&self, arguments: &[Fact]) -> bool {
        self.joined(arguments) == self.arguments
    }
}

/// What is assumed of numbers of the input for which no range is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// Nothing: whatever the input accepts.
    Any,
    /// Sizes that an insurer meets: whole numbers and amounts up to 10¹², decimals up to 10⁹ with 9 places.
    Usual,
}

/// A walk over a rulebook and what it has found so far.
#[derive(Debug)]
pub(super) struct Prover<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) known: Known<'r>,
    /// Above 0 nothing is noted: an expression is looked at again, for what a guard says.
    pub(super) quiet: u32,
    pub(super) depth: u32,
    /// Whether open conditions are being tried, which must not try them again.
    pub(super) trying_open: bool,
    /// How often they may still be tried.
    pub(super) tries_again: u32,
    /// How many conditions that have a name are being followed, each behind the one before.
    pub(super) behind: u32,
    /// How many look-ups are being followed row by row, one in what the other is for.
    pub(super) by_rows: u32,
    /// How many expressions were looked at.
    pub(super) work: u64,
    /// How many rows of tables were looked at.
    pub(super) rows: u64,
    pub(super) calls: BTreeMap<FunctionId, Vec<Call>>,
    /// Functions that are called with more arguments than are followed one by one.
    pub(super) with_any_arguments: BTreeSet<FunctionId>,
    /// What the columns of large tables hold.
    pub(super) tables: BTreeMap<TableId, Vec<Fact>>,
    sites: Sites,
    unwritten: Unwritten,
    attributes: Vec<Vec<Fact>>,
    definitions: Vec<Fact>,
    variables: Vec<Fact>,
    /// The most places in its list at which what a variable stands for can be.
    pub(super) most_places: BTreeMap<VariableId, u32>,
    /// Of each entity the most items of a list of it, and in how many lists it stands.
    lists: Vec<(u32, u32)>,
    /// What the items of made lists are made for: all that is possible, and what there is in any case.
    made: BTreeMap<EntityId, (Fact, Option<Numbers>)>,
    bases: Vec<Rc<Base<'r>>>,
}

impl<'r> Prover<'r> {
    /// One that knows what the input says, and has looked at nothing that is computed.
    pub(super) fn given(rulebook: &'r Rulebook, unwritten: Unwritten) -> Self {
        let mut prover = Self::new(rulebook, unwritten);
        prover.inputs();
        prover
    }

    /// Whether another that has looked at nothing yet knows the same, and so would find the same.
    pub(super) fn knows_the_same(&self, other: &Self) -> bool {
        self.attributes == other.attributes
    }

    /// Looks at everything that the rulebook computes; gives what is known of the definitions as well.
    pub(super) fn sites(mut self) -> (Sites, Vec<Fact>) {
        self.requirements();
        for task in order(self.rulebook) {
            self.task(task);
        }
        self.output(&self.rulebook.output);
        self.functions();
        (self.sites, self.definitions)
    }

    fn new(rulebook: &'r Rulebook, unwritten: Unwritten) -> Self {
        let of_type = |ty: &Type| Fact::of_type(rulebook, ty);
        let attributes = rulebook.entities.iter().map(|entity| {
            let all = entity.attributes.iter();
            all.map(|attribute| match &attribute.domain {
                Some(domain) => of_type(&attribute.ty).inside(domain),
                None => of_type(&attribute.ty),
            })
            .collect()
        });
        Self {
            rulebook,
            known: Known::default(),
            quiet: 0,
            depth: 0,
            trying_open: false,
            tries_again: MOST_TRIED_AGAIN,
            behind: 0,
            by_rows: 0,
            work: 0,
            rows: 0,
            calls: BTreeMap::new(),
            with_any_arguments: BTreeSet::new(),
            tables: BTreeMap::new(),
            sites: Sites::default(),
            unwritten,
            attributes: attributes.collect(),
            definitions: rulebook
                .definitions
                .iter()
                .map(|d| of_type(&d.ty))
                .collect(),
            variables: vec![Fact::Unknown; rulebook.variables as usize],
            most_places: BTreeMap::new(),
            lists: vec![(0, 0); rulebook.entities.len()],
            made: BTreeMap::new(),
            bases: Vec::new(),
        }
    }

    pub(super) fn note(
        &mut self,
        kind: ClaimKind,
        at: Span,
        shown: Span,
        fails: (bool, bool),
        reason: impl FnOnce() -> String,
    ) {
        if self.quiet == 0 {
            self.sites.note(kind, at, shown, fails, reason);
        }
    }

    pub(super) fn note_condition(&mut self, span: Span, truth: (bool, bool)) {
        if self.quiet == 0 {
            self.sites.note_condition(span, truth);
        }
    }

    pub(super) fn note_arm(&mut self, span: Span, taken: bool) {
        if self.quiet == 0 {
            self.sites.note_arm(span, taken);
        }
    }

    pub(super) fn bind(&mut self, variable: VariableId, fact: Fact) {
        if let Some(slot) = self.variables.get_mut(variable.index()) {
            *slot = fact;
        }
    }

    pub(super) fn variable(&self, variable: VariableId, ty: &Type) -> Fact {
        match self.variables.get(variable.index()) {
            Some(Fact::Unknown) | None => Fact::of_type(self.rulebook, ty),
            Some(fact) => fact.clone(),
        }
    }

    pub(super) fn attribute(&self, id: AttributeId, ty: &Type) -> Fact {
        let entity = self.attributes.get(id.entity.index());
        let fact = entity.and_then(|entity| entity.get(id.attribute as usize));
        fact.cloned()
            .unwrap_or_else(|| Fact::of_type(self.rulebook, ty))
    }

    fn set_attribute(&mut self, id: AttributeId, fact: Fact) {
        let entity = self.attributes.get_mut(id.entity.index());
        if let Some(slot) = entity.and_then(|entity| entity.get_mut(id.attribute as usize)) {
            *slot = fact;
        }
    }

    pub(super) fn definition(&self, id: DefinitionId, ty: &Type) -> Fact {
        let known = self.definitions.get(id.index()).cloned();
        known.unwrap_or_else(|| Fact::of_type(self.rulebook, ty))
    }

    /// The places that an item can have in the list that owns it.
    pub(super) fn position(&self, ty: &Type) -> Fact {
        let most = match ty {
            Type::Entity(entity) => self.lists.get(entity.index()).map(|(most, _)| *most),
            _ => None,
        };
        let most = most.filter(|most| *most > 0).unwrap_or(u32::MAX);
        Fact::Number(Numbers::between(Decimal::ONE, Decimal::from(most), 0))
    }

    /// Whether all items of an entity stand in lists of one declaration.
    pub(super) fn stands_in_one_list(&self, entity: EntityId) -> bool {
        self.lists
            .get(entity.index())
            .is_some_and(|(_, count)| *count == 1)
    }

    /// What the items of a made list are made for.
    pub(super) fn made_for(&self, list: &Type) -> Option<(Fact, Option<Numbers>)> {
        match list {
            Type::List(item) => match **item {
                Type::Entity(entity) => self.made.get(&entity).cloned(),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the input says before anything is computed.
    fn inputs(&mut self) {
        let rulebook = self.rulebook;
        for (entity, declared) in (0..).map(EntityId).zip(&rulebook.entities) {
            for (place, attribute) in (0..).zip(&declared.attributes) {
                let id = AttributeId {
                    entity,
                    attribute: place,
                };
                match &attribute.kind {
                    AttributeKind::Input { .. } => {
                        let fact = self.accepted(&attribute.ty, attribute.domain.as_ref(), 0);
                        self.set_attribute(id, fact);
                    }
                    AttributeKind::GivenList { min, max } => {
                        let Type::List(item) = &attribute.ty else {
                            continue;
                        };
                        self.stands_in_list(item, *max);
                        let item = self.accepted(item, attribute.domain.as_ref(), 0);
                        self.set_attribute(id, list(*min, *max, item));
                    }
                    AttributeKind::MadeList(made) => {
                        if let Type::List(item) = &attribute.ty {
                            let most = match made {
                                MadeFor::Members(all) => u32::try_from(all.len()),
                                MadeFor::Numbers { max, .. } | MadeFor::Values { max, .. } => {
                                    Ok(*max)
                                }
                            };
                            self.stands_in_list(item, most.unwrap_or(u32::MAX));
                        }
                    }
                    AttributeKind::Key
                    | AttributeKind::Derived(_)
                    | AttributeKind::Carried { .. } => {}
                }
            }
        }
    }

    fn stands_in_list(&mut self, item: &Type, most: u32) {
        if let Type::Entity(entity) = item
            && let Some((known, count)) = self.lists.get_mut(entity.index())
        {
            *known = (*known).max(most);
            *count = count.saturating_add(1);
        }
    }

    /// What the input accepts for a value.
    fn accepted(&self, ty: &Type, domain: Option<&Domain>, level: u32) -> Fact {
        let whole = match ty {
            Type::Optional(inner) => Fact::maybe(true, self.accepted(inner, None, level)),
            Type::Record(id) if level < MOST_RECORD_LEVELS => {
                match self.rulebook.records.get(id.index()) {
                    Some(record) => Fact::Record(
                        record
                            .fields
                            .iter()
                            .map(|field| {
                                let deeper = level.saturating_add(1);
                                self.accepted(&field.ty, field.domain.as_ref(), deeper)
                            })
                            .collect(),
                    ),
                    None => Fact::Unknown,
                }
            }
            ty => self.usual(Fact::of_type(self.rulebook, ty), ty),
        };
        match domain {
            Some(domain) => whole.inside(domain),
            None => whole,
        }
    }

    fn usual(&self, fact: Fact, ty: &Type) -> Fact {
        if self.unwritten == Unwritten::Any || !ty.is_number() {
            return fact;
        }
        let (most, places) = match ty {
            Type::Decimal => (1_000_000_000, 9),
            _ => (1_000_000_000_000, 28),
        };
        let most = Decimal::from_i64(most);
        fact.meet(&Fact::Number(Numbers::between(most.neg(), most, places)))
    }

    /// What every item of an entity meets, for its own attributes and for those of what stands in it.
    fn requirements(&mut self) {
        let rulebook = self.rulebook;
        for declared in &rulebook.entities {
            // Whether a requirement can be computed at all is asked of every risk, not of those that meet it.
            for requirement in &declared.requirements {
                self.decided(&requirement.condition);
            }
        }
        // An entity stands behind what it stands in only by its name, not by its place: from the outside inwards.
        let mut bases: Vec<Option<Rc<Base<'r>>>> = vec![None; rulebook.entities.len()];
        for start in 0..rulebook.entities.len() {
            let mut way = vec![start];
            let mut parent = rulebook.entities.get(start).and_then(|e| e.parent);
            while let Some(id) = parent
                && bases.get(id.index()).is_some_and(Option::is_none)
                && way.len() <= rulebook.entities.len()
            {
                way.push(id.index());
                parent = rulebook.entities.get(id.index()).and_then(|e| e.parent);
            }
            while let Some(entity) = way.pop() {
                let base = self.base(entity, &bases);
                if let Some(slot) = bases.get_mut(entity) {
                    slot.get_or_insert(base);
                }
            }
        }
        self.bases = bases.into_iter().map(Option::unwrap_or_default).collect();
    }

    /// What the requirements of an entity and of those that it stands in say.
    fn base(&mut self, entity: usize, bases: &[Option<Rc<Base<'r>>>]) -> Rc<Base<'r>> {
        let Some(declared) = self.rulebook.entities.get(entity) else {
            return Rc::default();
        };
        let parent = declared.parent.and_then(|parent| bases.get(parent.index()));
        let parent = parent.cloned().flatten().unwrap_or_default();
        if declared.requirements.is_empty() {
            return parent;
        }
        self.known = Known::from_base(parent);
        for requirement in &declared.requirements {
            self.assume(&requirement.condition, true);
        }
        let known = std::mem::take(&mut self.known);
        for (place, attribute) in (0_u32..).zip(&declared.attributes) {
            if !matches!(attribute.kind, AttributeKind::Input { .. }) {
                continue;
            }
            let id = AttributeId {
                entity: EntityId(u32::try_from(entity).unwrap_or(u32::MAX)),
                attribute: place,
            };
            let term = format!("i{entity}.{entity}:{place}");
            let fact = known.of(&term, self.attribute(id, &attribute.ty));
            self.set_attribute(id, fact);
        }
        Rc::new(known.into_base())
    }

    pub(super) fn in_entity(&mut self, entity: EntityId) {
        let base = self.bases.get(entity.index()).cloned().unwrap_or_default();
        self.known = Known::from_base(base);
    }

    fn task(&mut self, task: Task) {
        let rulebook = self.rulebook;
        match task {
            Task::Attribute(id) => {
                let attribute = crate::lower::order::attribute(rulebook, id);
                if let Some(attribute) = attribute {
                    self.in_entity(id.entity);
                    self.computed(id, attribute);
                }
            }
            Task::Definition(id) => {
                self.in_entity(rulebook.root);
                if let Some(definition) = rulebook.definitions.get(id.index()) {
                    let fact = self.fact(&definition.value);
                    if let Some(slot) = self.definitions.get_mut(id.index()) {
                        *slot = fact;
                    }
                }
            }
            Task::Rule(place) => {
                self.in_entity(rulebook.root);
                if let Some(rule) = rulebook.rules.get(place as usize) {
                    self.rule(rule);
                }
            }
            Task::Then(id) => {
                let attribute = crate::lower::order::attribute(rulebook, id);
                if let Some(AttributeKind::Carried { then, .. }) = attribute.map(|a| &a.kind) {
                    self.in_entity(id.entity);
                    self.fact(then);
                }
            }
            Task::Order(entity) => {
                let order = rulebook.entities.get(entity.index());
                if let Some(order) = order.and_then(|entity| entity.order.as_ref()) {
                    self.in_entity(entity);
                    self.fact(order);
                }
            }
            Task::Outcome(_) | Task::Function(_) => {}
        }
    }

    fn computed(&mut self, id: AttributeId, attribute: &'r Attribute) {
        match &attribute.kind {
            AttributeKind::Derived(value) => {
                let fact = self.fact(value);
                self.set_attribute(id, fact);
            }
            // What every item may be carried: its range is checked when it is run, wherever it comes from.
            AttributeKind::Carried { start, .. } => {
                self.fact(start);
                let fact = self.carried(attribute);
                self.set_attribute(id, fact);
            }
            AttributeKind::MadeList(made) => {
                let Type::List(item) = &attribute.ty else {
                    return;
                };
                let Type::Entity(entity) = **item else {
                    return;
                };
                let (least, most, key) = self.made_list(entity, made, attribute);
                self.set_attribute(id, list(least, most, Fact::Unknown));
                // The key stands first.
                if let Some(key) = key {
                    let first = AttributeId {
                        entity,
                        attribute: 0,
                    };
                    self.set_attribute(first, key);
                }
            }
            AttributeKind::Input { .. } | AttributeKind::GivenList { .. } | AttributeKind::Key => {}
        }
    }

    /// What is known of what is carried: its declared range, which is checked at the first item and at every other.
    pub(super) fn carried(&self, attribute: &Attribute) -> Fact {
        let whole = Fact::of_type(self.rulebook, &attribute.ty);
        match &attribute.domain {
            Some(domain) => whole.inside(domain),
            None => whole,
        }
    }

    /// The least and most items of a list made for values, and what these can be.
    fn made_values(&mut self, list: &'r Expr, max: u32) -> (u32, u32, Option<Fact>) {
        match self.fact(list) {
            Fact::Never => (0, 0, Some(Fact::Never)),
            Fact::List { least, most, item } => {
                (least.min(1), most.min(max), Some((*item).clone()))
            }
            _ => (0, max, None),
        }
    }

    /// The least and most items of a made list, and what these are made for, which is kept where some are made in any case.
    fn made_list(
        &mut self,
        entity: EntityId,
        made: &'r MadeFor,
        attribute: &Attribute,
    ) -> (u32, u32, Option<Fact>) {
        match made {
            MadeFor::Values { list, max } => self.made_values(list, *max),
            MadeFor::Members(all) => {
                let key = Fact::Members(Rc::new(all.iter().copied().collect()));
                self.made.insert(entity, (key.clone(), None));
                let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
                (count, count, Some(key))
            }
            MadeFor::Numbers { from, to, max } => {
                let (least, most, (key, sure)) =
                    self.counted_numbers((from, to), *max, attribute.span);
                self.made.insert(entity, (key.clone(), sure));
                (least, most, Some(key))
            }
        }
    }

    /// The least and most whole numbers from one to another, what they are, and which are there in any case.
    pub(super) fn counted_numbers(
        &mut self,
        (from, to): (&'r Expr, &'r Expr),
        max: u32,
        at: Span,
    ) -> (u32, u32, (Fact, Option<Numbers>)) {
        let (from_fact, to_fact) = (self.fact(from), self.fact(to));
        let ends = self
            .numbers(&from_fact, from)
            .zip(self.numbers(&to_fact, to));
        let Some((first, last)) = ends else {
            return (0, 0, (Fact::Never, None));
        };
        let count = |from: Decimal, to: Decimal| {
            if to < from {
                return Decimal::ZERO;
            }
            let count = to.sub(from).and_then(|n| n.add(Decimal::ONE)).ok();
            count.unwrap_or(Decimal::from(u32::MAX))
        };
        let (fewest, largest) = (
            count(first.high(), last.low()),
            count(first.low(), last.high()),
        );
        let most = Decimal::from(max);
        let fails = (largest > most, fewest > most);
        self.note(ClaimKind::ListSize, at, at, fails, || {
            format!("it may have {largest} items")
        });
        let key =
            (first.low() <= last.high()).then(|| Numbers::between(first.low(), last.high(), 0));
        let sure =
            (first.high() <= last.low()).then(|| Numbers::between(first.high(), last.low(), 0));
        let least = fewest.max(Decimal::ZERO).min(most).to_i64();
        let most = largest.max(Decimal::ZERO).min(most).to_i64();
        let whole = |count: Option<i64>| count.and_then(|n| u32::try_from(n).ok());
        let (least, most) = (whole(least).unwrap_or(0), whole(most).unwrap_or(max));
        (least, most, (Fact::from_numbers(key), sure))
    }

    fn rule(&mut self, rule: &'r Rule) {
        self.go_through(&rule.clauses);
        let (yes, _) = self.decided(&rule.condition);
        if yes && self.assume(&rule.condition, true) {
            for effect in &rule.effects {
                self.fact(&effect.message);
            }
        }
    }

    fn output(&mut self, items: &'r [OutputItem]) {
        self.in_entity(self.rulebook.root);
        self.fields(items);
    }

    fn fields(&mut self, items: &'r [OutputItem]) {
        for item in items {
            match &item.value {
                OutputValue::Value(value) => {
                    self.fact(value);
                }
                OutputValue::For { clause, items } => {
                    let (_, most) = self.go_through(std::slice::from_ref(clause));
                    if most > 0 {
                        self.fields(items);
                    }
                }
            }
        }
    }

    /// Functions that are called with more arguments than were followed: with any.
    fn functions(&mut self) {
        self.known = Known::default();
        self.work = 0;
        let mut done = BTreeSet::new();
        while let Some(id) = self.with_any_arguments.difference(&done).next().copied() {
            done.insert(id);
            let Some(function) = self.rulebook.functions.get(id.index()) else {
                continue;
            };
            for parameter in &function.parameters {
                let fact = Fact::of_type(self.rulebook, &parameter.ty);
                self.bind(parameter.variable, fact);
            }
            self.fact(&function.body);
        }
    }

    /// Notes of every place in an expression that it may fail: it is too deep to be looked into.
    pub(super) fn give_up(&mut self, tree: &'r Expr) {
        if self.quiet > 0 {
            return;
        }
        each_expression(tree, |expr| {
            let mut may = |kind| {
                let reason = || "the expression is too deep to be followed".to_owned();
                self.sites
                    .note(kind, expr.span, expr.span, (true, false), reason);
            };
            match &expr.kind {
                ExprKind::Arithmetic { .. } => {
                    may(ClaimKind::Overflow);
                    may(ClaimKind::Divisor);
                    may(ClaimKind::Maths);
                }
                ExprKind::Maths { .. } => {
                    may(ClaimKind::Overflow);
                    may(ClaimKind::Maths);
                }
                ExprKind::Round { .. } => {
                    may(ClaimKind::Overflow);
                    may(ClaimKind::Step);
                }
                ExprKind::Allocated { .. } => {
                    may(ClaimKind::Overflow);
                    may(ClaimKind::Step);
                    may(ClaimKind::InSteps);
                    may(ClaimKind::Weight);
                    may(ClaimKind::Weights);
                }
                ExprKind::Aggregate { .. } => may(ClaimKind::Overflow),
                ExprKind::Check { .. } => may(ClaimKind::Range),
                ExprKind::Index { .. } | ExprKind::ItemFor { .. } => may(ClaimKind::Item),
                ExprKind::Numbers { .. } => may(ClaimKind::ListSize),
                ExprKind::Between { .. } => may(ClaimKind::DateOrder),
                ExprKind::Shift { .. } => may(ClaimKind::DateYears),
                ExprKind::Lookup { .. } => may(ClaimKind::Key),
                ExprKind::Call { function, .. } => {
                    self.with_any_arguments.insert(*function);
                }
                ExprKind::Steps { lines, .. } => {
                    for line in lines {
                        let divides = matches!(line.operation, StepOperation::DividedBy(_));
                        for kind in [ClaimKind::Overflow, ClaimKind::Step, ClaimKind::Divisor] {
                            if kind != ClaimKind::Divisor || divides {
                                self.sites
                                    .note(kind, line.span, line.span, (true, false), || {
                                        "the expression is too deep to be followed".to_owned()
                                    });
                            }
                        }
                    }
                }
                _ => {}
            }
        });
    }

    /// A fact as a person reads it.
    pub(super) fn shown(fact: &Fact) -> String {
        let dates = |dates: &Dates| format!("{} to {}", dates.low(), dates.high());
        match fact {
            Fact::Never => "never there".to_owned(),
            Fact::Date(all) if all.low() == all.high() => all.low().to_string(),
            Fact::Date(all) => dates(all),
            Fact::Optional { given, .. } => Self::shown(given),
            fact => match fact.numbers() {
                Some(numbers) => match numbers.only() {
                    Some(only) => only.to_string(),
                    None => format!("{} to {}", numbers.low(), numbers.high()),
                },
                None => "not known".to_owned(),
            },
        }
    }
}

fn list(least: u32, most: u32, item: Fact) -> Fact {
    Fact::List {
        least,
        most,
        item: Rc::new(item),
    }
}
