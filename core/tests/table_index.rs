//! The index of a table against a walk over its rows.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice
)]

mod random_table;

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, Interval, TableId, Ty};
use lutine_core::number::Decimal;
use lutine_core::table::{
    Axis, Column, Hit, HitPolicy, Key, KeyCell, Row, Table, TableError, TableIndex,
};
use proptest::prelude::*;
use random_table::{Cells, KEY_TYPES, MEMBERS, scan, table};

/// A small table over up to three keys.
fn small() -> impl Strategy<Value = Table> {
    prop::collection::vec(prop::sample::select(KEY_TYPES.to_vec()), 0..4)
        .prop_flat_map(|types| table(types, Cells::All, 0..7, false))
}

/// The values that the cells of an axis name, those just beside them, and some far from them.
fn probes(table: &Table, axis: usize) -> Vec<Constant> {
    let ty = table.axes[axis].ty;
    let mut probes: Vec<Constant> = match ty {
        Ty::Bool => vec![Constant::Bool(false), Constant::Bool(true)],
        Ty::Enum(_) => (0..MEMBERS + 1)
            .chain([u32::MAX])
            .map(Constant::Enum)
            .collect(),
        Ty::Text => ["", "a", "zz", "é"]
            .map(|text| Constant::Text(text.into()))
            .into(),
        Ty::Date => [Date::MIN, Date::MAX].map(Constant::Date).into(),
        _ => [
            "0",
            "0.5",
            "-100000000000000000000",
            "79228162514264337593543950335",
        ]
        .map(|text| Constant::Number(text.parse().unwrap()))
        .into(),
    };
    for row in &table.rows {
        match &row.keys[axis] {
            KeyCell::Any => {}
            KeyCell::One(value) => beside(value, &mut probes),
            KeyCell::Intervals(intervals) => intervals
                .iter()
                .flat_map(|interval| [&interval.low, &interval.high])
                .flatten()
                .for_each(|bound| beside(&bound.value, &mut probes)),
        }
    }
    probes.sort();
    probes.dedup();
    probes
}

/// The value and its neighbours.
fn beside(value: &Constant, probes: &mut Vec<Constant>) {
    probes.push(value.clone());
    match value {
        Constant::Bool(_) => {}
        Constant::Enum(ordinal) => {
            probes.extend([ordinal.saturating_sub(1), ordinal + 1].map(Constant::Enum));
        }
        Constant::Date(date) => {
            let days = [-1, 1]
                .into_iter()
                .filter_map(|days| date.add_period(0, 0, days));
            probes.extend(days.map(Constant::Date));
        }
        Constant::Text(text) => {
            let shorter = text
                .char_indices()
                .last()
                .map_or("", |(end, _)| &text[..end]);
            probes.push(Constant::Text(shorter.into()));
            probes.push(Constant::Text(format!("{text}\0").into()));
        }
        Constant::Number(number) => {
            for scale in [0, 2, 28] {
                let step = Decimal::new(1, scale).unwrap();
                probes.extend(
                    [number.sub(step), number.add(step)]
                        .into_iter()
                        .flatten()
                        .map(Constant::Number),
                );
            }
        }
    }
}

/// The walk over the rows, as a hit.
fn expected(table: &Table, keys: &[Constant]) -> Hit {
    match scan(table, keys)[..] {
        [] => table.default_row().map_or(Hit::None, Hit::One),
        [row] => Hit::One(row),
        [first, ..] if table.policy == HitPolicy::First => Hit::One(first),
        [first, second, ..] => Hit::Several(first, second),
    }
}

/// The index of a table, and that of the same rows of which all that fit count.
fn indexes(table: &Table) -> [TableIndex; 2] {
    let collected = Table {
        policy: HitPolicy::Collect,
        ..table.clone()
    };
    [table, &collected].map(|table| TableIndex::build(table).unwrap())
}

fn check(table: &Table, [index, collected]: &[TableIndex; 2], keys: &[Constant]) {
    let borrowed: Vec<Key<'_>> = keys.iter().map(Key::from).collect();
    let found = index.find(&borrowed);
    assert_eq!(found, expected(table, keys), "for {keys:?} in {table:#?}");
    let all = collected.all(&borrowed);
    assert_eq!(all, scan(table, keys), "for {keys:?} in {table:#?}");
}

/// Asks for every combination of probes, or for `most` of them chosen at random.
fn check_all(table: &Table, most: usize, seed: u64) {
    let index = indexes(table);
    let probes: Vec<_> = (0..table.axes.len())
        .map(|axis| probes(table, axis))
        .collect();
    let combinations = probes.iter().map(Vec::len).product::<usize>();
    let mut state = seed;
    for n in 0..combinations.min(most) {
        let mut place = if combinations <= most {
            n
        } else {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 20) as usize
        };
        let keys: Vec<_> = probes
            .iter()
            .map(|values| {
                let value = values[place % values.len()].clone();
                place /= values.len();
                value
            })
            .collect();
        check(table, &index, &keys);
    }
}

