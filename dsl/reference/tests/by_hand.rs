//! A small rulebook built by hand: input faults, errors and their paths, requirements.

use lutine_core::graph::{
    Bound, Constant, Currency, CurrencyId, Domain, EnumId, Enumeration, Interval, Member,
};
use lutine_core::number::Decimal;
use lutine_dsl::source::{FileId, SourceMap, Span};
use lutine_dsl::typed::{
    Aggregation, Arithmetic, Attribute, AttributeId, AttributeKind, Clause, Entity, EntityId, Expr,
    ExprKind, Literal, MadeFor, OutputItem, OutputValue, Requirement, Rulebook, Type, VariableId,
};
use lutine_reference::evaluate;

const POLICY: EntityId = EntityId(0);
const DRIVER: EntityId = EntityId(1);
const YEAR: EntityId = EntityId(2);

/// The text whose lines the spans point to: line n begins at byte 10·(n − 1).
fn sources() -> SourceMap {
    let mut sources = SourceMap::default();
    sources.add("by_hand.lutine", "         \n".repeat(20));
    sources
}

fn line(line: u32) -> Span {
    let start = (line - 1) * 10;
    Span::new(FileId(0), start, start + 5)
}

fn expr(kind: ExprKind, ty: Type, at: u32) -> Expr {
    Expr {
        kind,
        ty,
        span: line(at),
    }
}

fn number(value: i64) -> Constant {
    Constant::Number(Decimal::from_i64(value))
}

fn int(value: i64) -> Expr {
    let literal = Literal::Number(Decimal::from_i64(value));
    expr(ExprKind::Literal(literal), Type::Int, 1)
}

fn domain(low: i64, high: i64) -> Domain {
    let bound = |value| {
        Some(Bound {
            value: number(value),
            inclusive: true,
        })
    };
    Domain {
        intervals: vec![Interval {
            low: bound(low),
            high: bound(high),
        }],
        text: format!("{low}..{high}").into(),
    }
}

fn attribute(name: &str, ty: Type, kind: AttributeKind) -> Attribute {
    Attribute {
        name: name.into(),
        json_name: name.into(),
        doc: None,
        ty,
        domain: None,
        kind,
        unused: false,
        span: line(19),
    }
}

fn entity(name: &str, parent: Option<EntityId>, attributes: Vec<Attribute>) -> Entity {
    Entity {
        name: name.into(),
        snake_name: name.to_lowercase().into(),
        doc: None,
        parent,
        attributes,
        requirements: Vec::new(),
        order: None,
        is_reached: true,
        span: line(1),
    }
}

fn read(entity: EntityId, attribute: u32, ty: Type) -> Expr {
    let of = Box::new(expr(ExprKind::Item(entity), Type::Entity(entity), 1));
    let attribute = AttributeId { entity, attribute };
    expr(ExprKind::Attribute { of, attribute }, ty, 1)
}

fn of_variable(variable: u32, entity: EntityId, attribute: u32, ty: Type) -> Expr {
    let variable = ExprKind::Variable(VariableId(variable));
    let of = Box::new(expr(variable, Type::Entity(entity), 1));
    let attribute = AttributeId { entity, attribute };
    expr(ExprKind::Attribute { of, attribute }, ty, 1)
}

fn divide(left: Expr, right: Expr, at: u32) -> Expr {
    let kind = ExprKind::Arithmetic {
        operation: Arithmetic::Divide,
        left: Box::new(left),
        right: Box::new(right),
    };
    expr(kind, Type::Decimal, at)
}

fn given() -> AttributeKind {
    AttributeKind::Input { default: None }
}

fn list_of(entity: EntityId) -> Type {
    Type::List(Box::new(Type::Entity(entity)))
}

