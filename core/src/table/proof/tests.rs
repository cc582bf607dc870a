//! Tables as large as insurers have them, and rows whose ranges no key separates.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use super::{Effort, Finding, KeySpace, Units, tiling};
use crate::graph::{Bound, Constant, Interval, Ty};
use crate::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};
use proptest::prelude::*;

const UNITS: Units<'_> = Units {
    enumerations: &[],
    currencies: &[],
};

fn number(n: u32) -> Constant {
    Constant::Number(i64::from(n).into())
}

fn span((low, high): (u32, u32)) -> Interval {
    let bound = |n| {
        Some(Bound {
            value: number(n),
            inclusive: true,
        })
    };
    Interval {
        low: bound(low),
        high: bound(high),
    }
}

/// What a row matches along a key: these stretches of numbers.
type Cell = Vec<(u32, u32)>;

/// A table with keys from 0 to below these, and a row and its result for each of these cells.
fn table(sides: &[u32], rows: Vec<(Vec<Cell>, u32)>) -> Table {
    let axis = |side: &u32| Axis {
        name: "key".into(),
        ty: Ty::Int,
        domain: Some(vec![span((0, *side - 1))]),
    };
    let cell = |(cell, side): (&Cell, &u32)| match cell.as_slice() {
        [(0, to)] if to + 1 == *side => KeyCell::Any,
        [(from, to)] if from == to => KeyCell::One(number(*from)),
        spans => KeyCell::Intervals(spans.iter().copied().map(span).collect()),
    };
    let results = rows.iter().map(|(_, result)| Some(number(*result)));
    Table {
        name: "rates".into(),
        axes: sides.iter().map(axis).collect(),
        columns: vec![Column {
            name: "rate".into(),
            ty: Ty::Int,
            cells: results.collect(),
        }],
        rows: rows
            .iter()
            .map(|(cells, _)| Row {
                keys: cells.iter().zip(sides).map(cell).collect(),
                line: 1,
            })
            .collect(),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    }
}

/// `count` bands that fill what is below `side`, cut at places of their own.
fn bands(side: u32, count: u32, shift: u32) -> Vec<Cell> {
    let start = |n: u32| match n {
        0 => 0,
        n => n * side / count + shift % (side / count),
    };
    let band = |n| {
        let end = if n + 1 == count { side } else { start(n + 1) };
        vec![(start(n), end - 1)]
    };
    (0..count).map(band).collect()
}

