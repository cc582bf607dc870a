//! Machine integers against decimals: each value of generated rulebooks as an output of its own, for generated risks. And what `lutine plan` says of it
//! against what happens: a risk that is left to decimals has a reason there, an answer lies within the range.
//!
//! A whole generated rulebook nearly always has something in it that is not computed in integers; one value of it often has not. `LUTINE_SEED`
//! is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (600), `LUTINE_RISKS` how many risks for each (25).

use lowered::{graph, setting};
use lutine_core::engine::Engine;
use lutine_core::fast::{PlanNotes, StepKind, Within};
use lutine_core::graph::{Graph, NamedShape, NodeId, Op, RISK, Shape, Ty, UNIT};
use lutine_core::number::Decimal;
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_reference::generate::{ANY_COST, Program};
use std::collections::{BTreeMap, BTreeSet};

mod lowered;

/// How many values of each operation must have been compared.
const FLOOR: u64 = 200;

/// Which part of the values must have been computed in integers, in percent of those that have a plan.
const COMPUTED: u64 = 50;

/// Operations that have no integers yet: what they stand in has no plan, or is left to decimals where somebody looks at it.
const IN_DECIMALS: &[&str] = &[
    "Allocate",
    "Carried",
    "CodeOf",
    "DayCount",
    "FirstOfItsValue",
    "Format",
    "Interpolated",
    "Joined",
    "Maths",
    "Power",
    "Reduce Product",
    "RowAbove",
];

/// The outputs, and the values of all declarations, each alone.
fn values(graph: &Graph) -> Vec<NamedShape> {
    let mut values = graph.output.clone();
    let is_reference = |id: &NodeId| matches!(graph.nodes[id.index()].ty, Ty::Ref(_) | Ty::Row(_));
    for declaration in &graph.declarations {
        // No output is an item.
        if declaration.value.nodes().iter().any(is_reference) {
            continue;
        }
        let shape = match declaration.space {
            UNIT => continue,
            RISK => declaration.value.clone(),
            space => Shape::List {
                space,
                keep: None,
                item: Box::new(declaration.value.clone()),
                strict: true,
            },
        };
        values.push(NamedShape {
            name: declaration.name.clone(),
            shape,
            doc: None,
        });
    }
    values
}

/// The names of the operations that a value is made of.
fn operations(graph: &Graph, value: &Shape) -> BTreeSet<String> {
    let mut open: Vec<NodeId> = value.nodes();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let node = &graph.nodes[id.index()];
        if seen.insert(id) {
            open.extend(&node.args);
        }
    }
    let name = |id: NodeId| {
        let op = format!("{:?}", graph.nodes[id.index()].op);
        let end = op.find(|c: char| !c.is_alphanumeric());
        let kind = match &graph.nodes[id.index()].op {
            Op::Reduce { kind, .. } => format!(" {kind:?}"),
            Op::Pick { choice, .. } => format!(" {choice:?}"),
            _ => String::new(),
        };
        format!("{}{kind}", &op[..end.unwrap_or(op.len())])
    };
    seen.into_iter().map(name).collect()
}

#[derive(Default)]
struct Findings {
    planned: u64,
    unplanned: BTreeMap<&'static str, u64>,
    computed: u64,
    left: u64,
    seen: BTreeMap<String, u64>,
    differences: Vec<String>,
}

/// Whether the plan names anything for which a risk is left to decimals.
fn has_reason(notes: &PlanNotes) -> bool {
    let mut steps = notes.steps.iter();
    steps.any(|step| !step.watched.is_empty() || !step.missing.is_empty())
}

/// What the numbers of the answer are said to lie within, if it has one column of numbers.
fn range(notes: &PlanNotes) -> Option<(Decimal, Decimal)> {
    let output = notes
        .steps
        .iter()
        .find(|step| step.kind == StepKind::Output)?;
    let [value] = output.values.as_slice() else {
        return None;
    };
    let Within::Numbers { low, high, .. } = &value.within else {
        return None;
    };
    let number = |text: &str| text.replace(',', "").parse().expect("a number");
    Some((number(low), number(high)))
}

/// All numbers of an answer.
fn numbers(value: &Value) -> Vec<Decimal> {
    match value {
        Value::Int(number) | Value::Decimal(number) => vec![*number],
        Value::Money { amount, .. } => vec![*amount],
        Value::List(items) => items.iter().flat_map(numbers).collect(),
        Value::Record(fields) => fields
            .iter()
            .flat_map(|(_, value)| numbers(value))
            .collect(),
        _ => Vec::new(),
    }
}

