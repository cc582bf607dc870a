//! How a step rounds.

use super::{Rounded, Rounding};
use crate::fast::compile::Survey;
use crate::fast::divisor::Divisor;
use crate::fast::program::{Op, Place, Reg};
use crate::graph::{NodeId, Op as GraphOp};
use std::collections::{BTreeMap, BTreeSet};

/// The roundings among operations, each way once; of products the longest chain.
pub(super) fn roundings(survey: &Survey<'_>, nodes: &BTreeSet<NodeId>) -> Vec<Rounding> {
    let mut longest: BTreeMap<bool, usize> = BTreeMap::new();
    let mut others = BTreeSet::new();
    let (mut is_left, mut is_gone) = (false, false);
    for id in nodes {
        let rounds = survey.graph.node(*id).is_some_and(|node| {
            let is_rounding = matches!(node.op, GraphOp::Round(_));
            is_rounding && survey.asked(*id).path.is_some()
        });
        for reg in own_columns(survey, *id) {
            let Some(op) = survey.left(reg) else {
                is_gone |= rounds;
                continue;
            };
            let Some((of, is_one_multiplication)) = rounding(op) else {
                continue;
            };
            is_left = true;
            if let Rounded::Products(count) = of {
                let longest = longest.entry(is_one_multiplication).or_default();
                *longest = count.max(*longest);
            } else {
                others.insert((of, is_one_multiplication));
            }
        }
    }
    if is_gone && !is_left {
        others.insert((Rounded::InTheNext, false));
    }
    let products = longest.into_iter();
    let products = products.map(|(is_one, count)| (Rounded::Products(count), is_one));
    let all = others.into_iter().chain(products);
    all.map(|(of, is_one_multiplication)| Rounding {
        of,
        is_one_multiplication,
    })
    .collect()
}

/// The columns of a node that none of its operands stands in.
fn own_columns(survey: &Survey<'_>, id: NodeId) -> impl Iterator<Item = Reg> {
    let columns = |id: NodeId| {
        survey.vals(id).iter().filter_map(|val| match val.place {
            Place::Reg(reg) => Some(reg),
            Place::Const(_) => None,
        })
    };
    let node = survey.graph.node(id);
    let args = node.into_iter().flat_map(|node| &node.args);
    let read: BTreeSet<Reg> = args.flat_map(|arg| columns(*arg)).collect();
    columns(id).filter(move |reg| !read.contains(reg))
}

/// What an instruction rounds, and whether by one multiplication.
fn rounding(op: &Op) -> Option<(Rounded, bool)> {
    Some(match op {
        Op::Round(_, divisor, units) => (Rounded::Number, *units == 1 && is_short(*divisor)),
        Op::Product(_, _, divisor, units) => {
            (Rounded::Products(1), *units == 1 && is_short(*divisor))
        }
        Op::ProductIf(_, _, divisor, _) => (Rounded::Products(1), is_short(*divisor)),
        Op::Chain(_, factors) => {
            let all = factors.iter().all(|factor| is_short(factor.divisor));
            (Rounded::Products(factors.len()), all)
        }
        Op::Quotient(..) => (Rounded::Quotient, false),
        _ => return None,
    })
}

/// Whether rounding by it is one multiplication.
const fn is_short(divisor: Divisor) -> bool {
    divisor.bias().is_some()
}
