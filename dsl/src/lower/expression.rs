//! An expression: along its first operands without recursion, then outwards again.

use super::Lowerer;
use super::scan::first_operand;
use super::value::{Lane, Reference, Value};
use crate::typed::{Expr, ExprKind, Function, Literal, Type};
use lutine_core::graph::{Constant, NodeId, Ty};

/// What is left to do with the value of a first operand.
enum Frame<'a> {
    /// The expression whose first operand it is.
    Around(&'a Expr),
    /// The end of a function's body, which is this.
    EndOfCall(&'a Expr),
}

impl<'a> Lowerer<'a> {
    /// Lowers an expression.
    ///
    /// First operands are followed in a loop, `let`s and function bodies where they are met, so that the depth of recursion is that of the
    /// nesting in the text and not of the length of a chain of operators.
    pub(super) fn lower(&mut self, expr: &'a Expr) -> Value {
        let mut around = Vec::new();
        let mut at = expr;
        loop {
            match &at.kind {
                ExprKind::Let {
                    variable,
                    value,
                    body,
                } => {
                    let value = self.lower(value);
                    self.bind(*variable, value);
                    at = body;
                }
                ExprKind::Call {
                    function,
                    arguments,
                } => {
                    let Some(function) = self.rulebook.functions.get(function.index()) else {
                        break;
                    };
                    self.enter(function, arguments);
                    around.push(Frame::EndOfCall(&function.body));
                    at = &function.body;
                }
                _ => match first_operand(at) {
                    Some(first) => {
                        around.push(Frame::Around(at));
                        at = first;
                    }
                    None => break,
                },
            }
        }
        let value = self.lower_innermost(at);
        self.lower_around(at, value, around)
    }

    /// Binds the parameters of a function to its arguments. In a loop of its own: the frames of iterators would stand on the stack once a
    /// level of nesting.
    fn enter(&mut self, function: &'a Function, arguments: &'a [Expr]) {
        let mut values = Vec::with_capacity(arguments.len());
        for value in arguments {
            values.push(self.lower(value));
        }
        for (parameter, value) in function.parameters.iter().zip(values) {
            self.bind(parameter.variable, value);
        }
        self.calls = self.calls.saturating_add(1);
    }

    /// From the innermost first operand outwards. What is read along a path (`vehicle.driver.age`) is noted once, where the path ends.
    fn lower_around(
        &mut self,
        innermost: &'a Expr,
        mut value: Value,
        mut around: Vec<Frame<'a>>,
    ) -> Value {
        let mut path = begins_path(innermost).then_some(innermost);
        let mut absent = Vec::new();
        while let Some(frame) = around.pop() {
            match frame {
                Frame::Around(expr) if path.is_some() && continues_path(expr) => {
                    if let (ExprKind::Unwrap(_), Value::Optional { given, .. }) =
                        (&expr.kind, &value)
                    {
                        absent.push(*given);
                    }
                    value = self.lower_rest(expr, value);
                    path = Some(expr);
                }
                Frame::Around(expr) => {
                    self.note_operand(path.take(), &value, &absent);
                    value = self.lower_rest(expr, value);
                }
                Frame::EndOfCall(body) => {
                    path = None;
                    value = self.observed_value(value, body);
                    self.calls = self.calls.saturating_sub(1);
                }
            }
        }
        self.note_operand(path, &value, &absent);
        value
    }

    /// An expression without a first operand.
    fn lower_innermost(&mut self, expr: &'a Expr) -> Value {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, &expr.ty),
            ExprKind::Item(entity) => Value::Item(Reference::here(self.entity_space(*entity))),
            ExprKind::Variable(id) => {
                let value = self.variables.get(id.index()).cloned().flatten();
                self.known(value)
            }
            ExprKind::Definition(id) => {
                let value = self.definitions.get(id.index()).cloned().flatten();
                self.known(value)
            }
            ExprKind::Lookup { table, keys } => self.lookup(*table, keys, expr),
            ExprKind::Period {
                years,
                months,
                days,
            } => {
                let parts = [years, months, days];
                Value::Record(parts.into_iter().map(|part| self.lower(part)).collect())
            }
            ExprKind::Record { fields, .. } => {
                Value::Record(fields.iter().map(|field| self.lower(field)).collect())
            }
            ExprKind::Least(all) => self.extreme(lutine_core::graph::Op::Min, all, expr),
            ExprKind::Greatest(all) => self.extreme(lutine_core::graph::Op::Max, all, expr),
            ExprKind::Format(pieces) => self.format(pieces, expr),
            ExprKind::Steps {
                each_rounded,
                lines,
            } => self.steps(each_rounded.as_ref(), lines),
            ExprKind::Aggregate {
                kind,
                clauses,
                condition,
                value,
            } => self.aggregate(*kind, clauses, condition.as_deref(), value, expr),
            ExprKind::Pick {
                choice,
                clause,
                condition,
                by,
            } => self.pick(*choice, clause, condition.as_deref(), by.as_deref(), expr),
            ExprKind::Sorted {
                clause,
                condition,
                by,
            } => self.sorted(clause, condition.as_deref(), by, expr),
            ExprKind::Place(variable) => self.place(*variable),
            ExprKind::Joined { list, separator } => self.joined_texts(list, separator, expr),
            ExprKind::Rows(rows) => self.rows_of(rows, expr.span),
            ExprKind::Fitting { rows, keys, value } => self.fitting_rows(rows, keys, *value, expr),
            ExprKind::Numbers {
                from,
                to,
                max,
                text,
            } => self.numbers_from((from, to), *max, text, expr),
            ExprKind::Variants { of, values } => self.varied(of, values, expr),
            ExprKind::Allocated {
                item,
                total,
                weight,
                step,
            } => self.allocated([item, total, weight, step], expr),
            ExprKind::Decision(id) => self.decision(*id),
            ExprKind::Reasons(id) => self.reasons(*id),
            _ => self.no_value(),
        }
    }

    /// An expression whose first operand has been lowered.
    fn lower_rest(&mut self, expr: &'a Expr, first: Value) -> Value {
        match &expr.kind {
            ExprKind::Attribute { attribute, .. } => self.attribute_of(&first, *attribute),
            ExprKind::Position(_) => self.position(&first),
            ExprKind::Field { field, .. } => self.field(&first, *field),
            ExprKind::With { fields, .. } => self.with(first, fields),
            ExprKind::Negate(_)
            | ExprKind::Absolute(_)
            | ExprKind::Maths { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Round { .. }
            | ExprKind::Shift { .. }
            | ExprKind::DatePart { .. }
            | ExprKind::Between { .. } => self.computed(expr, first),
            ExprKind::Widen(_) => self.widened(&first, &expr.ty),
            ExprKind::Not(_)
            | ExprKind::Compare { .. }
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::In { .. }
            | ExprKind::InRange { .. }
            | ExprKind::InList { .. } => self.condition(expr, first),
            ExprKind::IsGiven(_)
            | ExprKind::Coalesce(..)
            | ExprKind::Wrap(_)
            | ExprKind::Unwrap(_)
            | ExprKind::Check { .. } => self.optional(expr, first),
            ExprKind::If { .. } => self.conditional(expr, first),
            ExprKind::Match {
                arms, otherwise, ..
            } => self.matched(first, arms, otherwise, expr),
            ExprKind::Index { list, index } => self.index(&first, (list, index), expr),
            ExprKind::ItemFor { key, .. } => self.item_for(&first, key, expr),
            ExprKind::Final { attribute, .. } => self.last_carried(&first, *attribute, expr),
            _ => self.no_value(),
        }
    }

    /// The column of an expression whose value is one.
    pub(super) fn lower_one(&mut self, expr: &'a Expr) -> NodeId {
        let value = self.lower(expr);
        self.one(&value)
    }

    /// The column of a value that has one.
    pub(super) fn one(&mut self, value: &Value) -> NodeId {
        match value {
            Value::One(node) | Value::Row { row: node, .. } => *node,
            Value::Item(reference) => self.column(*reference),
            Value::Optional { value, .. } => self.one(value),
            Value::Record(_) | Value::List(_) => self.graph.truth(false),
        }
    }

    fn literal(&mut self, literal: &Literal, ty: &Type) -> Value {
        let value = match literal {
            Literal::Bool(value) => Constant::Bool(*value),
            Literal::Number(value) => Constant::Number(*value),
            Literal::Text(value) => Constant::Text(value.clone()),
            Literal::Date(value) => Constant::Date(*value),
            Literal::Enum(value) => Constant::Enum(*value),
            Literal::None => {
                return Value::Optional {
                    given: self.graph.truth(false),
                    value: Box::new(self.filler(ty.given())),
                };
            }
        };
        let ty = self.ty(ty);
        Value::One(self.graph.constant(value, ty))
    }

    fn known(&mut self, value: Option<Value>) -> Value {
        value.unwrap_or_else(|| self.no_value())
    }

    fn position(&mut self, item: &Value) -> Value {
        let Value::Item(reference) = item else {
            return self.no_value();
        };
        let position = self.graph.position(reference.target);
        Value::One(match reference.lane {
            Lane::Here => position,
            Lane::Column(column) => self.graph.gather(column, position),
        })
    }

    /// What stands in place of a value that the checked rulebook should have and does not.
    pub(super) fn no_value(&mut self) -> Value {
        Value::One(self.graph.constant(Constant::Bool(false), Ty::Bool))
    }
}

/// Whether the expression is the beginning of a path, as written: a variable, an own attribute, a parent, a definition.
const fn begins_path(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Item(_)
            | ExprKind::Variable(_)
            | ExprKind::Place(_)
            | ExprKind::Definition(_)
            | ExprKind::Decision(_)
            | ExprKind::Reasons(_)
    )
}

/// Whether the expression continues the path that its first operand is.
const fn continues_path(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Attribute { .. }
            | ExprKind::Field { .. }
            | ExprKind::Position(_)
            | ExprKind::Unwrap(_)
            | ExprKind::Index { .. }
            | ExprKind::ItemFor { .. }
            | ExprKind::Final { .. }
    )
}
