//! Which way of looking up a table gets.

use super::{Lookup, TableIndex};
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