/// Asks for keys that each row matches, where they are named in it.
fn check_rows(table: &Table) {
    let index = indexes(table);
    for row in &table.rows {
        let keys: Option<Vec<Constant>> = row
            .keys
            .iter()
            .map(|cell| match cell {
                KeyCell::Any => None,
                KeyCell::One(value) => Some(value.clone()),
                KeyCell::Intervals(intervals) => {
                    Some(intervals.first()?.low.as_ref()?.value.clone())
                }
            })
            .collect();
        if let Some(keys) = keys {
            check(table, &index, &keys);
        }
    }
}

fn wide_types() -> impl Strategy<Value = Vec<Ty>> {
    let types = KEY_TYPES
        .into_iter()
        .filter(|ty| !matches!(ty, Ty::Bool | Ty::Enum(_)));
    prop::collection::vec(prop::sample::select(types.collect::<Vec<_>>()), 3..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn small_tables(table in small(), seed: u64) {
        check_all(&table, 400, seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Too many classes for a grid, and single values: the composite hash.
    #[test]
    fn tables_of_single_values(
        table in wide_types().prop_flat_map(|types| table(types, Cells::Single, 0..120, true)),
        seed: u64,
    ) {
        check_rows(&table);
        check_all(&table, 60, seed);
    }

    /// Too many classes for a grid, and ranges: intersection of row sets.
    #[test]
    fn tables_of_ranges(
        table in wide_types().prop_flat_map(|types| table(types, Cells::All, 0..150, true)),
        seed: u64,
    ) {
        check_rows(&table);
        check_all(&table, 100, seed);
    }
}

/// A key of another kind, and too few or too many keys, hit nothing.
#[test]
fn foreign_keys_hit_nothing() {
    let any = |ty| Table {
        name: "t".into(),
        axes: vec![Axis {
            name: "key".into(),
            ty,
            domain: None,
        }],
        columns: vec![],
        rows: vec![Row {
            keys: vec![KeyCell::Any],
            line: 2,
        }],
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    };
    let date = Date::MIN;
    let keys = [
        Key::Bool(true),
        Key::Number(1.into()),
        Key::Text("a"),
        Key::Date(date),
        Key::Enum(1),
    ];
    for (ty, own) in [
        (Ty::Bool, 0),
        (Ty::Int, 1),
        (Ty::Text, 2),
        (Ty::Date, 3),
        (KEY_TYPES[1], 4),
    ] {
        let index = TableIndex::build(&any(ty)).unwrap();
        for (place, key) in keys.into_iter().enumerate() {
            let hit = if place == own { Hit::One(0) } else { Hit::None };
            assert_eq!(index.find(&[key]), hit, "{key:?} on {ty:?}");
        }
        assert_eq!(index.find(&[]), Hit::None);
        assert_eq!(index.find(&[keys[own], keys[own]]), Hit::None);
    }
}

/// Thousands of nested ranges on one axis and as many rows: slow paths answer like the fast ones.
#[test]
fn nested_ranges_by_the_thousand() {
    let rows = 6_000_i64;
    let number = |n: i64| Constant::Number(n.into());
    let nested = |n: i64| {
        let bound = |n| {
            Some(Bound {
                value: number(n),
                inclusive: true,
            })
        };
        KeyCell::Intervals(vec![Interval {
            low: bound(n),
            high: bound(2 * rows - n),
        }])
    };
    let axis = |name: &str| Axis {
        name: name.into(),
        ty: Ty::Int,
        domain: None,
    };
    let table = Table {
        name: "nested".into(),
        axes: vec![axis("range"), axis("code")],
        columns: vec![],
        rows: (0..rows)
            .map(|n| Row {
                keys: vec![nested(n), KeyCell::One(number(n % 3_000))],
                line: 1,
            })
            .collect(),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    };
    let index = indexes(&table);
    for (range, code) in [
        (0, 0),
        (1, 0),
        (3_000, 0),
        (6_000, 2_999),
        (9_000, 0),
        (9_001, 0),
        (12_000, 0),
        (12_001, 0),
    ] {
        check(&table, &index, &[number(range), number(code)]);
    }
}

#[test]
fn damaged_tables_are_refused() {
    let good = Table {
        name: "t".into(),
        axes: vec![Axis {
            name: "age".into(),
            ty: Ty::Int,
            domain: None,
        }],
        columns: vec![],
        rows: vec![Row {
            keys: vec![KeyCell::Any],
            line: 2,
        }],
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    };
    let error = |change: fn(&mut Table)| -> TableError {
        let mut table = good.clone();
        change(&mut table);
        TableIndex::build(&table).unwrap_err()
    };
    let errors = [
        error(|table| table.rows[0].keys.clear()),
        error(|table| table.rows[0].keys[0] = KeyCell::One(Constant::Bool(true))),
        error(|table| table.axes[0].ty = Ty::Row(TableId(0))),
        error(|table| {
            table.columns.push(Column {
                name: "factor".into(),
                ty: Ty::Decimal,
                cells: vec![],
            });
        }),
    ];
    let text: Vec<_> = errors
        .iter()
        .map(|error| format!("{}: {error}", error.code()))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}
