//! Guards as sets of the values of a dimension.

use lutine_core::graph::{Bound, Constant, Domain, Interval};

use super::Dimension;
use crate::check::expr::Expressions;
use crate::check::literal;
use crate::diagnostics::{Diagnostic, check as faults};
use crate::source::Span;
use crate::syntax::{Date, Guard, GuardKind, Literal, LiteralKind, Name};
use crate::typed::{DimensionGuard, Type, VariantArm};

impl Expressions<'_, '_> {
    /// What a guard says, which is nothing for `any`; the outer nothing is a fault.
    pub(super) fn guard(
        &mut self,
        guard: &Guard,
        dimensions: &[Dimension],
    ) -> Option<Option<DimensionGuard>> {
        let (dimension, intervals) = match &guard.kind {
            GuardKind::Any => return Some(None),
            GuardKind::From { dimension, date } | GuardKind::Until { dimension, date } => {
                let at = self.date_dimension(dimension.as_ref(), guard, dimensions)?;
                let day = self.day(*date, dimensions.get(at)?.ty.as_ref()?)?;
                let bound = |inclusive| {
                    let value = day.clone();
                    Some(Bound { value, inclusive })
                };
                let (low, high) = match guard.kind {
                    GuardKind::From { .. } => (bound(true), None),
                    _ => (None, bound(false)),
                };
                (at, vec![Interval { low, high }])
            }
            GuardKind::Value { dimension, value } => {
                let at = self.dimension_named(dimension, dimensions)?;
                let ty = dimensions.get(at)?.ty.as_ref()?;
                let value = self.of(literal::constant(self.signatures, value, ty))?;
                (at, vec![Interval::one(value)])
            }
            GuardKind::Set { dimension, members } => {
                let at = self.dimension_named(dimension, dimensions)?;
                let ty = dimensions.get(at)?.ty.as_ref()?;
                let members = members
                    .iter()
                    .map(|member| self.of(literal::member(self.signatures, member, ty)));
                (at, members.collect::<Option<_>>()?)
            }
            GuardKind::Range { dimension, range } => {
                let at = self.dimension_named(dimension, dimensions)?;
                let ty = dimensions.get(at)?.ty.as_ref()?;
                let interval = self.of(literal::interval(self.signatures, range, ty))?;
                (at, vec![interval])
            }
        };
        let text = literal::one_line(self.sources.text(guard.span));
        Some(Some(DimensionGuard {
            dimension,
            domain: Domain {
                intervals,
                text: text.into(),
            },
        }))
    }

    fn of<T>(&mut self, found: Result<T, Diagnostic>) -> Option<T> {
        match found {
            Ok(found) => Some(found),
            Err(fault) => self.report(fault),
        }
    }

    /// A day of a dimension that must be a date.
    fn day(&mut self, date: Date, ty: &Type) -> Option<Constant> {
        let literal = Literal {
            kind: LiteralKind::Date(date),
            span: date.span,
        };
        self.of(literal::constant(self.signatures, &literal, ty))
    }

    /// The place of a dimension.
    fn dimension_named(&mut self, name: &Name, dimensions: &[Dimension]) -> Option<usize> {
        let found = dimensions.iter().position(|d| *d.name == *name.text);
        if found.is_none() && !(dimensions.is_empty() && self.varying.unread) {
            let names: Vec<&str> = dimensions.iter().map(|d| &*d.name).collect();
            return self.report(faults::unknown_dimension(name, &names));
        }
        found
    }

    /// The dimension that `from` and `until` speak of: the one that is named, else the only date.
    fn date_dimension(
        &mut self,
        named: Option<&Name>,
        guard: &Guard,
        dimensions: &[Dimension],
    ) -> Option<usize> {
        if let Some(name) = named {
            return self.dimension_named(name, dimensions);
        }
        if dimensions.iter().any(|d| d.ty.is_none()) || self.varying.unread {
            return None;
        }
        let dates = dimensions.iter().enumerate();
        let dates = dates.filter(|(_, d)| d.ty == Some(Type::Date));
        let dates: Vec<(usize, &str)> = dates.map(|(at, d)| (at, &*d.name)).collect();
        match dates.as_slice() {
            [(at, _)] => Some(*at),
            all => {
                let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
                self.report(faults::which_date(guard.span, &names))
            }
        }
    }
}

/// Two sets of one dimension, which one set says more clearly; ranges may meet, such as `from` and `until`.
pub(super) fn two_sets(guards: &[(DimensionGuard, Span)]) -> Option<(Span, Span)> {
    let sets = guards
        .iter()
        .filter(|(guard, _)| guard.domain.intervals.len() > 1);
    let sets: Vec<_> = sets.collect();
    sets.iter().enumerate().find_map(|(at, (guard, span))| {
        let mut before = sets.iter().take(at);
        let (_, first) = before.find(|(other, _)| other.dimension == guard.dimension)?;
        Some((*first, *span))
    })
}

/// The dimensions that guards name, in their order; the guards then speak of these.
pub(super) fn named(dimensions: &[Dimension], arms: &mut [VariantArm]) -> Vec<Dimension> {
    let is_named = |at: usize| {
        let mut guards = arms.iter().flat_map(|arm| &arm.guards);
        guards.any(|guard| guard.dimension == at)
    };
    let named: Vec<usize> = (0..dimensions.len()).filter(|at| is_named(*at)).collect();
    for guard in arms.iter_mut().flat_map(|arm| &mut arm.guards) {
        let place = named.iter().position(|at| *at == guard.dimension);
        guard.dimension = place.unwrap_or(guard.dimension);
    }
    named
        .into_iter()
        .filter_map(|at| dimensions.get(at).cloned())
        .collect()
}
