//! What each expression needs.

use super::fold::{Fold, rows_of};
use super::part::Part;
use super::{Env, Seen, Walk};
use crate::evaluate::Scope;
use crate::evaluate::choice::fits;
use crate::evaluate::record::first_failure;
use crate::evaluate::table::fitting_rows;
use crate::input::Risk;
use crate::value::{ItemId, Value, ill_typed};
use lutine_core::graph::Choice;
use lutine_core::number::Mode;
use lutine_dsl::coverage::{Kind, Mark, has_mark};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{
    AttributeId, AttributeKind, DefinitionId, Expr, ExprKind, FunctionId, MadeFor, Step,
    StepOperation, TableId, TextPiece, Type,
};
use std::rc::Rc;

impl<'a> Walk<'a> {
    pub fn mark(&mut self, span: Span, kind: Kind, branch: u32) {
        self.marks.insert(Mark { span, kind, branch });
    }

    /// Needs the expression of a declaration.
    pub fn declared(&mut self, expr: &'a Expr, env: &Rc<Env<'a>>, part: &Part) {
        if has_mark(&expr.ty) {
            self.mark(expr.span, Kind::Value, 0);
        }
        self.need(expr, env, part);
    }

    /// Needs a condition; which way it goes, nothing where it is in error.
    pub fn decide(&mut self, condition: &'a Expr, env: &Rc<Env<'a>>) -> Option<bool> {
        self.need(condition, env, &Part::Whole);
        self.evaluator.condition(condition, &env.scope).ok()
    }

    /// Needs expressions one after the other, up to the first in error.
    fn in_order(&mut self, exprs: impl IntoIterator<Item = &'a Expr>, env: &Rc<Env<'a>>) -> bool {
        exprs.into_iter().all(|expr| {
            self.need(expr, env, &Part::Whole);
            self.evaluator.evaluate(expr, &env.scope).is_ok()
        })
    }

    /// Needs a part of an expression.
    pub fn need(&mut self, expr: &'a Expr, env: &Rc<Env<'a>>, part: &Part) {
        match (part, expr.ty.given()) {
            (Part::Whole | Part::Strict, Type::Record(record)) => {
                let fields = self.rulebook.records[record.index()].fields.len();
                self.need_fields(expr, env, part, fields);
            }
            _ => self.need_part(expr, env, part),
        }
    }

    /// Needs all fields of a record, and whether it is given where it need not be.
    fn need_fields(&mut self, expr: &'a Expr, env: &Rc<Env<'a>>, part: &Part, fields: usize) {
        if matches!(expr.ty, Type::Optional(_)) {
            self.need_part(expr, env, &Part::Given);
        }
        let Ok(Value::Record(values)) = self.evaluator.evaluate(expr, &env.scope) else {
            return;
        };
        for (place, value) in (0_u32..).zip(values.iter()).take(fields) {
            self.need_part(expr, env, &Part::Field(place, Box::new(part.clone())));
            if *part == Part::Strict && first_failure(value).is_some() {
                return;
            }
        }
    }

