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
        engine.expect("it loads")
    };
    let loaded = median(effort, || _ = black_box(load()));
    row(table, "a bundle loaded", loaded, Must::AtMost(2.0));
    // The first answer makes the plan in integers.
    let answered = median(effort, || {
        black_box(load().answer(Risk::from(RISK)));
    });
    row(table, "the same, and its first answer", answered, Must::Be);
    let compiled = median(effort, || {
        black_box(Rulebook::load(EXAMPLE).expect("the example compiles"));
    });
    row(
        table,
        "compiled from its source",
        compiled,
        Must::AtMost(30.0),
    );
}

fn row(table: &mut Table, name: &str, took: Duration, must: Must) {
    let milliseconds = took.as_secs_f64() * 1_000.0;
    let shown = format!("{milliseconds:.2} ms");
    table.figure(name, &shown, milliseconds, must);
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
