//! How long it takes until a rulebook can answer: from its bundle, and from its source.

use crate::EXAMPLE;
use crate::table::{Must, Table};
use lutine::Rulebook;
use lutine_benches::measure::Effort;
use lutine_core::bundle::Bundle;
use lutine_core::risk::Risk;
use std::hint::black_box;
use std::time::{Duration, Instant};

const RISK: &str = include_str!("../../examples/personal_auto/cases/liability_only.json");

pub(crate) fn run(rulebook: &Rulebook, effort: Effort, table: &mut Table) {
    let bytes = rulebook.bundle().expect("it is written");
    let load = || {
        let engine = Bundle::read(&bytes).expect("it is whole").into_engine();
        let engine = engine.expect("it loads");
        // The first answer makes what is left to make.
        black_box(engine.answer(Risk::from(RISK)));
    };
    let loaded = median(effort, load);
    row(table, "a bundle loaded, and its first answer", loaded, 2.0);
    let compiled = median(effort, || {
        black_box(Rulebook::load(EXAMPLE).expect("the example compiles"));
    });
    row(table, "compiled from its source", compiled, 30.0);
}

fn row(table: &mut Table, name: &str, took: Duration, most: f64) {
    let milliseconds = took.as_secs_f64() * 1_000.0;
    let shown = format!("{milliseconds:.2} ms");
    table.figure(name, &shown, milliseconds, Must::AtMost(most));
}

fn median(effort: Effort, work: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..4 * effort.repeats)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}
