//! What has variants: of their values the one whose guards hold.

use super::Lowerer;
use super::value::Value;
use crate::coverage::Kind;
use crate::typed::{DefinitionId, Expr, ExprKind, VariantArm, Variants};
use lutine_core::graph::{Domain, Interval, NodeId, OnlyIf, Op, Ty, VariantNote};
use std::collections::HashMap;
use std::sync::Arc;

/// What is known of variants wherever they are used: the same nodes, for which of them applies is asked once a risk.
#[derive(Default)]
pub(super) struct Applying {
    /// Whether a dimension is in a set.
    guards: HashMap<(DefinitionId, Vec<Interval>), NodeId>,
    /// By the address of the variants, which outlive the lowering.
    known: HashMap<usize, Arc<Vec<Condition>>>,
}

/// A variant's conditions.
#[derive(Debug, Clone, Copy)]
struct Condition {
    /// Whether its guards hold; of the first variant, in error where a dimension is.
    guard: NodeId,
    /// Whether it is the one that applies.
    applies: NodeId,
}

impl<'a> Lowerer<'a> {
    /// The value of the variant that applies. The last takes what no other does: that some variant does has been shown.
    pub(super) fn varied(
        &mut self,
        of: &'a Arc<Variants>,
        values: &'a [Expr],
        expr: &'a Expr,
    ) -> Value {
        let conditions = self.conditions(of);
        let last = conditions.len().saturating_sub(1);
        let branch = |place: usize| u32::try_from(place).ok();
        let mut arms = Vec::new();
        let each = of.arms.iter().zip(values).zip(conditions.iter());
        for (place, ((arm, value), condition)) in each.enumerate() {
            let since = self.scope.noted();
            let value = self.lower(value);
            self.counts_only_if(&[applies(condition.applies)], since);
            self.note_variant(of, arm, condition.applies);
            let mut guard = condition.guard;
            if place < last || last == 0 {
                // Where the one before the last does not apply, the last does.
                let no = branch(last).filter(|_| place.saturating_add(1) == last);
                guard = self.observed(guard, Kind::Variants, of.span, (branch(place), no));
            }
            arms.push((guard, value));
        }
        let Some((guard, mut value)) = arms.pop() else {
            return self.no_value();
        };
        if arms.is_empty() {
            // The dimensions are looked at even where they decide nothing.
            return self.chosen(guard, &value, &value, &expr.ty, expr);
        }
        while let Some((guard, own)) = arms.pop() {
            value = self.chosen(guard, &own, &value, &expr.ty, expr);
        }
        value
    }

    /// Of the declaration that has just ended: what has variants would fill pages, and the one that applies is shown.
    pub(super) fn short_formula(&mut self, value: &Expr) {
        if let (ExprKind::Variants { of, .. }, Some(declared)) =
            (&value.kind, self.declarations.last_mut())
        {
            declared.formula = match of.arms.len() {
                1 => "1 variant".into(),
                count => format!("{count} variants").into(),
            };
        }
    }

    fn note_variant(&mut self, of: &Variants, arm: &VariantArm, when: NodeId) {
        let note = VariantNote {
            of: Arc::clone(&of.of),
            guards: Arc::clone(&arm.text),
            formula: Arc::clone(&arm.value),
            because: arm.because.clone(),
            only_if: vec![applies(when)],
            site: self.graph.site(arm.span),
        };
        if !self.scope.variants.contains(&note) {
            self.scope.variants.push(note);
        }
    }

    /// Of each variant whether its guards hold, and whether it is the one that applies.
    fn conditions(&mut self, of: &Arc<Variants>) -> Arc<Vec<Condition>> {
        let address = Arc::as_ptr(of).addr();
        if let Some(known) = self.applying.known.get(&address) {
            return Arc::clone(known);
        }
        let mut conditions: Vec<Condition> = Vec::new();
        // Whether none of those before applies; the last applies where that is so.
        let mut none: Option<NodeId> = None;
        let last = of.arms.len().saturating_sub(1);
        for (place, arm) in of.arms.iter().enumerate() {
            let mut guard = self.guards(of, arm, last == 0);
            if place == 0 {
                guard = self.in_error_with(of, guard);
            }
            let applies = match none {
                None => guard,
                Some(none) if place == last => none,
                Some(none) => self.graph.and(Some(none), Some(guard)).unwrap_or(guard),
            };
            conditions.push(Condition { guard, applies });
            let not = self.graph.apply(Op::Not, Ty::Bool, &[guard], arm.span);
            none = self.graph.and(none, Some(not));
        }
        let conditions = Arc::new(conditions);
        self.applying.known.insert(address, Arc::clone(&conditions));
        conditions
    }

    /// Whether the guards of a variant hold; of the only one they do, which has been shown.
    fn guards(&mut self, of: &Variants, arm: &VariantArm, is_only: bool) -> NodeId {
        let mut all = None;
        for guard in arm.guards.iter().filter(|_| !is_only) {
            let Some(dimension) = of.dimensions.get(guard.dimension) else {
                continue;
            };
            let own = self.guard(*dimension, &guard.domain, arm);
            all = self.graph.and(all, Some(own));
        }
        all.unwrap_or_else(|| self.graph.truth(true))
    }

    /// Whether a dimension is in a set: one node, however many variants ask.
    fn guard(&mut self, dimension: DefinitionId, domain: &Domain, arm: &VariantArm) -> NodeId {
        let key = (dimension, domain.intervals.clone());
        if let Some(known) = self.applying.guards.get(&key) {
            return *known;
        }
        let value = self.dimension(dimension);
        let set = self.graph.domain(domain);
        let node = self.graph.apply(Op::In(set), Ty::Bool, &[value], arm.span);
        self.applying.guards.insert(key, node);
        node
    }

    fn dimension(&mut self, id: DefinitionId) -> NodeId {
        match self.definitions.get(id.index()).cloned().flatten() {
            Some(value) => self.one(&value),
            None => self.graph.truth(false),
        }
    }

    /// The condition, in error with the first dimension that is.
    fn in_error_with(&mut self, of: &Variants, mut condition: NodeId) -> NodeId {
        for dimension in of.dimensions.iter().rev() {
            let value = self.dimension(*dimension);
            if self.graph.fallible(value) {
                condition = self.graph.guard(value, condition);
            }
        }
        condition
    }
}

/// What stands in a variant counts where it is the one that applies.
fn applies(condition: NodeId) -> OnlyIf {
    OnlyIf {
        condition,
        holds: true,
    }
}
