//! What is true of a table, by looking at every combination of points.

use super::key::inside;
use super::table::Table;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub struct Truth {
    /// The first row that fits keys of a row above it, the first of these, and the smallest keys that fit both.
    pub overlap: Option<(usize, usize, Vec<i64>)>,
    /// The smallest keys without a row.
    pub hole: Option<Vec<i64>>,
    /// Rows with a cell that no value of its key fits, and these keys.
    pub never_hit: Vec<(usize, usize)>,
    /// Keys that can be written, and all rows that fit them, in order: of a `collect` table some that fit most, and some that fit none.
    pub fitting: Vec<(Vec<i64>, Vec<usize>)>,
    /// What all rows that fit come to.
    pub gathered: Gathered,
    /// Keys of which all values have the same results, whatever the other keys are. Of tables whose rows do not overlap.
    pub idle: Vec<usize>,
}

pub fn truth(table: &Table) -> Truth {
    let points: Vec<Vec<i64>> = (0..table.keys.len())
        .map(|key| table.keys[key].points(table.cells(key)))
        .collect();
    // For each point of each key the rows that it fits, a bit for each.
    let masks: Vec<Vec<u128>> = (points.iter().enumerate())
        .map(|(key, points)| {
            let mask = |point: &i64| {
                let fits = table
                    .cells(key)
                    .enumerate()
                    .filter(|(_, cell)| inside(cell, *point));
                fits.fold(0_u128, |mask, (row, _)| mask | 1 << row)
            };
            points.iter().map(mask).collect()
        })
        .collect();
    assert!(table.rows.len() <= 128);
    let (mut overlap, mut hole) = (None::<(usize, usize, Vec<usize>)>, None);
    let mut looked_up = BTreeMap::new();
    let (mut fitting, mut gathered) = (Fitting::default(), Gathered::default());
    let mut at = vec![0; points.len()];
    loop {
        let fits = (masks.iter().zip(&at)).fold(u128::MAX, |all, (masks, at)| all & masks[*at]);
        let fits = fits
            & u128::MAX
                .checked_shr(128 - table.rows.len() as u32)
                .unwrap_or(0);
        if table.collects {
            gathered.see(table, fits);
            let keys = at.iter().zip(&points).map(|(at, points)| points[*at]);
            let keys: Vec<i64> = keys.collect();
            let mut pairs = table.keys.iter().zip(&keys);
            if pairs.all(|(key, point)| key.can_write(*point)) {
                fitting.see(keys, fits);
            }
        }
        let first = (fits != 0).then_some(fits.trailing_zeros() as usize);
        if first.is_none() && hole.is_none() {
            hole = Some(at.clone());
        }
        if fits.count_ones() > 1 {
            let first = fits.trailing_zeros() as usize;
            let second = (fits & (fits - 1)).trailing_zeros() as usize;
            let is_earlier = |(b, a, _): &(usize, usize, Vec<usize>)| (second, first) < (*b, *a);
            if overlap.as_ref().is_none_or(is_earlier) {
                overlap = Some((second, first, at.clone()));
            }
        }
        looked_up.insert(at.clone(), first);
        if !advance(&mut at, &points) {
            break;
        }
    }
    let values = |at: Vec<usize>| {
        at.iter()
            .zip(&points)
            .map(|(at, points)| points[*at])
            .collect()
    };
    let never = |row: usize, key: usize| !masks[key].iter().any(|mask| mask >> row & 1 == 1);
    let never_hit = (0..table.rows.len())
        .flat_map(|row| (0..points.len()).map(move |key| (row, key)))
        .filter(|(row, key)| never(*row, *key));
    let idle = (0..points.len()).filter(|key| is_idle(table, *key, &points, &looked_up));
    if table.collects {
        // All rows count: none is one too many, and where there is none nothing is found.
        return Truth {
            overlap: None,
            hole: None,
            never_hit: never_hit.collect(),
            fitting: fitting.some(),
            gathered,
            idle: vec![],
        };
    }
    Truth {
        fitting: vec![],
        gathered,
        hole: hole.map(values),
        never_hit: never_hit.collect(),
        idle: if overlap.is_none() {
            idle.collect()
        } else {
            vec![]
        },
        overlap: overlap.map(|(second, first, at)| (second, first, values(at))),
    }
}

/// What the rows that fit come to, over all keys; of the first result, 0 where it is absent.
#[derive(Debug, Default)]
pub struct Gathered {
    /// How many they are.
    pub counts: BTreeSet<i64>,
    /// Their sum.
    pub sums: BTreeSet<i64>,
    /// How many of them are 1.
    pub ones: BTreeSet<i64>,
    /// The greatest; -1 where there is none.
    pub greatest: BTreeSet<i64>,
}

impl Gathered {
    fn see(&mut self, table: &Table, fits: u128) {
        let rows = table.rows.iter().enumerate();
        let rows = rows.filter(|(row, _)| fits >> row & 1 == 1);
        let values: Vec<i64> = rows.map(|(_, row)| row.results[0].unwrap_or(0)).collect();
        self.counts.insert(values.len() as i64);
        self.sums.insert(values.iter().sum());
        let ones = values.iter().filter(|value| **value == 1);
        self.ones.insert(ones.count() as i64);
        self.greatest
            .insert(values.iter().copied().max().unwrap_or(-1));
    }
}

/// The keys that fit the most rows and the fewest.
#[derive(Default)]
struct Fitting {
    most: Option<(Vec<i64>, u128)>,
    fewest: Option<(Vec<i64>, u128)>,
}

impl Fitting {
    fn see(&mut self, keys: Vec<i64>, rows: u128) {
        let count = |of: &Option<(_, u128)>| of.as_ref().map(|(_, rows)| rows.count_ones());
        if count(&self.fewest).is_none_or(|fewest| rows.count_ones() < fewest) {
            self.fewest = Some((keys.clone(), rows));
        }
        if count(&self.most).is_none_or(|most| rows.count_ones() > most) {
            self.most = Some((keys, rows));
        }
    }

    fn some(self) -> Vec<(Vec<i64>, Vec<usize>)> {
        let rows = |mask: u128| (0..128).filter(|row| mask >> row & 1 == 1).collect();
        let both = self.most.into_iter().chain(self.fewest);
        both.map(|(keys, mask)| (keys, rows(mask))).collect()
    }
}

/// The next combination; the last key goes fastest.
fn advance(at: &mut [usize], points: &[Vec<i64>]) -> bool {
    for (own, points) in at.iter_mut().zip(points).rev() {
        *own += 1;
        if *own < points.len() {
            return true;
        }
        *own = 0;
    }
    false
}

/// Nothing is said of a key with one value, and of a table of one row.
fn is_idle(
    table: &Table,
    key: usize,
    points: &[Vec<i64>],
    looked_up: &BTreeMap<Vec<usize>, Option<usize>>,
) -> bool {
    let has_several = table.keys[key].few().is_none_or(|few| few.len() > 1);
    if !has_several || table.rows.len() < 2 {
        return false;
    }
    if points[key].len() < 2 {
        return true;
    }
    let mut results: BTreeMap<Vec<usize>, BTreeSet<_>> = BTreeMap::new();
    for (at, row) in looked_up {
        let mut others = at.clone();
        others.remove(key);
        results
            .entry(others)
            .or_default()
            .insert(table.looked_up(*row));
    }
    results.values().all(|results| results.len() == 1)
}
