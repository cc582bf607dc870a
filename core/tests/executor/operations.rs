//! Every operation: its values, its own errors, and which of its operands' errors it passes on.

use crate::build::*;
use lutine_core::column::Values;
use lutine_core::graph::*;
use lutine_core::number::Mode;
use lutine_core::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};

/// An operation on columns of the risks.
fn apply(op: Op, ty: Ty, operands: &[(Ty, Values)]) -> String {
    let lanes = operands[0].1.len() as u32;
    let mut b = Build::new(lanes);
    let args: Vec<NodeId> = operands
        .iter()
        .map(|(ty, values)| b.input(RISK, *ty, values.clone()))
        .collect();
    let node = b.node(RISK, ty, op, &args);
    b.lanes(node).replace(&format!("@{}", node.0), "!")
}

/// With every combination of operands in error: the operand, from 1, whose error is the result's; - where it has a value.
fn blames(op: Op, ty: Ty, operands: &[(Ty, Values)]) -> String {
    let lanes = 1 << operands.len();
    let mut b = Build::new(lanes);
    let mut checks = vec![];
    let mut args = vec![];
    for (place, (ty, values)) in operands.iter().enumerate() {
        let marks: Vec<&str> = (0..lanes)
            .map(|lane| if lane & (1 << place) == 0 { "." } else { "x" })
            .collect();
        let repeated = repeat(values, lanes as usize);
        args.push(b.failing(RISK, *ty, repeated, &marks.join(" ")));
        checks.push(b.graph.nodes.len() as u32 - 2);
    }
    let node = b.node(RISK, ty, op, &args);
    let lanes = b.lanes(node);
    let blame = |lane: &str| match lane.split_once('@') {
        None => "-".to_owned(),
        Some((_, node)) => {
            let place = checks.iter().position(|check| check.to_string() == node);
            (place.unwrap() + 1).to_string()
        }
    };
    lanes.split(' ').map(blame).collect::<Vec<_>>().join(" ")
}

fn repeat(values: &Values, lanes: usize) -> Values {
    let mut repeated = values.clone();
    for _ in 1..lanes {
        repeated.push_from(values, 0);
    }
    repeated
}

const D: Ty = Ty::Decimal;

