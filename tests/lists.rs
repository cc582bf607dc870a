//! Lists in another order, places in lists: values worked out by hand.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, Rulebook};

/// A fleet of vehicles, with attributes of its own, of a vehicle, and with an output.
fn fleet(of_fleet: &str, of_vehicle: &str, output: &str) -> Rulebook {
    let text = format!(
        "rulebook by_hand\ncurrency USD\nenum Class {{ small < medium < large }}\ninput Fleet\nentity Fleet {{\n  divisor : int default 1\n  vehicles : list of Vehicle (0..9)\n{of_fleet}\n}}\n\
         entity Vehicle within Fleet {{\n  value : money 0..1_000_000\n  year : int 1900..2100 default 2000\n  class : Class default small\n{of_vehicle}\n}}\noutput {{\n{output}\n}}\n"
    );
    let source = MemorySource::new().with("by_hand.lutine", text);
    match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    }
}

const FIVE: &str = r#"{"vehicles": [
    {"value": 300, "year": 2020, "class": "large"},
    {"value": 100, "year": 2018, "class": "small"},
    {"value": 500, "year": 2020, "class": "medium"},
    {"value": 300, "year": 2021, "class": "small"},
    {"value": 200, "year": 2018, "class": "large"}
]}"#;

fn answer(rulebook: &Rulebook, risk: &str) -> String {
    rulebook.evaluate(risk).to_json()
}

