//! What an example computes in machine integers, so that a plan that leaves every risk to decimals is noticed: its answers would be right, and slow.

#![allow(clippy::expect_used, clippy::panic)]

use lutine::Rulebook;
use lutine_core::bundle::Bundle;
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;

fn engine(rulebook: &Rulebook) -> Engine {
    let bundle = Bundle::read(&rulebook.bundle().expect("it is written")).expect("it is whole");
    bundle.into_engine().expect("it loads")
}

/// A list with an item for each of two members, of which one may hold more than a word does; `taken` says which is looked at.
fn parts(taken: &str) -> Engine {
    let text = format!(
        r#"rulebook t version "1"
enum Part {{ A, B }}
input Risk
entity Risk {{
  x      : decimal
  n      : int
  others : list of Other
  parts  : list of Each for each part in Part
}}
entity Other within Risk {{ of : Part }}
entity Each within Risk {{
  amount : decimal = match part {{ A: risk.x * risk.x, B: risk.n }}
  taken  : bool    = {taken}
}}
output {{
  amounts = collect(e.amount for e in risk.parts where e.taken)
}}
"#
    );
    let rulebook = Rulebook::from_text(&text).expect("it compiles");
    let engine = engine(&rulebook);
    assert_eq!(engine.unplanned(), None);
    engine
}

#[test]
fn an_amount_that_fits_no_word_is_missed_by_the_member_that_is_looked_at() {
    let risks = [
        r#"{"x": "0.5", "n": 1, "others": []}"#,
        r#"{"x": "0.5", "n": 7, "others": [{"of": "B"}]}"#,
        r#"{"x": "0.5", "n": 123456, "others": [{"of": "A"}, {"of": "B"}]}"#,
        r#"{"x": "0.5", "n": 123456, "others": [{"of": "A"}]}"#,
    ];
    // The second cannot be said of each member without the lanes of the list.
    let taken = [
        "part = B and count(risk.others) > 0",
        "any(o.of = part for o in risk.others)",
    ];
    for taken in taken {
        let engine = parts(taken);
        let decoded = engine
            .decoder()
            .decode_risks(risks.iter().map(|risk| Risk::from(*risk)));
        let exact = engine.execute(&decoded.batch);
        let answers = engine.evaluate_in_integers(&decoded.batch).expect("a plan");
        for (risk, answer) in (0..).zip(&answers) {
            if let Some(answer) = answer {
                assert_eq!(*answer, exact.answer(risk), "{taken}, {risk}");
            }
        }
        assert_eq!(answers[0].as_ref(), Some(&exact.answer(0)), "{taken}");
        assert_eq!(answers[2], None, "123456 with 18 places is no word");
    }
}

#[test]
fn risks_of_the_personal_auto_example_are_computed_in_integers() {
    let rulebook = Rulebook::load("examples/personal_auto").expect("it compiles");
    let engine = engine(&rulebook);
    assert_eq!(engine.unplanned(), None);
    let mut risks = 0;
    for entry in std::fs::read_dir("examples/personal_auto/cases").expect("cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let decoded = engine
            .decoder()
            .decode_risks(std::iter::once(Risk::from(&text)));
        let answers = engine.evaluate_in_integers(&decoded.batch);
        for answer in answers.expect("it has a plan") {
            let answer = answer.unwrap_or_else(|| panic!("{} is left to decimals", path.display()));
            assert_eq!(answer, engine.execute(&decoded.batch).answer(0));
            risks += 1;
        }
    }
    assert!(risks > 0, "no case was answered");
}

