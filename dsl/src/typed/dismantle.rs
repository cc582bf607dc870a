//! Trees are taken apart without recursion: a chain of operators or of `else if` is as deep as it is long, and the stack of a host is not.

use super::{Expr, ExprKind, Literal, StepOperation, TextPiece};
use std::sync::Arc;

/// What takes the place of what was taken out.
const NOTHING: ExprKind = ExprKind::Literal(Literal::None);

impl Drop for Expr {
    fn drop(&mut self) {
        if is_leaf(&self.kind) {
            return;
        }
        let mut open = vec![std::mem::replace(&mut self.kind, NOTHING)];
        while let Some(mut kind) = open.pop() {
            each_part(&mut kind, &mut |part| {
                if !is_leaf(&part.kind) {
                    open.push(std::mem::replace(&mut part.kind, NOTHING));
                }
            });
        }
    }
}

const fn is_leaf(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Literal(_)
            | ExprKind::Item(_)
            | ExprKind::Variable(_)
            | ExprKind::Place(_)
            | ExprKind::Rows(_)
            | ExprKind::Definition(_)
            | ExprKind::Decision(_)
            | ExprKind::Reasons(_)
    )
}

/// Calls `take` with each expression that one consists of.
fn each_part(kind: &mut ExprKind, take: &mut dyn FnMut(&mut Expr)) {
    match kind {
        ExprKind::Literal(_)
        | ExprKind::Item(_)
        | ExprKind::Variable(_)
        | ExprKind::Place(_)
        | ExprKind::Rows(_)
        | ExprKind::Definition(_)
        | ExprKind::Decision(_)
        | ExprKind::Reasons(_) => {}
        ExprKind::Attribute { of: one, .. }
        | ExprKind::Field { of: one, .. }
        | ExprKind::Position(one)
        | ExprKind::Negate(one)
        | ExprKind::Not(one)
        | ExprKind::IsGiven(one)
        | ExprKind::Wrap(one)
        | ExprKind::Unwrap(one)
        | ExprKind::Widen(one)
        | ExprKind::Absolute(one)
        | ExprKind::Maths { of: one, .. }
        | ExprKind::In { value: one, .. }
        | ExprKind::Check { value: one, .. }
        | ExprKind::DatePart { date: one, .. } => take(one),
        ExprKind::Arithmetic {
            left: one,
            right: other,
            ..
        }
        | ExprKind::Compare {
            left: one,
            right: other,
            ..
        }
        | ExprKind::And(one, other)
        | ExprKind::Or(one, other)
        | ExprKind::Coalesce(one, other)
        | ExprKind::Shift {
            date: one,
            period: other,
            ..
        }
        | ExprKind::Between {
            from: one,
            to: other,
            ..
        }
        | ExprKind::InList {
            value: one,
            list: other,
        }
        | ExprKind::Index {
            list: one,
            index: other,
        }
        | ExprKind::ItemFor {
            list: one,
            key: other,
        }
        | ExprKind::Round {
            value: one,
            step: other,
            ..
        } => [one, other].into_iter().for_each(|part| take(part)),
        ExprKind::Final { list, .. } => take(list),
        ExprKind::Allocated {
            item,
            total,
            weight,
            step,
        } => [item, total, weight, step]
            .into_iter()
            .for_each(|part| take(part)),
        ExprKind::Let { value, body, .. } => {
            if let Some(value) = Arc::get_mut(value) {
                take(value);
            }
            take(body);
        }
        ExprKind::Period {
            years: one,
            months: other,
            days: third,
        }
        | ExprKind::If {
            condition: one,
            then: other,
            otherwise: third,
        } => [one, other, third].into_iter().for_each(|part| take(part)),
        ExprKind::InRange {
            value, low, high, ..
        } => {
            take(value);
            [low, high].into_iter().flatten().for_each(|end| take(end));
        }
        ExprKind::Call { arguments: all, .. }
        | ExprKind::Lookup { keys: all, .. }
        | ExprKind::Fitting { keys: all, .. }
        | ExprKind::Least(all)
        | ExprKind::Greatest(all)
        | ExprKind::Record { fields: all, .. }
        | ExprKind::Variants { values: all, .. } => all.iter_mut().for_each(take),
        ExprKind::With { of, fields } => {
            take(of);
            fields.iter_mut().for_each(|(_, field)| take(field));
        }
        ExprKind::Match {
            value,
            arms,
            otherwise,
        } => {
            take(value);
            take(otherwise);
            arms.iter_mut().for_each(|arm| take(&mut arm.value));
        }
        ExprKind::Format(pieces) => {
            for piece in pieces {
                if let TextPiece::Value(value) = piece {
                    take(value);
                }
            }
        }
        ExprKind::Aggregate {
            clauses,
            condition,
            value,
            ..
        } => {
            clauses.iter_mut().for_each(|clause| take(&mut clause.list));
            condition.iter_mut().for_each(|condition| take(condition));
            take(value);
        }
        ExprKind::Pick {
            clause,
            condition,
            by,
            ..
        } => {
            take(&mut clause.list);
            condition.iter_mut().chain(by).for_each(|part| take(part));
        }
        ExprKind::Numbers { from: a, to: b, .. }
        | ExprKind::Joined {
            list: a,
            separator: b,
        } => {
            take(a);
            take(b);
        }
        ExprKind::Sorted {
            clause,
            condition,
            by,
        } => {
            take(&mut clause.list);
            condition.iter_mut().for_each(|condition| take(condition));
            by.iter_mut().for_each(|key| take(&mut key.value));
        }
        ExprKind::Steps {
            each_rounded,
            lines,
        } => {
            each_rounded.iter_mut().for_each(|(_, step)| take(step));
            for line in lines {
                line.when.iter_mut().for_each(&mut *take);
                operand(&mut line.operation)
                    .into_iter()
                    .for_each(&mut *take);
            }
        }
    }
}

const fn operand(operation: &mut StepOperation) -> Option<&mut Expr> {
    match operation {
        StepOperation::Start(operand)
        | StepOperation::Times(operand)
        | StepOperation::DividedBy(operand)
        | StepOperation::Plus(operand)
        | StepOperation::Less(operand)
        | StepOperation::AtLeast(operand)
        | StepOperation::AtMost(operand)
        | StepOperation::Round(_, operand) => Some(operand),
        StepOperation::Note => None,
    }
}
