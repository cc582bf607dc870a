//! Overlaps and holes of tables against brute force over the values that can be asked for.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::panic
)]

mod random_table;

use std::collections::{BTreeMap, BTreeSet};

use lutine_core::graph::{Bound, Constant, Currency, Enumeration, Interval, Member, Ty};
use lutine_core::number::{Decimal, Mode};
use lutine_core::table::{
    Axis, Finding, HitPolicy, KeyCell, KeySpace, NeverHit, Overlap, Row, Table, Units,
};
use proptest::prelude::*;
use random_table::{Cells, KEY_TYPES, MEMBERS, matches, scan, table};

fn enumerations() -> Vec<Enumeration> {
    let member = |n: u32| Member {
        name: n.to_string().into(),
        label: None,
    };
    vec![Enumeration {
        name: "E".into(),
        members: (0..MEMBERS).map(member).collect(),
        ordered: false,
    }]
}

fn currencies() -> Vec<Currency> {
    vec![Currency {
        code: "USD".into(),
        places: 2,
    }]
}

/// What the proofs say of a table.
#[derive(Debug, PartialEq, Eq)]
struct Findings {
    overlap: Finding<Overlap>,
    hole: Finding<Vec<Constant>>,
    never_hit: Vec<NeverHit>,
    hidden: Finding<Vec<u32>>,
    differences: Vec<Option<Finding<()>>>,
}

fn findings(table: &Table) -> Findings {
    let (enumerations, currencies) = (enumerations(), currencies());
    let units = Units {
        enumerations: &enumerations,
        currencies: &currencies,
    };
    let space = KeySpace::new(table, units).unwrap();
    Findings {
        overlap: space.overlap(),
        hole: space.hole(),
        never_hit: space.never_hit().collect(),
        hidden: space.hidden(),
        differences: (0..table.axes.len())
            .map(|axis| space.difference(axis))
            .collect(),
    }
}

/// The bounds of cells and domain of an axis.
fn bounds(table: &Table, axis: usize) -> Vec<Constant> {
    let cells = table
        .own_rows()
        .iter()
        .flat_map(|row| match &row.keys[axis] {
            KeyCell::Any => vec![],
            KeyCell::One(value) => vec![Interval::one(value.clone())],
            KeyCell::Intervals(intervals) => intervals.clone(),
        });
    let mut bounds: Vec<Constant> = cells
        .chain(table.axes[axis].domain.iter().flatten().cloned())
        .flat_map(|interval| [interval.low, interval.high])
        .flatten()
        .map(|bound| bound.value)
        .collect();
    bounds.sort();
    bounds.dedup();
    bounds
}

fn step(ty: Ty) -> Option<Decimal> {
    match ty {
        Ty::Int => Some(Decimal::ONE),
        Ty::Money(_) => Decimal::new(1, 2).ok(),
        _ => None,
    }
}

/// Values of an axis that can be asked for: at least one of those that no row and no part of the domain tells apart, and where they
/// are bounded below the least of them.
fn askable(table: &Table, axis: usize) -> Vec<Constant> {
    let Axis { ty, domain, .. } = &table.axes[axis];
    let bounds = bounds(table, axis);
    let mut values: Vec<Constant> = match ty {
        Ty::Bool => [false, true].map(Constant::Bool).into(),
        Ty::Enum(_) => (0..MEMBERS).map(Constant::Enum).collect(),
        Ty::Text => vec![Constant::Text("".into())],
        Ty::Date => vec![Constant::Date("2000-01-01".parse().unwrap())],
        _ => vec![Constant::Number(Decimal::ZERO)],
    };
    for (place, bound) in bounds.iter().enumerate() {
        match bound {
            Constant::Text(text) => {
                values.extend(
                    ["", " ", "\0"].map(|end| Constant::Text(format!("{text}{end}").into())),
                );
            }
            Constant::Date(date) => {
                values.extend(
                    [-1, 0, 1]
                        .into_iter()
                        .filter_map(|n| date.add_period(0, 0, n))
                        .map(Constant::Date),
                );
            }
            Constant::Number(number) => {
                let finest = Decimal::new(1, 28).unwrap();
                let next = match bounds.get(place + 1) {
                    Some(Constant::Number(next)) => *next,
                    _ => *number,
                };
                let half = number
                    .add(next)
                    .and_then(|sum| sum.div(Decimal::from_i64(2)));
                let mut near = vec![Ok(*number), half];
                for step in [step(*ty).unwrap_or(finest), Decimal::ONE] {
                    for mode in [Mode::Floor, Mode::Ceiling] {
                        let rounded = number.round(mode, step);
                        near.extend([
                            rounded,
                            rounded.and_then(|n| n.add(step)),
                            rounded.and_then(|n| n.sub(step)),
                        ]);
                    }
                }
                values.extend(near.into_iter().flatten().map(Constant::Number));
            }
            _ => {}
        }
    }
    values.retain(|value| {
        let on_grid = match (value, step(*ty)) {
            (Constant::Number(number), Some(step)) => number.is_multiple_of(step),
            _ => true,
        };
        on_grid && is_askable(domain.as_deref(), value)
    });
    values.sort();
    values.dedup();
    values
}

