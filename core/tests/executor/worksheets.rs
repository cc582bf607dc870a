//! Worksheets: entries of items, look-ups, steps, errors, in every form.

use crate::build::*;
use lutine_core::column::Values;
use lutine_core::graph::*;
use lutine_core::number::Mode;
use lutine_core::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};
use lutine_core::worksheet::Worksheet;

const D: Ty = Ty::Decimal;

/// `rate(letter) -> (liability, damage)`: A twice, B once with a blank cell, C not at all.
fn table() -> Table {
    let row = |letter, line| Row {
        keys: vec![KeyCell::One(Constant::Enum(letter))],
        line,
    };
    let cell = |text: &str| Some(Constant::Number(number(text)));
    let column = |name: &str, cells| Column {
        name: name.into(),
        ty: D,
        cells,
    };
    Table {
        name: "rate".into(),
        axes: vec![Axis {
            name: "letter".into(),
            ty: LETTER,
            domain: None,
        }],
        columns: vec![
            column("liability", vec![cell("1.5"), cell("1.6"), cell("2")]),
            column("damage", vec![cell("3"), cell("3"), None]),
        ],
        rows: vec![row(0, 2), row(0, 3), row(1, 4)],
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 1,
    }
}

fn operand(text: &str, node: NodeId) -> Operand {
    Operand {
        text: text.into(),
        value: Shape::One(node),
    }
}

fn line(b: &Build, kind: StepKind, label: &str, formula: &str, running: NodeId) -> StepLine {
    StepLine {
        kind,
        label: Some(label.into()),
        formula: formula.into(),
        operand: None,
        when: None,
        condition: None,
        running,
        operands: vec![],
        lookups: vec![],
        variants: vec![],
        site: b.graph.nodes[running.index()].site,
    }
}

/// A policy with vehicles rated by steps: the first hits a row, the second several, the third none.
fn rated() -> Build {
    let mut b = Build::new(1);
    b.graph.tables.push(table());
    let (vehicles, vehicle) = b.given_list("vehicles", RISK, &[3]);
    let letter = b.input(vehicle, LETTER, members("B A C"));
    let young = b.input(vehicle, Ty::Bool, bools("t f t"));
    let table = TableId(0);
    let row = b.node(vehicle, Ty::Row(table), Op::Row(table), &[letter]);
    let rate = b.node(vehicle, D, Op::Cell(table, 0), &[row]);
    let surcharge = b.number(vehicle, "1.25");
    let times = b.node(vehicle, D, Op::Mul, &[rate, surcharge]);
    let cent = b.number(vehicle, "0.1");
    let times = b.node(vehicle, D, Op::Round(Mode::HalfUp), &[times, cent]);
    let applied = b.node(vehicle, D, Op::Select, &[young, times, rate]);
    let id = b.declare(DeclarationKind::Attribute, "factor", applied);
    let declaration = &mut b.graph.declarations[id.index()];
    declaration.formula = "steps { start rate(letter).liability … }".into();
    declaration.label = Some("What the premium is multiplied by".into());
    let mut start = line(&b, StepKind::Start, "Rate", "rate(letter).liability", rate);
    start.operand = Some(rate);
    start.lookups = vec![LookupNote {
        row,
        only_if: Vec::new(),
    }];
    start.operands = vec![operand("letter", letter)];
    let mut young_line = line(&b, StepKind::Times, "Young", "1.250", applied);
    young_line.operand = Some(surcharge);
    young_line.when = Some(young);
    young_line.condition = Some("young".into());
    young_line.operands = vec![operand("young", young)];
    let note = line(&b, StepKind::Note, "As filed", "", applied);
    b.graph.declarations[id.index()].steps = vec![Steps {
        each_rounded: Some("half up to 0.1".into()),
        lines: vec![start, young_line, note],
        only_if: Vec::new(),
    }];

    let given = b.node(vehicle, Ty::Bool, Op::CellGiven(table, 1), &[row]);
    let id = b.declare(DeclarationKind::Attribute, "has_damage", given);
    b.graph.declarations[id.index()].lookups = vec![LookupNote {
        row,
        only_if: Vec::new(),
    }];
    let own = b.node(RISK, Ty::Ref(RISK), Op::Own, &[]);
    let one = b.constant(RISK, Ty::Int, Constant::Number(number("1")));
    let first = b.node(RISK, Ty::Ref(vehicle), Op::At(vehicles), &[own, one]);
    b.attribute("first", first);
    let names = b.input(RISK, Ty::Text, Values::Text(vec!["a | b".into()]));
    b.attribute("name", names);
    let sum = b.fold(RISK, vehicle, Reduction::Sum, D, applied);
    let id = b.declare(DeclarationKind::Attribute, "total", sum);
    b.graph.declarations[id.index()].operands = vec![operand("v.factor", applied)];
    let amount = b.input(RISK, USD, numbers("12.5"));
    let fee = b.node(RISK, USD, Op::Neg, &[amount]);
    b.declare(DeclarationKind::Definition, "fee", fee);
    let known = b.node(vehicle, Ty::Bool, Op::Not, &[young]);
    let id = b.declare(DeclarationKind::Rule, "R1", known);
    b.graph.declarations[id.index()].label = Some("Not young".into());
    b.output("total", Shape::One(sum));
    b
}

