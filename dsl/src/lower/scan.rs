//! Walks over typed expressions without recursion: what an expression consists of, needs and reads.

use crate::typed::{Expr, ExprKind, StepOperation, TextPiece, VariableId};

/// Calls `see` with each expression of a tree, the tree itself first; bodies of functions and definitions are not part of it.
pub(crate) fn each_expression<'a>(tree: &'a Expr, mut see: impl FnMut(&'a Expr)) {
    let mut open = vec![tree];
    while let Some(expr) = open.pop() {
        see(expr);
        push_parts(expr, &mut open);
    }
}

/// Calls `see` with each expression of a tree and with how deep recursion is when it is lowered: a first operand, what stands behind a
/// `let` and what stands behind `else` are no deeper than what they belong to.
pub(crate) fn each_with_depth<'a>(tree: &'a Expr, mut see: impl FnMut(&'a Expr, u32)) {
    let (mut open, mut parts) = (vec![(tree, 0_u32)], Vec::new());
    while let Some((expr, depth)) = open.pop() {
        see(expr, depth);
        push_parts(expr, &mut parts);
        for part in parts.drain(..) {
            let deeper = if is_followed(expr, part) { 0 } else { 1 };
            open.push((part, depth.saturating_add(deeper)));
        }
    }
}

/// Whether lowering goes from an expression to the part in a loop.
fn is_followed(expr: &Expr, part: &Expr) -> bool {
    let first = first_operand(expr);
    let next = match &expr.kind {
        ExprKind::Let { body, .. } => Some(&**body),
        ExprKind::If { otherwise, .. } => Some(&**otherwise),
        _ => None,
    };
    first.is_some_and(|first| std::ptr::eq(first, unwidened(part)))
        || next.is_some_and(|next| std::ptr::eq(next, part))
}

/// The variables that an expression binds for its own parts.
pub(super) fn bound_here(expr: &Expr) -> Vec<VariableId> {
    match &expr.kind {
        ExprKind::Let { variable, .. } => vec![*variable],
        ExprKind::Aggregate { clauses, .. } => {
            clauses.iter().map(|clause| clause.variable).collect()
        }
        ExprKind::Pick { clause, .. } | ExprKind::Sorted { clause, .. } => vec![clause.variable],
        _ => Vec::new(),
    }
}

