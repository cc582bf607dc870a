//! `from column`, `up to column`, `from column … to column …`.

use lutine_core::graph::Constant;
use lutine_core::number::Decimal;
use lutine_core::table::KeyCell;
use proptest::prelude::*;

use super::*;

#[test]
fn up_to() {
    let of = |ty: &str| {
        let table =
            format!("table t(amount: {ty} up to column amount_up_to) -> money from \"t.csv\"");
        csv(&table, "amount_up_to,premium\n100,1\n200,2\n300,3\n")
    };
    insta::assert_snapshot!(of("int 0..1000"), @r"
    2: 0..100 -> 1
    3: 101..200 -> 2
    4: 201..300 -> 3
    ");
    insta::assert_snapshot!(of("decimal 0..1000"), @r"
    2: 0..100 -> 1
    3: 100<..200 -> 2
    4: 200<..300 -> 3
    ");
    insta::assert_snapshot!(of("money"), @r"
    2: ..100 -> 1
    3: 100<..200 -> 2
    4: 200<..300 -> 3
    ");
}

#[test]
fn from() {
    let magi =
        "table t(status: Marital, magi: money 0.. from column magi_from) -> money from \"t.csv\"";
    insta::assert_snapshot!(csv(magi, "status,magi_from,surcharge
single,0,0
single,103001,69.9
married,0,0
married,206001,69.9
single,129001,174.7
"), @r"
    2: #0, 0..<103001 -> 0
    3: #0, 103001..<129001 -> 69.9
    4: #1, 0..<206001 -> 0
    5: #1, 206001.. -> 69.9
    6: #0, 129001.. -> 174.7
    ");
    insta::assert_snapshot!(csv("table t(since: date from column since) -> money from \"t.csv\"", "since,fee\n2024-01-01,1\n2024-03-01,2\n"), @r"
    2: 2024-01-01..2024-02-29 -> 1
    3: 2024-03-01.. -> 2
    ");
}

#[test]
fn between() {
    let day =
        "table t(day: int 1..365 from column day_from to column day_to) -> int from \"t.csv\"";
    insta::assert_snapshot!(csv(day, "day_from,day_to,percent\n1,1,5\n2,4,6\n5,_,7\n_,-5,8\n"), @r"
    2: 1 -> 5
    3: 2..4 -> 6
    4: 5.. -> 7
    5: ..-5 -> 8
    W0401 t.csv:5:3 `-5`: no value fits here: the key `day` of `t` is 1..365 [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
    insta::assert_snapshot!(csv(day, "day_from,day_to,percent\n1,1,5\n9,8,9\n3..4,,1\n_,_,1\n"), @r"
    E0403 t.csv:3:3 `8`: this row ends before it begins (write the lower end first)
      t.csv:3:1 `9`: it begins here
    E0403 t.csv:4:1 `3..4`: an end of a range is one value [the key `day` of `t`] (write a value in a column of ends, or `_` for no limit)
    E0403 t.csv:4:6 ``: a key is blank [the key `day` of `t`] (write `_` where every value fits)
    ");
}

#[test]
fn no_limit_at_the_ends() {
    let up_to = "table t(n: int up to column to) -> int from \"t.csv\"";
    let from = "table t(n: int from column from) -> int from \"t.csv\"";
    insta::assert_snapshot!(csv(up_to, "to,x\n5,1\n_,2\n"), @r"
    2: ..5 -> 1
    3: 6.. -> 2
    ");
    insta::assert_snapshot!(csv(from, "from,x\n_,1\n5,2\n"), @r"
    2: ..4 -> 1
    3: 5.. -> 2
    ");
    insta::assert_snapshot!(csv(up_to, "to,x\n_,1\n5,2\n"), @r"
    E0407 t.csv:3:1 `5`: this row stands behind one with a greater end for the key `n` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:2:1 `_`: the row before with the same other keys
    ");
    insta::assert_snapshot!(csv(from, "from,x\n5,1\n_,2\n"), @r"
    E0407 t.csv:3:1 `_`: this row stands behind one with a greater end for the key `n` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:2:1 `5`: the row before with the same other keys
    ");
}

#[test]
fn ends_that_do_not_rise() {
    insta::assert_snapshot!(csv("table t(amount: money 0.. up to column to) -> money from \"t.csv\"", "to,x\n10000,1\n2000,2\n2000,3\n30000,4\n"), @r"
    E0407 t.csv:3:1 `2000`: this row stands behind one with a greater end for the key `amount` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:2:1 `10000`: the row before with the same other keys
    E0407 t.csv:4:1 `2000`: this row and one above it have the same end for the key `amount` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:3:1 `2000`: the row before with the same other keys
    ");
    insta::assert_snapshot!(csv("table t(n: int from column from) -> int from \"t.csv\"", "from,x\n5,1\n5,1\n4,2\n"), @r"
    E0407 t.csv:3:1 `5`: this row and one above it have the same end for the key `n` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:2:1 `5`: the row before with the same other keys
    E0407 t.csv:4:1 `4`: this row stands behind one with a greater end for the key `n` of `t` (mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise)
      t.csv:3:1 `5`: the row before with the same other keys
    ");
}

#[test]
fn a_row_that_ends_below_the_least_value() {
    insta::assert_snapshot!(csv("table t(n: int 10.. up to column to) -> int from \"t.csv\"", "to,x\n5,1\n20,2\n"), @r"
    2: ..5 -> 1
    3: 6..20 -> 2
    W0401 t.csv:2:1 `5`: no value fits here: the key `n` of `t` is 10.. [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
}

#[test]
fn a_blank_cell_of_a_grid_does_not_move_its_neighbours() {
    insta::assert_snapshot!(csv("table t(n: int 0.. up to column to, coverage: Coverage) -> int from \"t.csv\"", "to,BI,PD\n10,1,2\n20,,3\n30,4,5\n"), @r"
    2: 0..10, #0 -> 1
    2: 0..10, #1 -> 2
    3: 11..20, #1 -> 3
    4: 21..30, #0 -> 4
    4: 21..30, #1 -> 5
    ");
}

#[test]
fn two_bands_at_once() {
    let table = "table t(age: int 0.. from column age_from, amount: int 0.. up to column amount_to) -> int from \"t.csv\"";
    insta::assert_snapshot!(csv(table, "age_from,amount_to,x\n0,10,1\n0,20,2\n18,10,3\n18,20,4\n"), @r"
    2: 0..17, 0..10 -> 1
    3: 0..17, 11..20 -> 2
    4: 18.., 0..10 -> 3
    5: 18.., 11..20 -> 4
    ");
}

#[test]
fn bands_of_enums() {
    insta::assert_snapshot!(csv("table t(grade: Grade from column g) -> int from \"t.csv\"", "g,x\nlow,1\nhigh,2\n"), @r"
    2: #0..#1 -> 1
    3: #2.. -> 2
    ");
    insta::assert_snapshot!(csv("table t(coverage: Coverage from column c) -> int from \"t.csv\"", "c,x\nBI,1\n"), @r"E0205 rates.lutine:1:19 `Coverage`: a value of `Coverage` has no order, so that there is no range of it (list the values in braces, or declare the enum in order: `{ low < high }`)");
}

proptest! {
    /// Of rising ends each value that is not outside all of them lies in exactly one row.
    #[test]
    fn bands_neither_overlap_nor_leave_holes(ends in proptest::collection::btree_set(-20_i64..20, 1..8), up in any::<bool>()) {
        let mut text = "end,x\n".to_owned();
        for end in &ends {
            text.push_str(&format!("{end},1\n"));
        }
        let side = if up { "up to" } else { "from" };
        let table = outcome(&format!("table t(n: int {side} column end) -> int from \"t.csv\""), text).table.unwrap();
        for n in -25_i64..25 {
            let value = Constant::Number(Decimal::from_i64(n));
            let hit: Vec<usize> = (0..table.rows.len())
                .filter(|at| match &table.rows[*at].keys[0] {
                    KeyCell::Any => true,
                    KeyCell::One(one) => *one == value,
                    KeyCell::Intervals(parts) => parts.iter().any(|part| part.contains(&value)),
                })
                .collect();
            let wanted = if up { ends.iter().position(|end| n <= *end) } else { ends.iter().rposition(|end| n >= *end) };
            prop_assert_eq!(hit, wanted.into_iter().collect::<Vec<_>>());
        }
    }
}
