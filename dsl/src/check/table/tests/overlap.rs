//! Keys that two rows fit.

use super::*;

#[test]
fn the_first_two_rows_and_the_smallest_keys_they_share() {
    let class = "table class(age: int 0..120, marital: Marital) -> decimal from \"t.csv\"";
    insta::assert_snapshot!(csv(class, "age,marital,factor\n0..17,_,3\n18..24,married,2\n17..30,single,1\n31..,_,1\n"), @r"
    E0405 t.csv:4:1 `17..30,single,1`: two rows fit the same keys, such as age 17, marital single (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect class(17, single) fails several_rows`)
      t.csv:2:1 `0..17,_,3`: the row that fits them too
    ");
    insta::assert_snapshot!(csv(class, "age,single,married\n0..17,1,2\n17..,3,\n"), @r"
    E0405 t.csv:3:6 `3`: two rows fit the same keys, such as age 17, marital single (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect class(17, single) fails several_rows`)
      t.csv:2:7 `1`: the row that fits them too
    ");
    insta::assert_snapshot!(csv("table t(grade: Grade, n: int) -> int from \"t.csv\"", "grade,1..2,2..3\nlow,,1\nmid,2,3\n"), @r"
    E0405 t.csv:3:7 `3`: two rows fit the same keys, such as grade mid, n 2 (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect t(mid, 2) fails several_rows`)
      t.csv:3:5 `2`: the row that fits them too
    ");
    insta::assert_snapshot!(written("
table class(age: int, marital: Marital) -> decimal {
  age | marital | factor
  1   | single  | 1
  1   | _       | 2
}"), @r"
    E0405 rates.lutine:5:3 `1   | _       | 2`: two rows fit the same keys, such as age 1, marital single (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect class(1, single) fails several_rows`)
      rates.lutine:4:3 `1   | single  | 1`: the row that fits them too
    ");
}

#[test]
fn values_of_every_type() {
    insta::assert_snapshot!(csv("table t(d: date, m: money, s: bool, c: text) -> int from \"t.csv\"", "d,m,s,c,x\n2024-01-01..,5..10.50,_,a,1\n..2024-01-01,10.50..,true,a,2\n"), @r#"
    E0405 t.csv:3:1 `..2024-01-01,10.50..,true,a,2`: two rows fit the same keys, such as d 2024-01-01, m 10.50, s true, c "a" (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect t(2024-01-01, 10.50, true, "a") fails several_rows`)
      t.csv:2:1 `2024-01-01..,5..10.50,_,a,1`: the row that fits them too
    "#);
}

#[test]
fn ends_that_meet() {
    let of = |ty: &str, cells: [&str; 2]| {
        let [first, second] = cells;
        csv(
            &format!("table t(n: {ty}) -> int from \"t.csv\""),
            &format!("n,x\n{first},1\n{second},2\n"),
        )
    };
    insta::assert_snapshot!(of("decimal", ["0..1", "1..2"]), @r"
    E0405 t.csv:3:1 `1..2,2`: two rows fit the same keys, such as n 1 (narrow one of the two, or take it away: no more than one row may fit, and now a test would `expect t(1) fails several_rows`)
      t.csv:2:1 `0..1,1`: the row that fits them too
    ");
    insta::assert_snapshot!(of("decimal", ["0..<1", "1..2"]), @r"
    2: 0..<1 -> 1
    3: 1..2 -> 2
    ");
    insta::assert_snapshot!(of("money", ["0..1", "1.01..2"]), @r"
    2: 0..1 -> 1
    3: 1.01..2 -> 2
    ");
}

#[test]
fn rows_that_meet_only_outside_the_declared_keys_do_not_overlap() {
    insta::assert_snapshot!(csv("table t(n: int {1, 5}) -> int from \"t.csv\"", "n,x\n..3,1\n2..,2\n"), @r"
    2: ..3 -> 1
    3: 2.. -> 2
    ");
}

#[test]
fn a_table_without_keys_has_one_row() {
    insta::assert_snapshot!(csv("table t() -> int from \"t.csv\"", "x\n1\n2\n"), @r"
    E0405 t.csv:3:1 `2`: a table without keys has one row (narrow one of the two, or take it away: no more than one row may fit)
      t.csv:2:1 `1`: the row that fits them too
    ");
    insta::assert_snapshot!(csv("table t() -> int from \"t.csv\"", "x\n1\n"), @r"2:  -> 1");
}
