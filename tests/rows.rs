//! The rows of tables gone through: values worked out by hand.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, Rulebook};

const TEXT: &str = r#"
rulebook rows version "1"
currency USD
enum Use { pleasure, commute, business }
enum Cover { liability, damage }
input Policy
entity Policy {
  use    : Use default commute
  income : money default 0
  cars   : list of Car (0..5)
  all_factors : list of decimal = collect(r.factor for r in rows of factors)
  by_hand : unrounded money = sum((min(income, r.income.to ?? income) - (r.income.from ?? 0)) * r.rate
    for r in rows of brackets where income > (r.income.from ?? 0))
}
entity Car within Policy {
  use   : Use
  worse : int = count(r for r in rows of factors where r.factor > factors(use, damage).factor)
}
table factors(use: Use, cover: Cover) -> (factor: decimal, fee: money?) {
  use      | cover     | factor | fee
  pleasure | liability | 1.0    | 5
  pleasure | damage    | 1.1    |
  commute  | liability | 1.2    | 7.50
  commute  | damage    | 1.3    |
  business | liability | 1.4    | 10
  business | damage    | 1.5    |
}
table brackets(income: money) -> (rate: decimal) {
  income           | rate
  ..<10_000        | 10%
  10_000..<40_000  | 20%
  40_000..         | 37.5%
}
table steps_of(day: date, n: int 0..20) -> text first otherwise "other" {
  day                    | n      | text
  2025-01-01..2025-06-30 | 1..5   | "first"
  2025-07-01..           | 6      | "second"
  _                      | {7, 9} | "third"
}
table listed(code: text) exists { code
  "a"
  "b"
}
define tax : unrounded money = banded(policy.income, tax_rate)
table tax_rate(income: money) -> decimal {
  income           | rate
  ..<10_000        | 10%
  10_000..<40_000  | 20%
  40_000..         | 37.5%
}
output {
  factors = policy.all_factors
  rows    = for r in rows of factors { use = r.use, factor = r.factor, fee = r.fee }
  cars    = for c in policy.cars { worse = c.worse }
}
"#;

