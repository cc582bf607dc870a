//! Totals handed out by weight: shares worked out by hand.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, ProofStatus, Rulebook};

const FLEET: &str = r#"
rulebook fleet version "1"
currency USD
input Fleet
entity Fleet {
  total    : money
  level    : decimal default 1
  step     : decimal default 0.01
  vehicles : list of Vehicle (0..60)
  others   : list of Vehicle (0..60)
  groups   : list of Group for each n in 1..3
}
entity Vehicle within Fleet {
  weight : decimal
  parts  : list of Part for each p in {1, 2, 3}
  share  : money   = allocated(fleet.total by weight to 0.01)
  of_one : decimal = allocated(fleet.level by weight to fleet.step)
  whole  : int     = allocated(100 by weight to 1)
  taken  : money   = if weight > 0 then allocated(fleet.total by weight to 0.01) + 1 else 0
}
entity Part within Vehicle {
  even : money = allocated(vehicle.share by 1 to 0.01)
}
entity Group within Fleet {
  even : money = allocated(fleet.total by n to 1)
}
output {
  shares = collect(v.share for v in fleet.vehicles)
  others = collect(v.share for v in fleet.others)
  levels = collect(v.of_one for v in fleet.vehicles)
  whole  = collect(v.whole for v in fleet.vehicles)
  taken  = collect(v.taken for v in fleet.vehicles)
  parts  = collect(p.even for v in fleet.vehicles for p in v.parts)
  groups = collect(g.even for g in fleet.groups)
}
"#;

fn rulebook() -> Rulebook {
    let text = FLEET.replace("for each p in {1, 2, 3}", "for each p in 1..3");
    let source = MemorySource::new().with("fleet.lutine", text);
    match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    }
}

/// The answer to a total, the weights of two lists and the rest of the fleet.
fn answer(total: &str, vehicles: &[&str], others: &[&str], rest: &str) -> String {
    let items = |weights: &[&str]| {
        let items: Vec<String> = weights
            .iter()
            .map(|weight| format!("{{\"weight\": {weight}}}"))
            .collect();
        items.join(",")
    };
    let (vehicles, others) = (items(vehicles), items(others));
    let risk =
        format!("{{\"total\": {total}, \"vehicles\": [{vehicles}], \"others\": [{others}]{rest}}}");
    rulebook().evaluate(&risk).to_json()
}

/// One field of an answer as text.
fn field(answer: &str, name: &str) -> String {
    let begin = format!("\"{name}\":");
    let (_, behind) = answer.split_once(&begin).expect(name);
    let (items, _) = behind.split_once(']').expect("a list");
    format!("{items}]")
}

