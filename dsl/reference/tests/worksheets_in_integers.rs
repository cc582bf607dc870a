//! Worksheets out of machine integers against those of the exact executor, to the byte: each declaration of generated rulebooks as the only one that has
//! anything to show, for generated risks, alone and many at once.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (400), `LUTINE_RISKS` how many risks for each (20).

mod lowered;

use lowered::{graph, setting};
use lutine_core::engine::Engine;
use lutine_core::graph::{Declaration, DeclarationKind, Graph, Shape, UNIT};
use lutine_core::risk::Risk;
use lutine_reference::generate::{ANY_COST, Program};
use std::collections::BTreeMap;

/// How many worksheets must have shown each kind of thing.
const FLOOR: u64 = 200;

/// What is looked for in worksheets: a name, and what is written where there is such a thing.
const KINDS: &[(&str, &str)] = &[
    ("a line of steps", "\"kind\":\"times\""),
    ("a line that does not apply", "\"applied\":false"),
    ("a row", "\"rows\":[{"),
    ("an item", "\"items\":[{"),
    ("values of all items", "\"value\":[\""),
    ("nothing", "\"value\":null"),
    ("a definition", "\"definitions\":[{"),
    ("a rule", "\"rules\":[{"),
    ("a rule for an item", "\"of\":\""),
    ("an amount", "\"value\":\"0.00\""),
];

/// The graph with nothing to show but one declaration.
fn alone(graph: &Graph, shown: usize) -> Graph {
    let bare = |(place, declaration): (usize, &Declaration)| {
        if place == shown {
            return declaration.clone();
        }
        // A definition has no items that would have to be gone through for it.
        Declaration {
            kind: DeclarationKind::Definition,
            space: UNIT,
            value: Shape::Record(Vec::new()),
            operands: Vec::new(),
            lookups: Vec::new(),
            variants: Vec::new(),
            steps: Vec::new(),
            ..declaration.clone()
        }
    };
    Graph {
        output: Vec::new(),
        declarations: graph.declarations.iter().enumerate().map(bare).collect(),
        ..graph.clone()
    }
}

#[derive(Default)]
struct Findings {
    planned: u64,
    unplanned: BTreeMap<&'static str, u64>,
    written: u64,
    left: u64,
    seen: BTreeMap<&'static str, u64>,
}

/// Shows where two worksheets begin to differ: they are long.
fn compare(fast: &str, exact: &str, which: impl Fn() -> String) {
    if fast == exact {
        return;
    }
    let mut both = fast.bytes().zip(exact.bytes());
    let at = both.position(|(a, b)| a != b);
    let at = at.unwrap_or(fast.len().min(exact.len()));
    let around = |text: &str| {
        let bytes = &text.as_bytes()[at.saturating_sub(300)..text.len().min(at + 200)];
        String::from_utf8_lossy(bytes).into_owned()
    };
    panic!(
        "{}\nin integers: {}\nin decimals: {}",
        which(),
        around(fast),
        around(exact)
    );
}

fn examine(seed: u64, risks: u64, findings: &mut Findings) {
    let program = Program::new(seed);
    let Some(whole) = graph(&program) else {
        return;
    };
    let risks: Vec<String> = (0..risks).map(|number| program.risk(number)).collect();
    for (shown, declaration) in whole.declarations.iter().enumerate() {
        let name = &declaration.name;
        let engine = Engine::within(alone(&whole, shown), ANY_COST);
        let engine = engine.expect("a graph that was lowered");
        if let Some(unplanned) = engine.unplanned_worksheets() {
            *findings.unplanned.entry(unplanned.reason).or_default() += 1;
            continue;
        }
        findings.planned += 1;
        let decoded = engine.decoder().decode_risks(risks.iter().map(Risk::from));
        let exact = engine.execute(&decoded.batch);
        let together = engine.worksheets_in_integers(&decoded.batch);
        let together = together.expect("it has a plan");
        let decodable = risks.iter().zip(&decoded.lanes);
        let decodable = decodable.filter_map(|(text, lane)| lane.is_ok().then_some(text));
        for ((risk, together), text) in (0..).zip(together).zip(decodable) {
            let Some(together) = together else {
                findings.left += 1;
                continue;
            };
            findings.written += 1;
            for (kind, sign) in KINDS {
                if together.contains(sign) {
                    *findings.seen.entry(kind).or_default() += 1;
                }
            }
            let exact = exact.worksheet(risk).to_json();
            compare(&together, &exact, || {
                format!("seed {seed}, {name}, risk {risk}")
            });
            let explained = engine.explain_to_json(Risk::from(text));
            let alone = explained.worksheet.expect("it was decoded");
            compare(&alone, &exact, || {
                format!("seed {seed}, {name}, risk {risk} alone")
            });
        }
    }
}

#[test]
#[ignore = "runs for a minute; `cargo test -p lutine-reference --test worksheets_in_integers -- --ignored --nocapture`"]
fn integers_write_what_decimals_show() {
    let first = setting("LUTINE_SEED", 0);
    let count = setting("LUTINE_RULEBOOKS", 400);
    let risks = setting("LUTINE_RISKS", 20);
    let mut findings = Findings::default();
    for seed in first..first + count {
        examine(seed, risks, &mut findings);
    }
    println!(
        "{} declarations with a plan, {} worksheets out of integers, {} left to decimals",
        findings.planned, findings.written, findings.left
    );
    for (reason, count) in &findings.unplanned {
        println!("{count:>8} without a plan: {reason}");
    }
    for (kind, _) in KINDS {
        println!("{:>8} {kind}", findings.seen.get(kind).unwrap_or(&0));
    }
    if count < 400 {
        return;
    }
    let is_rare = |kind: &&str| findings.seen.get(*kind).is_none_or(|count| *count < FLOOR);
    let rare: Vec<&str> = KINDS
        .iter()
        .map(|(kind, _)| *kind)
        .filter(is_rare)
        .collect();
    assert!(rare.is_empty(), "seen too rarely: {rare:?}");
}