fn is_askable(domain: Option<&[Interval]>, value: &Constant) -> bool {
    domain.is_none_or(|parts| parts.iter().any(|part| part.contains(value)))
}

/// Every combination of values that can be asked for, in order.
fn combinations(table: &Table) -> Vec<Vec<Constant>> {
    let mut all = vec![vec![]];
    for axis in 0..table.axes.len() {
        let values = askable(table, axis);
        all = all
            .iter()
            .flat_map(|keys: &Vec<Constant>| {
                values
                    .iter()
                    .map(move |value| [keys.clone(), vec![value.clone()]].concat())
            })
            .collect();
    }
    all
}

/// A thousand combinations of values that can be asked for.
fn some_combinations(table: &Table, seed: u64) -> Vec<Vec<Constant>> {
    let values: Vec<_> = (0..table.axes.len())
        .map(|axis| askable(table, axis))
        .collect();
    if values.iter().any(Vec::is_empty) {
        return vec![];
    }
    let mut state = seed;
    let mut pick = |values: &Vec<Constant>| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        values[(state >> 33) as usize % values.len()].clone()
    };
    (0..1000)
        .map(|_| values.iter().map(&mut pick).collect())
        .collect()
}

/// Whether brute force knows the least value of every axis.
fn is_bounded_below(table: &Table) -> bool {
    let bounded = |axis: &Axis| match axis.ty {
        Ty::Bool | Ty::Enum(_) => true,
        Ty::Int | Ty::Money(_) | Ty::Date => axis
            .domain
            .as_ref()
            .is_some_and(|parts| parts.iter().all(|part| part.low.is_some())),
        _ => false,
    };
    table.axes.iter().all(bounded)
}

/// Checks what was found against all combinations.
fn check(table: &Table) {
    let found = findings(table);
    let combinations = combinations(table);
    let rows: Vec<Vec<u32>> = combinations.iter().map(|keys| scan(table, keys)).collect();
    let first_hole = combinations
        .iter()
        .zip(&rows)
        .find(|(_, rows)| rows.is_empty());
    match (&found.hole, first_hole) {
        (Finding::None, None) => {}
        (Finding::Found(found), Some((expected, _))) => {
            assert_eq!(
                scan(table, found),
                [0_u32; 0],
                "{found:?} is no hole of {table:#?}"
            );
            check_askable(table, found);
            if is_bounded_below(table) {
                assert_eq!(found, expected, "the smallest hole of {table:#?}");
            }
        }
        (hole, expected) => panic!("{hole:?} instead of {expected:?} in {table:#?}"),
    }
    // The first row that meets one above it, and the first of these.
    let pairs = rows.iter().flat_map(|rows| {
        let pairs = move |at: usize| rows[..at].iter().map(move |first| (rows[at], *first));
        (0..rows.len()).flat_map(pairs)
    });
    match (&found.overlap, pairs.min()) {
        (Finding::None, None) => check_differences(table, &found, &combinations, &rows),
        (Finding::Found(found), Some((second, first))) => {
            assert_eq!(
                found.rows,
                (first, second),
                "the first overlap of {table:#?}"
            );
            check_overlap(table, found);
            if is_bounded_below(table) {
                let both = |rows: &Vec<u32>| rows.contains(&first) && rows.contains(&second);
                let first = combinations.iter().zip(&rows).find(|(_, rows)| both(rows));
                assert_eq!(
                    Some(&found.witness),
                    first.map(|(keys, _)| keys),
                    "the smallest keys of {table:#?}"
                );
            }
        }
        (overlap, expected) => panic!("{overlap:?} instead of {expected:?} in {table:#?}"),
    }
    check_never_hit(table, &found.never_hit);
    check_hidden(table, &found, &rows);
}

