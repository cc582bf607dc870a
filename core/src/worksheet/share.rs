//! How a share of a total came about: the exact one, what it is in whole steps, and who got what was left.

use super::show::plain;
use super::{Declaration, Share};
use crate::answer::scalar;
use crate::column::Values;
use crate::execute::Execution;
use crate::graph::{Node, NodeId, Op, Ty};
use crate::number::{Decimal, Mode};
use crate::value::Value;
use std::collections::BTreeSet;
use std::fmt::{self, Display};

/// Places behind those of the step to which an exact share is shown.
const MORE_PLACES: u32 = 6;

impl Execution<'_> {
    /// The shares that a declaration's value in a lane was computed from: those on the way of the arms that were taken, up to what other
    /// declarations are.
    pub(super) fn shares(&self, declaration: &Declaration, lane: u32) -> Vec<Share> {
        let graph = &self.plan.graph;
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut open = declaration.value.nodes();
        while let Some(id) = open.pop() {
            let Some(node) = graph
                .node(id)
                .filter(|node| node.space == declaration.space)
            else {
                continue;
            };
            let declared = node.declares.and_then(|id| graph.declaration(id));
            let is_other = declared.is_some_and(|other| !std::ptr::eq(other, declaration));
            if is_other || !seen.insert(id) {
                continue;
            }
            if node.op == Op::Allocate {
                found.insert(id);
            }
            match (&node.op, node.args.as_slice()) {
                (Op::Select, [condition, ..]) => {
                    let taken = self.cause(node, lane).map(|(taken, _)| taken);
                    open.extend([*condition].into_iter().chain(taken));
                }
                (_, args) => open.extend(args),
            }
        }
        let shares = found.into_iter().filter_map(|id| self.share(id, lane));
        shares.collect()
    }

    fn share(&self, id: NodeId, lane: u32) -> Option<Share> {
        let node = self.plan.graph.node(id)?;
        let (allocation, place) = self.allocation(node, lane)?;
        let of = |number: Decimal, ty: Ty| {
            let values = Values::Number(vec![number]);
            scalar(&self.plan.graph, &values, ty, 0)
        };
        Some(Share {
            total: self.operand_value(node, 0, lane)?,
            weight: self.operand_value(node, 1, lane)?,
            weights: of(allocation.sum()?, self.type_of(node, 1)?),
            step: self.operand_value(node, 2, lane)?,
            exact: allocation.exact(place)?,
            taken_down: of(allocation.taken_down(place)?, node.ty),
            rest: allocation.rest(place)?,
            has_more: allocation.has_more(place),
            share: of(*allocation.shares().ok()?.get(place)?, node.ty),
        })
    }

    fn type_of(&self, node: &Node, operand: usize) -> Option<Ty> {
        let operand = self.plan.graph.node(*node.args.get(operand)?)?;
        Some(operand.ty)
    }

    fn operand_value(&self, node: &Node, operand: usize, lane: u32) -> Option<Value> {
        let values = &self.column(*node.args.get(operand)?)?.values;
        let ty = self.type_of(node, operand)?;
        Some(scalar(&self.plan.graph, values, ty, lane))
    }
}

/// `share: 100.00 × 1 ÷ 3 = 33.333333…, taken down 33.33, rest 0.003333…, one step more: 33.34`
impl Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = self.step.as_number().unwrap_or(Decimal::ONE);
        let places = step.scale().saturating_add(MORE_PLACES);
        write!(
            f,
            "share: {} × {} ÷ {} = {}, taken down {}, rest {}",
            plain(&self.total),
            plain(&self.weight),
            plain(&self.weights),
            cut(self.exact, places),
            plain(&self.taken_down),
            cut(self.rest, places),
        )?;
        if self.has_more {
            write!(f, ", one step more: {}", plain(&self.share))?;
        }
        Ok(())
    }
}

/// A number cut behind so many places, with `…` for what is left out.
fn cut(number: Decimal, places: u32) -> String {
    let step = Decimal::new(1, places);
    let cut = step.and_then(|step| number.round(Mode::Down, step));
    match cut {
        Ok(cut) if cut != number => {
            let places = u8::try_from(places).unwrap_or(u8::MAX);
            format!("{}…", cut.fixed(places))
        }
        _ => number.to_string(),
    }
}