fn examine(seed: u64, risks: u64, findings: &mut Findings) {
    let program = Program::new(seed);
    let Some(whole) = graph(&program) else {
        return;
    };
    let risks: Vec<String> = (0..risks).map(|number| program.risk(number)).collect();
    for value in values(&whole) {
        let name = value.name.clone();
        let used = operations(&whole, &value.shape);
        let graph = Graph {
            output: vec![value],
            ..whole.clone()
        };
        let engine = Engine::within(graph, ANY_COST);
        let engine = engine.expect("a graph that was lowered");
        let notes = engine.plan_notes();
        assert_eq!(
            notes.is_unplanned(),
            engine.unplanned().is_some(),
            "seed {seed}, {name}: a plan, and what is said of it"
        );
        if let Some(unplanned) = engine.unplanned() {
            *findings.unplanned.entry(unplanned.reason).or_default() += 1;
            continue;
        }
        findings.planned += 1;
        let decoded = engine.decoder().decode_risks(risks.iter().map(Risk::from));
        let batch = decoded.batch;
        let decodable = risks.iter().zip(&decoded.lanes);
        let decodable = decodable.filter_map(|(text, lane)| lane.is_ok().then_some(text));
        let exact = engine.execute(&batch);
        let fast = engine.evaluate_in_integers(&batch).expect("it has a plan");
        for ((risk, fast), text) in (0..).zip(fast).zip(decodable) {
            // Alone its spaces have other numbers of lanes, often one, which is computed on another path.
            let alone = engine
                .decoder()
                .decode_risks(std::iter::once(Risk::from(text)))
                .batch;
            let alone = engine.evaluate_in_integers(&alone).expect("it has a plan");
            assert_eq!(
                alone.as_slice(),
                std::slice::from_ref(&fast),
                "seed {seed}, {name}: risk {risk} alone"
            );
            let Some(fast) = fast else {
                findings.left += 1;
                assert!(
                    has_reason(&notes) || exact.answer(risk).is_refused(),
                    "seed {seed}, {name}: risk {risk} is left to decimals, and the plan does not say why"
                );
                continue;
            };
            findings.computed += 1;
            if let Some((low, high)) = range(&notes) {
                for number in numbers(&fast.to_value()) {
                    assert!(
                        low <= number && number <= high,
                        "seed {seed}, {name}, risk {risk}: {number} is not in {low}..{high}"
                    );
                }
            }
            for operation in &used {
                *findings.seen.entry(operation.clone()).or_default() += 1;
            }
            let mut written = String::new();
            engine.write_answer(Risk::from(text), &mut written);
            assert_eq!(
                written,
                fast.to_json(),
                "seed {seed}, {name}: risk {risk} as text"
            );
            let exact = exact.answer(risk).to_json();
            if fast.to_json() != exact {
                let fast = fast.to_json();
                let text = if std::env::var("LUTINE_GRAPH").is_ok() {
                    engine.graph().to_string()
                } else {
                    String::new()
                };
                findings.differences.push(format!(
                    "seed {seed}, {name}, risk {risk}:\n  in decimals {exact}\n  in integers {fast}\n{text}"
                ));
                break;
            }
        }
    }
}

#[test]
#[ignore = "runs for a minute; `cargo test -p lutine-reference --test in_integers -- --ignored --nocapture`"]
fn integers_give_what_decimals_give() {
    let first = setting("LUTINE_SEED", 0);
    let count = setting("LUTINE_RULEBOOKS", 600);
    let risks = setting("LUTINE_RISKS", 25);
    let mut findings = Findings::default();
    for seed in first..first + count {
        examine(seed, risks, &mut findings);
    }
    println!(
        "{} values with a plan, {} answers in integers, {} left to decimals",
        findings.planned, findings.computed, findings.left
    );
    for (reason, count) in &findings.unplanned {
        println!("{count:>8} without a plan: {reason}");
    }
    for (operation, count) in &findings.seen {
        println!("{count:>8} {operation}");
    }
    assert!(
        findings.differences.is_empty(),
        "{} differences, first:\n{}",
        findings.differences.len(),
        findings.differences[..findings.differences.len().min(5)].join("\n")
    );
    if count < 600 {
        return;
    }
    let asked = findings.computed + findings.left;
    assert!(
        findings.computed * 100 >= asked * COMPUTED,
        "too few in integers"
    );
    let rare: Vec<_> = findings
        .seen
        .iter()
        .filter(|(name, count)| **count < FLOOR && !IN_DECIMALS.contains(&name.as_str()))
        .collect();
    assert!(rare.is_empty(), "seen too rarely: {rare:?}");
}