fn rulebook(more: &str) -> Rulebook {
    let source = MemorySource::new()
        .with("rows.lutine", format!("{TEXT}{more}"))
        .with("one.json", r#"{"cars": []}"#);
    match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn rows_are_records_of_keys_and_results() {
    let answer = rulebook("").evaluate(r#"{"cars": [{"use": "pleasure"}, {"use": "business"}]}"#);
    assert_eq!(
        answer.to_json(),
        concat!(
            r#"{"factors":["1","1.1","1.2","1.3","1.4","1.5"],"#,
            r#""rows":[{"use":"pleasure","factor":"1","fee":"5.00"},{"use":"pleasure","factor":"1.1","fee":null},"#,
            r#"{"use":"commute","factor":"1.2","fee":"7.50"},{"use":"commute","factor":"1.3","fee":null},"#,
            r#"{"use":"business","factor":"1.4","fee":"10.00"},{"use":"business","factor":"1.5","fee":null}],"#,
            r#""cars":[{"worse":4},{"worse":0}]}"#
        )
    );
}

#[test]
fn what_is_computed_of_rows() {
    let lines = [
        "expect count(rows of factors) = 6",
        "expect max(r.factor for r in rows of factors) = 1.5",
        "expect min(r.factor for r in rows of factors) = 1.0",
        "expect sum(r.fee ?? 0 for r in rows of factors) = 22.50",
        "expect sum(r.factor for r in rows of factors where r.use = policy.use) = 2.5",
        "expect sum(r.factor for r in rows of factors where r.cover = damage and r.use in {pleasure, business}) = 2.6",
        "expect sum(r.factor * s.rate for r in rows of factors for s in rows of brackets where r.use = commute) = 1.6875",
        "with policy.income = 50_000, expect policy.by_hand = 10_750",
        "with policy.income = 50_000, expect policy.by_hand = tax",
        "with policy.income = 123.45, expect policy.by_hand = tax",
        "expect count(r for r in rows of steps_of) = 3",
        "expect count(r for r in rows of steps_of where r.day.from is given) = 2",
        "expect count(r for r in rows of steps_of where (r.day.to ?? 2025-12-31) = 2025-06-30) = 1",
        "expect count(r for r in rows of listed where r.code = \"b\") = 1",
        "expect count(distinct(r.use for r in rows of factors)) = 3",
    ];
    let tests = lines.iter().enumerate();
    let tests: Vec<String> = tests
        .map(|(at, line)| format!("test \"{at}\" {{ given Policy from \"one.json\"\n {line} }}\n"))
        .collect();
    let rulebook = rulebook(&tests.join(""));
    let report = rulebook.test().expect("its source is known");
    assert_eq!(report.tests.len(), lines.len());
    for test in &report.tests {
        let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
        assert!(test.passed(), "{}: {}", test.name, failures.join("\n"));
    }
}

/// How many of two risks hit each row, by what is answered.
fn hits(output: &str) -> Vec<String> {
    let text = format!(
        r#"rulebook layers version "1"
currency USD
input Policy
entity Policy {{
  sum    : money
  layers : list of Layer for each row in rows of program
}}
entity Layer within Policy {{
  share  : money = min(policy.sum, row.limit)
  larger : int   = count(p for p in rows of program where p.limit > row.limit)
}}
table program(name: text) -> (limit: money) {{
  name | limit
  "a"  | 1_000
  "b"  | 5_000
  "c"  | 9_000
}}
table capacity(up_to: money) -> decimal {{
  up_to         | share
  ..<1_000      | 20%
  1_000..<5_000 | 50%
}}
outcome acceptance {{ accept < refer }}
rule FULL "There is room" {{
  for c in rows of capacity
  when policy.sum > (c.up_to.to ?? 0)
  acceptance refer "Above"
}}
output {{ {output} }}
"#
    );
    let rulebook = Rulebook::compile(&MemorySource::new().with("layers.lutine", text));
    let rulebook = rulebook.unwrap_or_else(|error| panic!("{error}"));
    let risks = [r#"{"sum": 500}"#, r#"{"sum": 3000}"#];
    let coverage = rulebook.coverage(risks).expect("its source is known");
    let tables = coverage.tables.iter().map(|table| {
        let hits: Vec<u64> = table.rows.iter().map(|row| row.hits).collect();
        format!("{} {hits:?}", table.name)
    });
    let hit = coverage.tables.first().and_then(|table| table.rows.first());
    let first = format!("DA:14,{}\n", hit.map_or(0, |row| row.hits));
    let lcov = coverage.to_lcov("");
    assert!(lcov.contains(&first), "{lcov}");
    tables.collect()
}

#[test]
fn rows_that_are_gone_through_are_hit() {
    let of = |output: &str, program: [u64; 3], capacity: [u64; 2]| {
        let expected = [
            format!("program {program:?}"),
            format!("capacity {capacity:?}"),
        ];
        assert_eq!(hits(output), expected, "{output}");
    };
    of("sum = policy.sum", [0; 3], [0; 2]);
    // All of them, whatever is asked of them.
    of("x = count(rows of program)", [2; 3], [0; 2]);
    of(
        "x = for p in rows of program { limit = p.limit }",
        [2; 3],
        [0; 2],
    );
    of(
        "x = collect(l.share for l in policy.layers)",
        [2; 3],
        [0; 2],
    );
    of("x = acceptance.decision", [0; 3], [2; 2]);
    // Those for which `where` holds, though it looks at all.
    of(
        "x = sum(p.limit for p in rows of program where p.limit <= policy.sum)",
        [1, 0, 0],
        [0; 2],
    );
    of(
        "x = count(sorted(p in rows of program where p.limit > policy.sum by p.limit))",
        [1, 2, 2],
        [0; 2],
    );
    of(
        "x = sum(c.result for p in rows of program for c in rows of capacity where p.limit < 9_000 and c.result > 20%)",
        [2, 2, 0],
        [0, 2],
    );
    // Up to the one that decides.
    of(
        "x = any(p.limit > policy.sum for p in rows of program)",
        [2, 1, 0],
        [0; 2],
    );
    // From items: all three go through those that are larger than theirs.
    of("x = first(policy.layers).larger", [2; 3], [0; 2]);
}
