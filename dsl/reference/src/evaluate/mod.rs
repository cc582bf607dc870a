//! What each expression means, one family of expressions a file.
//!
//! An expression has a value or an error. An attribute is computed when it is first asked for and remembered. While a
//! declaration is being computed it is the innermost one: errors that arise then carry its path.

mod aggregate;
mod allocated;
mod arithmetic;
mod attribute;
mod carried;
pub(crate) mod choice;
mod comparison;
mod construct;
mod dates;
mod decision;
mod list;
mod path;
pub(crate) mod record;
pub(crate) mod steps;
pub(crate) mod table;
mod text;

pub use path::Frame;

use crate::census::Census;
use crate::date::Date;
use crate::failure::{Failure, Outcome};
use crate::input::Risk;
use crate::number::{NoNumber, Number};
use crate::value::{ItemId, Value, ill_typed};
use lutine_dsl::source::{SourceMap, Span};
use lutine_dsl::typed::{AttributeKind, Expr, ExprKind, Literal, Rulebook, Type, VariableId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Evaluates the expressions of one risk.
pub struct Evaluator<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// Where its text stands.
    pub sources: &'a SourceMap,
    /// The items, made ones included once their list has been asked for.
    pub risk: Risk,
    /// What was seen so far.
    pub census: &'a mut Census,
    known: BTreeMap<Known, Outcome>,
    /// Lists in the order in which they are gone through, by their first items.
    orders: BTreeMap<ItemId, Rc<Vec<ItemId>>>,
    frames: Vec<Frame>,
}

/// What is computed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Attribute(ItemId, u32),
    CarriedOn(ItemId, u32),
    Definition(u32),
    Reasons(u32),
}

/// What the names in an expression stand for.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The item whose attribute is being computed; the risk itself elsewhere.
    pub item: ItemId,
    /// Comprehension variables, `let`s and parameters.
    pub variables: BTreeMap<VariableId, Outcome>,
    /// At which place of its list what a variable stands for is found, from 1.
    pub places: BTreeMap<VariableId, u32>,
}