#[test]
fn arithmetic() {
    let two = |a: &str, b: &str| [(D, numbers(a)), (D, numbers(b))];
    let big = "79228162514264337593543950335";
    assert_eq!(apply(Op::Add, D, &two("1.5 2", "2.5 -3")), r#""4" "-1""#);
    assert_eq!(apply(Op::Add, D, &two(big, big)), "overflow!");
    assert_eq!(apply(Op::Sub, D, &two("1.5 2", "2.5 -3")), r#""-1" "5""#);
    assert_eq!(
        apply(Op::Sub, D, &two("-79228162514264337593543950335", big)),
        "overflow!"
    );
    assert_eq!(
        apply(Op::Mul, USD, &two("1.5 2", "2.5 -3")),
        r#""3.75" "-6.00""#
    );
    assert_eq!(apply(Op::Mul, D, &two(big, big)), "overflow!");
    assert_eq!(
        apply(Op::Div, D, &two("1 1", "4 0")),
        r#""0.25" division_by_zero!"#
    );
    assert_eq!(
        apply(Op::Rem, Ty::Int, &two("7 -7 1", "4 4 0")),
        "3 -3 division_by_zero!"
    );
    assert_eq!(apply(Op::Neg, D, &[(D, numbers("1 0"))]), r#""-1" "0""#);
    assert_eq!(apply(Op::Abs, D, &[(D, numbers("-1 2"))]), r#""1" "2""#);
    assert_eq!(apply(Op::Min, D, &two("1 3", "2 2")), r#""1" "2""#);
    assert_eq!(apply(Op::Max, D, &two("1 3", "2 2")), r#""2" "3""#);
    let days = [
        (Ty::Date, dates("2025-01-01")),
        (Ty::Date, dates("2024-01-01")),
    ];
    assert_eq!(apply(Op::Min, Ty::Date, &days), r#""2024-01-01""#);
    assert_eq!(apply(Op::Max, Ty::Date, &days), r#""2025-01-01""#);
    let round = Op::Round(Mode::HalfUp);
    assert_eq!(
        apply(round, USD, &two("1.005 7 1", "0.01 5 0")),
        r#""1.01" "5.00" step_not_positive!"#
    );
    for op in [
        Op::Add,
        Op::Sub,
        Op::Mul,
        Op::Div,
        Op::Rem,
        Op::Min,
        Op::Max,
        Op::Round(Mode::Up),
    ] {
        assert_eq!(blames(op, D, &two("1", "1")), "- 1 2 1");
    }
    for op in [Op::Neg, Op::Abs] {
        assert_eq!(blames(op, D, &[(D, numbers("1"))]), "- 1");
    }
}

#[test]
fn an_operand_in_error_goes_before_the_error_of_the_operation() {
    assert_eq!(
        blames(Op::Div, D, &[(D, numbers("1")), (D, numbers("1"))]),
        "- 1 2 1"
    );
    let mut b = Build::new(1);
    let one = b.failing(RISK, D, numbers("1"), "x");
    let zero = b.input(RISK, D, numbers("0"));
    let quotient = b.node(RISK, D, Op::Div, &[one, zero]);
    assert!(b.lanes(quotient).starts_with("out_of_range@"));
}

#[test]
fn dates_and_periods() {
    let two = |a: &str, b: &str| [(Ty::Date, dates(a)), (Ty::Date, dates(b))];
    let (from, to) = ("1990-07-02 2025-07-01", "2025-07-01 1990-07-02");
    assert_eq!(apply(Op::Years, Ty::Int, &two(from, to)), "34 date_order!");
    assert_eq!(apply(Op::Months, Ty::Int, &two(from, to)), "419 -419");
    assert_eq!(
        apply(
            Op::Days,
            Ty::Int,
            &two("2025-01-01 2025-03-01", "2025-03-01 2025-01-01")
        ),
        "59 -59"
    );
    let part = |part| {
        apply(
            Op::DatePart(part),
            Ty::Int,
            &[(Ty::Date, dates("2025-03-01"))],
        )
    };
    assert_eq!(part(DatePart::Year), "2025");
    assert_eq!(part(DatePart::Month), "3");
    assert_eq!(part(DatePart::Day), "1");
    let shift = [
        (
            Ty::Date,
            dates("2024-02-29 2025-01-31 2025-01-01 2025-01-01"),
        ),
        (Ty::Int, numbers("1 0 8000 99999999999999999999")),
        (Ty::Int, numbers("0 1 0 0")),
        (Ty::Int, numbers("0 -1 0 0")),
    ];
    assert_eq!(
        apply(Op::Shift, Ty::Date, &shift),
        r#""2025-02-28" "2025-02-27" date_out_of_range! date_out_of_range!"#
    );
    for op in [Op::Years, Op::Months, Op::Days] {
        assert_eq!(
            blames(op, Ty::Int, &two("2024-01-01", "2025-01-01")),
            "- 1 2 1"
        );
    }
    let shift = shift.map(|(ty, values)| (ty, repeat(&values, 1)));
    let first: Vec<(Ty, Values)> = shift
        .iter()
        .map(|(ty, values)| {
            let mut one = Values::empty(*ty);
            one.push_from(values, 0);
            (*ty, one)
        })
        .collect();
    assert_eq!(
        blames(Op::Shift, Ty::Date, &first),
        "- 1 2 1 3 1 2 1 4 1 2 1 3 1 2 1"
    );
    assert_eq!(
        blames(
            Op::DatePart(DatePart::Day),
            Ty::Int,
            &[(Ty::Date, dates("2024-01-01"))]
        ),
        "- 1"
    );
}

#[test]
fn comparisons() {
    use Comparison::*;
    let kinds = [
        (Ty::Bool, bools("f t t"), bools("t t f")),
        (D, numbers("1 2.0 3"), numbers("2 2 2")),
        (Ty::Text, texts("a b c"), texts("b b b")),
        (
            Ty::Date,
            dates("2024-01-01 2024-01-02 2024-01-03"),
            dates("2024-01-02 2024-01-02 2024-01-02"),
        ),
        (LETTER, members("A B C"), members("B B B")),
    ];
    let expected = [
        (Equal, "false true false"),
        (NotEqual, "true false true"),
        (Less, "true false false"),
        (LessOrEqual, "true true false"),
        (Greater, "false false true"),
        (GreaterOrEqual, "false true true"),
    ];
    for (ty, left, right) in kinds {
        for (comparison, expected) in expected {
            let operands = [(ty, left.clone()), (ty, right.clone())];
            assert_eq!(
                apply(Op::Compare(comparison), Ty::Bool, &operands),
                expected,
                "{ty:?} {comparison:?}"
            );
            let operands = operands.map(|(ty, values)| {
                let mut one = Values::empty(ty);
                one.push_from(&values, 0);
                (ty, one)
            });
            assert_eq!(
                blames(Op::Compare(comparison), Ty::Bool, &operands),
                "- 1 2 1"
            );
        }
    }
}

#[test]
fn decisions_ignore_what_they_do_not_take() {
    let two = |a: &str, b: &str| [(Ty::Bool, bools(a)), (Ty::Bool, bools(b))];
    assert_eq!(
        apply(Op::And, Ty::Bool, &two("f f t t", "f t f t")),
        "false false false true"
    );
    assert_eq!(
        apply(Op::Or, Ty::Bool, &two("f f t t", "f t f t")),
        "false true true true"
    );
    assert_eq!(
        apply(Op::Not, Ty::Bool, &[(Ty::Bool, bools("f t"))]),
        "true false"
    );
    assert_eq!(blames(Op::And, Ty::Bool, &two("t", "t")), "- 1 2 1");
    assert_eq!(blames(Op::And, Ty::Bool, &two("f", "t")), "- 1 - 1");
    assert_eq!(blames(Op::Or, Ty::Bool, &two("t", "t")), "- 1 - 1");
    assert_eq!(blames(Op::Or, Ty::Bool, &two("f", "t")), "- 1 2 1");
    assert_eq!(blames(Op::Not, Ty::Bool, &[(Ty::Bool, bools("f"))]), "- 1");

    let select = |condition: &str| {
        [
            (Ty::Bool, bools(condition)),
            (D, numbers("1")),
            (D, numbers("2")),
        ]
    };
    assert_eq!(apply(Op::Select, D, &select("t")), r#""1""#);
    assert_eq!(apply(Op::Select, D, &select("f")), r#""2""#);
    assert_eq!(blames(Op::Select, D, &select("t")), "- 1 2 1 - 1 2 1");
    assert_eq!(blames(Op::Select, D, &select("f")), "- 1 - 1 3 1 3 1");
    for (ty, values) in [
        (Ty::Bool, bools("t f")),
        (Ty::Text, texts("a b")),
        (Ty::Date, dates("2024-01-01 2024-01-02")),
        (LETTER, members("A B")),
    ] {
        let mut swapped = Values::empty(ty);
        swapped.push_from(&values, 1);
        swapped.push_from(&values, 0);
        let operands = [
            (Ty::Bool, bools("t f")),
            (ty, values.clone()),
            (ty, swapped),
        ];
        let mut first = Values::empty(ty);
        first.push_from(&values, 0);
        first.push_from(&values, 0);
        assert_eq!(
            apply(Op::Select, ty, &operands),
            apply(Op::Recover, ty, &[(ty, first.clone()), (ty, first)])
        );
    }
}

#[test]
fn errors_as_values() {
    let one = [(D, numbers("1"))];
    assert_eq!(apply(Op::Known, Ty::Bool, &one), "true");
    assert_eq!(blames(Op::Known, Ty::Bool, &one), "- 1");
    let two = [(D, numbers("1")), (D, numbers("2"))];
    assert_eq!(apply(Op::Guard, D, &two), r#""2""#);
    assert_eq!(blames(Op::Guard, D, &two), "- 1 2 1");
    assert_eq!(apply(Op::Recover, D, &two), r#""1""#);
    assert_eq!(blames(Op::Recover, D, &two), "- - - 2");
    assert_eq!(apply(Op::Failed, Ty::Bool, &one), "false");
    assert_eq!(apply(Op::CodeOf, Ty::Text, &one), r#""""#);

    let mut b = Build::new(2);
    let x = b.failing(RISK, D, numbers("1 2"), ". x");
    let y = b.input(RISK, D, numbers("8 9"));
    let recovered = b.node(RISK, D, Op::Recover, &[x, y]);
    let failed = b.node(RISK, Ty::Bool, Op::Failed, &[x]);
    let code = b.node(RISK, Ty::Text, Op::CodeOf, &[x]);
    assert_eq!(b.lanes(recovered), r#""1" "9""#);
    assert_eq!(b.lanes(failed), "false true");
    assert_eq!(b.lanes(code), r#""" "out_of_range""#);
}

#[test]
fn sets_and_ranges() {
    let mut b = Build::new(5);
    let domain = b.domain("{1, 3..4}", &[("1", "1"), ("3", "4")]);
    let x = b.input(RISK, D, numbers("0 1 2 3.5 4"));
    let inside = b.node(RISK, Ty::Bool, Op::In(domain), &[x]);
    let name = "x".into();
    let checked = b.node(RISK, D, Op::Check(Check { domain, name }), &[x]);
    assert_eq!(b.lanes(inside), "false true false true true");
    let fails = format!("out_of_range@{}", checked.0);
    assert_eq!(
        b.lanes(checked),
        format!(r#"{fails} "1" {fails} "3.5" "4""#)
    );

    let open = |low: Option<Constant>, high: Option<Constant>, inclusive| {
        let bound = |value: Option<Constant>| value.map(|value| Bound { value, inclusive });
        Interval {
            low: bound(low),
            high: bound(high),
        }
    };
    let sets = [
        (
            Ty::Bool,
            bools("t f"),
            Constant::Bool(true),
            "true false",
            "true false",
        ),
        (
            Ty::Text,
            texts("a b"),
            Constant::Text("b".into()),
            "false true",
            "false true",
        ),
        (
            Ty::Date,
            dates("2024-01-01 2024-01-02"),
            Constant::Date("2024-01-01".parse().unwrap()),
            "true false",
            "true true",
        ),
        (
            LETTER,
            members("A C"),
            Constant::Enum(0),
            "true false",
            "true true",
        ),
    ];
    for (ty, values, value, one, from) in sets {
        let mut b = Build::new(2);
        let x = b.input(RISK, ty, values);
        let mut set = |interval| {
            b.graph.domains.push(Domain {
                intervals: vec![interval],
                text: "…".into(),
            });
            let domain = DomainId(b.graph.domains.len() as u32 - 1);
            let inside = b.node(RISK, Ty::Bool, Op::In(domain), &[x]);
            b.lanes(inside)
        };
        assert_eq!(set(Interval::one(value.clone())), one, "{ty:?}");
        assert_eq!(set(open(Some(value.clone()), None, true)), from, "{ty:?}");
        assert_eq!(
            set(open(Some(value.clone()), Some(value), false)),
            "false false"
        );
        assert_eq!(set(open(None, None, true)), "true true");
        assert_eq!(
            set(open(Some(Constant::Number(number("1"))), None, true)),
            "false false"
        );
    }
    let mut b = Build::new(2);
    let domain = b.domain("1..1", &[("1", "1")]);
    let x = b.failing(RISK, D, numbers("1 1"), ". x");
    let inside = b.node(RISK, Ty::Bool, Op::In(domain), &[x]);
    assert!(b.lanes(inside).starts_with("true out_of_range@"));
}

#[test]
fn text_with_values_in_it() {
    let mut b = Build::new(1);
    let values = [
        b.input(RISK, Ty::Bool, bools("t")),
        b.input(RISK, Ty::Int, numbers("7")),
        b.input(RISK, D, numbers("1.50")),
        b.input(RISK, USD, numbers("1.5")),
        b.input(RISK, Ty::Text, texts("\"x\"")),
        b.input(RISK, Ty::Date, dates("2024-02-29")),
        b.input(RISK, LETTER, members("C")),
    ];
    let mut pieces = vec![];
    for _ in values {
        pieces.push(Piece::Value);
        pieces.push(Piece::Text(", ".into()));
    }
    let text = b.node(RISK, Ty::Text, Op::Format(pieces), &values);
    b.output("text", Shape::One(text));
    let expected = r#"true, 7, 1.5, 1.50, "x", 2024-02-29, C, "#;
    let answer = &b.answers()[0];
    assert_eq!(answer.output.get("text").unwrap().as_text(), Some(expected));
    let two = [(D, numbers("1")), (D, numbers("2"))];
    let pieces = || vec![Piece::Value, Piece::Value];
    assert_eq!(blames(Op::Format(pieces()), Ty::Text, &two), "- 1 2 1");
}

/// `rate(letter, points)`: A 0..2 → 1.5, A 3..9 → blank, B any → 2, and B 5 → 3 as well.
fn table() -> Table {
    let range = |low: &str, high: &str| {
        let bound = |text: &str| {
            let value = Constant::Number(number(text));
            Some(Bound {
                value,
                inclusive: true,
            })
        };
        KeyCell::Intervals(vec![Interval {
            low: bound(low),
            high: bound(high),
        }])
    };
    let row = |letter, points, line| Row {
        keys: vec![KeyCell::One(Constant::Enum(letter)), points],
        line,
    };
    let cell = |text: &str| Some(Constant::Number(number(text)));
    Table {
        name: "rate".into(),
        axes: vec![
            Axis {
                name: "letter".into(),
                ty: LETTER,
                domain: None,
            },
            Axis {
                name: "points".into(),
                ty: Ty::Int,
                domain: None,
            },
        ],
        columns: vec![Column {
            name: "factor".into(),
            ty: D,
            cells: vec![cell("1.5"), None, cell("2"), cell("3")],
        }],
        rows: vec![
            row(0, range("0", "2"), 2),
            row(0, range("3", "9"), 3),
            row(1, KeyCell::Any, 4),
            row(1, KeyCell::One(Constant::Number(number("5"))), 5),
        ],
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 1,
    }
}

#[test]
fn table_look_ups() {
    let mut b = Build::new(5);
    b.graph.tables.push(table());
    let letter = b.input(RISK, LETTER, members("A A B B C"));
    let points = b.failing(RISK, Ty::Int, numbers("2 3 1 5 0"), ". . x . .");
    let row = b.node(
        RISK,
        Ty::Row(TableId(0)),
        Op::Row(TableId(0)),
        &[letter, points],
    );
    let cell = b.node(RISK, D, Op::Cell(TableId(0), 0), &[row]);
    let given = b.node(RISK, Ty::Bool, Op::CellGiven(TableId(0), 0), &[row]);
    let several = format!("several_rows@{}", row.0);
    let check = points.0 - 1;
    assert_eq!(
        b.lanes(row),
        format!("row 0 row 1 out_of_range@{check} {several} no row")
    );
    let none = format!("no_row@{}", cell.0);
    assert_eq!(
        b.lanes(cell),
        format!(r#""1.5" {none} out_of_range@{check} {several} {none}"#)
    );
    assert_eq!(
        b.lanes(given),
        format!("true false out_of_range@{check} {several} false")
    );

    b.output("factor", Shape::One(cell));
    insta::assert_snapshot!(b.json(), @r#"
    {"factor":"1.5"}
    {"errors":[{"code":"no_row","path":"output.factor","message":"table rate has no factor for letter A, points 3","file":"test.lutine","line":7}]}
    {"errors":[{"code":"out_of_range","path":"output.factor","message":"mark is 1, outside 0..0","file":"test.lutine","line":4}]}
    {"errors":[{"code":"several_rows","path":"output.factor","message":"table rate has several rows for letter B, points 5","file":"test.lutine","line":6}]}
    {"errors":[{"code":"no_row","path":"output.factor","message":"table rate has no row for letter C, points 0","file":"test.lutine","line":7}]}
    "#);
}

#[test]
fn inputs_that_may_be_left_out() {
    let mut b = Build::new(2);
    let x = b.input(RISK, D, numbers("1 0"));
    b.batch.given[0] = vec![true, false];
    let given = b.node(RISK, Ty::Bool, Op::InputGiven(InputId(0)), &[]);
    b.output(
        "x",
        Shape::Optional {
            given,
            value: Box::new(Shape::One(x)),
        },
    );
    assert_eq!(b.json(), "{\"x\":\"1\"}\n{\"x\":null}");
}

#[test]
fn shares() {
    let three = |total: &str, weight: &str, step: &str| {
        [
            (D, numbers(total)),
            (D, numbers(weight)),
            (D, numbers(step)),
        ]
    };
    // A risk stands in no list: its share is all that there is.
    let operands = three("7 7 7.5 7 7 0", "2 0 2 -1 2 0", "1 1 1 1 0 1");
    assert_eq!(
        apply(Op::Allocate, D, &operands),
        r#""7" no_weight! not_in_steps! negative_weight! step_not_positive! "0""#
    );
    assert_eq!(
        blames(Op::Allocate, D, &three("7", "2", "1")),
        "- 1 2 1 3 1 2 1"
    );
}

#[test]
fn shares_of_lists_add_up_and_are_in_error_together() {
    let mut b = Build::new(2);
    let (_, line) = b.given_list("lines", RISK, &[3, 3]);
    let total = b.input(RISK, D, numbers("10 -10"));
    let total = b.node(line, D, Op::Up, &[total]);
    let weight = b.failing(line, D, numbers("1 1 1 1 2 3"), ". . . . . .");
    let one = b.number(line, "1");
    let shares = b.node(line, D, Op::Allocate, &[total, weight, one]);
    // -10 by 1, 2, 3: 1.67, 3.33, 5.
    assert_eq!(b.lanes(shares), r#""4" "3" "3" "-2" "-3" "-5""#);
    let failing = b.failing(line, D, numbers("1 1 1 1 2 3"), ". x x . . .");
    let shares = b.node(line, D, Op::Allocate, &[total, failing, one]);
    let lanes = b.lanes(shares);
    let error = lanes.split(' ').next().unwrap();
    assert!(error.starts_with("out_of_range@"));
    assert_eq!(lanes, format!(r#"{error} {error} {error} "-2" "-3" "-5""#));
}

#[test]
fn all_rows_that_fit() {
    let mut b = Build::new(5);
    b.graph.tables.push(Table {
        policy: HitPolicy::Collect,
        ..table()
    });
    let table = TableId(0);
    let letter = b.input(RISK, LETTER, members("A A B B C"));
    let points = b.failing(RISK, Ty::Int, numbers("2 3 1 5 0"), ". . x . .");
    let fitting = b.space(Space::Made {
        parent: RISK,
        name: "".into(),
        each: Each::Rows {
            table,
            keys: vec![letter, points],
        },
    });
    let list = b.list("rate", RISK, fitting);
    let row = b.node(fitting, Ty::Row(table), Op::Key, &[]);
    let error = format!("out_of_range@{}", points.0 - 1);
    assert_eq!(b.lanes(row), format!("row 0 row 1 {error} row 2 row 3"));
    let given = b.node(fitting, Ty::Bool, Op::CellGiven(table, 0), &[row]);
    let cell = b.node(fitting, D, Op::Cell(table, 0), &[row]);
    let args = [cell, given];
    let op = Op::Reduce {
        kind: Reduction::Sum,
        from: fitting,
        filtered: true,
    };
    let sum = b.node(RISK, D, op, &args);
    assert_eq!(b.lanes(sum), format!(r#""1.5" "0" {error} "5" "0""#));
    let owner = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let two = b.number(RISK, "2");
    let second = b.node(RISK, Ty::Ref(fitting), Op::At(list), &[owner, two]);
    let value = b.node(RISK, D, Op::Gather, &[second, cell]);
    b.output("sum", Shape::One(sum));
    b.output("second", Shape::One(value));
    insta::assert_snapshot!(b.json(), @r#"
    {"sum":"1.5","errors":[{"code":"no_item","path":"output.second","message":"rate has 1 items, number 2 was asked for","file":"test.lutine","line":13}]}
    {"sum":"0","errors":[{"code":"no_item","path":"output.second","message":"rate has 1 items, number 2 was asked for","file":"test.lutine","line":13}]}
    {"errors":[{"code":"out_of_range","path":"output.sum","message":"mark is 1, outside 0..0","file":"test.lutine","line":4},{"code":"out_of_range","path":"output.second","message":"mark is 1, outside 0..0","file":"test.lutine","line":4}]}
    {"sum":"5","second":"3"}
    {"sum":"0","errors":[{"code":"no_item","path":"output.second","message":"rate has 0 items, number 2 was asked for","file":"test.lutine","line":13}]}
    "#);
    fn keys(graph: &mut Graph) -> &mut Vec<NodeId> {
        match graph.spaces.last_mut() {
            Some(Space::Made {
                each: Each::Rows { keys, .. },
                ..
            }) => keys,
            _ => panic!("it is the last space"),
        }
    }
    // Another table's rows, keys of another kind or too few of them, a table of which one row is looked up.
    let wrong: [fn(&mut Graph); 4] = [
        |graph| graph.tables[0].policy = HitPolicy::Unique,
        |graph| {
            keys(graph).swap(0, 1);
        },
        |graph| {
            keys(graph).pop();
        },
        |graph| {
            let Some(Space::Made {
                each: Each::Rows { table, .. },
                ..
            }) = graph.spaces.last_mut()
            else {
                panic!("it is the last space");
            };
            *table = TableId(1);
        },
    ];
    for change in wrong {
        let mut graph = b.graph.clone();
        change(&mut graph);
        assert!(lutine_core::engine::Engine::new(graph).is_err());
    }
    let mut one = b.graph.clone();
    one.nodes[cell.index()].op = Op::Row(table);
    assert!(lutine_core::engine::Engine::new(one).is_err());
}