/// ```text
/// entity Policy {
///   id      : int 0..10
///   state   : State
///   due     : date?
///   fee     : money default 5
///   drivers : list of Driver (1..2)
///   years   : list of Year for each year in 1..id          // at most 3
/// }
/// entity Driver within Policy { points : int, share : decimal = 12 / points, require 100 / points < 60 "Too few points" }
/// entity Year within Policy { part : decimal = 1 / year }
/// ```
fn rulebook() -> Rulebook {
    let mut id = attribute("id", Type::Int, given());
    id.domain = Some(domain(0, 10));
    let years = MadeFor::Numbers {
        from: int(1),
        to: read(POLICY, 0, Type::Int),
        max: 3,
    };
    let policy = entity(
        "Policy",
        None,
        vec![
            id,
            attribute("state", Type::Enum(EnumId(0)), given()),
            attribute("due", Type::Optional(Box::new(Type::Date)), given()),
            attribute(
                "fee",
                Type::Money(CurrencyId(0)),
                AttributeKind::Input {
                    default: Some(number(5)),
                },
            ),
            attribute(
                "drivers",
                list_of(DRIVER),
                AttributeKind::GivenList { min: 1, max: 2 },
            ),
            attribute("years", list_of(YEAR), AttributeKind::MadeList(years)),
        ],
    );
    let points_share = divide(int(12), read(DRIVER, 0, Type::Int), 7);
    let mut driver = entity(
        "Driver",
        Some(POLICY),
        vec![
            attribute("points", Type::Int, given()),
            attribute("share", Type::Decimal, AttributeKind::Derived(points_share)),
        ],
    );
    driver.requirements.push(Requirement {
        condition: expr(
            ExprKind::Compare {
                comparison: lutine_core::graph::Comparison::Less,
                left: Box::new(divide(int(100), read(DRIVER, 0, Type::Int), 9)),
                right: Box::new(int(60)),
            },
            Type::Bool,
            9,
        ),
        message: "Too few points".into(),
        span: line(9),
    });
    let of_year = divide(int(1), read(YEAR, 0, Type::Int), 12);
    let year = entity(
        "Year",
        Some(POLICY),
        vec![
            attribute("year", Type::Int, AttributeKind::Key),
            attribute("part", Type::Decimal, AttributeKind::Derived(of_year)),
        ],
    );
    let sum = ExprKind::Aggregate {
        kind: Aggregation::Sum,
        clauses: vec![Clause {
            variable: VariableId(0),
            list: read(POLICY, 4, list_of(DRIVER)),
        }],
        condition: None,
        value: Box::new(of_variable(0, DRIVER, 1, Type::Decimal)),
    };
    let each_year = OutputValue::For {
        clause: Clause {
            variable: VariableId(1),
            list: read(POLICY, 5, list_of(YEAR)),
        },
        items: vec![output(
            "part",
            OutputValue::Value(of_variable(1, YEAR, 1, Type::Decimal)),
        )],
    };
    let member = |name: &str| Member {
        name: name.into(),
        label: None,
    };
    Rulebook {
        name: "by_hand".to_owned(),
        version: None,
        doc: None,
        is_module: false,
        modules: Vec::new(),
        currencies: vec![Currency {
            code: "USD".into(),
            places: 2,
        }],
        enumerations: vec![Enumeration {
            name: "State".into(),
            members: vec![member("TX"), member("NY")],
            ordered: false,
        }],
        records: Vec::new(),
        entities: vec![policy, driver, year],
        root: POLICY,
        tables: Vec::new(),
        definitions: Vec::new(),
        variants: Vec::new(),
        functions: Vec::new(),
        outcomes: Vec::new(),
        rules: Vec::new(),
        output: vec![
            output(
                "state",
                OutputValue::Value(read(POLICY, 1, Type::Enum(EnumId(0)))),
            ),
            output(
                "due",
                OutputValue::Value(read(POLICY, 2, Type::Optional(Box::new(Type::Date)))),
            ),
            output(
                "fee",
                OutputValue::Value(read(POLICY, 3, Type::Money(CurrencyId(0)))),
            ),
            output("shares", OutputValue::Value(expr(sum, Type::Decimal, 15))),
            output(
                "inverse",
                OutputValue::Value(divide(int(1), read(POLICY, 0, Type::Int), 16)),
            ),
            output("years", each_year),
        ],
        tests: Vec::new(),
        variables: 2,
        placed: std::collections::BTreeSet::new(),
    }
}

fn output(name: &str, value: OutputValue) -> OutputItem {
    OutputItem {
        name: name.into(),
        doc: None,
        value,
        span: line(15),
    }
}

fn answer(json: &str) -> String {
    evaluate(&rulebook(), &sources(), json.as_bytes())
}

#[test]
fn a_whole_answer() {
    assert_eq!(
        answer(
            r#"{"id": "2", "state": "NY", "due": "2025-02-28", "drivers": [{"points": 5}, {"points": 8.0}]}"#
        ),
        r#"{"state":"NY","due":"2025-02-28","fee":"5.00","shares":"3.9","inverse":"0.5","years":[{"part":"1"},{"part":"0.5"}]}"#
    );
}

