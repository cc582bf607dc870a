//! Interpolated tables: rows as nodes of a line, and the two of them between which a key lies.

use super::{Interpolation, KeyCell, Outside, Table};
use crate::date::days_between;
use crate::graph::{Bound, Constant, Interval};
use crate::number::{Decimal, NumberError};
use std::collections::HashMap;

/// The nodes of an interpolated table: for each row its key, and its neighbours among the rows of the same other keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Nodes {
    outside: Outside,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
struct Node {
    /// What stands in the cell of the interpolated key; nothing for the row of `otherwise`.
    at: Option<Constant>,
    before: Option<u32>,
    behind: Option<u32>,
}

impl Table {
    /// Its rows as lines from one node to the next: in place of the one value of the interpolated key each matches what reaches from there to
    /// before the next row of the same other keys. The first reaches down and the last up without end unless the table is an error outside.
    /// Nothing of a table that is not interpolated.
    #[must_use]
    pub fn lines(&self) -> Option<Self> {
        let interpolation = self.interpolation?;
        let axis = interpolation.axis as usize;
        let mut lines = self.clone();
        let own = self.own_rows().len();
        for row in lines.rows.iter_mut().take(own) {
            if let Some(cell) = row.keys.get_mut(axis) {
                *cell = KeyCell::Intervals(Vec::new());
            }
        }
        for group in self.groups(interpolation) {
            let reaches = interpolation.outside != Outside::Error;
            for (place, row) in group.iter().enumerate() {
                let next = place.checked_add(1).and_then(|next| group.get(next));
                let bound = |row: &u32, inclusive| {
                    let value = self.node(*row, axis)?.clone();
                    Some(Bound { value, inclusive })
                };
                let low = bound(row, true).filter(|_| place > 0 || !reaches);
                let high = match next {
                    Some(next) => bound(next, false),
                    None => bound(row, true).filter(|_| !reaches),
                };
                let line = lines.rows.get_mut(*row as usize);
                if let Some(cell) = line.and_then(|row| row.keys.get_mut(axis)) {
                    *cell = KeyCell::Intervals(vec![Interval { low, high }]);
                }
            }
        }
        Some(lines)
    }

    /// Its nodes; nothing of a table that is not interpolated.
    #[must_use]
    pub fn nodes(&self) -> Option<Nodes> {
        let interpolation = self.interpolation?;
        let axis = interpolation.axis as usize;
        let own = u32::try_from(self.own_rows().len()).ok()?;
        let node = |row: usize| Node {
            at: u32::try_from(row)
                .ok()
                .filter(|row| *row < own)
                .and_then(|row| self.node(row, axis))
                .cloned(),
            before: None,
            behind: None,
        };
        let mut nodes: Vec<Node> = (0..self.rows.len()).map(node).collect();
        for group in self.groups(interpolation) {
            for (row, next) in group.iter().zip(group.iter().skip(1)) {
                if let Some(node) = nodes.get_mut(*row as usize) {
                    node.behind = Some(*next);
                }
                if let Some(node) = nodes.get_mut(*next as usize) {
                    node.before = Some(*row);
                }
            }
        }
        Some(Nodes {
            outside: interpolation.outside,
            nodes,
        })
    }

    /// The first row of each group of rows with the same other keys that has fewer than two nodes.
    #[must_use]
    pub fn lone_nodes(&self) -> Vec<u32> {
        let groups = self.interpolation.map(|it| self.groups(it));
        let alone = groups.into_iter().flatten().filter(|group| group.len() < 2);
        alone.filter_map(|group| group.first().copied()).collect()
    }

    /// The rows of the same other keys, each group in the order of its nodes, the groups in the order of their first rows.
    fn groups(&self, interpolation: Interpolation) -> Vec<Vec<u32>> {
        let axis = interpolation.axis as usize;
        let mut known: HashMap<Vec<&KeyCell>, usize> = HashMap::new();
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for (place, row) in (0_u32..).zip(self.own_rows()) {
            if self.node(place, axis).is_none() {
                continue;
            }
            let others = row.keys.iter().enumerate();
            let others = others.filter(|(key, _)| *key != axis).map(|(_, cell)| cell);
            let group = *known.entry(others.collect()).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(rows) => rows.push(place),
                None => groups.push(vec![place]),
            }
        }
        for group in &mut groups {
            group.sort_by(|a, b| self.node(*a, axis).cmp(&self.node(*b, axis)).then(a.cmp(b)));
        }
        groups
    }

    fn node(&self, row: u32, axis: usize) -> Option<&Constant> {
        match self.rows.get(row as usize)?.keys.get(axis)? {
            KeyCell::One(value) => Some(value),
            KeyCell::Any | KeyCell::Intervals(_) => None,
        }
    }
}

impl Nodes {
    /// The rows between whose nodes a key lies, given the row of whose line it is: the same row twice where it is on the node, at a clamped end, or
    /// where there is no other to go by.
    #[must_use]
    pub fn around(&self, row: u32, key: &Constant) -> (u32, u32) {
        let alone = (row, row);
        let Some(node) = self.nodes.get(row as usize) else {
            return alone;
        };
        let Some(at) = &node.at else { return alone };
        match (key.cmp(at), node.before, node.behind, self.outside) {
            (std::cmp::Ordering::Greater, _, Some(behind), _) => (row, behind),
            (std::cmp::Ordering::Greater, Some(before), None, Outside::Extend) => (before, row),
            (std::cmp::Ordering::Less, _, Some(behind), Outside::Extend) => (row, behind),
            _ => alone,
        }
    }

    /// How far a key is from a node, and how far the next node is.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] where a distance is no number.
    pub fn distances(
        &self,
        low: u32,
        high: u32,
        key: &Constant,
    ) -> Result<(Decimal, Decimal), NumberError> {
        let at = |row: u32| {
            self.nodes
                .get(row as usize)
                .and_then(|node| node.at.as_ref())
        };
        match (at(low), at(high)) {
            (Some(low), Some(high)) => Ok((distance(low, key)?, distance(low, high)?)),
            _ => Ok((Decimal::ZERO, Decimal::ZERO)),
        }
    }
}

/// How far one key is from another, in days for dates; keys that are neither numbers nor dates have no distance.
fn distance(from: &Constant, to: &Constant) -> Result<Decimal, NumberError> {
    match (from, to) {
        (Constant::Number(from), Constant::Number(to)) => to.sub(*from),
        (Constant::Date(from), Constant::Date(to)) => {
            Ok(Decimal::from_i64(days_between(*from, *to)))
        }
        _ => Ok(Decimal::ZERO),
    }
}

/// The value between two nodes: y₀ + Q(Q((y₁ − y₀) · x) ÷ w), the sum again Q, where x is how far the key is from the first and w how far the second is.
///
/// # Errors
/// [`NumberError`] where a step of it is no number.
pub fn between(
    low: Decimal,
    high: Decimal,
    (x, w): (Decimal, Decimal),
) -> Result<Decimal, NumberError> {
    low.add(high.sub(low)?.mul(x)?.div(w)?)
}