/// The positions of the five vehicles in the order of a sorted list.
fn order(list: &str) -> String {
    let rulebook = fleet(
        "",
        "",
        &format!("  order = collect(v.position for v in {list})"),
    );
    let answer = answer(&rulebook, FIVE);
    let numbers = answer.strip_prefix(r#"{"order":["#);
    let numbers = numbers.and_then(|rest| rest.strip_suffix("]}"));
    numbers.map_or(answer.clone(), ToOwned::to_owned)
}

#[test]
fn the_least_comes_first_and_ties_stay_in_the_order_of_the_list() {
    assert_eq!(order("sorted(v in fleet.vehicles by v.value)"), "2,5,1,4,3");
    // Of the two at 300 the first of the list stays the first, also where the greatest comes first.
    let descending = "sorted(v in fleet.vehicles by descending v.value)";
    assert_eq!(order(descending), "3,1,4,5,2");
    assert_eq!(order("sorted(v in fleet.vehicles by 1)"), "1,2,3,4,5");
    assert_eq!(
        order("sorted(v in fleet.vehicles by -v.value)"),
        "3,1,4,5,2"
    );
}

#[test]
fn a_later_key_decides_where_those_before_are_the_same() {
    let list = "sorted(v in fleet.vehicles by v.year, then by descending v.value)";
    assert_eq!(order(list), "5,2,3,1,4");
    let list = "sorted(v in fleet.vehicles by descending v.class, then by v.value, then by v.year)";
    assert_eq!(order(list), "5,1,3,2,4");
    // One that is sorted by the other key before is what a second key does.
    let list = "sorted(v in sorted(w in fleet.vehicles by descending w.value) by v.year)";
    assert_eq!(order(list), "5,2,3,1,4");
}

#[test]
fn only_those_that_are_kept_are_put_in_order() {
    let list = "sorted(v in fleet.vehicles where v.year >= 2020 by v.value)";
    assert_eq!(order(list), "1,4,3");
    assert_eq!(
        order("sorted(v in fleet.vehicles where v.year > 2021 by v.value)"),
        ""
    );
}

#[test]
fn the_dearest_three() {
    let rulebook = fleet(
        "  dearest : money = sum(v.value for v in sorted(v in vehicles by descending v.value) where v.place <= 3)
  second : money = sum(v.value for v in sorted(v in vehicles by descending v.value) where v.place = 2)
  best : Vehicle? = first(sorted(v in vehicles by descending v.value))
  youngest : Vehicle? = last(sorted(v in vehicles by v.year))",
        "",
        "  dearest = fleet.dearest\n  second = fleet.second
  best : int? = if fleet.best is given then fleet.best.position else none
  youngest : int? = if fleet.youngest is given then fleet.youngest.position else none",
    );
    assert_eq!(
        answer(&rulebook, FIVE),
        r#"{"dearest":"1100.00","second":"300.00","best":3,"youngest":4}"#
    );
    assert_eq!(
        answer(&rulebook, r#"{"vehicles": [{"value": 7}]}"#),
        r#"{"dearest":"7.00","second":"0.00","best":1,"youngest":1}"#
    );
    assert_eq!(
        answer(&rulebook, r#"{"vehicles": []}"#),
        r#"{"dearest":"0.00","second":"0.00","best":null,"youngest":null}"#
    );
}

#[test]
fn a_sorted_list_is_an_attribute_like_others() {
    let rulebook = fleet(
        "  dearest : list of Vehicle = sorted(v in vehicles by descending v.value)",
        "  rank : int = sum(v.place for v in fleet.dearest where v.position = position)
  dearer : int = count(v for v in fleet.dearest where v.value > value)",
        "  list = for v in fleet.dearest {\n    at = v.position\n    place = v.place\n    rank = v.rank\n    dearer = v.dearer\n  }",
    );
    assert_eq!(
        answer(&rulebook, FIVE),
        r#"{"list":[{"at":3,"place":1,"rank":1,"dearer":0},{"at":1,"place":2,"rank":2,"dearer":1},{"at":4,"place":3,"rank":3,"dearer":1},{"at":5,"place":4,"rank":4,"dearer":3},{"at":2,"place":5,"rank":5,"dearer":4}]}"#
    );
}

#[test]
fn a_place_is_counted_in_the_list_that_is_gone_through() {
    let rulebook = fleet(
        "  dear : list of money = collect(v.value for v in vehicles where v.value > 150)
  years : list of int = distinct(v.year for v in vehicles)",
        "",
        // 300, 500, 300, 200: every second one.
        "  second_of_dear = sum(x for x in fleet.dear where x.place mod 2 = 0)
  years = collect(y * 10 + y.place for y in fleet.years)
  given = collect(v.place for v in fleet.vehicles where v.value < 300)
  pairs = collect(x.place * 10 + y.place for x in fleet.dear for y in fleet.dear where x.place = 4 - y.place and x = y)
  of_all = collect(y.place for v in fleet.vehicles for y in fleet.years where v.year = y)",
    );
    assert_eq!(
        answer(&rulebook, FIVE),
        r#"{"second_of_dear":"700.00","years":[20201,20182,20213],"given":[2,5],"pairs":[13,22,31],"of_all":[1,2,1,3,2]}"#
    );
}

#[test]
fn the_first_item_in_error_is_the_error_of_the_list() {
    let rulebook = fleet(
        "  sorted_by_share : list of Vehicle = sorted(v in vehicles where v.year > 2000 by v.value / divisor, then by v.share)",
        "  share : decimal = 100 / (year - 2020)",
        "  three = sum(v.value for v in fleet.sorted_by_share where v.place <= 3)
  none = count(v for v in fleet.sorted_by_share where false)
  list = collect(v.position for v in fleet.sorted_by_share)",
    );
    let all_fail = |path: &str, line: u32| {
        format!(
            r#"{{"errors":[{{"code":"division_by_zero","path":"{path}","message":"a division by zero","file":"by_hand.lutine","line":{line}}}]}}"#
        )
    };
    // The first by list is the third vehicle: the year of the first is out, the second has a share.
    let risk = |divisor: i32| {
        format!(
            r#"{{"divisor": {divisor}, "vehicles": [{{"value": 9, "year": 2000}}, {{"value": 8, "year": 2019}}, {{"value": 7, "year": 2020}}, {{"value": 6, "year": 2020}}]}}"#
        )
    };
    assert_eq!(
        answer(&rulebook, &risk(1)),
        all_fail("fleet.vehicles[3].share", 14)
    );
    assert_eq!(
        answer(&rulebook, &risk(0)),
        all_fail("fleet.sorted_by_share", 8)
    );
    let out = r#"{"divisor": 0, "vehicles": [{"value": 9, "year": 2000}]}"#;
    assert_eq!(
        answer(&rulebook, out),
        r#"{"three":"0.00","none":0,"list":[]}"#
    );
}

#[test]
fn the_three_oldest_children_under_21_are_rated() {
    let text = "rulebook aca\ncurrency USD\ninput Household\nentity Household {\n  members : list of Member (1..12)\n\
        rated_children : list of Member = sorted(m in members where m.age < 21 by descending m.age)\n\
        premium : money = sum(m.rate for m in members where m.age >= 21) + sum(c.rate for c in rated_children where c.place <= 3)\n}\n\
        entity Member within Household {\n  age : int 0..120\n  rate : money = if age < 15 then 100 else if age < 21 then 130 else 300\n}\n\
        output { premium = household.premium }\n";
    let source = MemorySource::new().with("aca.lutine", text);
    let rulebook = Rulebook::compile(&source).unwrap_or_else(|error| panic!("{error}"));
    let risk = |ages: &[u32]| {
        let members: Vec<String> = ages
            .iter()
            .map(|age| format!(r#"{{"age": {age}}}"#))
            .collect();
        format!(r#"{{"members": [{}]}}"#, members.join(","))
    };
    // Two adults, and of five children the two of 130 and one of 100.
    assert_eq!(
        answer(&rulebook, &risk(&[45, 4, 20, 44, 10, 14, 16])),
        r#"{"premium":"960.00"}"#
    );
    assert_eq!(
        answer(&rulebook, &risk(&[21, 3])),
        r#"{"premium":"400.00"}"#
    );
}

#[test]
fn an_item_of_a_computed_list_goes_by_number() {
    let rulebook = fleet(
        "  nth : int default 1
  dear : list of money = collect(v.value for v in vehicles where v.value > 150)
  dearest : list of Vehicle = sorted(v in vehicles by descending v.value)
  same : list of Vehicle = vehicles",
        "",
        // 300, 500, 300, 200; in order of value 3, 1, 4, 5, 2.
        "  dear = fleet.dear[fleet.nth]
  dearest = fleet.dearest[fleet.nth].position
  years = distinct(v.year for v in fleet.vehicles)[fleet.nth]
  same = fleet.same[fleet.nth].value
  cheapest = sorted(v in fleet.vehicles by v.value)[fleet.nth].position",
    );
    let nth = |n: i32| FIVE.replacen('{', &format!(r#"{{"nth": {n}, "#), 1);
    assert_eq!(
        answer(&rulebook, &nth(2)),
        r#"{"dear":"500.00","dearest":1,"years":2018,"same":"100.00","cheapest":5}"#
    );
    let error = |path: &str, message: &str, line: u32| {
        format!(
            r#"{{"code":"no_item","path":"{path}","message":"{message}, number 4 was asked for","file":"by_hand.lutine","line":{line}}}"#
        )
    };
    assert_eq!(
        answer(&rulebook, &nth(4)),
        format!(
            r#"{{"dear":"200.00","dearest":5,"same":"300.00","cheapest":4,"errors":[{}]}}"#,
            error("output.years", "the list has 3 items", 22)
        )
    );
    let none = answer(&rulebook, r#"{"nth": 4, "vehicles": []}"#);
    for (name, place) in [("dear", 20), ("dearest", 21), ("same", 23)] {
        let message = format!("{name} has 0 items");
        let found = error(&format!("output.{name}"), &message, place);
        assert!(none.contains(&found), "{none}\n{found}");
    }
}

#[test]
fn numbers_are_gone_through() {
    let rulebook = fleet(
        "  term : int 0..40 default 3
  from : int default 1
  to : int default 3
  wide : list of int = collect(n for n in from..to)",
        "  payments : decimal = sum(year * position for year in 1..fleet.term)",
        "  sum = sum(n for n in 1..4)
  none = count(n for n in 3..2)
  below = collect(n * n for n in -2..<2)
  computed = collect(n for n in fleet.from..fleet.to where n != 2)
  wide = fleet.wide
  grid = sum(x * y for x in 1..fleet.term for y in x..fleet.term)
  order = collect(n for n in sorted(n in 1..5 by n mod 2, then by descending n))
  places = collect(n.place for n in 11..13)
  largest = pick(n in 1..fleet.term where n < 3 by greatest n) ?? 0
  payments = collect(v.payments for v in fleet.vehicles)",
    );
    let two = r#""vehicles": [{"value": 1}, {"value": 2}]"#;
    // 1·1 + 1·2 + 1·3 + 2·2 + 2·3 + 3·3 = 25; of the second vehicle 2 · (1 + 2 + 3).
    assert_eq!(
        answer(&rulebook, &format!("{{{two}}}")),
        r#"{"sum":10,"none":0,"below":[4,1,0,1],"computed":[1,3],"wide":[1,2,3],"grid":25,"order":[4,2,5,3,1],"places":[1,2,3],"largest":2,"payments":["6","12"]}"#
    );
    let error = |path: &str, line: u32, text: &str| {
        format!(
            r#"{{"code":"too_many_items","path":"{path}","message":"{text} would have more than 10000 items","file":"by_hand.lutine","line":{line}}}"#
        )
    };
    let found = answer(&rulebook, &format!(r#"{{"to": 10001, "term": 0, {two}}}"#));
    assert_eq!(
        found,
        format!(
            r#"{{"sum":10,"none":0,"below":[4,1,0,1],"grid":0,"order":[4,2,5,3,1],"places":[1,2,3],"largest":0,"payments":["0","0"],"errors":[{},{}]}}"#,
            error("output.computed", 23, "fleet.from..fleet.to"),
            error("fleet.wide", 11, "from..to"),
        )
    );
    let found = answer(&rulebook, r#"{"to": 10000, "vehicles": []}"#);
    assert!(found.contains("9999,10000],\"grid\""), "{found}");
}

#[test]
fn texts_are_joined_in_the_order_of_their_list() {
    let rulebook = fleet(
        "  between : text default \", \"
  dear : list of text = collect(\"{v.position}: {v.value}\" for v in vehicles where v.value > 150)
  all : text = joined(\"{v.year}\" for v in sorted(v in vehicles by v.year), between)",
        "  before : text = joined(\"{w.position}\" for w in fleet.vehicles where w.position < position, \"+{position}+\")
  share : decimal = 100 / (year - 2020)",
        "  dear = joined(fleet.dear, \" / \")
  all = fleet.all
  before = collect(v.before for v in fleet.vehicles)
  none = joined(\"{v.year}\" for v in fleet.vehicles where false, fleet.between)
  same = joined(collect(\"x\" for v in fleet.vehicles), \"\")",
    );
    assert_eq!(
        answer(&rulebook, FIVE),
        r#"{"dear":"1: 300.00 / 3: 500.00 / 4: 300.00 / 5: 200.00","all":"2018, 2018, 2020, 2020, 2021","before":["","1","1+3+2","1+4+2+4+3","1+5+2+5+3+5+4"],"none":"","same":"xxxxx"}"#
    );
    let rulebook = fleet(
        "  between : decimal = 1 / divisor
  joined : text = joined(\"{v.share}\" for v in vehicles, \"{between}\")",
        "  share : decimal = 100 / (year - 2020)",
        "  joined = fleet.joined",
    );
    let error = |path: &str, line: u32| {
        format!(
            r#"{{"errors":[{{"code":"division_by_zero","path":"{path}","message":"a division by zero","file":"by_hand.lutine","line":{line}}}]}}"#
        )
    };
    // The first item in error goes before the text between, and that counts also where nothing is joined.
    let risk =
        |divisor: u32, years: &str| format!(r#"{{"divisor": {divisor}, "vehicles": [{years}]}}"#);
    let (good, bad) = (
        r#"{"value": 1, "year": 2010}"#,
        r#"{"value": 1, "year": 2020}"#,
    );
    assert_eq!(
        answer(&rulebook, &risk(0, &format!("{good}, {bad}"))),
        error("fleet.vehicles[2].share", 15)
    );
    assert_eq!(answer(&rulebook, &risk(0, good)), error("fleet.between", 8));
    assert_eq!(answer(&rulebook, &risk(0, "")), error("fleet.between", 8));
    assert_eq!(
        answer(&rulebook, &risk(4, &format!("{good}, {good}"))),
        r#"{"joined":"-100.25-10"}"#
    );
    // Where nothing is joined, what another risk of the chunk is in error for has no part in it.
    let both = [risk(4, bad), risk(0, "")];
    let answers = rulebook.evaluate_many(&both);
    let answers: Vec<String> = answers.iter().map(lutine::Answer::to_json).collect();
    let alone = [
        error("fleet.vehicles[1].share", 15),
        error("fleet.between", 8),
    ];
    assert_eq!(answers, alone);
}

/// The place of a variable is all that a condition inside another names of it: it stands where the variable does.
#[test]
fn a_place_is_known_in_conditions_inside_conditions() {
    let text = "rulebook by_hand\ninput Fleet\nentity Fleet {\n  wanted : int 0..9\n}\n\
        table steps(size: int) -> (by: int) {\n  size | by\n  1 | 2\n  2 | 3\n}\n\
        table sizes(size: int) -> (by: int) {\n  size | by\n  1 | 1\n  2 | 1\n  3 | 1\n}\n\
        output {\n  found = count(v for v in rows of sizes\n    where all(any(true for w in rows of sizes where v.place mod s.by <= 1 and w.place = fleet.wanted)\n      for s in rows of steps))\n}\n";
    let source = MemorySource::new().with("by_hand.lutine", text);
    let rulebook = Rulebook::compile(&source).expect("the rulebook is sound");
    // Of 1, 2 and 3 the third step leaves 1, 2 and 0; the second 1, 0 and 1.
    assert_eq!(answer(&rulebook, r#"{"wanted": 3}"#), r#"{"found":2}"#);
    assert_eq!(answer(&rulebook, r#"{"wanted": 4}"#), r#"{"found":0}"#);
}
