//! Answers: fields and their errors, paths, lists in lists, requirements.

use crate::build::*;
use lutine_core::graph::*;

const D: Ty = Ty::Decimal;

/// Two risks with vehicles, each with its given covers; the rate of one cover is zero.
fn policies() -> (Build, SpaceId, SpaceId, NodeId) {
    let mut b = Build::new(2);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[2, 1]);
    let (_, cover) = b.given_list("covers", vehicle, &[1, 2, 1]);
    let rate = b.input(cover, D, numbers("1 0 3 4"));
    let hundred = b.number(cover, "100");
    let premium = b.node(cover, USD, Op::Div, &[hundred, rate]);
    b.attribute("premium", premium);
    (b, vehicle, cover, premium)
}

#[test]
fn a_field_in_error_leaves_its_neighbours() {
    let (mut b, vehicle, cover, premium) = policies();
    let total = b.fold(vehicle, cover, Reduction::Sum, USD, premium);
    b.attribute("total", total);
    let whole = b.fold(RISK, vehicle, Reduction::Sum, USD, total);
    let id = b.input(RISK, Ty::Int, numbers("7 8"));
    b.output("id", Shape::One(id));
    b.output("total", Shape::One(whole));
    let covers = list_of(
        cover,
        None,
        record(&[("premium", Shape::One(premium))]),
        false,
    );
    let fields = [("total", Shape::One(total)), ("covers", covers)];
    b.output("vehicles", list_of(vehicle, None, record(&fields), false));
    b.output("premiums", list_of(cover, None, Shape::One(premium), true));
    insta::assert_snapshot!(b.json());
}

#[test]
fn an_error_of_the_output_itself_has_the_path_of_the_field() {
    let mut b = Build::new(1);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[2]);
    let x = b.failing(vehicle, D, numbers("1 2"), ". x");
    let y = b.failing(RISK, D, numbers("1"), "x");
    let layer = record(&[("loss", Shape::One(y)), ("limit", Shape::One(y))]);
    b.output("layer", layer);
    let inner = record(&[("x", Shape::One(x))]);
    let fields = [("x", Shape::One(x)), ("layer", inner)];
    b.output("vehicles", list_of(vehicle, None, record(&fields), false));
    b.output("layers", list_of(vehicle, None, record(&fields), true));
    insta::assert_snapshot!(b.json());
}

#[test]
fn definitions_and_rules_are_named_alone_and_only_the_innermost_counts() {
    let mut b = Build::new(1);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[1]);
    let x = b.failing(vehicle, D, numbers("1"), "x");
    let sum = b.fold(RISK, vehicle, Reduction::Sum, D, x);
    b.declare(DeclarationKind::Definition, "exposure", sum);
    b.output("sum", Shape::One(sum));
    let y = b.failing(vehicle, D, numbers("1"), "x");
    b.attribute("y", y);
    let rule = b.fold(RISK, vehicle, Reduction::Sum, D, y);
    b.declare(DeclarationKind::Rule, "R1", rule);
    b.output("of_attribute", Shape::One(rule));
    let z = b.failing(vehicle, D, numbers("1"), "x");
    let rule = b.fold(RISK, vehicle, Reduction::Sum, D, z);
    b.declare(DeclarationKind::Rule, "R2", rule);
    b.output("of_rule", Shape::One(rule));
    let own = b.node(RISK, D, Op::Div, &[sum, sum]);
    b.output("own", Shape::One(own));
    insta::assert_snapshot!(b.json());
}

#[test]
fn optional_values_and_single_items() {
    let mut b = Build::new(3);
    let (plan_list, plan) = b.given_list("plan", RISK, &[1, 1, 1]);
    b.graph.lists[plan_list.index()].single = true;
    let given = b.failing(plan, Ty::Bool, bools("t f t"), ". . x");
    let value = b.failing(plan, D, numbers("1 2 3"), ". x .");
    b.attribute("limit", given);
    let risk = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let first = b.constant(RISK, Ty::Int, Constant::Number(number("1")));
    let item = b.node(RISK, Ty::Ref(plan), Op::At(plan_list), &[risk, first]);
    let given = b.node(RISK, Ty::Bool, Op::Gather, &[item, given]);
    let value = b.node(RISK, D, Op::Gather, &[item, value]);
    let value = Box::new(Shape::One(value));
    b.output("limit", Shape::Optional { given, value });
    insta::assert_snapshot!(b.json());
}

#[test]
fn lists_keep_some_items_and_number_those() {
    let mut b = Build::new(3);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[3, 0, 2]);
    let keep = b.failing(vehicle, Ty::Bool, bools("f t t t t"), ". . . . x");
    let x = b.failing(vehicle, D, numbers("1 2 3 4 5"), "x . x x x");
    let fields = record(&[("x", Shape::One(x))]);
    b.output("loose", list_of(vehicle, Some(keep), fields.clone(), false));
    b.output("strict", list_of(vehicle, Some(keep), fields, true));
    insta::assert_snapshot!(b.json());
}

#[test]
fn a_list_of_records_has_the_error_of_its_first_field_in_error_and_no_other() {
    let mut b = Build::new(1);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[2]);
    let x = b.failing(vehicle, D, numbers("1 2"), "x .");
    let y = b.failing(vehicle, D, numbers("1 2"), "x x");
    let both = record(&[("x", Shape::One(x)), ("y", Shape::One(y))]);
    b.output("strict", list_of(vehicle, None, both.clone(), true));
    b.output("again", list_of(vehicle, None, both, true));
    let one = record(&[("y", Shape::One(y))]);
    b.output("each", list_of(vehicle, None, one, false));
    insta::assert_snapshot!(b.json());
}

#[test]
fn requirements_refuse_a_risk() {
    let mut b = Build::new(4);
    let (_, vehicle) = b.given_list("vehicles", RISK, &[1, 1, 2, 1]);
    let sound = b.input(RISK, Ty::Bool, bools("t f t t"));
    let each = b.failing(vehicle, Ty::Bool, bools("t f f t t"), ". . . x x");
    let require = |space, condition, message: &str| Requirement {
        space,
        condition,
        message: message.into(),
        site: SiteId(0),
    };
    b.graph.requirements = vec![
        require(RISK, sound, "expiry is after effective"),
        require(vehicle, each, "a vehicle has a symbol"),
    ];
    b.output("sound", Shape::One(sound));
    insta::assert_snapshot!(b.json());
}

#[test]
fn one_error_is_reported_once() {
    let mut b = Build::new(1);
    let x = b.failing(RISK, D, numbers("1"), "x");
    b.attribute("x", x);
    let y = b.node(RISK, D, Op::Neg, &[x]);
    b.output("x", Shape::One(x));
    b.output("y", Shape::One(y));
    insta::assert_snapshot!(b.json());
}
