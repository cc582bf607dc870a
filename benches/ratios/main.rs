//! Lutine against the same tariff written by hand: everything in turn in one run, as ratios to `rust_decimal`. With `--check` it fails where a
//! ratio that must be is not.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a benchmark of a rulebook that is not what it should be measures nothing"
)]

mod loading;
mod look_up;
mod peers;
mod shape;
mod table;

use lutine::Rulebook;
use lutine_benches::generate::policies;
use lutine_benches::measure::Effort;
use lutine_core::bundle::Bundle;
use lutine_core::engine::Engine;
use shape::Shape;
use std::process::ExitCode;
use std::time::Duration;
use table::Table;

pub(crate) const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/personal_auto");

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
        shape.threads(effort, &engine, &mut table);
        shape.worksheet(effort, &rulebook, &mut table);
        peers::compare(
            name,
            &policies(RISKS, vehicles, drivers),
            effort,
            &mut table,
        );
    }
    let rows = if has("--bench") { 1_000_000 } else { 1_000 };
    look_up::run(rows, effort, &mut table);
    loading::run(&rulebook, effort, &mut table);
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
