//! What lies in each band of a table: worked out by hand.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, Rulebook};

const TAX: &str = r#"
rulebook tax version "1"
currency USD
input Person
entity Person {
  income : money default 0
  miles  : int default 0
  ratio  : decimal default 0
  tax    : unrounded money = banded(income, brackets)
  stamp  : unrounded money = banded(income, stamp_duty)
  begun  : unrounded money = banded(income, from_file)
  toll   : money   = banded(miles, per_mile)
  score  : decimal = banded(ratio, weights)
}
table brackets(income: money 0..) -> decimal {
  income          | rate
  0..<10_000      | 10%
  10_000..<40_000 | 20%
  40_000..        | 37.5%
}
table stamp_duty(value: money 0.01..1_000_000 up to column up_to) -> decimal {
  up_to     | rate
  250_000   | 0
  925_000   | 5%
  1_000_000 | 10%
}
table from_file(value: money 0.. from column begins) -> decimal from "from.csv"
table per_mile(miles: int 0.. up to column up_to) -> money {
  up_to | each
  100   | 0.50
  200   | 0.40
  _     | 0.25
}
table weights(ratio: decimal 0..1) -> decimal {
  ratio      | weight
  ..0.5      | 1
}
output {
  tax = person.tax
}
"#;

fn text() -> String {
    TAX.replace(
        "  ..0.5      | 1\n",
        "  ..<0.5     | 1\n  0.5..<0.75 | 2\n  0.75..1    | 4\n",
    )
    .replace("tax = person.tax", "tax : unrounded money = person.tax")
}

fn rulebook(more: &str) -> Rulebook {
    let source = MemorySource::new()
        .with("tax.lutine", format!("{}{more}", text()))
        .with("from.csv", "begins,rate\n0,0.1\n10000,0.2\n");
    match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    }
}

fn passes(lines: &[&str]) {
    let lines: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| format!("test \"{at}\" {{ {line} }}\n"))
        .collect();
    let report = rulebook(&lines.join(""))
        .test()
        .expect("its source is known");
    assert_eq!(report.tests.len(), lines.len());
    for test in &report.tests {
        let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
        assert!(test.passed(), "{}: {}", test.name, failures.join("\n"));
    }
}

#[test]
fn each_band_counts_with_its_rate() {
    passes(&[
        "with person.income = 0, expect person.tax = 0",
        "with person.income = 9_999.99, expect person.tax = 999.999",
        // An edge belongs to both bands: 10,000 at 10 percent, and nothing at 20.
        "with person.income = 10_000, expect person.tax = 1_000",
        "with person.income = 10_000.01, expect person.tax = 1_000.002",
        // 1,000 + 30,000 × 20% + 10,000 × 37.5%
        "with person.income = 50_000, expect person.tax = 10_750",
        // What is below the lowest band lies in none.
        "with person.income = -5, expect person.tax = 0",
    ]);
}

#[test]
fn bands_of_which_one_end_is_given() {
    passes(&[
        "with person.income = 250_000, expect person.stamp = 0",
        // 675,000 × 5% + 75,000 × 10%
        "with person.income = 1_000_000, expect person.stamp = 41_250",
        "with person.income = 1_000_000.01, expect person.stamp fails out_of_range",
        "with person.income = 10_000, expect person.begun = 1_000",
        "with person.income = 10_001, expect person.begun = 1_000.20",
    ]);
}

#[test]
fn numbers_of_other_kinds() {
    passes(&[
        // 100 × 0.50 + 100 × 0.40 + 50 × 0.25
        "with person.miles = 250, expect person.toll = 102.50",
        "with person.miles = 100, expect person.toll = 50",
        "with person.miles = 101, expect person.toll = 50.40",
        // 0.5 + 0.25 × 2 + 0.25 × 4
        "with person.ratio = 1, expect person.score = 2",
        "with person.ratio = 1.1, expect person.score fails out_of_range",
        "with person.ratio = 0.6, expect person.score = 0.7",
    ]);
}

#[test]
fn a_worksheet_lists_the_part_of_each_band() {
    let worksheet = rulebook("").explain(r#"{"income": 50000}"#).worksheet;
    let text = worksheet.expect("no faults").to_text();
    assert!(text.contains("banded(income, brackets)"), "{text}");
    for (label, part, running) in [
        ("0 to 10000", "1000.00", "1000.00"),
        ("10000 to 40000", "6000.00", "7000.00"),
        ("above 40000", "3750.00", "10750.00"),
    ] {
        let line = text.lines().find(|line| line.contains(label));
        let line = line.unwrap_or_else(|| panic!("{label} in\n{text}"));
        assert!(line.contains(part) && line.contains(running), "{text}");
    }
    assert!(text.contains("brackets(income 40000.00) = 0.375"), "{text}");
}