/// The rows that match some keys, and are never the first of those that do.
fn check_hidden(table: &Table, found: &Findings, rows: &[Vec<u32>]) {
    let all = || rows.iter().flatten().copied().collect::<BTreeSet<u32>>();
    let first: BTreeSet<u32> = rows
        .iter()
        .filter_map(|rows| rows.first().copied())
        .collect();
    let expected: Vec<u32> = all().difference(&first).copied().collect();
    let found = match &found.hidden {
        Finding::None => &[],
        Finding::Found(hidden) => hidden.as_slice(),
        Finding::NotProven(reason) => panic!("{reason:?} of {table:#?}"),
    };
    assert_eq!(found, expected, "the hidden rows of {table:#?}");
}

/// The rows that no key of some axis reaches.
fn check_never_hit(table: &Table, found: &[NeverHit]) {
    let askable: Vec<_> = (0..table.axes.len())
        .map(|axis| askable(table, axis))
        .collect();
    let never = |(row, keys): (u32, &Row)| {
        let reached = |axis: usize| {
            askable[axis]
                .iter()
                .any(|key| matches(&keys.keys[axis], key))
        };
        let axis = (0..askable.len()).find(|axis| !reached(*axis))?;
        Some(NeverHit { row, axis })
    };
    let expected: Vec<_> = (0..).zip(table.own_rows()).filter_map(never).collect();
    assert_eq!(found, expected, "the rows never hit of {table:#?}");
}

/// Whether two look-ups that differ in one key have different results.
fn check_differences(
    table: &Table,
    found: &Findings,
    combinations: &[Vec<Constant>],
    rows: &[Vec<u32>],
) {
    for (axis, difference) in found.differences.iter().enumerate() {
        let mut results: BTreeMap<Vec<Constant>, BTreeSet<Option<&Constant>>> = BTreeMap::new();
        for (keys, rows) in combinations.iter().zip(rows) {
            let mut others = keys.clone();
            others.remove(axis);
            let otherwise = || table.otherwise.then(|| table.own_rows().len());
            let row = rows.first().map(|row| *row as usize).or_else(otherwise);
            let result = row.and_then(|row| table.columns[0].cells.get(row)?.as_ref());
            results.entry(others).or_default().insert(result);
        }
        let differs = results.values().any(|results| results.len() > 1);
        match difference {
            Some(Finding::Found(())) => assert!(differs, "key {axis} of {table:#?}"),
            Some(Finding::None) => assert!(!differs, "key {axis} of {table:#?}"),
            Some(Finding::NotProven(reason)) => panic!("{reason:?} of {table:#?}"),
            None => assert!(
                !differs || table.own_rows().len() < 2,
                "key {axis} of {table:#?} has one value"
            ),
        }
    }
}

fn check_askable(table: &Table, keys: &[Constant]) {
    assert_eq!(keys.len(), table.axes.len());
    for (axis, key) in table.axes.iter().zip(keys) {
        assert!(
            is_askable(axis.domain.as_deref(), key),
            "{key:?} is outside its domain"
        );
        if let (Constant::Number(number), Some(step)) = (key, step(axis.ty)) {
            assert!(number.is_multiple_of(step), "{key:?} is off its grid");
        }
    }
}

fn check_overlap(table: &Table, overlap: &Overlap) {
    let hits = scan(table, &overlap.witness);
    assert!(
        hits.contains(&overlap.rows.0) && hits.contains(&overlap.rows.1),
        "{overlap:?} of {table:#?}"
    );
    check_askable(table, &overlap.witness);
}

/// The first row that meets one above it, and the first of these: pair by pair, axis by axis.
fn first_pair(table: &Table) -> Option<(u32, u32)> {
    let askable: Vec<_> = (0..table.axes.len())
        .map(|axis| askable(table, axis))
        .collect();
    let meet = |a: &Row, b: &Row| {
        askable.iter().enumerate().all(|(axis, values)| {
            values
                .iter()
                .any(|value| matches(&a.keys[axis], value) && matches(&b.keys[axis], value))
        })
    };
    let rows = || (0_u32..).zip(table.own_rows());
    rows().find_map(|(j, b)| {
        rows()
            .take(j as usize)
            .find(|(_, a)| meet(a, b))
            .map(|(i, _)| (i, j))
    })
}

