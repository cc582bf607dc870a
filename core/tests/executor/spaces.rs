//! Spaces: items, made items, pairs, joins; folding into an ancestor and coming down from one.

use crate::build::*;
use lutine_core::column::Values;
use lutine_core::graph::*;

const D: Ty = Ty::Decimal;

/// Three risks with two, no and three vehicles.
fn vehicles() -> (Build, SpaceId) {
    let mut b = Build::new(3);
    let (_, space) = b.given_list("vehicles", RISK, &[2, 0, 3]);
    (b, space)
}

#[test]
fn items_see_what_they_stand_in() {
    let (mut b, vehicle) = vehicles();
    let x = b.failing(RISK, D, numbers("1 2 3"), ". . x");
    let up = b.node(vehicle, D, Op::Up, &[x]);
    let ten = b.number(vehicle, "10");
    let position = b.node(vehicle, Ty::Int, Op::Position, &[]);
    let own = b.node(vehicle, Ty::Ref(vehicle), Op::Own, &[]);
    let error = format!("out_of_range@{}", x.0 - 1);
    assert_eq!(b.lanes(up), format!(r#""1" "1" {error} {error} {error}"#));
    assert_eq!(b.lanes(ten), r#""10" "10" "10" "10" "10""#);
    assert_eq!(b.lanes(position), "1 2 1 2 3");
    assert_eq!(b.lanes(own), "#0 #1 #2 #3 #4");
}

fn reduce(kind: Reduction, ty: Ty, operand: (Ty, Values)) -> String {
    let (mut b, vehicle) = vehicles();
    let x = b.input(vehicle, operand.0, operand.1);
    let folded = b.fold(RISK, vehicle, kind, ty, x);
    b.lanes(folded)
}

#[test]
fn folds() {
    let x = || (D, numbers("2 3 4 5 4"));
    assert_eq!(reduce(Reduction::Sum, D, x()), r#""5" "0" "13""#);
    assert_eq!(reduce(Reduction::Product, D, x()), r#""6" "1" "80""#);
    assert_eq!(reduce(Reduction::Min, D, x()), r#""2" "0" "4""#);
    assert_eq!(reduce(Reduction::Max, D, x()), r#""3" "0" "5""#);
    assert_eq!(
        reduce(Reduction::NonEmpty, Ty::Bool, x()),
        "true false true"
    );
    let b = || (Ty::Bool, bools("f t t t t"));
    assert_eq!(reduce(Reduction::Any, Ty::Bool, b()), "true false true");
    assert_eq!(reduce(Reduction::All, Ty::Bool, b()), "false true true");
    let letters = (LETTER, members("A B C A A"));
    assert_eq!(reduce(Reduction::Max, LETTER, letters), r#""B" "A" "C""#);
    let days = "2024-01-02 2024-01-01 2024-01-05 2024-01-04 2024-01-06";
    let min = reduce(Reduction::Min, Ty::Date, (Ty::Date, dates(days)));
    assert_eq!(min, r#""2024-01-01" "0001-01-01" "2024-01-04""#);
    let big = "79228162514264337593543950335";
    let x = (D, numbers(&format!("{big} {big} 1 2 3")));
    assert!(reduce(Reduction::Sum, D, x.clone()).starts_with("overflow@"));
    assert!(reduce(Reduction::Product, D, x).starts_with("overflow@"));
}

/// Folds values and errors through a filter with values and errors.
fn filtered(kind: Reduction, operand: (Ty, Values), marks: &str, keep: (&str, &str)) -> String {
    let (mut b, vehicle) = vehicles();
    let x = b.failing(vehicle, operand.0, operand.1, marks);
    let keep = b.failing(vehicle, Ty::Bool, bools(keep.0), keep.1);
    let (args, ty) = match kind {
        Reduction::Count => (vec![keep], Ty::Int),
        Reduction::NonEmpty => (vec![x, keep], Ty::Bool),
        _ => (vec![x, keep], operand.0),
    };
    let op = Op::Reduce {
        kind,
        from: vehicle,
        filtered: true,
    };
    let folded = b.node(RISK, ty, op, &args);
    b.lanes(folded)
        .replace(&format!("@{}", x.0 - 1), "@value")
        .replace(&format!("@{}", keep.0 - 1), "@keep")
}

const NONE: &str = ". . . . .";

#[test]
fn folds_ignore_what_is_filtered_out_with_its_errors() {
    let x = || (D, numbers("2 3 4 5 6"));
    let sum = |marks, keep| filtered(Reduction::Sum, x(), marks, keep);
    assert_eq!(sum("x . x . x", ("f t f t f", NONE)), r#""3" "0" "5""#);
    assert_eq!(
        sum(". . . x x", ("t t f t t", NONE)),
        r#""5" "0" out_of_range@value"#
    );
    assert_eq!(
        sum(". x . x .", ("t t f t t", ". x . . x")),
        r#"out_of_range@keep "0" out_of_range@value"#
    );
    assert_eq!(
        sum(". . x . .", ("t t f t t", ". . . . x")),
        r#""5" "0" out_of_range@keep"#
    );
    let count = filtered(Reduction::Count, x(), NONE, ("t f t t f", ". . x . ."));
    assert_eq!(count, "1 0 out_of_range@keep");
    let some = filtered(Reduction::NonEmpty, x(), ". . x . .", ("t f f f f", NONE));
    assert_eq!(some, "true false false");
    let some = filtered(Reduction::NonEmpty, x(), ". . x . .", ("t f t f f", NONE));
    assert_eq!(some, "true false out_of_range@value");
    let max = filtered(Reduction::Max, x(), NONE, ("t f f t f", NONE));
    assert_eq!(max, r#""2" "0" "5""#);
}

#[test]
fn any_and_all_stop_at_the_lane_that_decides() {
    let fold = |kind, values, marks| {
        let operand = (Ty::Bool, bools(values));
        filtered(kind, operand, marks, ("t t t t t", NONE))
    };
    assert_eq!(
        fold(Reduction::Any, "t f f f t", ". x . x ."),
        "true false out_of_range@value"
    );
    assert_eq!(
        fold(Reduction::All, "f t t t f", ". x . x ."),
        "false true out_of_range@value"
    );
    assert_eq!(
        fold(Reduction::Any, "f t f f f", "x . . . ."),
        "out_of_range@value false false"
    );
}

#[test]
fn the_error_of_an_item_goes_before_that_of_the_fold() {
    let (mut b, vehicle) = vehicles();
    let big = "79228162514264337593543950335";
    let values = numbers(&format!("{big} {big} {big} {big} 1"));
    let x = b.failing(vehicle, D, values, ". . . . x");
    let sum = b.fold(RISK, vehicle, Reduction::Sum, D, x);
    assert_eq!(
        b.lanes(sum),
        format!(r#"overflow@{} "0" out_of_range@{}"#, sum.0, x.0 - 1)
    );
}

#[test]
fn picks() {
    let pick = |choice, keep: Option<&str>, marks: &str| {
        let (mut b, vehicle) = vehicles();
        let by = b.failing(vehicle, D, numbers("2 3 5 4 5"), marks);
        let mut args = match choice {
            Choice::Greatest | Choice::Least => vec![by],
            Choice::First | Choice::Last => vec![],
        };
        args.extend(keep.map(|keep| b.input(vehicle, Ty::Bool, bools(keep))));
        let op = Op::Pick {
            choice,
            from: vehicle,
            filtered: keep.is_some(),
        };
        let picked = b.node(RISK, Ty::Ref(vehicle), op, &args);
        b.lanes(picked).replace(&format!("@{}", by.0 - 1), "@by")
    };
    assert_eq!(pick(Choice::Greatest, None, NONE), "#1 #0 #2");
    assert_eq!(pick(Choice::Least, None, NONE), "#0 #0 #3");
    assert_eq!(pick(Choice::First, None, NONE), "#0 #0 #2");
    assert_eq!(pick(Choice::Last, None, NONE), "#1 #0 #4");
    let keep = Some("t f f t t");
    assert_eq!(pick(Choice::Greatest, keep, NONE), "#0 #0 #4");
    assert_eq!(pick(Choice::First, Some("f t f t t"), NONE), "#1 #0 #3");
    assert_eq!(
        pick(Choice::Greatest, Some("t f t t t"), ". x . x ."),
        "#0 #0 out_of_range@by"
    );
}

#[test]
fn references_fetch_from_other_lanes() {
    let mut b = Build::new(2);
    let (list, driver) = b.given_list("drivers", RISK, &[2, 1]);
    let x = b.failing(driver, D, numbers("1 2 3"), ". . x");
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let place = b.input(RISK, Ty::Int, numbers("2 1"));
    let at = b.node(RISK, Ty::Ref(driver), Op::At(list), &[risk, place]);
    let gathered = b.node(RISK, D, Op::Gather, &[at, x]);
    assert_eq!(b.lanes(at), "#1 #2");
    assert_eq!(
        b.lanes(gathered),
        format!(r#""2" out_of_range@{}"#, x.0 - 1)
    );
}

#[test]
fn an_item_that_is_not_there() {
    let mut b = Build::new(5);
    let (list, driver) = b.given_list("drivers", RISK, &[2, 0, 2, 2, 2]);
    let x = b.input(driver, D, numbers("1 2 3 4 5 6 7 8"));
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let place = b.failing(RISK, Ty::Int, numbers("3 1 0 1.5 1"), ". . . . x");
    let at = b.node(RISK, Ty::Ref(driver), Op::At(list), &[risk, place]);
    let gathered = b.node(RISK, D, Op::Gather, &[at, x]);
    let none = format!("no_item@{}", at.0);
    let error = format!("out_of_range@{}", place.0 - 1);
    let expected = format!("{none} {none} {none} {none} {error}");
    assert_eq!(b.lanes(at), expected);
    assert_eq!(b.lanes(gathered), expected);
    b.output("x", Shape::One(gathered));
    insta::assert_snapshot!(b.json());
}

#[test]
fn what_is_computed_from_fillers_harms_nothing() {
    let mut b = Build::new(1);
    let (_, driver) = b.given_list("drivers", RISK, &[0]);
    let op = Op::Pick {
        choice: Choice::First,
        from: driver,
        filtered: false,
    };
    let picked = b.node(RISK, Ty::Ref(driver), op, &[]);
    let columns = [
        (Ty::Bool, bools(""), "false"),
        (D, numbers(""), r#""0""#),
        (Ty::Text, texts(""), r#""""#),
        (Ty::Date, dates(""), r#""0001-01-01""#),
        (LETTER, members(""), r#""A""#),
    ];
    for (ty, values, filler) in columns {
        let x = b.input(driver, ty, values);
        let gathered = b.node(RISK, ty, Op::Gather, &[picked, x]);
        assert_eq!(b.lanes(gathered), filler);
    }
    let zero = b.number(RISK, "0");
    let divided = b.node(RISK, D, Op::Div, &[zero, zero]);
    let op = Op::Reduce {
        kind: Reduction::NonEmpty,
        from: driver,
        filtered: false,
    };
    let some = b.node(RISK, Ty::Bool, op, &[]);
    let kept = b.node(RISK, D, Op::Select, &[some, divided, zero]);
    assert_eq!(b.lanes(kept), r#""0""#);
}

#[test]
fn items_made_for_members() {
    let (mut b, vehicle) = vehicles();
    let cover = b.space(Space::Made {
        parent: vehicle,
        name: "cover".into(),
        each: Each::Members(vec![0, 2]),
    });
    let list = b.list("covers", vehicle, cover);
    let key = b.node(cover, LETTER, Op::Key, &[]);
    let position = b.node(cover, Ty::Int, Op::Position, &[]);
    let wanted = b.failing(vehicle, LETTER, members("A B C C A"), ". . . . x");
    let own = b.node(vehicle, Ty::Ref(vehicle), Op::Own, &[]);
    let item = b.node(vehicle, Ty::Ref(cover), Op::AtKey(list), &[own, wanted]);
    assert_eq!(b.lanes(key), [r#""A" "C""#; 5].join(" "));
    assert_eq!(b.lanes(position), ["1 2"; 5].join(" "));
    let none = format!("no_item@{}", item.0);
    let error = format!("out_of_range@{}", wanted.0 - 1);
    assert_eq!(b.lanes(item), format!("#0 {none} #5 #7 {error}"));
    let op = Op::Reduce {
        kind: Reduction::Count,
        from: cover,
        filtered: false,
    };
    let count = b.node(RISK, Ty::Int, op, &[]);
    assert_eq!(b.lanes(count), "4 0 6");
    let known = b.node(vehicle, Ty::Bool, Op::Known, &[item]);
    b.attribute("known", known);
    let divided = b.number(cover, "0");
    let divided = b.node(cover, D, Op::Div, &[divided, divided]);
    b.attribute("rate", divided);
    let all = b.fold(RISK, vehicle, Reduction::All, Ty::Bool, known);
    let sum = b.fold(RISK, cover, Reduction::Sum, D, divided);
    b.output("all", Shape::One(all));
    b.output("sum", Shape::One(sum));
    insta::assert_snapshot!(b.json());
}

/// Years 1 to n, at most 3, for n made, empty, too many, in error, made.
fn years() -> (Build, ListId, SpaceId, NodeId) {
    let mut b = Build::new(5);
    let from = b.number(RISK, "1");
    let term = b.failing(RISK, Ty::Int, numbers("2 0 4 1 3"), ". . . x .");
    let year = b.space(Space::Made {
        parent: RISK,
        name: "year".into(),
        each: Each::Numbers {
            from,
            to: term,
            max: 3,
        },
    });
    let list = b.list("years", RISK, year);
    (b, list, year, term)
}

#[test]
fn items_made_for_numbers() {
    let (mut b, list, year, term) = years();
    let key = b.node(year, Ty::Int, Op::Key, &[]);
    let many = format!("too_many_items@{}", key.0);
    let range = format!("out_of_range@{}", term.0 - 1);
    assert_eq!(b.lanes(key), format!("1 2 {many} {range} 1 2 3"));

    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let two = b.constant(RISK, Ty::Int, Constant::Number(number("2")));
    let item = b.node(RISK, Ty::Ref(year), Op::AtKey(list), &[risk, two]);
    let none = format!("no_item@{}", item.0);
    assert_eq!(b.lanes(item), format!("#1 {none} {many} {range} #5"));
    let place = b.node(RISK, Ty::Ref(year), Op::At(list), &[risk, two]);
    let none = format!("no_item@{}", place.0);
    assert_eq!(b.lanes(place), format!("#1 {none} {many} {range} #5"));

    let sum = b.fold(RISK, year, Reduction::Sum, Ty::Int, key);
    assert_eq!(b.lanes(sum), format!("3 0 {many} {range} 6"));
    let other_key = b.node(year, Ty::Int, Op::Key, &[]);
    b.attribute("year", other_key);
    let known = b.node(RISK, Ty::Bool, Op::Known, &[item]);
    b.output("sum", Shape::One(sum));
    b.output("there", Shape::One(known));
    b.output("keys", list_of(year, None, Shape::One(other_key), true));
    insta::assert_snapshot!(b.json());
}

#[test]
fn a_bound_in_error_keeps_the_path_of_what_it_came_from() {
    let (mut b, _, year, term) = years();
    b.attribute("term", term);
    let key = b.node(year, Ty::Int, Op::Key, &[]);
    let sum = b.fold(RISK, year, Reduction::Sum, Ty::Int, key);
    b.output("sum", Shape::One(sum));
    insta::assert_snapshot!(b.json());
}

#[test]
fn a_list_whose_key_no_node_reads_fails_all_the_same() {
    let (mut b, list, year, term) = years();
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let two = b.constant(RISK, Ty::Int, Constant::Number(number("2")));
    let item = b.node(RISK, Ty::Ref(year), Op::At(list), &[risk, two]);
    let range = format!("out_of_range@{}", term.0 - 1);
    let many = format!("too_many_items@{}", term.0 - 4);
    let none = format!("no_item@{}", item.0);
    assert_eq!(b.lanes(item), format!("#1 {none} {many} {range} #5"));
    let known = b.node(RISK, Ty::Bool, Op::Known, &[item]);
    b.output("there", Shape::One(known));
    insta::assert_snapshot!(b.json());
}

#[test]
fn pairs_of_an_item_and_a_list() {
    let mut b = Build::new(3);
    let (drivers, driver) = b.given_list("drivers", RISK, &[2, 1, 0]);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[2, 1, 1]);
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let owner = b.node(vehicle, Ty::Ref(RISK), Op::Up, &[risk]);
    let bad = b.failing(vehicle, Ty::Int, numbers("0 0 0 0"), ". x . x");
    let owner = b.node(vehicle, Ty::Ref(RISK), Op::Guard, &[bad, owner]);
    let pair = b.space(Space::Pairs {
        left: vehicle,
        list: drivers,
        owner,
    });
    let item = b.node(pair, Ty::Ref(driver), Op::Item, &[]);
    let error = format!("out_of_range@{}", bad.0 - 1);
    assert_eq!(b.lanes(item), format!("#0 #1 {error} #2 {error}"));
    let x = b.input(driver, D, numbers("1 2 3"));
    let x = b.node(pair, D, Op::Gather, &[item, x]);
    let y = b.input(vehicle, D, numbers("10 20 30 40"));
    let y = b.node(pair, D, Op::Up, &[y]);
    let product = b.node(pair, D, Op::Mul, &[x, y]);
    let by_vehicle = b.fold(vehicle, pair, Reduction::Sum, D, product);
    let by_risk = b.fold(RISK, pair, Reduction::Sum, D, product);
    assert_eq!(b.lanes(by_vehicle), format!(r#""30" {error} "90" {error}"#));
    assert_eq!(b.lanes(by_risk), format!(r#"{error} "90" {error}"#));
}

#[test]
fn a_list_in_another_order() {
    let (mut b, vehicle) = vehicles();
    let x = b.input(vehicle, D, numbers("1 3 2 2 4"));
    let sorted = |keep, by: &[(NodeId, bool)]| Space::Sorted {
        parent: RISK,
        from: vehicle,
        keep,
        by: by
            .iter()
            .map(|(value, descending)| SortKey {
                value: *value,
                descending: *descending,
            })
            .collect(),
    };
    let falling = b.space(sorted(None, &[(x, true)]));
    let item = b.node(falling, Ty::Ref(vehicle), Op::Item, &[]);
    assert_eq!(b.lanes(item), "#1 #0 #4 #2 #3");
    let place = b.node(falling, Ty::Int, Op::Position, &[]);
    assert_eq!(b.lanes(place), "1 2 1 2 3");
    let keep = b.failing(vehicle, Ty::Bool, bools("t t f t t"), ". . . . .");
    let none = b.space(sorted(Some(keep), &[]));
    let item = b.node(none, Ty::Ref(vehicle), Op::Item, &[]);
    assert_eq!(b.lanes(item), "#0 #1 #3 #4");
    // Of the first risk the first lane that is kept is in error, of the last one that is not.
    let bad = b.failing(vehicle, D, numbers("1 1 1 1 1"), "x x x . .");
    let in_error = b.space(sorted(Some(keep), &[(x, false), (bad, true)]));
    let item = b.node(in_error, Ty::Ref(vehicle), Op::Item, &[]);
    let error = format!("out_of_range@{}", bad.0 - 1);
    assert_eq!(b.lanes(item), format!("{error} #3 #4"));
    let x = b.node(in_error, D, Op::Gather, &[item, x]);
    let sum = b.fold(RISK, in_error, Reduction::Sum, D, x);
    assert_eq!(b.lanes(sum), format!(r#"{error} "0" "6""#));
    b.output("sum", Shape::One(sum));
    insta::assert_snapshot!(b.json());
}

#[test]
fn texts_joined_to_one() {
    let (mut b, vehicle) = vehicles();
    let texts = ["a", "b", "c", "", "e"].map(std::sync::Arc::from).to_vec();
    let text = b.failing(vehicle, Ty::Text, Values::Text(texts), ". . x . .");
    let keep = b.input(vehicle, Ty::Bool, bools("t t f t t"));
    let between = [", ", "-", "+"].map(std::sync::Arc::from).to_vec();
    let between = b.failing(RISK, Ty::Text, Values::Text(between), ". x .");
    let op = |filtered| Op::Joined {
        from: vehicle,
        filtered,
    };
    let all = b.node(RISK, Ty::Text, op(false), &[text, between]);
    let of_text = format!("out_of_range@{}", text.0 - 1);
    let of_between = format!("out_of_range@{}", between.0 - 1);
    assert_eq!(b.lanes(all), format!(r#""a, b" {of_between} {of_text}"#));
    let kept = b.node(RISK, Ty::Text, op(true), &[text, keep, between]);
    assert_eq!(b.lanes(kept), format!(r#""a, b" {of_between} "+e""#));
    b.output("kept", Shape::One(kept));
    assert!(b.json().starts_with(r#"{"kept":"a, b"}"#));
    // A separator of another space, and a value that is no text.
    let wrong = [vec![text, text], vec![keep, between], vec![between]];
    for args in wrong {
        let mut graph = b.graph.clone();
        graph.nodes[all.index()].args = args;
        assert!(lutine_core::engine::Engine::new(graph).is_err());
    }
}

#[test]
fn items_of_items() {
    let mut b = Build::new(2);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[1, 2]);
    let (_, cover) = b.given_list("covers", vehicle, &[2, 0, 1]);
    let x = b.input(cover, D, numbers("1 2 3"));
    let by_vehicle = b.fold(vehicle, cover, Reduction::Sum, D, x);
    let by_risk = b.fold(RISK, cover, Reduction::Sum, D, x);
    let twice = b.fold(RISK, vehicle, Reduction::Sum, D, by_vehicle);
    assert_eq!(b.lanes(by_vehicle), r#""3" "0" "3""#);
    assert_eq!(b.lanes(by_risk), r#""3" "3""#);
    assert_eq!(b.lanes(twice), r#""3" "3""#);
    let of_risk = b.input(RISK, D, numbers("7 8"));
    let down = b.node(cover, D, Op::Up, &[of_risk]);
    assert_eq!(b.lanes(down), r#""7" "7" "8""#);
}

#[test]
fn parts_side_by_side() {
    let (mut b, vehicle) = vehicles();
    let x = b.failing(vehicle, D, numbers("1 2 3 4 5"), ". . . x .");
    let y = b.input(RISK, D, numbers("10 20 30"));
    let join = b.space(Space::Join {
        parent: RISK,
        parts: vec![vehicle, RISK, vehicle],
    });
    let merged = b.node(join, D, Op::Merge, &[x, y, x]);
    let error = format!("out_of_range@{}", x.0 - 1);
    let first = r#""1" "2" "10" "1" "2" "20""#;
    assert_eq!(
        b.lanes(merged),
        format!(r#"{first} "3" {error} "5" "30" "3" {error} "5""#)
    );
    let max = b.fold(RISK, join, Reduction::Max, D, merged);
    assert_eq!(b.lanes(max), format!(r#""10" "20" {error}"#));
}

#[test]
fn a_graph_of_many_nodes_is_walked_back_without_a_deep_stack() {
    let mut b = Build::new(1);
    let mut x = b.failing(RISK, D, numbers("1"), "x");
    for _ in 0..100_000 {
        x = b.node(RISK, D, Op::Neg, &[x]);
    }
    b.output("x", Shape::One(x));
    insta::assert_snapshot!(b.json());
}
