//! What is proven of tables, and what is said about it.

use super::*;
use crate::prove::Status;

/// The claims of a table in `t.csv`, then what was found.
fn proofs(declaration: &str, text: &str) -> String {
    let read = outcome(declaration, text);
    let claim = |claim: &Claim| {
        let status = match &claim.status {
            Status::Proven => "proven".to_owned(),
            Status::NotProven(why) => format!("not proven: {why}"),
            Status::Refuted(witness) => {
                format!("refuted: {} | {}", witness.words, witness.expect)
            }
        };
        format!(
            "{} {}: {}",
            claim.subject(&read.sources),
            claim.kind.words(),
            status.trim_end_matches(" | ")
        )
    };
    let claims = read.claims.iter().map(claim);
    let found = read.diagnostics.iter();
    let found = found.map(|d| shown::diagnostic(d, &read.sources));
    claims.chain(found).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_without_fault() {
    insta::assert_snapshot!(proofs("table t(age: int 0..120, marital: Marital) -> decimal from \"t.csv\"", "age,marital,x\n0..17,_,3\n18..,single,2\n18..,married,1\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: proven
    t has no row that is never hit: proven
    t has no key without effect: proven
    "#);
}

#[test]
fn holes() {
    let class = "table class(age: int 0..120, marital: Marital) -> decimal from \"t.csv\"";
    insta::assert_snapshot!(proofs(class, "age,single,married\n0..17,3,3\n18..24,2,\n25..,1,2\n"), @r#"
    class has one row for a key: proven
    class has a row for every key: refuted: no row for age 18, marital married | expect class(18, married) fails no_row
    class has no row that is never hit: proven
    class has no key without effect: proven
    W0403 rates.lutine:1:7 `class`: `class` has no row for age 18, marital married [such a risk is in error] (add a row, narrow what the keys declare, or give the result a `?`; in a test, `expect class(18, married) fails no_row` shows it)
    "#);
    // A key that can be any number is not expected to have a row for each.
    insta::assert_snapshot!(proofs("table t(code: text, n: int) -> int from \"t.csv\"", "code,n,x\na,1,3\na,2,2\nb,2,4\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: refuted: no row for code "", n 0 | expect t("", 0) fails no_row
    t has no row that is never hit: proven
    t has no key without effect: proven
    "#);
    // Where no row means that there is no result, there are no holes.
    insta::assert_snapshot!(proofs("table t(n: int 1..9) -> int? from \"t.csv\"", "n,x\n1,3\n2,4\n"), @r#"
    t has one row for a key: proven
    t has no row that is never hit: proven
    t has no key without effect: proven
    "#);
    insta::assert_snapshot!(proofs("table t(n: int 1..3) -> (x: int?, y: int) from \"t.csv\"", "n,x,y\n1,3,4\n2,,5\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: refuted: no row for n 3 | expect t(3) fails no_row
    t has no row that is never hit: proven
    t has no key without effect: proven
    W0403 rates.lutine:1:7 `t`: `t` has no row for n 3 [such a risk is in error] (add a row, narrow what the keys declare, or give the result a `?`; in a test, `expect t(3) fails no_row` shows it)
    "#);
}

#[test]
fn values_that_are_written_with_quotes() {
    insta::assert_snapshot!(proofs("table t(limit: Limit, m: money 0..2) -> int from \"t.csv\"", "limit,m,x\n1M,_,3\na..b,..1,2\na..b,1.01..,4\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: refuted: no row for limit 10M, m 0.00 | expect t("10M", 0.00) fails no_row
    t has no row that is never hit: proven
    t has no key without effect: proven
    W0403 rates.lutine:1:7 `t`: `t` has no row for limit 10M, m 0.00 [such a risk is in error] (add a row, narrow what the keys declare, or give the result a `?`; in a test, `expect t("10M", 0.00) fails no_row` shows it)
    "#);
}

#[test]
fn keys_without_effect() {
    let declared = "table t(grade: Grade, marital: Marital, one: bool) -> int from \"t.csv\"";
    insta::assert_snapshot!(proofs(declared, "grade,marital,one,x\nlow,single,_,1\nlow,married,_,1\n\"{mid, high}\",_,_,2\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: proven
    t has no row that is never hit: proven
    t has no key without effect: refuted: the same results whatever marital, one is
    W0404 rates.lutine:1:7 `t`: the result of `t` is the same whatever `marital`, `one` is (take the key away, or mend the cells that should differ)
    "#);
    // A key of one value, and a table of one row, whose keys say where it applies.
    insta::assert_snapshot!(proofs("table t(n: int {5}, grade: Grade {low}) -> int from \"t.csv\"", "n,grade,x\n5,low,1\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: proven
    t has no row that is never hit: proven
    t has no key without effect: proven
    "#);
}

#[test]
fn rows_that_are_never_hit() {
    insta::assert_snapshot!(proofs("table t(n: int 1..3) -> int from \"t.csv\"", "n,x\n1..2,3\n3..9,4\n10..,5\n"), @r#"
    t has one row for a key: proven
    t has a row for every key: proven
    t has no row that is never hit: refuted: no value of n fits the row of line 4
    t has no key without effect: proven
    W0401 t.csv:4:1 `10..`: no value fits here: the key `n` of `t` is 1..3 [never found] (mend the cell, take the row away, or widen what the key declares)
    "#);
}

#[test]
fn rows_that_others_hide() {
    let table = "table fee(age: int 16..120, points: int 0..20) -> money first from \"t.csv\"";
    insta::assert_snapshot!(proofs(table, "age,points,fee\n..24,_,100\n_,6..,80\n18..20,3..,150\n_,0..2,20\n40..,3..5,30\n"), @"
    fee has a row for every key: refuted: no row for age 25, points 3 | expect fee(25, 3) fails no_row
    fee has no row that is never hit: refuted: the rows above leave no keys for the row of line 4
    W0403 rates.lutine:1:7 `fee`: `fee` has no row for age 25, points 3 [such a risk is in error] (add a row, narrow what the keys declare, or give the result a `?`; in a test, `expect fee(25, 3) fails no_row` shows it)
    W0405 t.csv:4:1 `18..20,3..,150`: the rows above fit all keys that this row fits [never found] (put it above them, mend its keys, or take it away: the first row that fits counts)
    ");
    // Two rows hide a third together, and leave `otherwise` no keys.
    insta::assert_snapshot!(proofs("table fee(n: int 1..9) -> money first from \"t.csv\" otherwise 5", "n,fee\n..5,1\n4..,2\n3..8,4\n"), @"
    fee has a row for every key: proven
    fee has no row that is never hit: refuted: the rows above leave no keys for the row of line 4
    W0405 rates.lutine:1:62 `5`: the rows of `fee` fit all keys that there can be [never found] (take `otherwise` away, or mend the row that fits too much)
    W0405 t.csv:4:1 `3..8,4`: the rows above fit all keys that this row fits [never found] (put it above them, mend its keys, or take it away: the first row that fits counts)
    ");
    insta::assert_snapshot!(proofs("table fee(n: int 1..9) -> money from \"t.csv\" otherwise 5", "n,fee\n1..8,1\n"), @"
    fee has one row for a key: proven
    fee has a row for every key: proven
    fee has no row that is never hit: proven
    fee has no key without effect: proven
    ");
    insta::assert_snapshot!(proofs("table listed(n: int, code: text) exists from \"t.csv\"", "n,code\n1,a\n2,b\n1,a\n"), @"
    listed has a row for every key: proven
    listed has no row that is never hit: refuted: the rows above leave no keys for the row of line 4
    W0405 t.csv:4:1 `1,a`: the rows above fit all keys that this row fits [never found] (put it above them, mend its keys, or take it away: the first row that fits counts)
    ");
}