#[test]
fn the_largest_rests_get_what_is_left() {
    // 100 × 1, 2, 4 ÷ 7 = 14.2857…, 28.5714…, 57.1428…: taken down 14.28 + 28.57 + 57.14 = 99.99, and 0.0057 is the largest rest.
    let found = answer("100", &["1", "2", "4"], &[], "");
    assert_eq!(field(&found, "shares"), r#"["14.29","28.57","57.14"]"#);
    // In whole units 14, 28 and 57 leave one for 0.5714.
    assert_eq!(field(&found, "whole"), "[14,29,57]");
}

#[test]
fn ties_go_to_the_first_and_a_weight_of_zero_gets_nothing() {
    // 0.05 over four of the same weight: 1.25 cents each, one cent left.
    let found = answer("0.05", &["0", "3", "3", "3", "3", "0"], &[], "");
    assert_eq!(
        field(&found, "shares"),
        r#"["0.00","0.02","0.01","0.01","0.01","0.00"]"#
    );
    // What a guard shows of one item is not taken to be so of the others.
    assert_eq!(
        field(&found, "taken"),
        r#"["0.00","1.02","1.01","1.01","1.01","0.00"]"#
    );
}

#[test]
fn what_is_below_zero_is_handed_out_as_what_is_above() {
    let found = answer("-100", &["1", "2", "4"], &[], "");
    assert_eq!(field(&found, "shares"), r#"["-14.29","-28.57","-57.14"]"#);
}

#[test]
fn every_list_is_by_itself() {
    let found = answer("1.00", &["1", "1", "1"], &["0.5", "0.5"], "");
    assert_eq!(field(&found, "shares"), r#"["0.34","0.33","0.33"]"#);
    assert_eq!(field(&found, "others"), r#"["0.50","0.50"]"#);
    // 0.34 over three parts, and 0.33 twice.
    assert_eq!(
        field(&found, "parts"),
        r#"["0.12","0.11","0.11","0.11","0.11","0.11","0.11","0.11","0.11"]"#
    );
    // 1 dollar in dollars by 1, 2 and 3: 1/6, 2/6, 3/6.
    assert_eq!(field(&found, "groups"), r#"["0.00","0.00","1.00"]"#);
}

#[test]
fn other_numbers_in_other_steps() {
    // A level of 1 in steps of 0.05 by thirds: 6.67 steps each, two left.
    let found = answer("0", &["1", "1", "1"], &[], r#", "step": 0.05"#);
    assert_eq!(field(&found, "levels"), r#"["0.35","0.35","0.3"]"#);
    // Weights of 28 places, told apart by the last.
    let weights = [
        "0.3333333333333333333333333333",
        "0.3333333333333333333333333334",
    ];
    let found = answer("0.01", &weights, &[], "");
    assert_eq!(field(&found, "shares"), r#"["0.00","0.01"]"#);
}

#[test]
fn a_total_of_nothing_is_nothing_for_each() {
    let found = answer("0", &["0", "0"], &[], r#", "level": 0"#);
    assert_eq!(field(&found, "shares"), r#"["0.00","0.00"]"#);
    assert_eq!(field(&found, "levels"), r#"["0","0"]"#);
}

#[test]
fn what_cannot_be_handed_out_is_an_error() {
    let error = |answer: &str, wanted: &str| assert!(answer.contains(wanted), "{answer}");
    error(
        &answer("5", &["0", "0"], &[], ""),
        r#""code":"no_weight","path":"fleet.vehicles[1].share","message":"the weights add up to 0, so that 5.00 cannot be handed out by them""#,
    );
    error(
        &answer("5", &["1", "-1", "-2"], &[], ""),
        r#""code":"negative_weight","path":"fleet.vehicles[1].share","message":"the weight of fleet.vehicles[2] is -1, below zero""#,
    );
    error(
        &answer("5", &["1", "1"], &[], r#", "level": 0.125"#),
        r#""code":"not_in_steps","path":"fleet.vehicles[1].of_one","message":"0.125 cannot be handed out in whole steps of 0.01""#,
    );
    error(
        &answer("5", &["1", "1"], &[], r#", "step": 0"#),
        r#""code":"step_not_positive","path":"fleet.vehicles[1].of_one","message":"handing out in steps of 0, which is not above zero""#,
    );
    // A third of 7·10²⁸ in steps of 10⁻²⁸ is no number.
    let step =
        r#", "level": 70000000000000000000000000000, "step": 0.0000000000000000000000000001"#;
    error(
        &answer("5", &["1", "2"], &[], step),
        r#""code":"overflow","path":"fleet.vehicles[1].of_one""#,
    );
}

#[test]
fn a_worksheet_shows_how_a_share_came_about() {
    let rulebook = rulebook();
    let risk = r#"{"total": "100", "vehicles": [{"weight": 1}, {"weight": 2}, {"weight": 4}], "others": []}"#;
    let worksheet = rulebook.explain(risk).worksheet.expect("no faults");
    let text = worksheet.to_text();
    for wanted in [
        "share: 100.00 × 1 ÷ 7 = 14.28571428…, taken down 14.28, rest 0.00571428…, one step more: 14.29",
        "share: 100.00 × 2 ÷ 7 = 28.57142857…, taken down 28.57, rest 0.00142857…\n",
    ] {
        assert!(text.contains(wanted), "{text}");
    }
    assert!(worksheet.to_markdown().contains("- share: 100.00 × 1 ÷ 7"));
    assert!(
        worksheet
            .to_json_pretty()
            .contains("\"exact\": \"14.285714285714285714285714286\"")
    );
}

/// A share has room where its total has with the places of the step.
#[test]
fn shares_of_a_declared_amount_never_overflow() {
    let text = "rulebook r version \"1\"\ncurrency USD\ninput Claim\nentity Claim {\n  total : money 0..1_000_000\n  level : decimal -0.5..0.5\n  any   : money\n  lines : list of Line (0..9)\n}\n\
        entity Line within Claim {\n  w : decimal 1..5\n  a : money = allocated(claim.total by w to 0.01)\n  b : decimal = allocated(claim.level by w to 0.000001)\n\
        c : money = allocated(claim.any by w to 0.01)\n  d : decimal = allocated(claim.level by w to 0.0000000000000000000000000001)\n}\n\
        output { lines = for l in claim.lines { a = l.a, b = l.b, c = l.c, d = l.d } }\n";
    let source = MemorySource::new().with("r.lutine", text);
    let rulebook = Rulebook::compile(&source).expect("the rulebook is sound");
    let proofs = rulebook.proofs().expect("its source is known");
    let shares = proofs.list.iter().filter(|proof| proof.kind == "overflow");
    let proven: Vec<bool> = shares
        .map(|proof| matches!(proof.status, ProofStatus::Proven))
        .collect();
    assert_eq!(proven, [true, true, false, true]);
}
