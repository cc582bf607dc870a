//! Lutine against the same tariff written by hand: everything in turn in one run, as ratios to `rust_decimal`. With `--check` it fails where a
//! ratio that must be is not.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark of a rulebook that is not what it should be measures nothing"
)]

use lutine::Rulebook;
use lutine_benches::generate::{json, policies};
use lutine_benches::hand_written::{Cents, Decimal, Float, Policy, Tables, quote};
use lutine_benches::measure::{Effort, Ratio, ratio};
use lutine_core::batch::Batch;
use lutine_core::bundle::Bundle;
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/personal_auto");

/// How many different risks of a shape are gone through.
const RISKS: u64 = 2_000;

/// A shape of policies: its name, and how many vehicles and drivers each has.
const SHAPES: [(&str, usize, usize); 2] = [("v1d1", 1, 1), ("v3d2", 3, 2)];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    // `cargo test --benches` asks for a run that measures nothing.
    let effort = if has("--bench") {
        Effort {
            repeats: 7,
            each: Duration::from_millis(120),
        }
    } else {
        Effort {
            repeats: 1,
            each: Duration::ZERO,
        }
    };
    let mut table = Table::new();
    let rulebook = Rulebook::load(EXAMPLE).expect("the example compiles");
    let engine = engine(&rulebook);
    for (name, vehicles, drivers) in SHAPES {
        let shape = Shape::new(name, &engine, policies(RISKS, vehicles, drivers));
        shape.hand_written(effort, &mut table);
        shape.one_risk(effort, &engine, &mut table);
        shape.text(effort, &rulebook, &mut table);
        shape.book(effort, &engine, &mut table);
    }
    if has("--check") && table.missed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn engine(rulebook: &Rulebook) -> Engine {
    let bundle = Bundle::read(&rulebook.bundle().expect("it is written")).expect("it is whole");
    let engine = bundle.into_engine().expect("it loads");
    assert_eq!(engine.unplanned(), None, "it is computed in integers");
    engine
}

/// Policies of one shape, decoded and by hand.
struct Shape {
    name: &'static str,
    policies: Vec<Policy>,
    texts: Vec<String>,
    decoded: Vec<Batch>,
    book: Batch,
    decimals: Tables<Decimal>,
}

impl Shape {
    fn new(name: &'static str, engine: &Engine, policies: Vec<Policy>) -> Self {
        let texts: Vec<String> = policies.iter().map(json).collect();
        let decode = |texts: &[String]| {
            let risks = texts.iter().map(|text| Risk::from(text.as_str()));
            engine.decoder().decode_risks(risks).batch
        };
        let decimals = Tables::read(Path::new(EXAMPLE));
        for (text, policy) in texts.iter().zip(&policies) {
            let mut by_hand = Vec::new();
            quote(&decimals, policy).write(policy.id, &mut by_hand);
            let answer = engine.answer(Risk::from(text.as_str()));
            assert_eq!(answer.to_json().into_bytes(), by_hand, "{text}");
        }
        Self {
            name,
            decoded: texts
                .iter()
                .map(|text| decode(std::slice::from_ref(text)))
                .collect(),
            book: decode(&texts),
            policies,
            texts,
            decimals,
        }
    }

    fn by_hand(&self, call: usize) -> usize {
        let policy = &self.policies[call % self.policies.len()];
        black_box(quote(&self.decimals, black_box(policy)));
        1
    }

    /// The same with other numbers, to see where the limits are.
    fn hand_written(&self, effort: Effort, table: &mut Table) {
        let cents = Tables::<Cents>::read(Path::new(EXAMPLE));
        let floats = Tables::<Float>::read(Path::new(EXAMPLE));
        let own = ratio(effort, |call| self.by_hand(call), |call| self.by_hand(call));
        table.row(&format!("{}: by hand, rust_decimal", self.name), own, None);
        let policy = |call: usize| black_box(&self.policies[call % self.policies.len()]);
        let in_cents = |call| {
            black_box(quote(&cents, policy(call)));
            1
        };
        let own = ratio(effort, in_cents, |call| self.by_hand(call));
        table.row(&format!("{}: by hand, i64", self.name), own, None);
        let in_floats = |call| {
            black_box(quote(&floats, policy(call)));
            1
        };
        let own = ratio(effort, in_floats, |call| self.by_hand(call));
        table.row(&format!("{}: by hand, f64", self.name), own, None);
    }

    fn one_risk(&self, effort: Effort, engine: &Engine, table: &mut Table) {
        let risk = |call: usize| {
            let batch = &self.decoded[call % self.decoded.len()];
            black_box(engine.compute_in_integers(black_box(batch), |done| done.has(0)));
            1
        };
        let own = ratio(effort, risk, |call| self.by_hand(call));
        table.row(
            &format!("{}: one risk, decoded", self.name),
            own,
            Some(0.50),
        );
        let risk = |call: usize| {
            black_box(engine.evaluate(black_box(&self.decoded[call % self.decoded.len()])));
            1
        };
        let own = ratio(effort, risk, |call| self.by_hand(call));
        table.row(&format!("{}: the same, as an answer", self.name), own, None);
    }

    /// From JSON text to JSON text.
    fn text(&self, effort: Effort, rulebook: &Rulebook, table: &mut Table) {
        let by_hand = |call: usize| {
            let text = black_box(&self.texts[call % self.texts.len()]);
            let policy: Policy = serde_json::from_str(text).expect("a policy");
            let mut answer = Vec::with_capacity(256);
            quote(&self.decimals, &policy).write(policy.id, &mut answer);
            black_box(answer);
            1
        };
        let own = |call: usize| {
            let text = black_box(self.texts[call % self.texts.len()].as_str());
            black_box(rulebook.evaluate_to_json(text));
            1
        };
        let own = ratio(effort, own, by_hand);
        table.row(&format!("{}: JSON to JSON", self.name), own, Some(1.0));
    }

    /// Many at once, in columns.
    fn book(&self, effort: Effort, engine: &Engine, table: &mut Table) {
        let own = |_| {
            black_box(engine.compute_in_integers(black_box(&self.book), |done| done.has(0)));
            self.policies.len()
        };
        let must = if self.name == "v1d1" { 0.10 } else { 0.15 };
        let own = ratio(effort, own, |call| self.by_hand(call));
        table.row(
            &format!("{}: a book in columns", self.name),
            own,
            Some(must),
        );
    }
}

/// What is printed.
struct Table {
    missed: bool,
}

impl Table {
    fn new() -> Self {
        println!(
            "{:<32}{:>10}{:>9}{:>18}{:>8}",
            "personal auto", "ns each", "ratio", "spread", "must"
        );
        Self { missed: false }
    }

    fn row(&mut self, name: &str, ratio: Ratio, must: Option<f64>) {
        let Ratio {
            median,
            spread: (least, greatest),
            nanoseconds,
        } = ratio;
        let spread = format!("{least:.3}..{greatest:.3}");
        let must_text = must.map_or(String::new(), |must| format!("{must:.2}"));
        let is_missed = must.is_some_and(|must| median > must);
        self.missed |= is_missed;
        let verdict = if is_missed { "  MISSED" } else { "" };
        println!("{name:<32}{nanoseconds:>10.0}{median:>9.3}{spread:>18}{must_text:>8}{verdict}");
    }
}
