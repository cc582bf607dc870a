//! Expressions of which not every part counts: arms, what replaces an absent value, names, lines of steps.

use std::rc::Rc;

use lutine_core::facts::Numbers;
use lutine_core::number::Mode;

use super::claim::ClaimKind;
use super::condition::unwidened;
use super::evaluate::{apply, is_money};
use super::fact::Fact;
use super::known::Relation;
use super::prover::Prover;
use super::term::{term, variable_term};
use crate::typed::{Arithmetic, Expr, ExprKind, MatchArm, Step, StepOperation, Type, VariableId};

impl<'r> Prover<'r> {
    /// The fact of what counts only where a condition is true, or false; nothing counts where it never is.
    pub(super) fn where_it_is(
        &mut self,
        condition: &'r Expr,
        truth: bool,
        arm: impl FnOnce(&mut Self) -> Fact,
    ) -> Fact {
        let mark = self.known.mark();
        let found = if self.assume(condition, truth) {
            arm(self)
        } else {
            Fact::Never
        };
        self.known.forget(mark);
        found
    }

    /// The fact of a condition, noted as one that should be both.
    pub(super) fn decided(&mut self, condition: &'r Expr) -> (bool, bool) {
        let truth = self.fact(condition).truth();
        if !matches!(condition.kind, ExprKind::Literal(_)) {
            self.note_condition(condition.span, truth);
        }
        truth
    }

    /// `if … then … else if …`, however long: each condition knows that those before it are false.
    pub(super) fn choice(&mut self, expr: &'r Expr) -> Fact {
        let mark = self.known.mark();
        let (mut all, mut last) = (Fact::Never, expr);
        loop {
            let ExprKind::If {
                condition,
                then,
                otherwise,
            } = &last.kind
            else {
                let found = self.fact(last);
                all = all.join(&found);
                break;
            };
            let (yes, no) = self.decided(condition);
            if yes {
                let found = self.where_it_is(condition, true, |own| own.fact(then));
                all = all.join(&found);
            }
            if !no || !self.assume(condition, false) {
                break;
            }
            last = otherwise;
        }
        self.known.forget(mark);
        all
    }

    pub(super) fn matched(
        &mut self,
        value: &'r Expr,
        arms: &'r [MatchArm],
        otherwise: &'r Expr,
    ) -> Fact {
        let mut left = self.fact(value);
        let mut all = Fact::Never;
        for arm in arms {
            let (fits, rest) = Self::fits(&left, &arm.pattern);
            let taken = !left.is_never() && !fits.is_never();
            self.note_arm(arm.value.span, taken || left.is_never());
            if taken {
                let found = self.known_as(value, fits, &arm.value);
                all = all.join(&found);
            }
            left = rest;
        }
        if !left.is_never() {
            let found = self.known_as(value, left, otherwise);
            all = all.join(&found);
        }
        all
    }

    /// The fact of an arm, where that much is known of the value that it depends on.
    fn known_as(&mut self, value: &'r Expr, fact: Fact, arm: &'r Expr) -> Fact {
        let mark = self.known.mark();
        self.quiet = self.quiet.saturating_add(1);
        let possible = self.learn_fact(value, fact);
        self.quiet = self.quiet.saturating_sub(1);
        let found = if possible {
            self.fact(arm)
        } else {
            Fact::Never
        };
        self.known.forget(mark);
        found
    }

    pub(super) fn coalesce(&mut self, first: &'r Expr, second: &'r Expr) -> Fact {
        let fact = self.fact(first);
        let (absent, given) = fact.optional();
        if !absent {
            // What is never absent needs no replacement, but keeps its form.
            return if matches!(second.ty, Type::Optional(_)) {
                fact
            } else {
                given
            };
        }
        let other = self.known_as(first, Fact::maybe(true, Fact::Never), second);
        if matches!(second.ty, Type::Optional(_)) {
            Fact::maybe(false, given).join(&other)
        } else {
            given.join(&other)
        }
    }

    /// `let x = …` before a result, however many.
    pub(super) fn named(&mut self, expr: &'r Expr) -> Fact {
        let mark = self.known.mark();
        let mut last = expr;
        while let ExprKind::Let {
            variable,
            value,
            body,
        } = &last.kind
        {
            let fact = self.fact(value);
            if let Some(rows) = self.rows_apart(value) {
                let found = self.row_by_row(*variable, value, &rows, body);
                self.known.forget(mark);
                return found;
            }
            self.bind(*variable, fact);
            self.learn_name(*variable, value);
            last = body;
        }
        let found = self.fact(last);
        self.known.forget(mark);
        found
    }

    /// How a name compares with what it is a name for: it is no greater than what it is the least of.
    fn learn_name(&mut self, variable: VariableId, value: &Expr) {
        let name = variable_term(variable);
        let value = unwidened(value);
        let (parts, is_above, is_below) = match &value.kind {
            ExprKind::Least(all) => (all.as_slice(), true, false),
            ExprKind::Greatest(all) => (all.as_slice(), false, true),
            _ => (std::slice::from_ref(value), true, true),
        };
        for part in parts.iter().filter_map(term) {
            if is_above {
                self.known.learn_order(&name, &part, Relation::AtMost);
            }
            if is_below {
                self.known.learn_order(&part, &name, Relation::AtMost);
            }
        }
    }

    pub(super) fn field(&mut self, of: &'r Expr, field: u32, ty: &Type) -> Fact {
        match self.fact(of) {
            Fact::Never => Fact::Never,
            Fact::Record(fields) => fields
                .get(field as usize)
                .cloned()
                .unwrap_or_else(|| Fact::of_type(self.rulebook, ty)),
            // Its range is checked wherever a record is made, and in the input.
            _ => self.field_of_any(&of.ty, field, ty),
        }
    }

