//! Lists with an item for each of a few members, with amounts that fit a word for some risks and members only: whoever looks at one that does
//! not gets it from decimals.

#![allow(clippy::expect_used)]

use lutine::Rulebook;
use lutine_core::bundle::Bundle;
use lutine_core::risk::Risk;

const TAKEN: &[&str] = &[
    "part = B and count(risk.others) > 0",
    "part != C",
    "any(o.of = part for o in risk.others)",
    "risk.n > 5 or part = A",
    "position mod 2 = 1",
];

const AMOUNT: &[&str] = &[
    "match part { A: risk.x * risk.x, B: risk.n, C: 0.5 }",
    "if part = C then risk.n * risk.x else risk.x",
    "risk.x * risk.x * (if part = B then risk.n else 1)",
    "count(o for o in risk.others where o.of = part) * risk.x * risk.x + risk.n",
];

const OUTPUT: &[&str] = &[
    "collect(e.amount for e in risk.parts where e.taken)",
    "sum(e.amount for e in risk.parts where e.taken)",
    "max(e.amount for e in risk.parts where e.taken)",
    "count(e for e in risk.parts where e.taken and e.amount > 100)",
    "if risk.parts[B].taken then risk.parts[B].amount else 0",
    "any(e.taken and e.amount > 1 for e in risk.parts)",
    "all(not e.taken or e.amount < 1_000_000 for e in risk.parts)",
    "pick(e in risk.parts by greatest if e.taken then e.amount else 0).amount",
    "for e in risk.parts { taken = e.taken, amount = if e.taken then e.amount else 0 }",
    "sum(e.own for e in risk.parts)",
    "sum(e.worst for e in risk.parts)",
    "collect(k.factor for e in risk.parts for k in e.kinds where e.taken)",
    "sum(k.share for e in risk.parts for k in e.kinds)",
    "sum(e.kinds[P].share for e in risk.parts)",
    "for e in risk.parts { shares = for k in e.kinds { share = k.share } }",
    "if count(risk.others) > 0 then risk.others[1].own else 0",
];

fn text(taken: &str, amount: &str, output: &str) -> String {
    format!(
        r#"rulebook t version "1"
enum Part {{ A, B, C }}
enum Kind {{ P, Q }}
input Risk
entity Risk {{
  x      : decimal
  n      : int
  others : list of Other
  parts  : list of Piece for each part in Part
}}
entity Other within Risk {{
  of  : Part
  own : decimal = if risk.parts[of].taken then risk.parts[of].amount else 0
}}
entity Piece within Risk {{
  amount : decimal = {amount}
  taken  : bool    = {taken}
  own    : decimal = if taken then round(amount half up to 0.01) else 0
  kinds  : list of Kindred for each kind in Kind
  worst  : decimal = if taken then max(k.factor for k in kinds) else 0
}}
entity Kindred within Piece {{
  factor : decimal = match kind {{ P: piece.amount, Q: position * 3 }}
  share  : decimal = if piece.taken then factor else 1
}}
output {{
  answer = {output}
}}
"#
    )
}

#[test]
fn an_amount_that_fits_no_word_is_never_taken_for_one() {
    let others = [
        "[]",
        r#"[{"of": "A"}]"#,
        r#"[{"of": "B"}, {"of": "B"}]"#,
        r#"[{"of": "C"}, {"of": "A"}]"#,
    ];
    let numbers = [
        ("0.5", "1"),
        ("0.000000001", "7"),
        ("3", "123456"),
        ("900000000", "999999999999"),
        ("-12345678.25", "-5"),
    ];
    let risks: Vec<String> = numbers
        .iter()
        .flat_map(|(x, n)| others.map(|o| format!(r#"{{"x": "{x}", "n": {n}, "others": {o}}}"#)))
        .collect();
    let (mut in_integers, mut in_decimals) = (0, 0);
    for taken in TAKEN {
        for amount in AMOUNT {
            for output in OUTPUT {
                let text = text(taken, amount, output);
                let Ok(rulebook) = Rulebook::from_text(&text) else {
                    let fault = Rulebook::from_text(&text).err();
                    assert!(fault.is_none(), "{text}{fault:#?}");
                    continue;
                };
                let bundle = Bundle::read(&rulebook.bundle().expect("bytes")).expect("a bundle");
                let engine = bundle.into_engine().expect("it loads");
                let batches = std::iter::once(risks.as_slice()).chain(risks.chunks(1));
                for batch in batches {
                    let decoded = engine.decoder().decode_risks(batch.iter().map(Risk::from));
                    let exact = engine.execute(&decoded.batch);
                    let answers = engine.evaluate_in_integers(&decoded.batch);
                    for (risk, answer) in (0..).zip(answers.into_iter().flatten()) {
                        let Some(answer) = answer else {
                            in_decimals += 1;
                            continue;
                        };
                        in_integers += 1;
                        assert_eq!(answer, exact.answer(risk), "{text}{batch:#?}");
                    }
                }
            }
        }
    }
    assert!(in_integers > 1_000, "{in_integers} in integers");
    assert!(in_decimals > 1_000, "{in_decimals} in decimals");
}
