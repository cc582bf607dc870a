//! What is carried from item to item: where it starts, in which order, and that nothing needs an item that has not been reached.

use std::collections::{BTreeMap, BTreeSet};

use super::entity::scope_of;
use super::expr::Expressions;
use super::reach::components;
use super::signature::{Declared, Role};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::lower::order::{Task, Tasks, attribute};
use crate::lower::scan::each_expression;
use crate::source::Span;
use crate::syntax::{self, AccessStep, Expression, ExpressionKind};
use crate::typed::{
    AttributeId, AttributeKind, EntityId, Expr, ExprKind, Rulebook, Type, VariableId,
};

impl Expressions<'_, '_> {
    /// `carried name : T = start E then E`
    pub(super) fn carried(
        &mut self,
        id: EntityId,
        carried: &syntax::Carried,
        declared: &Declared,
    ) -> Option<AttributeKind> {
        if self.signatures.root == Some(id) {
            return self.report(faults::carried_by_root(carried.name.span));
        }
        let mut scope = scope_of(self.signatures, id);
        let name = carried.name.text.as_str().into();
        let start = self.check_declared(&mut scope, &carried.start, declared, &name);
        let mut scope = scope_of(self.signatures, id);
        let then = self.check_declared(&mut scope, &carried.next, declared, &name);
        let (start, then) = (start?, then?);
        let mut own = None;
        each_expression(&start, |part| {
            if matches!(part.kind, ExprKind::Item(item) if item == id) {
                own.get_or_insert(part.span);
            }
        });
        if let Some(span) = own {
            return self.report(faults::start_of_item(span, &carried.name.text));
        }
        Some(AttributeKind::Carried { start, then })
    }

    /// `in order of key`
    pub(super) fn order(&mut self, id: EntityId, order: &Expression) -> Option<Expr> {
        let signatures = self.signatures;
        let attributes = &signatures.entity(id)?.attributes;
        if !attributes
            .iter()
            .any(|a| matches!(a.role, Role::Carried(_)))
        {
            return self.report(faults::order_of_nothing(order.span));
        }
        let mut scope = scope_of(signatures, id);
        let key = self.infer(&mut scope, order, None)?;
        let orders = match &key.ty {
            Type::Date => true,
            Type::Enum(id) => signatures.enumeration(*id).is_some_and(|e| e.ordered),
            ty => ty.is_number(),
        };
        if orders {
            return Some(key);
        }
        let fault = faults::order_of_other(signatures, order.span, &key.ty);
        self.report(fault)
    }

    /// `final(L.name)`
    pub(super) fn last_carried(
        &mut self,
        scope: &mut super::Scope,
        argument: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let ExpressionKind::Access { base, steps } = &argument.kind else {
            return self.report(faults::final_of_other(argument.span));
        };
        let Some((AccessStep::Field(name), before)) = steps.split_last() else {
            return self.report(faults::final_of_other(argument.span));
        };
        let list = if before.is_empty() {
            self.infer(scope, base, None)?
        } else {
            self.access(scope, base, before, None)?
        };
        let item = match &list.ty {
            Type::List(item) => (**item).clone(),
            _ => return self.report(faults::final_of_other(argument.span)),
        };
        let (Type::Entity(entity), true) = (item, self.extent_of(&list).is_some()) else {
            return self.report(faults::final_of_other(argument.span));
        };
        let signature = self.signatures.entity(entity)?;
        let carried = signature.attributes.iter();
        let carried = carried.filter(|a| matches!(a.role, Role::Carried(_)));
        match signature.attribute(&name.text) {
            Some((attribute, found)) if matches!(found.role, Role::Carried(_)) => {
                let ty = found.declared.as_ref()?.ty.clone();
                let kind = ExprKind::Final {
                    list: Box::new(list),
                    attribute: AttributeId { entity, attribute },
                };
                Some(super::expr::expr(kind, ty, span))
            }
            _ if signature.unread.contains(&name.text) => None,
            _ => {
                let names: Vec<&str> = carried.map(|a| &*a.name).collect();
                self.report(faults::not_carried(name, &signature.name, &names))
            }
        }
    }
}

/// What is carried and needs items that have not been reached: a diagnostic for each place. Only for rulebooks in which nothing is
/// computed from itself.
pub(crate) fn unreached(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let carries = |attribute: &crate::typed::Attribute| {
        matches!(attribute.kind, AttributeKind::Carried { .. })
    };
    let mut entities = rulebook.entities.iter();
    if !entities.any(|entity| entity.attributes.iter().any(carries)) {
        return Vec::new();
    }
    let tasks = Tasks::of(rulebook);
    let mut walk = Walk {
        rulebook,
        tasks: &tasks,
        found: BTreeMap::new(),
    };
    let all: Vec<usize> = (0..tasks.all.len()).collect();
    walk.within(&all, &BTreeSet::new());
    walk.found.into_values().collect()
}

