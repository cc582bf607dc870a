//! A worksheet shows what led to its numbers: nothing that stands in an arm that was not taken.
#![allow(clippy::expect_used)]

use lutine::Rulebook;

const RULEBOOK: &str = r#"
rulebook arms version "1"
currency USD

enum Size { small, medium, large }

input Policy
entity Policy {
  size    : Size
  amount  : money 0..1_000
  agreed  : money 0..1_000?
  parts   : list of Part (0..3)

  by_if    : money = if amount <= 100 then listed(amount) else if amount <= 500 then above(amount) else 900
  by_match : money = match size { small: fixed(1), medium: fixed(2), large: fixed(3) }
  by_given : money = agreed ?? fixed(2)
  by_steps : money = if amount > 100 then steps { start "Amount" amount, less "First" 100 } else steps { start "All" amount }
  by_parts : money = sum(if p.listed then listed(p.amount) else above(p.amount) for p in parts)
}
entity Part within Policy {
  listed : bool
  amount : money 0..1_000
}
table listed(amount: money 0..100) -> money {
  amount | premium
  0..100 | 10
}
table above(amount: money) -> money {
  amount          | premium
  100.01..1_000   | 20
}
table fixed(number: int 1..3) -> money {
  number | premium
  1      | 1
  2      | 2
  3      | 3
}
output {
  by_if = policy.by_if, by_match = policy.by_match, by_given = policy.by_given
  by_steps = policy.by_steps, by_parts = policy.by_parts
}
"#;