/// Adds the parts of which an expression consists.
fn push_parts<'a>(expr: &'a Expr, open: &mut Vec<&'a Expr>) {
    match &expr.kind {
        ExprKind::Literal(_)
        | ExprKind::Item(_)
        | ExprKind::Variable(_)
        | ExprKind::Place(_)
        | ExprKind::Rows(_)
        | ExprKind::Definition(_)
        | ExprKind::Decision(_)
        | ExprKind::Reasons(_) => {}
        ExprKind::Attribute { of, .. } | ExprKind::Field { of, .. } => open.push(of),
        ExprKind::Position(one)
        | ExprKind::Negate(one)
        | ExprKind::Not(one)
        | ExprKind::IsGiven(one)
        | ExprKind::Wrap(one)
        | ExprKind::Unwrap(one)
        | ExprKind::Widen(one)
        | ExprKind::Absolute(one) => open.push(one),
        ExprKind::Final { list, .. } => open.push(list),
        ExprKind::Allocated {
            item,
            total,
            weight,
            step,
        } => open.extend([&**item, total, weight, step]),
        ExprKind::In { value, .. } | ExprKind::Check { value, .. } => open.push(value),
        ExprKind::DatePart { date, .. } => open.push(date),
        ExprKind::Maths { of, .. } => open.push(of),
        ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
            open.extend([&**left, right]);
        }
        ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Coalesce(left, right) => open.extend([&**left, right]),
        ExprKind::Shift { date, period, .. } => open.extend([&**date, period]),
        ExprKind::Between { from, to, .. } => open.extend([&**from, to]),
        ExprKind::InList { value, list } => open.extend([&**value, list]),
        ExprKind::Index { list, index } => open.extend([&**list, index]),
        ExprKind::ItemFor { list, key } => open.extend([&**list, key]),
        ExprKind::Round { value, step, .. } => open.extend([&**value, step]),
        ExprKind::Let { value, body, .. } => open.extend([&**value, body]),
        ExprKind::Period {
            years,
            months,
            days,
        } => open.extend([&**years, months, days]),
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => open.extend([&**condition, then, otherwise]),
        ExprKind::InRange {
            value, low, high, ..
        } => {
            open.push(value);
            open.extend(low.as_deref());
            open.extend(high.as_deref());
        }
        ExprKind::Call { arguments, .. } => open.extend(arguments),
        ExprKind::Lookup { keys, .. } | ExprKind::Fitting { keys, .. } => open.extend(keys),
        ExprKind::Least(all) | ExprKind::Greatest(all) => open.extend(all),
        ExprKind::Record { fields, .. } => open.extend(fields),
        ExprKind::Variants { values, .. } => open.extend(values),
        ExprKind::With { of, fields } => {
            open.push(of);
            open.extend(fields.iter().map(|(_, field)| field));
        }
        ExprKind::Match {
            value,
            arms,
            otherwise,
        } => {
            open.extend([&**value, otherwise]);
            open.extend(arms.iter().map(|arm| &arm.value));
        }
        ExprKind::Format(pieces) => open.extend(pieces.iter().filter_map(|piece| match piece {
            TextPiece::Value(value) => Some(value),
            TextPiece::Text(_) => None,
        })),
        ExprKind::Aggregate {
            clauses,
            condition,
            value,
            ..
        } => {
            open.extend(clauses.iter().map(|clause| &clause.list));
            open.extend(condition.as_deref());
            open.push(value);
        }
        ExprKind::Pick {
            clause,
            condition,
            by,
            ..
        } => {
            open.push(&clause.list);
            open.extend(condition.as_deref());
            open.extend(by.as_deref());
        }
        ExprKind::Numbers { from, to, .. } => open.extend([&**from, to]),
        ExprKind::Joined { list, separator } => open.extend([&**list, separator]),
        ExprKind::Sorted {
            clause,
            condition,
            by,
        } => {
            open.push(&clause.list);
            open.extend(condition.as_deref());
            open.extend(by.iter().map(|key| &key.value));
        }
        ExprKind::Steps {
            each_rounded,
            lines,
        } => {
            open.extend(each_rounded.as_ref().map(|(_, step)| &**step));
            for line in lines {
                open.extend(&line.when);
                open.extend(operand(&line.operation));
            }
        }
    }
}

/// The operand of a line of `steps`; of a rounding its step.
pub(super) fn operand(operation: &StepOperation) -> Option<&Expr> {
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

/// The operand of an expression that is computed before everything else in it, whatever its value.
pub(super) fn first_operand(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Attribute { of, .. } | ExprKind::Field { of, .. } | ExprKind::With { of, .. } => {
            Some(of)
        }
        ExprKind::Arithmetic { left, .. } | ExprKind::Compare { left, .. } => Some(unwidened(left)),
        ExprKind::Negate(one) | ExprKind::Absolute(one) => Some(unwidened(one)),
        ExprKind::Round { value, .. } | ExprKind::Maths { of: value, .. } => Some(unwidened(value)),
        ExprKind::Position(one)
        | ExprKind::Not(one)
        | ExprKind::IsGiven(one)
        | ExprKind::Wrap(one)
        | ExprKind::Unwrap(one)
        | ExprKind::Widen(one)
        | ExprKind::And(one, _)
        | ExprKind::Or(one, _)
        | ExprKind::Coalesce(one, _) => Some(one),
        ExprKind::In { value, .. }
        | ExprKind::InRange { value, .. }
        | ExprKind::InList { value, .. }
        | ExprKind::Check { value, .. }
        | ExprKind::Match { value, .. } => Some(value),
        ExprKind::If { condition, .. } => Some(condition),
        ExprKind::Shift { date, .. } | ExprKind::DatePart { date, .. } => Some(date),
        ExprKind::Between { from, .. } => Some(from),
        ExprKind::Index { list, .. }
        | ExprKind::ItemFor { list, .. }
        | ExprKind::Final { list, .. } => Some(list),
        _ => None,
    }
}

/// The number that was widened: arithmetic and comparison take numbers of any kind.
pub(super) fn unwidened(expr: &Expr) -> &Expr {
    let mut inner = expr;
    while let ExprKind::Widen(one) = &inner.kind {
        inner = one;
    }
    inner
}