#[test]
fn errors_have_the_path_of_the_declaration_in_which_they_arose() {
    assert_eq!(
        answer(r#"{"id": 0, "state": "TX", "due": null, "fee": 7.5, "drivers": [{"points": 6}]}"#),
        r#"{"state":"TX","due":null,"fee":"7.50","shares":"2","years":[],"errors":[{"code":"division_by_zero","path":"output.inverse","message":"a division by zero","file":"by_hand.lutine","line":16}]}"#
    );
    assert_eq!(
        answer(r#"{"id": 4, "state": "TX", "drivers": [{"points": 6}]}"#),
        r#"{"state":"TX","due":null,"fee":"5.00","shares":"2","inverse":"0.25","errors":[{"code":"too_many_items","path":"policy.years","message":"years would have more than 3 items","file":"by_hand.lutine","line":19}]}"#
    );
}

#[test]
fn requirements_refuse_the_risk() {
    assert_eq!(
        answer(r#"{"id": 1, "state": "TX", "drivers": [{"points": 1}, {"points": 0}]}"#),
        r#"{"errors":[{"code":"requirement","pointer":"/drivers/0","message":"Too few points"},{"code":"division_by_zero","path":"policy.drivers[2]","message":"a division by zero","file":"by_hand.lutine","line":9}]}"#
    );
}

#[test]
fn all_faults_of_an_input_are_reported_in_its_order() {
    let faults = |json: &str| -> Vec<(String, String, String)> {
        let answer: serde_json::Value = serde_json::from_str(&answer(json)).unwrap();
        let text = |fault: &serde_json::Value, key: &str| fault[key].as_str().unwrap().to_owned();
        let faults = answer["errors"].as_array().unwrap().iter();
        faults
            .map(|fault| {
                (
                    text(fault, "code"),
                    text(fault, "pointer"),
                    text(fault, "message"),
                )
            })
            .collect()
    };
    let expected = |rows: &[(&str, &str, &str)]| -> Vec<(String, String, String)> {
        let row =
            |(a, b, c): &(&str, &str, &str)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned());
        rows.iter().map(row).collect()
    };
    assert_eq!(
        faults(
            r#"{"sate": 1, "drivers": [{"points": 1.5, "share": 1}, null, {"points": true, "points": 3}],
               "due": "2025-02-30", "fee": 1e-3, "id": "11", "a/b~c": []}"#
        ),
        expected(&[
            (
                "unknown_field",
                "/sate",
                "\"sate\" is not a field of Policy; did you mean state?"
            ),
            (
                "not_whole",
                "/drivers/0/points",
                "1.5 is not a whole number"
            ),
            (
                "derived_field",
                "/drivers/0/share",
                "share is computed by the rulebook and cannot be given"
            ),
            ("wrong_type", "/drivers/1", "expected an object, found null"),
            (
                "wrong_type",
                "/drivers/2/points",
                "expected a whole number, found true or false"
            ),
            (
                "duplicate_field",
                "/drivers/2/points",
                "points stands twice"
            ),
            ("too_many_items", "/drivers", "3 items, at most 2"),
            (
                "bad_date",
                "/due",
                "\"2025-02-30\" is not a date such as 2025-12-31"
            ),
            ("not_on_grid", "/fee", "1e-3 has more than 2 decimal places"),
            ("out_of_range", "/id", "\"11\" is outside 0..10"),
            (
                "unknown_field",
                "/a~1b~0c",
                "\"a/b~c\" is not a field of Policy"
            ),
            ("missing_field", "", "state is missing"),
        ])
    );
    assert_eq!(
        faults(r#"{"id": 1e-29, "state": "tx", "drivers": []}"#),
        expected(&[
            (
                "too_many_digits",
                "/id",
                "1e-29 has more digits than a decimal can hold"
            ),
            ("unknown_member", "/state", "\"tx\" is not one of TX, NY"),
            ("too_few_items", "/drivers", "0 items, at least 1"),
        ])
    );
    assert_eq!(
        faults(r#"{"id": "one", "state": "TX", "drivers": [{"points": 1}], "fee": []}"#),
        expected(&[
            ("bad_number", "/id", "\"one\" is not a decimal number"),
            (
                "wrong_type",
                "/fee",
                "expected an amount of USD, found a list"
            ),
        ])
    );
    let many = "9".repeat(41);
    let cut = format!("{}…", "9".repeat(40));
    assert_eq!(
        faults(&format!(
            r#"{{"id": {many}, "state": "{many}", "drivers": [{{"points": "{many}"}}]}}"#
        )),
        expected(&[
            (
                "too_many_digits",
                "/id",
                &format!("{cut} has more digits than a decimal can hold")
            ),
            (
                "unknown_member",
                "/state",
                &format!("\"{cut}\" is not one of TX, NY")
            ),
            (
                "too_many_digits",
                "/drivers/0/points",
                &format!("\"{cut}\" has more digits than a decimal can hold")
            ),
        ])
    );
    assert_eq!(
        faults("[]"),
        expected(&[("wrong_type", "", "expected an object, found a list")])
    );
    for text in [
        "",
        "{",
        "{\"id\": 01}",
        "{} x",
        "{\"x\": \"\\ud800\"}",
        "nul",
        &"[".repeat(100_000),
    ] {
        let found = faults(text);
        assert!(
            matches!(found.as_slice(), [(code, pointer, _)] if code == "not_json" && pointer.is_empty()),
            "{text}"
        );
    }
    let nested = |depth: usize| {
        format!(
            "{{\"x\": {}{}}}",
            "[".repeat(depth - 1),
            "]".repeat(depth - 1)
        )
    };
    assert_eq!(faults(&nested(64))[0].0, "unknown_field");
    assert_eq!(faults(&nested(65))[0].0, "not_json");
}