fn types(most: usize) -> impl Strategy<Value = Vec<Ty>> {
    prop::collection::vec(prop::sample::select(KEY_TYPES.to_vec()), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn small_tables(table in types(3).prop_flat_map(|types| table(types, Cells::All, 0..6, false))) {
        check(&table);
    }

    #[test]
    fn small_tables_of_many_rows(table in types(3).prop_flat_map(|types| table(types, Cells::All, 6..16, false))) {
        check(&table);
    }

    #[test]
    fn small_tables_of_single_values(table in types(3).prop_flat_map(|types| table(types, Cells::Single, 0..16, false))) {
        check(&table);
    }
}

fn wide_types() -> impl Strategy<Value = Vec<Ty>> {
    prop::collection::vec(
        prop::sample::select(vec![Ty::Int, Ty::Date, KEY_TYPES[4], Ty::Text, Ty::Decimal]),
        3..4,
    )
}

/// What holds for tables that are no grid.
fn check_wide(table: &Table, seed: u64) {
    let Findings { overlap, hole, .. } = findings(table);
    match (&overlap, first_pair(table)) {
        (Finding::None, None) => {}
        (Finding::Found(found), Some(expected)) => {
            assert_eq!(found.rows, expected);
            check_overlap(table, found);
        }
        (overlap, expected) => panic!("{overlap:?} instead of {expected:?} in {table:#?}"),
    }
    match &hole {
        Finding::Found(hole) => {
            assert_eq!(scan(table, hole), [0_u32; 0]);
            check_askable(table, hole);
        }
        Finding::None => {
            for keys in some_combinations(table, seed) {
                assert!(
                    !scan(table, &keys).is_empty(),
                    "{keys:?} is a hole of {table:#?}"
                );
            }
        }
        Finding::NotProven(reason) => panic!("{reason:?} of {table:#?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn wide_tables(table in wide_types().prop_flat_map(|types| table(types, Cells::All, 40..90, true)), seed: u64) {
        check_wide(&table, seed);
    }

    #[test]
    fn wide_tables_of_single_values(table in wide_types().prop_flat_map(|types| table(types, Cells::Single, 40..90, true)), seed: u64) {
        check_wide(&table, seed);
    }
}

fn number(n: i64) -> Constant {
    Constant::Number(n.into())
}

fn span(low: i64, high: i64) -> Interval {
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

fn of_spans(domain: Interval, axes: usize, rows: impl Iterator<Item = Vec<(i64, i64)>>) -> Table {
    Table {
        name: "t".into(),
        axes: vec![
            Axis {
                name: "n".into(),
                ty: Ty::Int,
                domain: Some(vec![domain])
            };
            axes
        ],
        columns: vec![],
        rows: rows
            .map(|spans| Row {
                keys: spans
                    .iter()
                    .map(|(low, high)| KeyCell::Intervals(vec![span(*low, *high)]))
                    .collect(),
                line: 1,
            })
            .collect(),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    }
}

/// A partition of three axes into unequal boxes, too fine for a grid: proven, and not any more with one box missing or moved.
#[test]
fn boxes_that_fill_a_space() {
    let side = 90;
    let boxes: Vec<_> = (0..side)
        .flat_map(|x| {
            // Each slice is cut along y at a place of its own, and each half along z.
            let cut = 10 + x % 70;
            [(0, cut), (cut + 1, side - 1)]
                .into_iter()
                .flat_map(move |y| {
                    let cut = 5 + (x * 7 + y.0) % 80;
                    [(0, cut), (cut + 1, side - 1)].map(|z| vec![(x, x), y, z])
                })
        })
        .collect();
    let domain = || span(0, side - 1);
    let whole = of_spans(domain(), 3, boxes.iter().cloned());
    let found = findings(&whole);
    assert_eq!((found.overlap, found.hole), (Finding::None, Finding::None));
    let without = of_spans(
        domain(),
        3,
        boxes.iter().take(200).chain(&boxes[201..]).cloned(),
    );
    let gap: Vec<_> = boxes[200].iter().map(|(low, _)| number(*low)).collect();
    let found = findings(&without);
    assert_eq!(
        (found.overlap, found.hole),
        (Finding::None, Finding::Found(gap))
    );
    let mut moved = boxes.clone();
    moved[301][2].0 -= 1;
    let Findings { overlap, hole, .. } = findings(&of_spans(domain(), 3, moved.iter().cloned()));
    assert_eq!(hole, Finding::None);
    let Finding::Found(overlap) = overlap else {
        panic!()
    };
    assert_eq!(overlap.rows, (300, 301));
    assert_eq!(
        overlap.witness,
        [moved[301][0].0, moved[301][1].0, moved[301][2].0].map(number)
    );
}

/// Ranges of two keys, nested by the thousand, are swept.
#[test]
fn nested_ranges_of_two_keys() {
    let rows = (0..10_000).map(|n| vec![(n, 30_000 - n), (n, 30_000 - n)]);
    let found = findings(&of_spans(span(0, 40_000), 2, rows));
    assert_eq!(found.hole, Finding::Found(vec![number(0), number(30_001)]));
    let Finding::Found(overlap) = found.overlap else {
        panic!()
    };
    assert_eq!(overlap.rows, (0, 1));
}