/// All examples whose worksheets are computed in integers, with every risk that stands beside them.
#[test]
fn worksheets_of_examples_are_those_of_decimals() {
    let mut planned = Vec::new();
    let mut written = 0;
    for entry in std::fs::read_dir("examples").expect("examples") {
        let folder = entry.expect("an example").path();
        let Ok(rulebook) = Rulebook::load(&folder) else {
            continue;
        };
        let engine = engine(&rulebook);
        if engine.unplanned_worksheets().is_some() {
            continue;
        }
        planned.push(rulebook.name().to_owned());
        let Ok(cases) = std::fs::read_dir(folder.join("cases")) else {
            continue;
        };
        for case in cases {
            let path = case.expect("a case").path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a case");
            let decoded = engine
                .decoder()
                .decode_risks(std::iter::once(Risk::from(text.as_str())));
            let fast = engine.worksheets_in_integers(&decoded.batch);
            let Some(Some(fast)) = fast.and_then(|sheets| sheets.into_iter().next()) else {
                continue;
            };
            let explained = rulebook.explain(&text);
            let exact = explained.worksheet.expect("no faults").to_json();
            assert_eq!(fast, exact, "{}", path.display());
            let both = rulebook.explain_to_json(&text);
            assert_eq!(both.answer, explained.answer.to_json());
            assert_eq!(both.worksheet, Some(exact));
            written += 1;
        }
    }
    assert!(
        planned.iter().any(|name| name == "personal_auto"),
        "{planned:?}"
    );
    assert!(written > 0);
}

/// What is divided by a number whose reciprocal ends is computed in integers, and to the same digits.
#[test]
fn a_quotient_by_a_hundred_is_a_product() {
    let text = r#"
rulebook rate version "1"
input Policy
entity Policy {
  payroll : decimal -1_000_000..1_000_000
  per_hundred : decimal = payroll / 100
  per_eighth  : decimal = payroll / -0.125
}
output { per_hundred = policy.per_hundred, per_eighth = policy.per_eighth }
"#;
    let engine = engine(&Rulebook::from_text(text).expect("it compiles"));
    assert_eq!(engine.unplanned(), None);
    let risks = ["123456.78", "-0.01", "0", "999999.999999999"];
    let risks = risks.map(|payroll| format!(r#"{{"payroll": "{payroll}"}}"#));
    let decoded = engine.decoder().decode_risks(risks.iter().map(Risk::from));
    let exact = engine.execute(&decoded.batch);
    let answers = engine.evaluate_in_integers(&decoded.batch).expect("a plan");
    for (risk, answer) in (0..).zip(answers) {
        assert_eq!(answer, Some(exact.answer(risk)), "{}", risks[risk as usize]);
    }
    let third = text.replace("/ 100", "/ 3");
    let engine = self::engine(&Rulebook::from_text(&third).expect("it compiles"));
    assert!(engine.unplanned().is_some());
}

/// A reference names an item, and what that item has is not what the item has that refers to it: of lists that are computed member by member too.
#[test]
fn what_is_behind_a_reference_is_the_item_that_it_names() {
    let text = r#"
rulebook behind version "1"
enum Key { A, B, C }
input Policy
entity Policy {
  n     : int
  parts : list of Part for each key in Key
}
entity Part within Policy {
  amount : int  = position * 10 + policy.n
  other  : Part = policy.parts[B]
  once   : int  = other.position + policy.n
  twice  : int  = other.other.position + policy.n
  far    : int  = other.other.amount
  chosen : int  = (if policy.n > 0 then policy.parts[C] else policy.parts[A]).amount
}
output {
  once   = collect(p.once for p in policy.parts)
  twice  = collect(p.twice for p in policy.parts)
  far    = collect(p.far for p in policy.parts)
  chosen = collect(p.chosen for p in policy.parts)
}
"#;
    let rulebook = Rulebook::from_text(text).expect("it compiles");
    let engine = engine(&rulebook);
    assert_eq!(engine.unplanned(), None);
    let decoded = engine
        .decoder()
        .decode_risks([r#"{"n": 0}"#, r#"{"n": 7}"#].map(Risk::from).into_iter());
    let answers = engine.evaluate_in_integers(&decoded.batch).expect("a plan");
    let answers: Vec<String> = answers
        .into_iter()
        .map(|answer| answer.expect("in integers").to_json())
        .collect();
    assert_eq!(
        answers,
        [
            r#"{"once":[2,2,2],"twice":[2,2,2],"far":[20,20,20],"chosen":[10,10,10]}"#,
            r#"{"once":[9,9,9],"twice":[9,9,9],"far":[27,27,27],"chosen":[37,37,37]}"#
        ]
    );
}