/// Every row of a class plan: the cells of the first key, for each those of the second, and so on.
fn rows(sides: &[u32], cells: impl Fn(usize, &[Cell]) -> Vec<Cell>) -> Vec<(Vec<Cell>, u32)> {
    let mut rows: Vec<Vec<Cell>> = vec![vec![]];
    for key in 0..sides.len() {
        let longer = |row: &Vec<Cell>| {
            let of_row = cells(key, row).into_iter();
            let row = row.clone();
            of_row.map(move |cell| [row.clone(), vec![cell]].concat())
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    let result = |row: &Vec<Cell>| {
        let firsts = row.iter().map(|cell| cell[0].0);
        firsts.fold(7_u32, |sum, first| sum.wrapping_mul(31) ^ first) % 1000
    };
    rows.into_iter()
        .map(|row| (row.clone(), result(&row)))
        .collect()
}

/// What proofs have where those of other tables have taken all that is shared: what goes with the size of a table, however large it is.
fn exhausted() -> Effort {
    let effort = Effort::default();
    effort.take(u64::MAX);
    effort
}

/// Everything is proven of a table that has a row for every key.
fn proven(table: &Table) {
    let space = KeySpace::within(table, UNITS, &exhausted()).unwrap();
    assert_eq!(space.overlap(), Finding::None);
    assert_eq!(space.hole(), Finding::None);
    assert_eq!(space.hidden(), Finding::None);
    for key in 0..table.axes.len() {
        assert_eq!(space.difference(key), Some(Finding::Found(())), "key {key}");
    }
}

/// The same in front of a row for every key, in the order of the file: each row is hit, but for that one, and for one that stands twice.
fn proven_in_order(sides: &[u32], mut plan: Vec<(Vec<Cell>, u32)>) {
    let last = u32::try_from(plan.len()).unwrap();
    let any = sides.iter().map(|side| vec![(0, side - 1)]).collect();
    plan.push((any, 0));
    plan.push(plan[77].clone());
    let table = Table {
        policy: HitPolicy::First,
        ..table(sides, plan)
    };
    let space = KeySpace::within(&table, UNITS, &exhausted()).unwrap();
    assert_eq!(space.hidden(), Finding::Found(vec![last, last + 1]));
}

#[test]
fn territories_with_bands_of_age_and_sets_of_classes() {
    let sides = [150, 100, 8, 40];
    let sets = [
        vec![(0, 0), (3, 3), (7, 7)],
        vec![(1, 2), (4, 4)],
        vec![(5, 6)],
    ];
    let plan = rows(&sides, |key, row| match key {
        0 => (0..150)
            .map(|territory| vec![(territory, territory)])
            .collect(),
        // Each territory has bands of its own.
        1 => bands(100, 8, row[0][0].0),
        2 => sets.to_vec(),
        _ => bands(40, 4, 0),
    });
    assert_eq!(plan.len(), 14_400);
    proven(&table(&sides, plan.clone()));
    proven_in_order(&sides, plan);
}

#[test]
fn bands_in_every_key() {
    let sides = [100, 500, 60, 200];
    let plan = rows(&sides, |key, _| bands(sides[key], [10, 10, 5, 20][key], 0));
    assert_eq!(plan.len(), 10_000);
    proven(&table(&sides, plan.clone()));
    proven_in_order(&sides, plan);
}

/// Sums insured are banded otherwise in each class of buildings, years of building in each band of sums.
#[test]
fn bands_that_hang_on_the_keys_before() {
    let sides = [20, 1_000, 200, 100];
    let plan = rows(&sides, |key, row| match key {
        0 => bands(20, 10, 0),
        1 => bands(1_000, 25, row[0][0].0 * 7),
        2 => bands(200, 10, row[1][0].0),
        _ => bands(100, 5, row[2][0].0),
    });
    assert_eq!(plan.len(), 12_500);
    proven(&table(&sides, plan.clone()));
    proven_in_order(&sides, plan);
}

/// A key counts only for some values of another: young drivers have rates by their points, all others by their marital status.
#[test]
fn keys_that_are_any_in_some_rows() {
    let sides = [50, 100, 20, 2];
    let plan = rows(&sides, |key, row| match (key, row.get(1)) {
        (0, _) => (0..50)
            .map(|territory| vec![(territory, territory)])
            .collect(),
        (1, _) => bands(100, 20, 0),
        (2, Some(age)) if age[0].0 < 50 => bands(20, 20, 0),
        (2, _) => bands(20, 1, 0),
        (_, Some(age)) if age[0].0 < 50 => bands(2, 1, 0),
        _ => bands(2, 2, 0),
    });
    assert_eq!(plan.len(), 11_000);
    proven(&table(&sides, plan.clone()));
    proven_in_order(&sides, plan);
}

/// Rows as a tree of decisions leaves them: the space is cut in two along any key, each part again along any other, and so on.
fn leaves(sides: &[u32], cuts: impl Iterator<Item = (usize, u32)>) -> Vec<Vec<Cell>> {
    let mut leaves = std::collections::VecDeque::from([sides
        .iter()
        .map(|side| vec![(0, side - 1)])
        .collect::<Vec<Cell>>()]);
    for (key, at) in cuts {
        let leaf = leaves.pop_front().unwrap();
        let (from, to) = leaf[key % sides.len()][0];
        if from == to {
            leaves.push_back(leaf);
            continue;
        }
        let cut = from + at % (to - from);
        for half in [(from, cut), (cut + 1, to)] {
            let mut part = leaf.clone();
            part[key % sides.len()] = vec![half];
            leaves.push_back(part);
        }
    }
    leaves.into()
}

/// No key separates these rows; that they match every key once is known all the same.
#[test]
fn leaves_of_a_tree_of_decisions() {
    let sides = [1_000, 1_000, 1_000, 1_000];
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state >> 33).unwrap()
    };
    let cuts = (0..5_000).map(|_| (random() as usize, random()));
    let mut leaves: Vec<(Vec<Cell>, u32)> = leaves(&sides, cuts).into_iter().zip(0..).collect();
    assert!(leaves.len() > 4_000);
    proven(&table(&sides, leaves.clone()));
    // One result for all of them: no key makes a difference, which is proven as well.
    leaves.iter_mut().for_each(|(_, result)| *result = 1);
    let whole = table(&sides, leaves.clone());
    let space = KeySpace::new(&whole, UNITS).unwrap();
    for key in 0..sides.len() {
        assert_eq!(space.difference(key), Some(Finding::None), "key {key}");
    }
    // With one leaf less, or with one twice, it is not known.
    let effort = Effort::default();
    let twice = [leaves.as_slice(), &leaves[300..301]].concat();
    for wrong in [leaves[1..].to_vec(), twice] {
        let wrong = table(&sides, wrong);
        let space = KeySpace::within(&wrong, UNITS, &effort).unwrap();
        assert!(!tiling::is_known(&space.axes, space.rows, &effort));
    }
}