    /// What a field is of any record of a type.
    fn field_of_any(&self, record: &Type, field: u32, ty: &Type) -> Fact {
        let any = Fact::of_type(self.rulebook, ty);
        let Type::Record(id) = record else {
            return any;
        };
        let record = self.rulebook.records.get(id.index());
        let field = record.and_then(|record| record.fields.get(field as usize));
        match field.and_then(|field| field.domain.as_ref()) {
            Some(domain) => any.inside(domain),
            None => any,
        }
    }

    pub(super) fn with(&mut self, of: &'r Expr, changed: &'r [(u32, Expr)]) -> Fact {
        let fact = self.fact(of);
        let new: Vec<(u32, Fact)> = changed
            .iter()
            .map(|(field, value)| (*field, self.fact(value)))
            .collect();
        let Fact::Record(fields) = fact else {
            return Fact::Unknown;
        };
        let mut fields = fields.to_vec();
        for (field, fact) in new {
            if let Some(slot) = fields.get_mut(field as usize) {
                *slot = fact;
            }
        }
        Fact::Record(Rc::from(fields))
    }

    /// The running value behind the last line.
    pub(super) fn steps(
        &mut self,
        each_rounded: Option<&'r (Mode, Box<Expr>)>,
        lines: &'r [Step],
    ) -> Fact {
        let each = each_rounded.map(|(mode, step)| (*mode, self.fact(step), &**step));
        let mut running = Fact::Never;
        let mut running_ty = &Type::Decimal;
        for (number, line) in lines.iter().enumerate() {
            let (yes, no) = match &line.when {
                Some(when) => self.decided(when),
                None => (true, false),
            };
            let behind = match &line.when {
                _ if !yes => Fact::Never,
                Some(when) => {
                    let before = running.clone();
                    self.where_it_is(when, true, |own| {
                        own.step(before, running_ty, line, each.as_ref())
                    })
                }
                None => self.step(running.clone(), running_ty, line, each.as_ref()),
            };
            running = if no && number > 0 {
                running.join(&behind)
            } else {
                behind
            };
            running_ty = &line.ty;
        }
        running
    }

    /// The running value behind a line that applies.
    fn step(
        &mut self,
        before: Fact,
        before_ty: &Type,
        line: &'r Step,
        each: Option<&(Mode, Fact, &'r Expr)>,
    ) -> Fact {
        let behind = match &line.operation {
            StepOperation::Note => return before,
            StepOperation::Start(operand) => self.fact(operand),
            StepOperation::Times(operand) => {
                self.step_operation(Arithmetic::Multiply, &before, before_ty, operand, line)
            }
            StepOperation::DividedBy(operand) => {
                self.step_operation(Arithmetic::Divide, &before, before_ty, operand, line)
            }
            StepOperation::Plus(operand) => {
                self.step_operation(Arithmetic::Add, &before, before_ty, operand, line)
            }
            StepOperation::Less(operand) => {
                self.step_operation(Arithmetic::Subtract, &before, before_ty, operand, line)
            }
            StepOperation::AtLeast(operand) => {
                self.step_extreme(&before, before_ty, operand, Numbers::greatest)
            }
            StepOperation::AtMost(operand) => {
                self.step_extreme(&before, before_ty, operand, Numbers::least)
            }
            StepOperation::Round(mode, step) => {
                let fact = self.fact(step);
                self.step_rounded(*mode, &before, before_ty, (&fact, step), line)
            }
        };
        match each {
            Some((mode, fact, step)) => {
                self.step_rounded(*mode, &behind, &line.ty, (fact, step), line)
            }
            None => behind,
        }
    }

    fn step_operation(
        &mut self,
        operation: Arithmetic,
        before: &Fact,
        before_ty: &Type,
        operand: &'r Expr,
        line: &Step,
    ) -> Fact {
        let fact = self.fact(operand);
        let (Some(a), Some(mut b)) = (
            self.numbers_of(before, before_ty),
            self.numbers(&fact, operand),
        ) else {
            return Fact::Never;
        };
        if operation == Arithmetic::Divide {
            let fails = (b.can_be_zero(), b.low().is_zero() && b.high().is_zero());
            let shown = Self::shown(&fact);
            self.note(ClaimKind::Divisor, line.span, operand.span, fails, || {
                format!("it is {shown}")
            });
            let Some(rest) = b.without_zero() else {
                return Fact::Never;
            };
            b = rest;
        }
        let computed = apply(operation, &a, &b);
        self.note_overflow(&computed, line.span);
        if operation == Arithmetic::Multiply && (is_money(before_ty) || is_money(&operand.ty)) {
            self.note_exact(&computed, line.span);
        }
        Fact::from_numbers(computed.values)
    }

    fn step_extreme(
        &mut self,
        before: &Fact,
        before_ty: &Type,
        operand: &'r Expr,
        of_two: fn(&Numbers, &Numbers) -> Numbers,
    ) -> Fact {
        let fact = self.fact(operand);
        let a = self.numbers_of(before, before_ty);
        let b = self.numbers(&fact, operand);
        Fact::from_numbers(a.zip(b).map(|(a, b)| of_two(&a, &b)))
    }

    fn step_rounded(
        &mut self,
        mode: Mode,
        before: &Fact,
        before_ty: &Type,
        (fact, step): (&Fact, &Expr),
        line: &Step,
    ) -> Fact {
        let numbers = self.numbers_of(before, before_ty);
        let Some((numbers, steps)) = numbers.zip(self.numbers(fact, step)) else {
            return Fact::Never;
        };
        let rounded = numbers.rounded(mode, &steps);
        self.note_rounding(&rounded, line.span, step.span);
        Fact::from_numbers(rounded.values)
    }
}