    fn need_part(&mut self, expr: &'a Expr, env: &Rc<Env<'a>>, part: &Part) {
        match &expr.kind {
            // What a place is counted in is needed to go through the list.
            ExprKind::Literal(_) | ExprKind::Item(_) | ExprKind::Place(_) | ExprKind::Rows(_) => {}
            ExprKind::Variable(variable) => {
                if let Some((bound, env)) = env.bound.get(variable).cloned() {
                    self.need(bound, &env, part);
                }
            }
            ExprKind::Attribute { of, attribute } => {
                self.need(of, env, &Part::Whole);
                if let Ok(Value::Item(item)) = self.evaluator.evaluate(of, &env.scope) {
                    self.attribute(item, attribute.attribute, part);
                }
            }
            ExprKind::Field { of, field } => {
                self.need(of, env, &Part::Field(*field, Box::new(part.clone())));
            }
            ExprKind::Definition(id) => self.definition(*id, part),
            ExprKind::Call {
                function,
                arguments,
            } => self.call(*function, arguments, env, part),
            ExprKind::Lookup { table, keys } => self.look_up(*table, keys, expr.span, env),
            ExprKind::Fitting { rows, keys, .. } => self.look_up_all(rows.of, keys, env),
            ExprKind::Position(of)
            | ExprKind::Negate(of)
            | ExprKind::Not(of)
            | ExprKind::Absolute(of)
            | ExprKind::Maths { of, .. }
            | ExprKind::In { value: of, .. }
            | ExprKind::DatePart { date: of, .. } => self.need(of, env, &Part::Whole),
            ExprKind::IsGiven(of) => self.need(of, env, &Part::given(&of.ty)),
            ExprKind::Wrap(of) => {
                if *part != Part::Given {
                    self.need(of, env, part);
                }
            }
            ExprKind::Unwrap(of) | ExprKind::Widen(of) | ExprKind::Check { value: of, .. } => {
                self.need(of, env, part);
            }
            ExprKind::Coalesce(first, other) => self.coalesce(first, other, env, part),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                if let Some(is_true) = self.decide(condition, env) {
                    self.mark(condition.span, Kind::If, u32::from(!is_true));
                    self.need(if is_true { then } else { otherwise }, env, part);
                }
            }
            ExprKind::Match {
                value,
                arms,
                otherwise,
            } => {
                self.need(value, env, &Part::Whole);
                let Ok(found) = self.evaluator.evaluate(value, &env.scope) else {
                    return;
                };
                let arm = arms.iter().position(|arm| fits(&arm.pattern, &found));
                let branch = arm.unwrap_or(arms.len());
                self.mark(value.span, Kind::Match, branch as u32);
                self.need(arm.map_or(otherwise, |arm| &arms[arm].value), env, part);
            }
            ExprKind::Variants { of, values } => {
                let mut dimensions = of.dimensions.iter();
                let known = dimensions.all(|id| {
                    self.definition(*id, &Part::Whole);
                    self.evaluator.definition(*id).is_ok()
                });
                if known && let Ok(place) = self.evaluator.variant(of) {
                    self.mark(of.span, Kind::Variants, place as u32);
                    self.need(&values[place], env, part);
                }
            }
            ExprKind::And(left, right) => self.both(left, right, true, Kind::And, env),
            ExprKind::Or(left, right) => self.both(left, right, false, Kind::Or, env),
            ExprKind::Let {
                variable,
                value,
                body,
            } => {
                let outcome = self.evaluator.evaluate(value, &env.scope);
                let inside = env.with_bound(*variable, outcome, value, env);
                self.need(body, &inside, part);
            }
            ExprKind::Record { fields, .. } => {
                if let Part::Field(field, part) = part {
                    self.need(&fields[*field as usize], env, part);
                }
            }
            ExprKind::With { of, fields } => {
                let Part::Field(field, inner) = part else {
                    return;
                };
                match fields.iter().find(|(place, _)| place == field) {
                    Some((_, changed)) => self.need(changed, env, inner),
                    None => self.need(of, env, part),
                }
            }
            ExprKind::Steps {
                each_rounded,
                lines,
            } => {
                self.steps(each_rounded.as_ref(), lines, env);
            }
            ExprKind::Final { list, attribute } => self.last_carried(list, *attribute, env, part),
            ExprKind::Allocated {
                item,
                total,
                weight,
                step,
            } => self.allocated([item, total, weight, step], env),
            ExprKind::Decision(outcome) | ExprKind::Reasons(outcome) => self.outcome(*outcome),
            _ => self.need_operands(expr, env),
        }
    }

    /// A share needs the total, the weights of all items of the list, and the step.
    fn allocated(&mut self, [item, total, weight, step]: [&'a Expr; 4], env: &Rc<Env<'a>>) {
        if !self.in_order([total], env) {
            return;
        }
        let Ok(Value::Item(item)) = self.evaluator.evaluate(item, &env.scope) else {
            return;
        };
        let items = self.evaluator.list_of(item).unwrap_or_default();
        if items
            .into_iter()
            .all(|item| self.in_order([weight], &Env::of(item)))
        {
            self.in_order([step], env);
        }
    }

    /// Expressions that need all their operands, and comprehensions.
    fn need_operands(&mut self, expr: &'a Expr, env: &Rc<Env<'a>>) {
        match &expr.kind {
            ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
                self.in_order([&**left, right], env);
            }
            ExprKind::Shift { date, period, .. } => {
                self.in_order([&**date, period], env);
            }
            ExprKind::Period {
                years,
                months,
                days,
            } => {
                self.in_order([&**years, months, days], env);
            }
            ExprKind::InRange {
                value, low, high, ..
            } => {
                let ends = low.iter().chain(high).map(|end| &**end);
                self.in_order(std::iter::once(&**value).chain(ends), env);
            }
            ExprKind::InList { value, list } => {
                self.in_order([&**value, list], env);
            }
            ExprKind::Index { list, index } => {
                self.in_order([&**list, index], env);
            }
            ExprKind::ItemFor { list, key } => {
                self.in_order([&**list, key], env);
            }
            ExprKind::Joined { list, separator } => {
                self.in_order([&**list, separator], env);
            }
            ExprKind::Numbers { from, to, .. } => {
                self.in_order([&**from, to], env);
            }
            ExprKind::Round { value, step, .. } => {
                self.in_order([&**value, step], env);
            }
            ExprKind::Between { from, to, .. } => {
                self.in_order([&**from, to], env);
            }
            ExprKind::Least(all) | ExprKind::Greatest(all) => {
                self.in_order(all, env);
            }
            ExprKind::Format(pieces) => {
                let values = pieces.iter().filter_map(|piece| match piece {
                    TextPiece::Value(value) => Some(value),
                    TextPiece::Text(_) => None,
                });
                self.in_order(values, env);
            }
            ExprKind::Aggregate {
                kind,
                clauses,
                condition,
                value,
            } => {
                let fold = Fold {
                    clauses,
                    condition: condition.as_deref(),
                    values: vec![value],
                    decisive: None,
                };
                self.aggregate(*kind, fold, env);
            }
            ExprKind::Pick {
                choice,
                clause,
                condition,
                by,
            } => {
                debug_assert!(by.is_some() || matches!(choice, Choice::First | Choice::Last));
                let clauses = std::slice::from_ref(&**clause);
                let fold = Fold {
                    clauses,
                    condition: condition.as_deref(),
                    values: by.as_deref().into_iter().collect(),
                    decisive: None,
                };
                let _ = self.fold(&fold, clauses, env);
            }
            ExprKind::Sorted {
                clause,
                condition,
                by,
            } => {
                let clauses = std::slice::from_ref(&**clause);
                let fold = Fold {
                    clauses,
                    condition: condition.as_deref(),
                    values: by.iter().map(|key| &key.value).collect(),
                    decisive: None,
                };
                let _ = self.fold(&fold, clauses, env);
            }
            other => ill_typed(&format!("{other:?} is walked through elsewhere")),
        }
    }

    /// `and`, `or`: the right one is needed where the left is `needs`.
    fn both(
        &mut self,
        left: &'a Expr,
        right: &'a Expr,
        needs: bool,
        kind: Kind,
        env: &Rc<Env<'a>>,
    ) {
        if let Some(is_true) = self.decide(left, env) {
            self.mark(right.span, kind, u32::from(is_true != needs));
            if is_true == needs {
                self.need(right, env, &Part::Whole);
            }
        }
    }

    fn coalesce(&mut self, first: &'a Expr, other: &'a Expr, env: &Rc<Env<'a>>, part: &Part) {
        self.need(first, env, &Part::given(&first.ty));
        match self.evaluator.evaluate(first, &env.scope) {
            Err(_) => {}
            Ok(Value::Absent) => {
                self.mark(other.span, Kind::Default, 1);
                self.need(other, env, part);
            }
            Ok(_) => {
                self.mark(other.span, Kind::Default, 0);
                if *part != Part::Given {
                    self.need(first, env, part);
                }
            }
        }
    }

    /// An attribute of an item.
    pub fn attribute(&mut self, item: ItemId, attribute: u32, part: &Part) {
        let seen = (Seen::Attribute(item, attribute), part.clone());
        if !self.seen.insert(seen) {
            return;
        }
        let rulebook = self.rulebook;
        let entity = &rulebook.entities[self.evaluator.risk.item(item).entity.index()];
        match &entity.attributes[attribute as usize].kind {
            AttributeKind::Derived(expr) => self.declared(expr, &Env::of(item), part),
            AttributeKind::Carried { start, .. } => {
                let Some(order) = self.around(item) else {
                    return;
                };
                let place = order.iter().position(|other| *other == item);
                match place.and_then(|place| place.checked_sub(1)) {
                    None => self.declared(start, &Env::of(item), part),
                    Some(before) => self.carried_on(order[before], attribute, part),
                }
            }
            AttributeKind::MadeList(MadeFor::Numbers { from, to, .. }) => {
                self.in_order([from, to], &Env::of(item));
            }
            AttributeKind::MadeList(MadeFor::Values { list, .. }) => {
                let env = Env::of(item);
                self.need(list, &env, &Part::Whole);
                if let Some(table) = rows_of(list, &env) {
                    let rows = self.rulebook.tables[table.index()].data.own_rows();
                    let rows = (0_u32..).zip(rows);
                    self.rows.extend(rows.map(|(row, _)| (table.0, row)));
                }
            }
            _ => {}
        }
    }

    /// The items among which an item stands, in order, if they have one: the place of each is needed.
    fn around(&mut self, item: ItemId) -> Option<Rc<Vec<ItemId>>> {
        let owner = self.evaluator.risk.item(item).owner.clone();
        let items = match owner.filter(|owner| owner.position.is_some()) {
            Some(owner) => self.evaluator.attribute(owner.item, owner.attribute).ok()?,
            None => Value::List(Rc::new(vec![Value::Item(item)])),
        };
        self.places(&items);
        self.evaluator.around(item).ok()
    }

    fn places(&mut self, items: &Value) {
        let rulebook = self.rulebook;
        let Value::List(items) = items else { return };
        for item in items.iter() {
            let Value::Item(item) = item else { return };
            let entity = self.evaluator.risk.item(*item).entity;
            let Some(order) = &rulebook.entities[entity.index()].order else {
                return;
            };
            if !self.in_order([order], &Env::of(*item)) {
                return;
            }
        }
    }

    /// What an item carries on.
    fn carried_on(&mut self, item: ItemId, attribute: u32, part: &Part) {
        let seen = (Seen::CarriedOn(item, attribute), part.clone());
        if !self.seen.insert(seen) {
            return;
        }
        let rulebook = self.rulebook;
        let entity = &rulebook.entities[self.evaluator.risk.item(item).entity.index()];
        if let AttributeKind::Carried { then, .. } = &entity.attributes[attribute as usize].kind {
            self.declared(then, &Env::of(item), part);
        }
    }

    /// `final(L.name)`
    fn last_carried(&mut self, list: &'a Expr, id: AttributeId, env: &Rc<Env<'a>>, part: &Part) {
        self.need(list, env, &Part::Whole);
        let Ok(items) = self.evaluator.evaluate(list, &env.scope) else {
            return;
        };
        self.places(&items);
        let Value::List(all) = &items else { return };
        if let Some(Value::Item(first)) = all.first() {
            if let Ok(order) = self.evaluator.around(*first)
                && let Some(last) = order.last()
            {
                self.carried_on(*last, id.attribute, part);
            }
            return;
        }
        let rulebook = self.rulebook;
        let kind = &rulebook.entities[id.entity.index()].attributes[id.attribute as usize].kind;
        if let (AttributeKind::Carried { start, .. }, Ok(owner)) =
            (kind, self.evaluator.owner(list, &env.scope))
        {
            self.declared(start, &Env::of(owner), part);
        }
    }

    fn definition(&mut self, id: DefinitionId, part: &Part) {
        if self.seen.insert((Seen::Definition(id.0), part.clone())) {
            let rulebook = self.rulebook;
            let value = &rulebook.definitions[id.index()].value;
            self.declared(value, &Env::of(Risk::ROOT), part);
        }
    }

    fn call(&mut self, id: FunctionId, arguments: &'a [Expr], env: &Rc<Env<'a>>, part: &Part) {
        let rulebook = self.rulebook;
        let declared = &rulebook.functions[id.index()];
        let mut inside = Rc::new(Env {
            scope: Scope::of(Risk::ROOT),
            bound: std::collections::BTreeMap::new(),
        });
        for (parameter, argument) in declared.parameters.iter().zip(arguments) {
            let value = self.evaluator.evaluate(argument, &env.scope);
            inside = inside.with_bound(parameter.variable, value, argument, env);
        }
        self.declared(&declared.body, &inside, part);
    }

    /// Needs the keys of a look-up; their values, where none is in error.
    fn keys(&mut self, keys: &'a [Expr], env: &Rc<Env<'a>>) -> Option<Vec<Value>> {
        if !self.in_order(keys, env) {
            return None;
        }
        let values = keys
            .iter()
            .map(|key| self.evaluator.evaluate(key, &env.scope));
        values.collect::<Result<Vec<Value>, _>>().ok()
    }

    /// A look-up in a `collect` table needs all rows that fit.
    fn look_up_all(&mut self, id: TableId, keys: &'a [Expr], env: &Rc<Env<'a>>) {
        if let Some(values) = self.keys(keys, env) {
            let rows = fitting_rows(&self.rulebook.tables[id.index()], &values);
            self.rows
                .extend(rows.into_iter().map(|row| (id.0, row as u32)));
        }
    }

    fn look_up(&mut self, id: TableId, keys: &'a [Expr], span: Span, env: &Rc<Env<'a>>) {
        let Some(values) = self.keys(keys, env) else {
            return;
        };
        let table = &self.rulebook.tables[id.index()];
        if let Ok(Some((low, high))) = self.evaluator.rows(table, &values, span) {
            self.rows.extend([(id.0, low as u32), (id.0, high as u32)]);
        }
    }

    /// The running value behind the last line: from there backwards.
    fn steps(
        &mut self,
        each_rounded: Option<&'a (Mode, Box<Expr>)>,
        lines: &'a [Step],
        env: &Rc<Env<'a>>,
    ) {
        let rounding = each_rounded.map(|(_, step)| &**step);
        let Some((line, before)) = lines.split_last() else {
            return;
        };
        if let Some(when) = &line.when {
            let Some(applies) = self.decide(when, env) else {
                return;
            };
            self.mark(when.span, Kind::When, u32::from(!applies));
            if !applies {
                return self.steps(each_rounded, before, env);
            }
        }
        let operand = match &line.operation {
            StepOperation::Start(operand) => {
                if self.in_order([operand], env) {
                    self.in_order(rounding, env);
                }
                return;
            }
            StepOperation::Note => return self.steps(each_rounded, before, env),
            StepOperation::Times(operand)
            | StepOperation::DividedBy(operand)
            | StepOperation::Plus(operand)
            | StepOperation::Less(operand)
            | StepOperation::AtLeast(operand)
            | StepOperation::AtMost(operand)
            | StepOperation::Round(_, operand) => operand,
        };
        self.steps(each_rounded, before, env);
        let running = self.evaluator.steps(each_rounded, before, &env.scope);
        if running.is_ok() {
            self.in_order(std::iter::once(operand).chain(rounding), env);
        }
    }
}
