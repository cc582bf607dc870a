//! Which way of looking up a table gets.

use super::{Lookup, TableIndex, WholeGrid};
use crate::graph::{Bound, Constant, Interval, Ty};
use crate::table::{Axis, HitPolicy, KeyCell, Row, Table};

fn table(axes: usize, rows: i64, cell: impl Fn(i64) -> KeyCell) -> Table {
    let axis = Axis {
        name: "key".into(),
        ty: Ty::Int,
        domain: None,
    };
    Table {
        name: "t".into(),
        axes: vec![axis; axes],
        columns: vec![],
        rows: (0..rows)
            .map(|n| Row {
                keys: vec![cell(n); axes],
                line: 1,
            })
            .collect(),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    }
}

fn lookup(table: &Table) -> Option<&'static str> {
    Some(match TableIndex::build(table).ok()?.lookup {
        Lookup::Grid(_) => "grid",
        Lookup::Composite(_) => "composite",
        Lookup::Intersection(_) => "intersection",
    })
}

fn one(n: i64) -> KeyCell {
    KeyCell::One(Constant::Number(n.into()))
}

fn from(n: i64) -> KeyCell {
    let low = Some(Bound {
        value: Constant::Number(n.into()),
        inclusive: true,
    });
    KeyCell::Intervals(vec![Interval { low, high: None }])
}

#[test]
fn small_tables_are_grids() {
    assert_eq!(lookup(&table(0, 1, one)), Some("grid"));
    assert_eq!(lookup(&table(3, 40, one)), Some("grid"));
    assert_eq!(lookup(&table(3, 20, from)), Some("grid"));
    assert_eq!(lookup(&table(1, 100_000, one)), Some("grid"));
}

#[test]
fn sparse_single_values_are_hashed() {
    assert_eq!(lookup(&table(3, 60, one)), Some("composite"));
}

#[test]
fn sparse_ranges_are_intersected() {
    assert_eq!(lookup(&table(3, 60, from)), Some("intersection"));
}

#[test]
fn flat_grids_find_the_rows_of_the_grid() {
    let ranges = |n: i64| match from(3 * n) {
        KeyCell::Intervals(mut parts) => {
            parts[0].high = Some(Bound {
                value: Constant::Number((3 * n + 2).into()),
                inclusive: false,
            });
            KeyCell::Intervals(parts)
        }
        other => other,
    };
    let words: Vec<i64> = (-4..36).chain([i64::MIN, i64::MAX]).collect();
    for otherwise in [false, true] {
        for cell in [&one as &dyn Fn(i64) -> KeyCell, &from, &ranges] {
            let mut table = table(2, 9, cell);
            table.policy = HitPolicy::First;
            if otherwise {
                table.rows.push(Row {
                    keys: vec![KeyCell::Any; 2],
                    line: 9,
                });
                table.otherwise = true;
            }
            let index = TableIndex::build(&table).unwrap();
            let grid = WholeGrid::new(&index, &[0, 0]).unwrap();
            let (both, rows) = grid.flat(&[None, None], 1 << 12).unwrap();
            for a in &words {
                let (fixed, own) = grid.flat(&[Some(*a), None], 1 << 12).unwrap();
                for b in &words {
                    let row = grid.find([*a, *b].into_iter());
                    assert_eq!(own[fixed[0].place(*b)], row, "{a}, {b}");
                    let place = both[0].place(*a) * both[1].places() + both[1].place(*b);
                    assert_eq!(rows[place], row, "{a}, {b}");
                }
            }
            assert_eq!(grid.flat(&[None, None], 8), None);
            let (none, only) = grid.flat(&[Some(4), Some(7)], 1).unwrap();
            assert_eq!((none, only), (vec![], vec![grid.find([4, 7].into_iter())]));
        }
    }
}
