//! How a step rounds.

use super::{Rounded, Rounding};
use crate::fast::compile::Survey;
use crate::fast::divisor::Divisor;
use crate::fast::program::{Op, Place};
use crate::graph::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The roundings among operations, each way once; of products the longest chain.
pub(super) fn roundings(survey: &Survey<'_>, nodes: &BTreeSet<NodeId>) -> Vec<Rounding> {
    let mut products: BTreeMap<bool, usize> = BTreeMap::new();
    let mut others = BTreeSet::new();
    let vals = nodes.iter().flat_map(|id| survey.vals(*id));
    for val in vals {
        let Place::Reg(reg) = val.place else {
            continue;
        };
        let (of, divisors, units): (_, &[Divisor], i64) = match survey.left(reg) {
            Some(Op::Round(_, divisor, units)) => {
                (Rounded::Number, std::slice::from_ref(divisor), *units)
            }
            Some(Op::Product(_, _, divisor, units)) => {
                (Rounded::Products(1), std::slice::from_ref(divisor), *units)
            }
            Some(Op::ProductIf(_, _, divisor, _)) => {
                (Rounded::Products(1), std::slice::from_ref(divisor), 1)
            }
            Some(Op::Chain(_, factors)) => {
                let all = factors.iter().all(|factor| is_short(factor.divisor));
                let longest = products.entry(all).or_default();
                *longest = factors.len().max(*longest);
                continue;
            }
            Some(Op::Quotient(..)) => (Rounded::Quotient, &[], 1),
            _ => continue,
        };
        let is_one = !divisors.is_empty() && units == 1 && divisors.iter().copied().all(is_short);
        match of {
            Rounded::Products(count) => {
                let longest = products.entry(is_one).or_default();
                *longest = count.max(*longest);
            }
            of => _ = others.insert((of, is_one)),
        }
    }
    let products = products
        .into_iter()
        .map(|(is_one, count)| (Rounded::Products(count), is_one));
    let all = others.into_iter().chain(products);
    all.map(|(of, is_one_multiplication)| Rounding {
        of,
        is_one_multiplication,
    })
    .collect()
}

/// Whether rounding by it is one multiplication.
fn is_short(divisor: Divisor) -> bool {
    divisor.bias().is_some()
}