struct Walk<'a> {
    rulebook: &'a Rulebook,
    tasks: &'a Tasks<'a>,
    /// By place, so that each is said once.
    found: BTreeMap<Span, Diagnostic>,
}

/// Where an item stands that an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// It is the current item or stands around it.
    Here(EntityId),
    /// It stands somewhere below the current item, or one around it, of this entity.
    Below(EntityId),
    /// Anywhere.
    Elsewhere,
}

impl<'a> Walk<'a> {
    /// Looks at tasks that lead back to themselves through what is carried, by entities that are not `done`.
    fn within(&mut self, members: &[usize], done: &BTreeSet<EntityId>) {
        let places: BTreeMap<usize, usize> = members.iter().copied().zip(0..).collect();
        let needs = |place: usize| {
            let number = members.get(place).copied().unwrap_or(usize::MAX);
            let mut needs = self.tasks.needs(number);
            if let Some(Task::Attribute(id)) = self.tasks.all.get(number)
                && !done.contains(&id.entity)
            {
                needs.extend(self.tasks.then_of(*id));
            }
            needs
                .iter()
                .filter_map(|need| places.get(need).copied())
                .collect()
        };
        for component in components(members.len(), needs) {
            let of = |place: &usize| members.get(*place).copied();
            let component: Vec<usize> = component.iter().filter_map(of).collect();
            if component.len() < 2 {
                continue;
            }
            let Some(top) = self.top(&component, done) else {
                continue;
            };
            self.look_at(&component, top);
            let mut done = done.clone();
            done.insert(top);
            self.within(&component, &done);
        }
    }

    /// The outermost entity that carries what the tasks go round through.
    fn top(&self, component: &[usize], done: &BTreeSet<EntityId>) -> Option<EntityId> {
        let entities = component
            .iter()
            .filter_map(|number| match self.tasks.all.get(*number) {
                Some(Task::Then(id)) if !done.contains(&id.entity) => Some(id.entity),
                _ => None,
            });
        entities.min_by_key(|entity| (self.depth(*entity), *entity))
    }

    fn depth(&self, entity: EntityId) -> usize {
        let parent = |at: &EntityId| self.rulebook.entities.get(at.index())?.parent;
        std::iter::successors(Some(entity), parent).count()
    }