impl Scope {
    /// The scope of an item's attributes.
    #[must_use]
    pub fn of(item: ItemId) -> Self {
        Self {
            item,
            variables: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    /// The same with one more variable.
    #[must_use]
    pub fn with(&self, variable: VariableId, value: Outcome) -> Self {
        let mut scope = self.clone();
        scope.variables.insert(variable, value);
        scope
    }

    /// The same with a variable that stands for the item at a place, from 1, of a list.
    #[must_use]
    pub fn with_item(&self, variable: VariableId, item: &Value, place: u32) -> Self {
        let mut scope = self.with(variable, Ok(item.clone()));
        scope.places.insert(variable, place);
        scope
    }
}

impl<'a> Evaluator<'a> {
    /// An evaluator for one risk.
    pub fn new(
        rulebook: &'a Rulebook,
        sources: &'a SourceMap,
        risk: Risk,
        census: &'a mut Census,
    ) -> Self {
        Self {
            rulebook,
            sources,
            risk,
            census,
            known: BTreeMap::new(),
            orders: BTreeMap::new(),
            frames: Vec::new(),
        }
    }

    /// The value of an expression, or its error.
    pub fn evaluate(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome {
        let outcome = self.meaning(expr, scope);
        let outcome = record::spread(self.rulebook, outcome, &expr.ty);
        let is_error = record::first_failure(&outcome).is_some();
        // It is written out as steps: only the text says what it was.
        let is_banded = matches!(expr.kind, ExprKind::Let { .. })
            && self.sources.text(expr.span).starts_with("banded(");
        if is_banded {
            self.census.add("banded", is_error);
        }
        for construct in construct::of(self.rulebook, expr) {
            self.census.add(construct, is_error);
        }
        outcome
    }

    fn meaning(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => Ok(literal_value(literal)),
            ExprKind::Variable(variable) => scope
                .variables
                .get(variable)
                .map_or_else(|| ill_typed("a variable has no value"), Outcome::clone),
            ExprKind::Item(entity) => self.item_or_ancestor(scope.item, *entity),
            ExprKind::Attribute { of, attribute } => self.attribute_of(of, *attribute, scope),
            ExprKind::Position(item) => self.position(item, scope),
            ExprKind::Field { of, field } => self.field(of, *field, scope),
            ExprKind::Definition(id) => self.definition(*id),
            ExprKind::Call {
                function,
                arguments,
            } => self.call(*function, arguments, scope),
            ExprKind::Lookup { table, keys } => self.look_up(*table, keys, span, scope),
            ExprKind::Negate(of) => Ok(Value::Number(self.number(of, scope)?.negated())),
            ExprKind::Absolute(of) => Ok(Value::Number(self.number(of, scope)?.absolute())),
            ExprKind::Maths { function, of } => self.maths(*function, of, span, scope),
            ExprKind::Not(of) => Ok(Value::Bool(!self.condition(of, scope)?)),
            ExprKind::Arithmetic {
                operation,
                left,
                right,
            } => {
                let (left, right) = (self.number(left, scope)?, self.number(right, scope)?);
                self.arithmetic(*operation, &left, &right, span)
            }
            ExprKind::Shift { date, period, back } => self.shift(date, period, *back, span, scope),
            ExprKind::Period {
                years,
                months,
                days,
            } => self.period(years, months, days, scope),
            ExprKind::Compare {
                comparison,
                left,
                right,
            } => self.compare(*comparison, left, right, scope),
            ExprKind::And(left, right) => self.and(left, right, scope),
            ExprKind::Or(left, right) => self.or(left, right, scope),
            ExprKind::In { value, domain } => self.in_domain(value, domain, scope),
            ExprKind::InRange {
                value,
                low,
                high,
                inclusive,
            } => self.in_range(value, low.as_deref(), high.as_deref(), *inclusive, scope),
            ExprKind::InList { value, list } => self.in_list(value, list, scope),
            ExprKind::IsGiven(of) => Ok(Value::Bool(self.evaluate(of, scope)? != Value::Absent)),
            ExprKind::Coalesce(first, second) => self.coalesce(first, second, scope),
            ExprKind::Wrap(of) | ExprKind::Widen(of) => self.evaluate(of, scope),
            ExprKind::Unwrap(of) => self.unwrap(of, scope),
            ExprKind::Check {
                value,
                domain,
                name,
            } => self.check(value, domain, name, span, scope),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.either(condition, then, otherwise, scope),
            ExprKind::Match {
                value,
                arms,
                otherwise,
            } => self.first_match(value, arms, otherwise, scope),
            ExprKind::Variants { of, values } => match self.variant(of) {
                Ok(place) => self.evaluate(&values[place], scope),
                Err(failure) => Err(failure),
            },
            ExprKind::Let {
                variable,
                value,
                body,
            } => {
                let value = self.evaluate(value, scope);
                self.evaluate(body, &scope.with(*variable, value))
            }
            ExprKind::Aggregate {
                kind,
                clauses,
                condition,
                value,
            } => self.aggregate(
                *kind,
                &aggregate::Items {
                    clauses,
                    condition: condition.as_deref(),
                    value,
                },
                expr,
                scope,
            ),
            ExprKind::Pick {
                choice,
                clause,
                condition,
                by,
            } => self.pick(*choice, clause, condition.as_deref(), by.as_deref(), scope),
            ExprKind::Sorted {
                clause,
                condition,
                by,
            } => self.sorted(clause, condition.as_deref(), by, scope),
            ExprKind::Joined { list, separator } => self.joined(list, separator, scope),
            ExprKind::Rows(rows) => Ok(self.rows_of(rows)),
            ExprKind::Fitting { rows, keys, value } => self.fitting(rows, keys, *value, scope),
            ExprKind::Numbers {
                from,
                to,
                max,
                text,
            } => {
                let place = (scope, span, &**text);
                let numbers = self.numbers((from, to), *max, place)?;
                Ok(Value::List(Rc::new(numbers)))
            }
            ExprKind::Place(variable) => match scope.places.get(variable) {
                Some(place) => Ok(Value::Number(Number::whole(*place))),
                None => ill_typed("a variable goes through no list"),
            },
            ExprKind::Index { list, index } => self.index(list, index, span, scope),
            ExprKind::ItemFor { list, key } => self.item_for(list, key, span, scope),
            ExprKind::Final { list, attribute } => {
                let entity = &self.rulebook.entities[attribute.entity.index()];
                match &entity.attributes[attribute.attribute as usize].kind {
                    AttributeKind::Carried { start, .. } => {
                        self.last_carried(list, attribute.attribute, start, scope)
                    }
                    other => ill_typed(&format!("{other:?} has a last value")),
                }
            }
            ExprKind::Allocated {
                item,
                total,
                weight,
                step,
            } => self.allocated([item, total, weight, step], span, scope),
            ExprKind::Round { value, mode, step } => {
                let value = self.number(value, scope)?;
                self.round(&value, *mode, step, span, scope)
            }
            ExprKind::Least(operands) => self.extreme(operands, std::cmp::Ordering::Less, scope),
            ExprKind::Greatest(operands) => {
                self.extreme(operands, std::cmp::Ordering::Greater, scope)
            }
            ExprKind::DatePart { part, date } => self.date_part(*part, date, scope),
            ExprKind::Between { unit, from, to } => self.between(*unit, from, to, span, scope),
            ExprKind::Steps {
                each_rounded,
                lines,
            } => self.steps(each_rounded.as_ref(), lines, scope),
            ExprKind::Record { fields, .. } => {
                let fields = fields.iter().map(|field| self.evaluate(field, scope));
                Ok(Value::Record(Rc::new(fields.collect())))
            }
            ExprKind::With { of, fields } => self.with(of, fields, scope),
            ExprKind::Format(pieces) => self.format(pieces, scope),
            ExprKind::Decision(outcome) => self.decision(*outcome),
            ExprKind::Reasons(outcome) => self.reasons(*outcome),
        }
    }

    fn number(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome<Number> {
        match self.evaluate(expr, scope)? {
            Value::Number(number) => Ok(number),
            other => ill_typed(&format!("{other:?} where a number is needed")),
        }
    }

    /// The value of a condition.
    pub fn condition(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome<bool> {
        match self.evaluate(expr, scope)? {
            Value::Bool(value) => Ok(value),
            other => ill_typed(&format!("{other:?} where a condition is needed")),
        }
    }

    fn date(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome<Date> {
        match self.evaluate(expr, scope)? {
            Value::Date(date) => Ok(date),
            other => ill_typed(&format!("{other:?} where a date is needed")),
        }
    }

    fn item(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome<ItemId> {
        match self.evaluate(expr, scope)? {
            Value::Item(item) => Ok(item),
            other => ill_typed(&format!("{other:?} where an item is needed")),
        }
    }

    fn list(&mut self, expr: &'a Expr, scope: &Scope) -> Outcome<Rc<Vec<Value>>> {
        match self.evaluate(expr, scope)? {
            Value::List(list) => Ok(list),
            other => ill_typed(&format!("{other:?} where a list is needed")),
        }
    }

    /// Computes what belongs to a declaration; errors that arise meanwhile carry its path.
    pub fn within<T>(&mut self, frame: Frame, compute: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(frame);
        let result = compute(self);
        self.frames.pop();
        result
    }

    /// Computes something once and remembers it.
    fn once(
        &mut self,
        what: Known,
        frame: Frame,
        compute: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if let Some(known) = self.known.get(&what) {
            return known.clone();
        }
        if self.frames.contains(&frame) {
            ill_typed(&format!("{} depends on itself", self.path(&frame)));
        }
        let outcome = self.within(frame, compute);
        self.known.insert(what, outcome.clone());
        outcome
    }

    /// An error that arises here.
    fn fail<T>(&self, code: &'static str, message: impl Into<String>, span: Span) -> Outcome<T> {
        let path = self.frames.last().map(|frame| self.path(frame));
        Err(Rc::new(Failure {
            code,
            path: path.unwrap_or_default(),
            message: message.into(),
            span,
        }))
    }

    /// The result of an operation on numbers.
    fn computed(&self, result: crate::number::Result, span: Span) -> Outcome {
        match result {
            Ok(number) => Ok(Value::Number(number)),
            Err(NoNumber::Overflow) => self.fail("overflow", "the result is too large", span),
            Err(NoNumber::DivisionByZero) => {
                self.fail("division_by_zero", "a division by zero", span)
            }
            Err(NoNumber::NoSuchNumber | NoNumber::StepNotPositive) => {
                ill_typed("this error has a message of its own")
            }
        }
    }

    fn text_of(&self, value: &Value, ty: &Type) -> String {
        crate::value::text_of(self.rulebook, value, ty)
    }
}

fn literal_value(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(value) => Value::Number(Number::from(*value)),
        Literal::Text(value) => Value::Text(std::sync::Arc::clone(value)),
        Literal::Date(value) => Value::Date(crate::value::date(*value)),
        Literal::Enum(value) => Value::Enum(*value),
        Literal::None => Value::Absent,
    }
}
