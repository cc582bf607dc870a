//! Of two variants that both apply, the one that wins: at the first dimension, in their order of precedence, at which their guards differ,
//! the guards of the winner are inside those of the other. So a variant wins whose guards are all inside the other's, and where each is
//! the narrower in something the dimension that comes first decides. Guards that only meet decide nothing: there the two tie, and a risk
//! that both claim is refused, unless a third wins over them ([`crate::prove`] looks for one).
//!
//! What is inside what is asked of all values that a dimension's type has, so that the range of an input never changes who wins.

use std::collections::BTreeSet;
use std::sync::Arc;

use lutine_core::graph::{Interval, Ty};
use lutine_core::table::{Axis, HitPolicy, KeyCell, KeySpace, Row, Table, TableError, Units};

use crate::typed::{VariantArm, Variants};

/// How two variants stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// No risk is claimed by both.
    Apart,
    /// The first wins.
    Wins,
    /// The second wins.
    Loses,
    /// Neither does.
    Ties,
}

/// The guards of variants as rows over the dimensions.
pub(crate) fn rows(arms: &[VariantArm], dimensions: usize) -> Vec<Vec<KeyCell>> {
    arms.iter()
        .map(|arm| (0..dimensions).map(|at| cell(arm, at)).collect())
        .collect()
}

/// What the guards of a variant leave of a dimension.
fn cell(arm: &VariantArm, dimension: usize) -> KeyCell {
    let own = arm.guards.iter().filter(|g| g.dimension == dimension);
    let mut left: Option<Vec<Interval>> = None;
    for guard in own {
        let intervals = &guard.domain.intervals;
        left = Some(match left {
            None => intervals.clone(),
            Some(before) => {
                let both = before.iter();
                both.flat_map(|a| intervals.iter().map(|b| a.and(b)))
                    .collect()
            }
        });
    }
    left.map_or(KeyCell::Any, KeyCell::Intervals)
}

/// Rows over dimensions, each with its values or any, as a table without results.
pub(crate) fn table(axes: &[(Ty, Option<Vec<Interval>>)], rows: Vec<Vec<KeyCell>>) -> Table {
    let axis = |(ty, domain): &(Ty, Option<Vec<Interval>>)| Axis {
        name: Arc::from(""),
        ty: *ty,
        domain: domain.clone(),
    };
    Table {
        name: Arc::from(""),
        axes: axes.iter().map(axis).collect(),
        columns: Vec::new(),
        rows: rows.into_iter().map(|keys| Row { keys, line: 0 }).collect(),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    }
}

/// How two rows of a space stand to each other.
pub(crate) fn relation(space: &KeySpace<'_>, dimensions: usize, a: u32, b: u32) -> Relation {
    let mut decided = None;
    for axis in 0..dimensions {
        let (own, other) = (space.places(a, axis), space.places(b, axis));
        if !meet(own, other) {
            return Relation::Apart;
        }
        decided = decided.or(match (is_inside(own, other), is_inside(other, own)) {
            (true, true) => None,
            (true, false) => Some(Relation::Wins),
            (false, true) => Some(Relation::Loses),
            (false, false) => Some(Relation::Ties),
        });
    }
    decided.unwrap_or(Relation::Ties)
}

/// Whether two rows have a place in common.
fn meet(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    let meets = |own: &(u32, u32)| {
        // The first stretch that does not end before this one begins.
        let at = b.partition_point(|other| other.1 < own.0);
        b.get(at).is_some_and(|other| other.0 <= own.1)
    };
    a.iter().any(meets)
}

/// Whether all places of one row are places of the other.
fn is_inside(a: &[(u32, u32)], b: &[(u32, u32)]) -> bool {
    a.iter().all(|(from, to)| {
        let mut next = *from;
        let at = b.partition_point(|other| other.1 < next);
        for other in b.get(at..).unwrap_or_default() {
            if other.0 > next || next > *to {
                break;
            }
            next = other.1.saturating_add(1);
        }
        next > *to
    })
}

/// The variants in an order in which each stands behind those that win over it, else as they are written.
pub(crate) fn in_order(
    mut variants: Variants,
    types: &[Ty],
    units: Units<'_>,
) -> Result<Variants, TableError> {
    let axes: Vec<_> = types.iter().map(|ty| (*ty, None)).collect();
    let table = table(&axes, rows(&variants.arms, types.len()));
    let space = KeySpace::new(&table, units)?;
    let count = variants.arms.len();
    // Over which others each wins, and how many win over it.
    let mut over: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waiting = vec![0_usize; count];
    let numbers = || (0_u32..).zip(0..count);
    for (row, place) in numbers() {
        for (other, other_place) in numbers().take(place) {
            let (winner, loser) = match relation(&space, types.len(), row, other) {
                Relation::Wins => (place, other_place),
                Relation::Loses => (other_place, place),
                Relation::Apart | Relation::Ties => continue,
            };
            if let (Some(over), Some(waits)) = (over.get_mut(winner), waiting.get_mut(loser)) {
                over.push(loser);
                *waits = waits.saturating_add(1);
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..count)
        .filter(|at| waiting.get(*at) == Some(&0))
        .collect();
    let mut order = Vec::with_capacity(count);
    while let Some(first) = ready.pop_first() {
        order.push(first);
        for loser in over.get(first).into_iter().flatten() {
            if let Some(waits) = waiting.get_mut(*loser) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    ready.insert(*loser);
                }
            }
        }
    }
    let mut arms: Vec<Option<VariantArm>> = std::mem::take(&mut variants.arms)
        .into_iter()
        .map(Some)
        .collect();
    let ordered = order.into_iter().filter_map(|at| arms.get_mut(at)?.take());
    variants.arms = ordered.collect();
    Ok(variants)
}
