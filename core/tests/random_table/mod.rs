//! Random tables over every kind of key, the rows that match by a walk over them, and the values worth asking for.

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, CurrencyId, EnumId, Interval, Ty};
use lutine_core::number::Decimal;
use lutine_core::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};
use proptest::prelude::*;

/// The types that a key can have.
pub const KEY_TYPES: [Ty; 7] = [
    Ty::Bool,
    Ty::Enum(EnumId(0)),
    Ty::Int,
    Ty::Decimal,
    Ty::Money(CurrencyId(0)),
    Ty::Date,
    Ty::Text,
];

/// Members of the enumeration of [`Ty::Enum`].
pub const MEMBERS: u32 = 4;

/// Which cells the rows have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Of every form.
    All,
    /// Single values alone.
    Single,
}

/// A value of the type: from a few that meet often, or from many.
pub fn value(ty: Ty, many: bool) -> BoxedStrategy<Constant> {
    let spread: i64 = if many { 60 } else { 6 };
    let number = move |scale| {
        (-2..spread).prop_map(move |n| Constant::Number(Decimal::new(n.into(), scale).unwrap()))
    };
    match ty {
        Ty::Bool => any::<bool>().prop_map(Constant::Bool).boxed(),
        Ty::Enum(_) => (0..MEMBERS).prop_map(Constant::Enum).boxed(),
        Ty::Int => prop_oneof![9 => number(0), 1 => extreme(0)].boxed(),
        Ty::Money(_) => prop_oneof![9 => number(2), 1 => extreme(2)].boxed(),
        Ty::Date => (0..spread)
            .prop_map(|n| {
                let day = Date::new(2024, 2, 25).unwrap();
                Constant::Date(day.add_period(0, 0, n).unwrap())
            })
            .boxed(),
        Ty::Text if many => "[a-c]{1,4}"
            .prop_map(|text| Constant::Text(text.into()))
            .boxed(),
        Ty::Text => prop::sample::select(vec!["", " ", "a", "a ", "a\0", "aa", "b", "é"])
            .prop_map(|text| Constant::Text(text.into()))
            .boxed(),
        _ => prop_oneof![6 => number(1), 3 => number(0), 1 => extreme(28)].boxed(),
    }
}

/// A number at the end of what a decimal can be.
fn extreme(scale: u32) -> BoxedStrategy<Constant> {
    let largest = i128::try_from(lutine_core::number::MAX_COEFFICIENT).unwrap();
    prop::sample::select(vec![largest, -largest, largest - 1])
        .prop_map(move |n| Constant::Number(Decimal::new(n, scale).unwrap()))
        .boxed()
}

fn interval(ty: Ty, many: bool) -> BoxedStrategy<Interval> {
    let bound = || {
        (value(ty, many), any::<bool>()).prop_map(|(value, inclusive)| Bound { value, inclusive })
    };
    (
        prop::option::weighted(0.8, bound()),
        prop::option::weighted(0.8, bound()),
    )
        .prop_map(|(low, high)| match (low, high) {
            // Mostly the right way round; an empty interval now and then.
            (Some(low), Some(high)) if low.value > high.value && low.inclusive => Interval {
                low: Some(high),
                high: Some(low),
            },
            (low, high) => Interval { low, high },
        })
        .boxed()
}

fn cell(ty: Ty, cells: Cells, many: bool) -> BoxedStrategy<KeyCell> {
    let single = value(ty, many).prop_map(KeyCell::One);
    if cells == Cells::Single {
        return single.boxed();
    }
    prop_oneof![
        1 => Just(KeyCell::Any),
        3 => single,
        4 => interval(ty, many).prop_map(|interval| KeyCell::Intervals(vec![interval])),
        2 => prop::collection::vec(value(ty, many).prop_map(Interval::one), 0..4).prop_map(KeyCell::Intervals),
        1 => prop::collection::vec(interval(ty, many), 2..4).prop_map(KeyCell::Intervals),
    ]
    .boxed()
}

/// A table of rows over axes of these types.
pub fn table(
    types: Vec<Ty>,
    cells: Cells,
    rows: std::ops::Range<usize>,
    many: bool,
) -> BoxedStrategy<Table> {
    let keys: Vec<_> = types.iter().map(|ty| cell(*ty, cells, many)).collect();
    let domains: Vec<_> = types
        .iter()
        .map(|ty| prop::option::weighted(0.5, prop::collection::vec(interval(*ty, many), 1..3)))
        .collect();
    let row = (keys, prop::option::weighted(0.8, 0_u32..2));
    let policy = prop::sample::select(vec![HitPolicy::Unique, HitPolicy::First]);
    let otherwise = prop::bool::weighted(0.3);
    (prop::collection::vec(row, rows), domains, policy, otherwise)
        .prop_map(move |(rows, domains, policy, otherwise)| Table {
            name: "random".into(),
            axes: types
                .iter()
                .zip(domains)
                .map(|(ty, domain)| Axis {
                    name: "key".into(),
                    ty: *ty,
                    domain,
                })
                .collect(),
            columns: vec![Column {
                name: "result".into(),
                ty: Ty::Enum(EnumId(0)),
                cells: rows
                    .iter()
                    .map(|(_, result)| result.map(Constant::Enum))
                    .collect(),
            }],
            rows: (2..)
                .zip(rows)
                .map(|(line, (keys, _))| Row { keys, line })
                .collect(),
            policy,
            otherwise,
            interpolation: None,
            file: 0,
        })
        .boxed()
}

/// Whether the cell matches the value.
pub fn matches(cell: &KeyCell, value: &Constant) -> bool {
    match cell {
        KeyCell::Any => true,
        KeyCell::One(own) => own == value,
        KeyCell::Intervals(intervals) => intervals.iter().any(|interval| interval.contains(value)),
    }
}

/// All rows that match, by a walk over them; that of `otherwise` is none of them.
pub fn scan(table: &Table, keys: &[Constant]) -> Vec<u32> {
    (0..)
        .zip(table.own_rows())
        .filter(|(_, row)| {
            row.keys
                .iter()
                .zip(keys)
                .all(|(cell, key)| matches(cell, key))
        })
        .map(|(row, _)| row)
        .collect()
}