    fn look_at(&mut self, component: &[usize], top: EntityId) {
        let members: BTreeSet<usize> = component.iter().copied().collect();
        for number in component {
            // What stands around the items is read by one of them, and said there.
            let entity = match self.tasks.all.get(*number) {
                Some(Task::Attribute(id) | Task::Then(id)) => Some(id.entity),
                Some(Task::Order(entity)) => Some(*entity),
                _ => None,
            };
            if !entity.is_some_and(|entity| self.stands_in(entity, top)) {
                continue;
            }
            let expressions: Vec<&'a Expr> = match self.tasks.all.get(*number) {
                Some(Task::Attribute(id)) => {
                    match attribute(self.rulebook, *id).map(|a| (&a.kind, a)) {
                        Some((AttributeKind::Derived(value), _)) => vec![value],
                        Some((AttributeKind::Carried { start, .. }, _)) => vec![start],
                        Some((AttributeKind::MadeList(_), made)) => {
                            self.say(faults::carried_makes_list(made.span, &made.name));
                            continue;
                        }
                        _ => continue,
                    }
                }
                Some(Task::Then(id)) => match attribute(self.rulebook, *id).map(|a| &a.kind) {
                    Some(AttributeKind::Carried { then, .. }) => vec![then],
                    _ => continue,
                },
                Some(Task::Order(id)) => {
                    let entity = self.rulebook.entities.get(id.index());
                    entity
                        .and_then(|entity| entity.order.as_ref())
                        .into_iter()
                        .collect()
                }
                _ => continue,
            };
            for expr in expressions {
                self.look_into(expr, &members, top);
            }
        }
    }

    fn look_into(&mut self, tree: &'a Expr, members: &BTreeSet<usize>, top: EntityId) {
        let variables = variables(tree);
        let mut faults = Vec::new();
        each_expression(tree, |part| {
            // Where an item of a made list stands is the fault of the list.
            if let ExprKind::Item(_) = part.kind {
                return;
            }
            let of = match &part.kind {
                ExprKind::Attribute { of, .. } => Some(of),
                ExprKind::Final { list, .. } => Some(list),
                _ => None,
            };
            let needed = self.tasks.reads(part);
            if !needed.iter().any(|need| members.contains(need)) {
                return;
            }
            // Where it is computed or made it is said.
            if let Type::List(_) = part.ty {
                return;
            }
            let reach = of.map_or(Reach::Elsewhere, |of| self.reach(of, &variables, 0));
            let root = match reach {
                Reach::Here(entity) | Reach::Below(entity) => Some(entity),
                Reach::Elsewhere => None,
            };
            let is_inside = root.is_some_and(|root| self.stands_in(root, top));
            if !is_inside {
                let name = self.name(part);
                faults.push(faults::not_reached(part.span, &name));
            }
        });
        each_expression(tree, |part| {
            if let ExprKind::Allocated { item, weight, .. } = &part.kind
                && item.ty == Type::Entity(top)
                && self.needs_any(weight, members)
            {
                faults.push(faults::allocated_not_reached(weight.span));
            }
            let Type::List(_) = part.ty.given() else {
                return;
            };
            let from = match &part.kind {
                ExprKind::Attribute { of, .. } => of,
                _ => part,
            };
            if self.needs_any(from, members) {
                faults.push(faults::carried_list(part.span));
            }
        });
        faults.into_iter().for_each(|fault| self.say(fault));
    }

    /// Whether an expression needs one of some tasks.
    fn needs_any(&self, expr: &Expr, members: &BTreeSet<usize>) -> bool {
        let mut needs = false;
        each_expression(expr, |read| {
            let needed = self.tasks.reads(read);
            needs |= needed.iter().any(|need| members.contains(need));
        });
        needs
    }

    /// What an expression reads, by its name.
    fn name(&self, expr: &Expr) -> String {
        let rulebook = self.rulebook;
        let name = match &expr.kind {
            ExprKind::Attribute { attribute: id, .. } | ExprKind::Final { attribute: id, .. } => {
                attribute(rulebook, *id).map(|attribute| &attribute.name)
            }
            ExprKind::Call { function, .. } => {
                let function = rulebook.functions.get(function.index());
                function.map(|function| &function.name)
            }
            ExprKind::Definition(id) => {
                let definition = rulebook.definitions.get(id.index());
                definition.map(|definition| &definition.name)
            }
            ExprKind::Decision(id) | ExprKind::Reasons(id) => {
                let outcome = rulebook.outcomes.get(id.index());
                outcome.map(|outcome| &outcome.name)
            }
            _ => None,
        };
        name.map_or_else(|| "this".to_owned(), ToString::to_string)
    }

    /// Whether an entity is another, or stands within it.
    fn stands_in(&self, entity: EntityId, around: EntityId) -> bool {
        let parent = |at: &EntityId| self.rulebook.entities.get(at.index())?.parent;
        std::iter::successors(Some(entity), parent).any(|at| at == around)
    }

    /// Where the item, or the items of the list, that an expression is stand.
    fn reach(&self, expr: &Expr, variables: &BTreeMap<VariableId, &Expr>, names: u32) -> Reach {
        let of = |expr: &Expr| self.reach(expr, variables, names);
        match &expr.kind {
            ExprKind::Item(entity) => Reach::Here(*entity),
            ExprKind::Variable(variable) => match variables.get(variable) {
                Some(value) if names < MOST_NAMES => {
                    self.reach(value, variables, names.saturating_add(1))
                }
                _ => Reach::Elsewhere,
            },
            ExprKind::Attribute {
                of: owner,
                attribute: id,
            } => {
                let kind = attribute(self.rulebook, *id).map(|attribute| &attribute.kind);
                let owns = matches!(
                    kind,
                    Some(
                        AttributeKind::Input { .. }
                            | AttributeKind::GivenList { .. }
                            | AttributeKind::MadeList(_)
                    )
                );
                match of(owner) {
                    Reach::Here(entity) | Reach::Below(entity) if owns => Reach::Below(entity),
                    _ => Reach::Elsewhere,
                }
            }
            ExprKind::Index { list, .. } | ExprKind::ItemFor { list, .. } => of(list),
            ExprKind::Pick { clause, .. } | ExprKind::Sorted { clause, .. } => of(&clause.list),
            ExprKind::Unwrap(one) | ExprKind::Wrap(one) => of(one),
            _ => Reach::Elsewhere,
        }
    }

    fn say(&mut self, fault: Diagnostic) {
        self.found.entry(fault.span).or_insert(fault);
    }
}

/// What each variable of an expression stands for, in the order in which they are bound.
fn variables(tree: &Expr) -> BTreeMap<VariableId, &Expr> {
    let mut found = BTreeMap::new();
    each_expression(tree, |part| match &part.kind {
        ExprKind::Let {
            variable, value, ..
        } => {
            found.insert(*variable, &**value);
        }
        ExprKind::Aggregate { clauses, .. } => {
            found.extend(clauses.iter().map(|clause| (clause.variable, &clause.list)));
        }
        ExprKind::Pick { clause, .. } | ExprKind::Sorted { clause, .. } => {
            found.insert(clause.variable, &clause.list);
        }
        _ => {}
    });
    found
}

/// How often one name may stand for another.
const MOST_NAMES: u32 = 64;