/// What a worksheet shows of an attribute of the policy below its formula: look-ups and steps.
fn shown(of: &str, risk: &str) -> String {
    let rulebook = Rulebook::from_text(RULEBOOK).expect("compiles");
    let worksheet = rulebook.explain(risk).worksheet.expect("no faults");
    let text = worksheet.to_text();
    let entry = text
        .split("\n\n")
        .find(|entry| entry.starts_with(&format!("policy.{of} =")))
        .expect("is shown");
    let is_reading = |line: &&str| {
        line.starts_with("  ")
            && !line.contains("if ")
            && !line.contains("match ")
            && !line.contains("??")
    };
    let words = |line: &str| {
        line.split_whitespace()
            .filter(|word| !word.contains(".lutine:"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<String> = entry.lines().filter(is_reading).map(words).collect();
    lines.join("\n")
}

/// The same for a small risk of an amount.
fn of_amount(attribute: &str, amount: &str) -> String {
    let risk = format!(r#"{{"size": "small", "amount": {amount}, "parts": []}}"#);
    shown(attribute, &risk)
}

#[test]
fn of_an_if_the_arm_that_is_taken() {
    let of = |amount| of_amount("by_if", amount);
    assert_eq!(of("50"), "amount = 50.00\nlisted(amount 50.00) = 10.00");
    assert_eq!(of("300"), "amount = 300.00\nabove(amount 300.00) = 20.00");
    assert_eq!(of("700"), "amount = 700.00");
}

#[test]
fn of_a_match_the_case_that_fits() {
    let of = |size: &str| {
        shown(
            "by_match",
            &format!(r#"{{"size": "{size}", "amount": 50, "parts": []}}"#),
        )
    };
    assert_eq!(of("medium"), "size = medium\nfixed(number 2) = 2.00");
    assert_eq!(of("large"), "size = large\nfixed(number 3) = 3.00");
}

#[test]
fn behind_what_is_given_nothing() {
    let given = r#"{"size": "small", "amount": 50, "agreed": 7, "parts": []}"#;
    assert_eq!(shown("by_given", given), "agreed = 7.00");
    let absent = r#"{"size": "small", "amount": 50, "parts": []}"#;
    assert_eq!(
        shown("by_given", absent),
        "agreed = none\nfixed(number 2) = 2.00"
    );
}

#[test]
fn of_two_blocks_of_steps_one() {
    let of = |amount| of_amount("by_steps", amount);
    assert_eq!(
        of("300"),
        "amount = 300.00\nsteps\nstart Amount 300.00 300.00 amount (amount = 300.00)\nless First 100.00 200.00"
    );
    assert_eq!(
        of("50"),
        "amount = 50.00\nsteps\nstart All 50.00 50.00 amount (amount = 50.00)"
    );
}

#[test]
fn item_by_item() {
    let parts = r#"{"size": "small", "amount": 50, "parts": [{"listed": true, "amount": 60}, {"listed": false, "amount": 600}]}"#;
    assert_eq!(
        shown("by_parts", parts),
        "p.listed = [true, false], p.amount = [60.00, 600.00]\n\
         policy.parts[1]: listed(amount 60.00) = 10.00\n\
         policy.parts[2]: above(amount 600.00) = 20.00"
    );
}

/// A line that does not apply says nothing of where its operand would have been looked up.
#[test]
fn a_line_that_does_not_apply_shows_no_look_up_and_no_error() {
    let text = r#"
rulebook lines version "1"
currency USD
input Policy
entity Policy {
  limit : int {25, 50}?
  premium : money = steps {
    start "Base" 100
    times "Limit" limit_factor(limit) when limit is given
    times "Old" 1.5 when 1 > 2
    round half up to 0.01
  }
}
table limit_factor(limit: int {25, 50}) -> decimal {
  limit | factor
  25    | 1
  50    | 1.2
}
output { premium = policy.premium }
"#;
    let rulebook = Rulebook::from_text(text).expect("compiles");
    let worksheet = |risk: &str| {
        let worksheet = rulebook
            .explain(risk)
            .worksheet
            .expect("no faults")
            .to_json();
        assert_eq!(
            rulebook.explain_to_json(risk).worksheet.as_ref(),
            Some(&worksheet)
        );
        worksheet
    };
    let without = worksheet("{}");
    assert!(!without.contains("look_ups"), "{without}");
    assert!(!without.contains("errors"), "{without}");
    // What is the same for every risk is shown: it is what was not applied.
    assert!(
        without.contains(r#""label":"Old","formula":"1.5","operand":{"value":"1.5"}"#),
        "{without}"
    );
    let with = worksheet(r#"{"limit": 50}"#);
    assert!(
        with.contains(r#""rows":[{"file":"rulebook.lutine""#),
        "{with}"
    );
}

/// Behind an item that is absent there is nothing, and not what the first item of all has.
#[test]
fn what_would_stand_behind_an_absent_item_is_absent() {
    let text = r#"
rulebook behind version "1"
input Policy
entity Policy {
  cars  : list of Car (0..3)
  young : Car? = first(collect(c for c in cars where c.age < 3))
  age   : int  = if young is given then young.age else 0
}
entity Car within Policy { age : int 0..99 }
output { age = policy.age }
"#;
    let rulebook = Rulebook::from_text(text).expect("compiles");
    let worksheet = rulebook.explain(r#"{"cars": [{"age": 42}]}"#).worksheet;
    let text = worksheet
        .expect("no faults")
        .selected("policy.age")
        .to_text();
    assert!(text.contains("young.age = none"), "{text}");
}

/// A definition that no risk changes still reads the risk at hand in an arm that is never taken, and no other of its batch.
#[test]
fn of_a_batch_each_risk_shows_its_own_values() {
    let text = r#"
rulebook own version "1"
input Policy
entity Policy { age : int 0..99 }
define rank : int = if policy.age > 20 then 3 else 3
output { rank = rank }
"#;
    let rulebook = Rulebook::from_text(text).expect("compiles");
    let bundle = lutine_core::bundle::Bundle::read(&rulebook.bundle().expect("is written"));
    let engine = bundle.expect("is whole").into_engine().expect("loads");
    let risks = [r#"{"age": 17}"#, r#"{"age": 42}"#];
    let risks = risks
        .iter()
        .map(|risk| lutine_core::risk::Risk::from(*risk));
    let decoded = engine.decoder().decode_risks(risks);
    let second = engine.execute(&decoded.batch).worksheet(1).to_json();
    assert!(
        second.contains(r#"{"text":"policy.age","value":42}"#),
        "{second}"
    );
}
