//! Lists by their values, with numbers worked out by hand: engine and reference both answer them.

#![allow(clippy::expect_used)]

use lutine::{MemorySource, Rulebook};

/// The answer of engine and reference to a risk.
fn answer(text: &str, risk: &str) -> String {
    let source: MemorySource = [("book.lutine".to_owned(), text.as_bytes().to_vec())]
        .into_iter()
        .collect();
    let checked = lutine_dsl::check(&source).expect("it compiles");
    let typed = checked.rulebook.as_ref().expect("it compiles");
    let reference = lutine_reference::evaluate(typed, &checked.sources, risk.as_bytes());
    let engine = Rulebook::compile(&source).expect("it compiles");
    let engine = engine.evaluate(risk).to_json();
    assert_eq!(engine, reference);
    engine
}

const DISTINCT: &str = r#"rulebook fleet
currency USD
input Policy
entity Policy {
  vehicles : list of Vehicle (0..9)
  /// In order of first occurrence.
  zones    : list of int = distinct(v.zone for v in vehicles)
  paying   : list of int = distinct(v.zone for v in vehicles where 100 / v.value > 1)
  shares   : list of decimal = distinct(100 / v.value for v in vehicles)
}
entity Vehicle within Policy {
  zone  : int 1..9
  value : decimal
  /// How many zones the others have.
  others : int = count(distinct(w.zone for w in policy.vehicles where w.position != position))
}
output {
  zones  = policy.zones
  count  = count(policy.zones)
  has_3  = 3 in policy.zones
  paying = policy.paying
  shares = policy.shares
  others = collect(v.others for v in policy.vehicles)
}
"#;

#[test]
fn distinct_values_stand_where_they_first_occur() {
    let risk = r#"{"vehicles": [{"zone": 3, "value": 50}, {"zone": 1, "value": 200}, {"zone": 3, "value": 20}, {"zone": 2, "value": "50.00"}]}"#;
    assert_eq!(
        answer(DISTINCT, risk),
        r#"{"zones":[3,1,2],"count":3,"has_3":true,"paying":[3,2],"shares":["2","0.5","5"],"others":[3,2,3,2]}"#
    );
    assert_eq!(
        answer(DISTINCT, r#"{"vehicles": []}"#),
        r#"{"zones":[],"count":0,"has_3":false,"paying":[],"shares":[],"others":[]}"#
    );
}

/// An item that cannot be decided on, or has no value, is an error of the whole list; one that is left out does no harm.
#[test]
fn an_item_in_error_is_the_lists_error() {
    let risk = r#"{"vehicles": [{"zone": 3, "value": 50}, {"zone": 1, "value": 0}]}"#;
    assert_eq!(
        answer(DISTINCT, risk),
        r#"{"zones":[3,1],"count":2,"has_3":true,"others":[1,1],"errors":[{"code":"division_by_zero","path":"policy.paying","message":"a division by zero","file":"book.lutine","line":8},{"code":"division_by_zero","path":"policy.shares","message":"a division by zero","file":"book.lutine","line":9}]}"#
    );
}

const MADE: &str = r#"rulebook fleet
currency USD
input Policy
record Cell { zone: int, use: Use }
enum Use { pleasure, business }
entity Policy {
  vehicles : list of Vehicle (1..9)
  zones    : list of Zone for each zone in distinct(v.zone for v in vehicles)
  cells    : list of Group for each cell in distinct(Cell { zone = v.zone, use = v.use } for v in vehicles)
  ratios   : list of Ratio for each ratio in collect(100 / v.value for v in vehicles)
  wanted   : int 1..9
}
entity Vehicle within Policy {
  zone  : int 1..9
  use   : Use
  value : decimal
  zone_mates : int = policy.zones[zone].vehicles
}
entity Zone within Policy {
  vehicles : int     = count(v for v in policy.vehicles where v.zone = zone)
  value    : decimal = sum(v.value for v in policy.vehicles where v.zone = zone)
  /// A list in a list: the uses that there are in this zone.
  uses     : list of ZoneUse for each use in distinct(v.use for v in policy.vehicles where v.zone = zone)
}
entity ZoneUse within Zone {
  vehicles : int = count(v for v in policy.vehicles where v.zone = zone.zone and v.use = use)
}
entity Group within Policy {
  value : decimal = sum(v.value for v in policy.vehicles where v.zone = cell.zone and v.use = cell.use)
  inverse : decimal = 1 / (value - 20)
}
entity Ratio within Policy { half : decimal = ratio / 2 }
output {
  zones = for z in policy.zones {
    zone     = z.zone
    vehicles = z.vehicles
    value    = z.value
    uses     = for u in z.uses { use = u.use, vehicles = u.vehicles }
  }
  cells  = for c in policy.cells { zone = c.cell.zone, use = c.cell.use, value = c.value, inverse = c.inverse, place = c.position }
  ratios = for r in policy.ratios { ratio = r.ratio, half = r.half }
  mates  = collect(v.zone_mates for v in policy.vehicles)
  wanted = policy.zones[policy.wanted].value
  first  = policy.cells[Cell { zone = policy.wanted, use = business }].value
}
"#;

#[test]
fn lists_are_made_for_the_values_of_another() {
    let risk = r#"{"wanted": 3, "vehicles": [{"zone": 3, "use": "pleasure", "value": 50}, {"zone": 1, "use": "business", "value": 200},
        {"zone": 3, "use": "business", "value": 20}, {"zone": 3, "use": "pleasure", "value": "50.0"}]}"#;
    assert_eq!(
        answer(MADE, risk),
        concat!(
            r#"{"zones":[{"zone":3,"vehicles":3,"value":"120","uses":[{"use":"pleasure","vehicles":2},{"use":"business","vehicles":1}]},"#,
            r#"{"zone":1,"vehicles":1,"value":"200","uses":[{"use":"business","vehicles":1}]}],"#,
            r#""cells":[{"zone":3,"use":"pleasure","value":"100","inverse":"0.0125","place":1},"#,
            r#"{"zone":1,"use":"business","value":"200","inverse":"0.0055555555555555555555555556","place":2},"#,
            r#"{"zone":3,"use":"business","value":"20","place":3}],"#,
            r#""ratios":[{"ratio":"2","half":"1"},{"ratio":"0.5","half":"0.25"},{"ratio":"5","half":"2.5"}],"#,
            r#""mates":[3,1,3,3],"wanted":"120","first":"20","#,
            r#""errors":[{"code":"division_by_zero","path":"policy.cells[3, business].inverse","message":"a division by zero","file":"book.lutine","line":30}]}"#
        )
    );
}

#[test]
fn a_key_that_no_item_has_is_an_error() {
    let risk = r#"{"wanted": 2, "vehicles": [{"zone": 3, "use": "pleasure", "value": 0}]}"#;
    assert_eq!(
        answer(MADE, risk),
        concat!(
            r#"{"zones":[{"zone":3,"vehicles":1,"value":"0","uses":[{"use":"pleasure","vehicles":1}]}],"#,
            r#""cells":[{"zone":3,"use":"pleasure","value":"0","inverse":"-0.05","place":1}],"mates":[1],"#,
            r#""errors":[{"code":"division_by_zero","path":"policy.ratios","message":"a division by zero","file":"book.lutine","line":10},"#,
            r#"{"code":"no_item","path":"output.wanted","message":"zones has no item for 2","file":"book.lutine","line":43},"#,
            r#"{"code":"no_item","path":"output.first","message":"cells has no item for 2, business","file":"book.lutine","line":44}]}"#
        )
    );
}
