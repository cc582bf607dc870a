//! How much there can be: the items of a list, and with them what one risk can cost.

use std::fmt::Write;
use std::sync::Arc;

use lutine_core::engine::{Cost, Limits};
use lutine_core::graph::Graph;

use super::claim::{About, Claim, ClaimKind, Status};
use crate::check::MOST_ITEMS;
use crate::typed::{AttributeKind, Rulebook};

/// How many parts of the cost are shown.
const SHOWN: usize = 3;

/// A claim that something has a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// What is claimed, and whether it is so.
    pub claim: Claim,
    most: Most,
}

/// How much there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Most {
    Items(u32),
    Cost(Cost),
    Unknown,
}

impl Bound {
    /// The bound: `at most 4`; empty where there is none.
    #[must_use]
    pub fn words(&self, graph: &Graph, limits: Limits) -> String {
        match self.most {
            Most::Items(most) => format!("at most {}", grouped(most.into())),
            Most::Cost(cost) => made_of(cost, graph, limits),
            Most::Unknown => String::new(),
        }
    }
}

/// The bounds of a checked rulebook and its graph: of each given list, and of what a risk costs.
#[must_use]
pub fn bounds(rulebook: &Rulebook, graph: &Graph, limits: Limits) -> Vec<Bound> {
    let attributes = rulebook.entities.iter().flat_map(|entity| {
        let attributes = entity.attributes.iter();
        attributes.map(move |attribute| (entity, attribute))
    });
    let lists = attributes.filter_map(|(entity, attribute)| {
        let AttributeKind::GivenList { max, .. } = attribute.kind else {
            return None;
        };
        // A list of which nothing is said may have so many; one may be declared to have more.
        let (status, most) = if max != MOST_ITEMS {
            (Status::Proven, Most::Items(max))
        } else {
            let most = grouped(MOST_ITEMS.into());
            let reason =
                format!("nothing says how many there can be; more than {most} are refused");
            (Status::NotProven(reason.into()), Most::Unknown)
        };
        let claim = Claim {
            kind: ClaimKind::ListBound,
            span: attribute.span,
            at: attribute.span,
            about: About::Named(format!("{}.{}", entity.snake_name, attribute.name).into()),
            status,
        };
        Some(Bound { claim, most })
    });
    let mut bounds: Vec<Bound> = lists.collect();
    bounds.extend(cost(rulebook, graph, limits));
    bounds
}

fn cost(rulebook: &Rulebook, graph: &Graph, limits: Limits) -> Option<Bound> {
    let root = rulebook.entities.get(rulebook.root.index())?;
    let cost = Cost::of(graph);
    let status = if cost.operations() <= limits.cost {
        Status::Proven
    } else {
        Status::NotProven("a host with these limits refuses it".into())
    };
    Some(Bound {
        claim: Claim {
            kind: ClaimKind::Cost,
            span: root.span,
            at: root.span,
            about: About::Named(Arc::clone(&root.name)),
            status,
        },
        most: Most::Cost(cost),
    })
}

/// `an answer takes at most 36,210 operations (23,100 for 240 cover, …), a worksheet 50,000 lines; a host allows 10,000,000`
fn made_of(cost: Cost, graph: &Graph, limits: Limits) -> String {
    let mut words = format!(
        "an answer takes at most {} operations (",
        grouped(cost.answer)
    );
    let mut rest = cost.answer;
    let shares = Cost::shares(graph).into_iter();
    for share in shares.filter(|share| share.of.is_some()).take(SHOWN) {
        rest = rest.saturating_sub(share.operations);
        let (operations, items) = (grouped(share.operations), grouped(share.items));
        let of = share.of.unwrap_or_default();
        // A string takes whatever is written into it.
        let _ = write!(words, "{operations} for {items} × {of}, ");
    }
    let (rest, lines) = (grouped(rest), grouped(cost.worksheet));
    let _ = write!(words, "{rest} for the rest), a worksheet {lines} lines");
    if limits.cost < u64::MAX {
        let _ = write!(words, "; a host allows {}", grouped(limits.cost));
    }
    words
}

/// A number as people read it: `10,000,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        grouped.push(digit);
        if left > 0 && left.is_multiple_of(3) {
            grouped.push(',');
        }
    }
    grouped
}
