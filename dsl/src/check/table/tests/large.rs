//! Long files.

use std::fmt::Write;

use super::*;

fn long_file(rows: usize) -> String {
    let mut text = "zip,age_from,use,factor,fee\n".to_owned();
    for row in 0..rows {
        let use_ = ["BI", "PD", "COMP", "COLL"][row % 4];
        writeln!(
            text,
            "{:05},{},{use_},1.{:03},{}.50",
            row / 100,
            row / 4 % 25 * 4,
            row % 1000,
            row % 700
        )
        .unwrap();
    }
    text
}

const LONG: &str =
    "table t(zip: text, age: int 0..120 from column age_from, use: Coverage {BI, PD, COMP, COLL})
  -> (factor: decimal 0..2, fee: money)
  from \"t.csv\"";

#[test]
fn rows_stay_in_the_order_of_the_file() {
    let table = outcome(LONG, long_file(20_000)).table.unwrap();
    assert_eq!(table.rows.len(), 20_000);
    let lines: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, (2..20_002).collect::<Vec<_>>());
    let shown = shown::rows(&table);
    insta::assert_snapshot!([&shown[0], &shown[4], &shown[19_999]].map(String::as_str).join("\n"), @r#"
    2: "00000", 0..3, #0 -> 1, 0.5
    6: "00000", 4..7, #0 -> 1.004, 4.5
    20001: "00199", 96.., #3 -> 1.999, 399.5
    "#);
}

#[test]
#[ignore = "takes long in a debug build; in a release build it is a matter of seconds"]
fn a_million_rows() {
    let text = long_file(1_000_000);
    let start = std::time::Instant::now();
    let table = outcome(LONG, text).table.unwrap();
    eprintln!("a million rows in {:?}", start.elapsed());
    assert_eq!(table.rows.len(), 1_000_000);
}
