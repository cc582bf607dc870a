//! Which branches a risk takes: a second walk over the typed tree that needs as little as the language allows.
//!
//! [`crate::evaluate()`] says what a value is. This says what had to be looked at for it: it starts at what is answered and goes into the
//! operands that count, asking the evaluator which way a condition goes. A `let` or an argument is looked at where it is used, a field of
//! a record by itself, a list with all its items.

mod fold;
mod part;
mod walk;

use crate::census::Census;
use crate::evaluate::{Evaluator, Scope};
use crate::input::{self, Risk};
use crate::value::{ItemId, Value};
use crate::{answer, failure::Outcome};
use lutine_dsl::coverage::Mark;
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::{EntityId, Expr, OutputItem, OutputValue, Rulebook, Type, VariableId};
use part::Part;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What risks took: by branch and by table row how many of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Branches.
    pub marks: BTreeMap<Mark, u64>,
    /// Rows, by table and place.
    pub rows: BTreeMap<(u32, u32), u64>,
}

/// Adds what a risk takes. One whose input has faults takes nothing.
pub fn cover(rulebook: &Rulebook, sources: &SourceMap, json: &[u8], coverage: &mut Coverage) {
    let Ok(risk) = input::read(rulebook, json) else {
        return;
    };
    let mut census = Census::default();
    let mut walk = Walk {
        evaluator: Evaluator::new(rulebook, sources, risk, &mut census),
        rulebook,
        marks: BTreeSet::new(),
        rows: BTreeSet::new(),
        seen: BTreeSet::new(),
    };
    walk.requirements();
    if answer::requirements(&mut walk.evaluator).is_empty() {
        walk.output(&rulebook.output, &Env::of(Risk::ROOT));
    }
    for mark in walk.marks {
        *coverage.marks.entry(mark).or_default() += 1;
    }
    for row in walk.rows {
        *coverage.rows.entry(row).or_default() += 1;
    }
}

/// The walk over one risk.
struct Walk<'a> {
    evaluator: Evaluator<'a>,
    rulebook: &'a Rulebook,
    marks: BTreeSet<Mark>,
    rows: BTreeSet<(u32, u32)>,
    seen: BTreeSet<(Seen, Part)>,
}

/// What is walked through once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Attribute(ItemId, u32),
    CarriedOn(ItemId, u32),
    Definition(u32),
    Outcome(u32),
}

/// What the names in an expression stand for, and how those that are bound to an expression came about.
#[derive(Debug, Clone)]
struct Env<'a> {
    scope: Scope,
    bound: BTreeMap<VariableId, (&'a Expr, Rc<Env<'a>>)>,
}

impl<'a> Env<'a> {
    fn of(item: ItemId) -> Rc<Self> {
        Rc::new(Self {
            scope: Scope::of(item),
            bound: BTreeMap::new(),
        })
    }

    /// The same with a variable for an item of a list.
    fn with_item(&self, variable: VariableId, item: &Value, place: u32) -> Rc<Self> {
        let mut env = self.clone();
        env.scope = env.scope.with_item(variable, item, place);
        env.bound.remove(&variable);
        Rc::new(env)
    }

    /// The same with a variable that is bound to an expression in another scope.
    fn with_bound(
        &self,
        variable: VariableId,
        value: Outcome,
        expr: &'a Expr,
        env: &Rc<Self>,
    ) -> Rc<Self> {
        let mut inside = self.clone();
        inside.scope = inside.scope.with(variable, value);
        inside.bound.insert(variable, (expr, Rc::clone(env)));
        Rc::new(inside)
    }
}

impl<'a> Walk<'a> {
    fn requirements(&mut self) {
        let rulebook = self.rulebook;
        for (entity, id) in rulebook.entities.iter().zip(0..) {
            if entity.requirements.is_empty() {
                continue;
            }
            self.made_lists_to(EntityId(id));
            let items = answer::items_of(&mut self.evaluator, EntityId(id));
            for item in items.into_iter().flatten() {
                for requirement in &entity.requirements {
                    self.need(&requirement.condition, &Env::of(item), &Part::Whole);
                }
            }
        }
    }

    /// The lists that must be made before it is known which items of an entity there are.
    fn made_lists_to(&mut self, entity: EntityId) {
        let rulebook = self.rulebook;
        for (owner, id) in rulebook.entities.iter().zip(0..) {
            for (attribute, place) in owner.attributes.iter().zip(0..) {
                let is_made = matches!(
                    attribute.kind,
                    lutine_dsl::typed::AttributeKind::MadeList(_)
                );
                if is_made && attribute.ty == Type::List(Box::new(Type::Entity(entity))) {
                    self.made_lists_to(EntityId(id));
                    let owners = answer::items_of(&mut self.evaluator, EntityId(id));
                    for owner in owners.into_iter().flatten() {
                        self.attribute(owner, place, &Part::Whole);
                    }
                }
            }
        }
    }

    fn output(&mut self, items: &'a [OutputItem], env: &Rc<Env<'a>>) {
        for item in items {
            match &item.value {
                OutputValue::Value(expr) => self.declared(expr, env, &Part::Whole),
                OutputValue::For { clause, items } => {
                    self.need(&clause.list, env, &Part::Whole);
                    if let Ok(Value::List(list)) = self.evaluator.evaluate(&clause.list, &env.scope)
                    {
                        for (one, place) in list.iter().zip(1..) {
                            let inside = env.with_item(clause.variable, one, place);
                            self.rows_gone_through(std::slice::from_ref(clause), &inside);
                            self.output(items, &inside);
                        }
                    }
                }
            }
        }
    }
}