fn worksheet(b: &Build) -> Worksheet {
    b.engine().execute(&b.batch).worksheet(0)
}

#[test]
fn as_text() {
    insta::assert_snapshot!(worksheet(&rated()).to_text());
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(worksheet(&rated()).to_markdown());
}

#[test]
fn as_json() {
    let part = worksheet(&rated()).selected("policy.vehicles[1]");
    insta::assert_snapshot!(part.to_json_pretty());
}

#[test]
fn selections() {
    let sheet = worksheet(&rated());
    let paths = |path: &str| {
        let selected = sheet.selected(path);
        let entries = selected.entries().map(|entry| entry.path.clone());
        entries.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(paths("policy.total"), "policy.total");
    assert_eq!(paths("policy.tot"), "");
    assert!(sheet.selected("policy.tot").is_empty());
    assert_eq!(paths("R1"), "R1 R1 R1");
    assert_eq!(paths("fee"), "fee");
    let second = "policy.vehicles[2].factor policy.vehicles[2].has_damage";
    assert_eq!(paths("policy.vehicles[2]"), second);
    assert_eq!(paths("policy.vehicles").split(' ').count(), 6);
    assert_eq!(paths("policy").split(' ').count(), 9);
}

#[test]
fn steps_in_a_comprehension_are_shown_for_each_item() {
    let mut b = rated();
    let block = b.graph.declarations[0].steps[0].clone();
    let lookups = b.graph.declarations[1].lookups.clone();
    let total = b
        .graph
        .declarations
        .iter_mut()
        .find(|d| &*d.name == "total");
    let total = total.unwrap();
    total.steps = vec![block];
    total.lookups = lookups;
    insta::assert_snapshot!(worksheet(&b).selected("policy.total").to_text());
}

#[test]
fn items_of_a_list_that_could_not_be_made_are_not_shown() {
    let mut b = Build::new(1);
    let from = b.number(RISK, "1");
    let to = b.failing(RISK, Ty::Int, numbers("2"), "x");
    let year = b.space(Space::Made {
        parent: RISK,
        name: "year".into(),
        each: Each::Numbers { from, to, max: 3 },
    });
    b.list("years", RISK, year);
    let key = b.node(year, Ty::Int, Op::Key, &[]);
    let double = b.node(year, Ty::Int, Op::Add, &[key, key]);
    b.attribute("double", double);
    let sum = b.fold(RISK, year, Reduction::Sum, Ty::Int, double);
    b.attribute("sum", sum);
    insta::assert_snapshot!(worksheet(&b).to_text());
}
