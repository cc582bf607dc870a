//! Comprehensions that go through a list for what equals something outside it: `sum(v.premium for v in policy.vehicles where v.zone = zone)`.
//!
//! The condition is computed in full for the pairs that are gone through; what is said here is only which pairs need not be ([`Space::Matches`]).
//! Its parts are taken from the left, as long as each is about the item alone, about what is outside alone, or says that one of each is equal:
//! only what stands left of a part decides whether its error counts, so nothing behind the first part of another kind may be used.

use super::Lowerer;
use super::list::ListSource;
use super::scan::each_expression;
use crate::typed::{Expr, ExprKind, VariableId};
use lutine_core::graph::{Comparison, MatchPart, NodeId, RISK, SpaceId};

/// What an expression in a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Item,
    Outside,
    Both,
}

/// The condition of a comprehension, and the variable of the list that it goes through last.
#[derive(Clone, Copy)]
pub(super) struct Where<'a> {
    pub(super) condition: &'a Expr,
    pub(super) variable: VariableId,
}

/// What a condition says beforehand of the pairs of a list.
#[derive(Default)]
pub(super) struct Matching {
    /// The parts that are used; none where no equality is among them.
    pub(super) on: Vec<MatchPart>,
    /// Whether the pairs that there are all fulfil the condition: it has no other parts, and none of these can be in error.
    pub(super) is_decided: bool,
}

impl<'a> Lowerer<'a> {
    /// What a condition says of which items of a list belong to a lane of `left`.
    pub(super) fn match_parts(
        &mut self,
        filter: Where<'a>,
        source: &ListSource,
        left: SpaceId,
    ) -> Matching {
        // What branches an execution takes is seen in all pairs.
        let is_risks = self.graph.reaches(RISK, source.space);
        if self.graph.observed.is_some() || !is_risks {
            return Matching::default();
        }
        let (wanted, is_all) = self.usable(filter);
        if !wanted
            .iter()
            .any(|(kind, _)| matches!(kind, Kind::Equal(..)))
        {
            return Matching::default();
        }
        let scope = std::mem::take(&mut self.scope);
        self.bind(filter.variable, source.item.clone());
        // A lane of a computed list that is none of its items is left out before anything is asked of it.
        let is_item = source.keep.map(MatchPart::OfItem);
        let mut on: Vec<MatchPart> = is_item.into_iter().collect();
        for (kind, part) in wanted {
            on.push(match kind {
                Kind::Of(About::Item) => MatchPart::OfItem(self.in_space(part, source.space)),
                Kind::Of(_) => MatchPart::OfLeft(self.in_space(part, left)),
                Kind::Equal(item, outside) => MatchPart::Equal {
                    left: self.in_space(outside, left),
                    item: self.in_space(item, source.space),
                },
            });
        }
        let mut nodes = on.iter().flat_map(|part| [part.left(), part.item()]);
        let can_fail = nodes.any(|node| node.is_some_and(|node| self.graph.fallible(node)));
        let is_decided = is_all && !can_fail;
        // Else the condition is computed for the pairs, and what it reads is noted there.
        if is_decided {
            self.scope = scope.with(std::mem::take(&mut self.scope));
        } else {
            self.scope = scope;
        }
        Matching { on, is_decided }
    }

    fn in_space(&mut self, part: &'a Expr, space: SpaceId) -> NodeId {
        let node = self.number(part);
        self.graph.bring(node, space)
    }

    /// The parts of the condition, from the left, that can be used, without those behind the last equality; and whether these are all.
    fn usable(&self, filter: Where<'a>) -> (Vec<(Kind<'a>, &'a Expr)>, bool) {
        let mut used = Vec::new();
        let mut last = 0;
        let parts = conjuncts(filter.condition);
        let count = parts.len();
        for part in parts {
            let kind = match self.about(part, filter.variable) {
                About::Both => match self.equality(part, filter.variable) {
                    Some(equality) => equality,
                    None => break,
                },
                about => Kind::Of(about),
            };
            used.push((kind, part));
            if matches!(kind, Kind::Equal(..)) {
                last = used.len();
            }
        }
        used.truncate(last);
        (used, count == last)
    }

    fn equality(&self, part: &'a Expr, variable: VariableId) -> Option<Kind<'a>> {
        let ExprKind::Compare {
            comparison: Comparison::Equal,
            left,
            right,
        } = &part.kind
        else {
            return None;
        };
        match (self.about(left, variable), self.about(right, variable)) {
            (About::Item, About::Outside) => Some(Kind::Equal(left, right)),
            (About::Outside, About::Item) => Some(Kind::Equal(right, left)),
            _ => None,
        }
    }

    /// What an expression is about: the item, and beside it nothing but the risk as a whole; or not the item.
    fn about(&self, expr: &Expr, variable: VariableId) -> About {
        let mut is_read = false;
        each_expression(expr, |part| {
            is_read |= matches!(&part.kind, ExprKind::Variable(read) if *read == variable);
        });
        if !is_read {
            return About::Outside;
        }
        match self.needed_space([expr], &[variable]) {
            RISK => About::Item,
            _ => About::Both,
        }
    }
}

/// How a part of a condition is used.
#[derive(Clone, Copy)]
enum Kind<'a> {
    Of(About),
    /// What is said of the item equals what is outside.
    Equal(&'a Expr, &'a Expr),
}

/// The parts of `a and b and c`, in order.
fn conjuncts(condition: &Expr) -> Vec<&Expr> {
    let (mut parts, mut open) = (Vec::new(), vec![condition]);
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::And(left, right) => open.extend([&**right, left]),
            _ => parts.push(expr),
        }
    }
    parts
}