/// Leaves of small spaces, of which some have an end moved, are left out or come twice, and some are put together into one row.
fn nearly_filled() -> impl Strategy<Value = (Vec<u32>, Vec<Vec<Cell>>)> {
    let sides = prop::collection::vec(1_u32..5, 1..4);
    let cuts = prop::collection::vec((0_usize..4, 0_u32..4), 0..12);
    let changes = prop::collection::vec((0_u32..4, any::<prop::sample::Index>(), 0_usize..4), 0..3);
    (sides, cuts, changes).prop_map(|(sides, cuts, changes)| {
        let mut rows = leaves(&sides, cuts.into_iter());
        for (change, at, key) in changes {
            let (at, key) = (at.index(rows.len()), key % sides.len());
            let mut row = rows[at].clone();
            match change {
                0 => rows.push(row),
                1 if rows.len() > 1 => _ = rows.remove(at),
                2 => {
                    let (from, to) = row[key][0];
                    row[key][0] = if from < to { (from + 1, to) } else { (0, to) };
                    rows[at] = row;
                }
                _ => {
                    // What differs in this key alone becomes one row.
                    let alike = |other: &Vec<Cell>| {
                        (0..sides.len()).all(|k| (other[k] == row[k]) != (k == key))
                    };
                    if let Some(other) = rows.iter().position(alike) {
                        row[key].extend(rows[other][key].clone());
                        row[key].sort_unstable();
                        rows[at] = row;
                        rows.remove(other);
                    }
                }
            }
        }
        (sides, rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_known_to_fill_the_space_does((sides, rows) in nearly_filled()) {
        let mut points: Vec<Vec<u32>> = vec![vec![]];
        for side in &sides {
            let longer = |point: &Vec<u32>| {
                let point = point.clone();
                (0..*side).map(move |at| [point.clone(), vec![at]].concat())
            };
            points = points.iter().flat_map(longer).collect();
        }
        let matches = |row: &&Vec<Cell>, point: &Vec<u32>| {
            let mut keys = row.iter().zip(point);
            keys.all(|(cell, at)| cell.iter().any(|(from, to)| (from..=to).contains(&at)))
        };
        let once = |point: &Vec<u32>| rows.iter().filter(|row| matches(row, point)).count() == 1;
        let fills = points.iter().all(once);
        let table = table(&sides, rows.iter().map(|row| (row.clone(), 1)).collect());
        let effort = Effort::default();
        let space = KeySpace::within(&table, UNITS, &effort).unwrap();
        prop_assert_eq!(tiling::is_known(&space.axes, space.rows, &effort), fills);
        if fills {
            prop_assert_eq!(space.overlap(), Finding::None);
            prop_assert_eq!(space.hole(), Finding::None);
        }
    }
}
