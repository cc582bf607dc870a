//! `banded(x, table)`: x band by band, what lies in each times the band's result.
//!
//! It is written out as `steps` with a line a band, so that worksheets, proofs and errors have nothing to learn: what the worksheet lists
//! is how the number came about.

use std::sync::Arc;

use lutine_core::graph::{Bound, Constant, Domain, Interval};
use lutine_core::number::Decimal;

use super::operator::arithmetic_type;
use super::{Expressions, expr};
use crate::check::scope::Scope;
use crate::check::signature::Callable;
use crate::check::table::Band;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{AccessStep, ArithmeticOperator, Expression, ExpressionKind, Path};
use crate::typed::{
    Arithmetic, Expr, ExprKind, Literal, Step, StepOperation, TableId, Type, VariableId,
};

/// What the lines of a table's bands are made of.
struct Lines<'b> {
    table: TableId,
    value: VariableId,
    key: &'b Type,
    result: &'b Type,
    /// The type of what lies in a band times its result.
    part: Type,
    /// Where the value stands.
    place: Span,
    span: Span,
}

impl Expressions<'_, '_> {
    pub(super) fn banded(
        &mut self,
        scope: &mut Scope,
        arguments: &[Expression],
        span: Span,
    ) -> Option<Expr> {
        let [value, table] = arguments else {
            let (found, form) = (arguments.len(), "banded(x, table)");
            return self.report(faults::argument_count(span, "banded", 2, found, form));
        };
        let table_span = table.span;
        let Some(path) = path_of(table) else {
            return self.report(faults::banded_by_no_table(table_span));
        };
        let table = match self.signatures.callable_at(&path) {
            Ok(Some(Callable::Table(id))) => id,
            Ok(Some(Callable::Unread)) | Err(None) => return None,
            Err(Some(fault)) => return self.report(*fault),
            Ok(_) => return self.report(faults::banded_by_no_table(table_span)),
        };
        let signature = self.signatures.tables.get(table.index())?;
        let (Some((name, Some(key))), Some((_, Some(result)))) =
            (signature.keys.first(), signature.results.first())
        else {
            return None;
        };
        let (key, result, name) = (key.ty.clone(), result.ty.clone(), Arc::clone(name));
        if signature.variant.is_some() {
            return self.report(faults::banded_variants(table_span, &signature.name));
        }
        let part = arithmetic_type(ArithmeticOperator::Multiply, &key, &result);
        if self.varying.types_only {
            let keys = vec![self.check(scope, value, &key)?];
            return Some(expr(ExprKind::Lookup { table, keys }, part?, span));
        }
        // A table that could not be read has its faults already.
        let bands = match self.bands.get(table.index())? {
            None => return None,
            Some(Ok(bands)) => bands.clone(),
            Some(Err(why)) => {
                let fault = faults::no_bands(table_span, &signature.name, why);
                return self.report(fault);
            }
        };
        let Some(part) = part else {
            return self.report(faults::banded_amounts(table_span, &signature.name));
        };
        let value = self.check(scope, value, &key)?;
        let value = within_bands(value, &bands, &name);
        let lines = Lines {
            table,
            value: self.fresh_variable(),
            key: &key,
            result: &result,
            part,
            place: value.span,
            span,
        };
        let ty = lines.part.clone();
        let kind = ExprKind::Let {
            variable: lines.value,
            value: Arc::new(value),
            body: Box::new(lines.steps(&bands)),
        };
        Some(expr(kind, ty, span))
    }
}

/// The name of a table, as a path.
fn path_of(table: &Expression) -> Option<Path> {
    let names = match &table.kind {
        ExpressionKind::Name(name) => vec![name.clone()],
        ExpressionKind::Access { base, steps } => {
            let ExpressionKind::Name(module) = &base.kind else {
                return None;
            };
            let [AccessStep::Field(name)] = steps.as_slice() else {
                return None;
            };
            vec![module.clone(), name.clone()]
        }
        _ => return None,
    };
    Some(Path {
        names,
        span: table.span,
    })
}

/// The value, an error where it lies above the highest band.
fn within_bands(value: Expr, bands: &[Band], name: &Arc<str>) -> Expr {
    let Some(top) = bands.last().and_then(|band| band.to) else {
        return value;
    };
    let domain = Domain {
        intervals: vec![Interval {
            low: None,
            high: Some(Bound {
                value: Constant::Number(top),
                inclusive: true,
            }),
        }],
        text: format!("..{top}").into(),
    };
    super::checked(value, &Some(Arc::new(domain)), name)
}

impl Lines<'_> {
    fn steps(&self, bands: &[Band]) -> Expr {
        let lines = bands.iter().enumerate().map(|(at, band)| {
            let part = self.part_of(band);
            Step {
                operation: match at {
                    0 => StepOperation::Start(part),
                    _ => StepOperation::Plus(part),
                },
                label: Some(label(band).into()),
                when: None,
                ty: self.part.clone(),
                span: self.span,
                operand_span: self.place,
            }
        });
        let kind = ExprKind::Steps {
            each_rounded: None,
            lines: lines.collect(),
        };
        expr(kind, self.part.clone(), self.span)
    }

    /// What of the value lies in a band, times the result of its row.
    fn part_of(&self, band: &Band) -> Expr {
        let number = |value: Decimal| {
            let literal = ExprKind::Literal(Literal::Number(value));
            expr(literal, self.key.clone(), self.span)
        };
        let of_key = |kind| expr(kind, self.key.clone(), self.span);
        let variable = ExprKind::Variable(self.value);
        let mut inside = expr(variable, self.key.clone(), self.place);
        if let Some(to) = band.to {
            inside = of_key(ExprKind::Least(vec![inside, number(to)]));
        }
        inside = of_key(ExprKind::Greatest(vec![inside, number(band.from)]));
        if !band.from.is_zero() {
            inside = of_key(ExprKind::Arithmetic {
                operation: Arithmetic::Subtract,
                left: Box::new(inside),
                right: Box::new(number(band.from)),
            });
        }
        let row = ExprKind::Lookup {
            table: self.table,
            keys: vec![number(band.key)],
        };
        let kind = ExprKind::Arithmetic {
            operation: Arithmetic::Multiply,
            left: Box::new(inside),
            right: Box::new(expr(row, self.result.clone(), self.span)),
        };
        expr(kind, self.part.clone(), self.span)
    }
}

/// `10000 to 40000`, `above 40000`
fn label(band: &Band) -> String {
    match band.to {
        Some(to) => format!("{} to {to}", band.from),
        None => format!("above {}", band.from),
    }
}
