//! A table of bands: random keys looked up, against a binary search by hand, and the memory that the table takes.

use crate::table::{Must, Table};
use lutine::{MemorySource, Rulebook};
use lutine_benches::measure::{Effort, ratio};
use lutine_core::bundle::Bundle;
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;
use std::fmt::Write;
use std::hint::black_box;

const RULEBOOK: &str = r#"rulebook bands version "1"
input Policy
table rate(insured: int 0..1_000_000_000) -> decimal from "rate.csv"
entity Policy { insured: int 0..1_000_000_000 }
output { factor = rate(policy.insured) }
"#;

/// How many keys are looked up at once.
const KEYS: usize = 2_000;

/// The next of numbers that look like chance and are the same in every run.
fn next(chance: &mut u64) -> u64 {
    *chance = chance
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *chance >> 33
}

/// The lower ends of so many bands, and the factor of each in thousandths.
fn bands(rows: usize) -> (Vec<i64>, Vec<i64>) {
    let mut chance = 7;
    let mut ends = Vec::with_capacity(rows);
    let mut end = 0;
    for _ in 0..rows {
        ends.push(end);
        end += i64::try_from(1 + next(&mut chance) % 900).expect("it is small");
    }
    let factors = (0..rows).map(|_| i64::try_from(500 + next(&mut chance) % 1_000));
    (
        ends,
        factors.map(|factor| factor.expect("it is small")).collect(),
    )
}

fn csv(ends: &[i64], factors: &[i64]) -> String {
    let mut text = String::from("insured,factor\n");
    for (place, (low, factor)) in ends.iter().zip(factors).enumerate() {
        let high = ends.get(place + 1).map_or(1_000_000_000, |next| next - 1);
        let (whole, places) = (factor / 1_000, factor % 1_000);
        writeln!(text, "{low}..{high},{whole}.{places:03}").expect("it is text");
    }
    text
}

/// The memory that this process holds, in bytes; nothing where the system does not say.
fn resident() -> Option<f64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: f64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4_096.0)
}

pub(crate) fn run(rows: usize, effort: Effort, table: &mut Table) {
    let (ends, factors) = bands(rows);
    let bundle = {
        let source = MemorySource::new()
            .with("bands.lutine", RULEBOOK)
            .with("rate.csv", csv(&ends, &factors));
        let rulebook = Rulebook::compile(&source).unwrap_or_else(|error| panic!("{error}"));
        rulebook.bundle().expect("it is written")
    };
    let before = resident();
    let engine = Bundle::read(&bundle)
        .expect("it is whole")
        .into_engine()
        .expect("it loads");
    assert_eq!(engine.unplanned(), None, "it is computed in integers");
    let held = resident().zip(before).map(|(after, before)| after - before);
    look_ups(&engine, (&ends, &factors), effort, table);
    // Packed, a row is the two ends of its band and its factor, a word each.
    let packed = rows as f64 * 24.0;
    if let Some(held) = held {
        let shown = format!("{:.0} MiB", held / 1_048_576.0);
        let name = "memory of the loaded table, to packed";
        table.ratio(name, &shown, held / packed, Must::AtMost(2.0));
    }
}

fn look_ups(engine: &Engine, (ends, factors): (&[i64], &[i64]), effort: Effort, table: &mut Table) {
    let mut chance = 11;
    let most = u64::try_from(ends.last().copied().unwrap_or(0)).expect("it is above 0");
    let keys: Vec<i64> = (0..KEYS * 50)
        .map(|_| i64::try_from(next(&mut chance) % most).expect("it is small"))
        .collect();
    let batches: Vec<_> = keys
        .chunks(KEYS)
        .map(|keys| {
            let texts: Vec<String> = keys
                .iter()
                .map(|key| format!("{{\"insured\":{key}}}"))
                .collect();
            let risks = texts.iter().map(|text| Risk::from(text.as_str()));
            engine.decoder().decode_risks(risks).batch
        })
        .collect();
    let own = |call: usize| {
        let batch = &batches[call % batches.len()];
        black_box(engine.compute_in_integers(black_box(batch), |done| done.has(0)));
        KEYS
    };
    let by_hand = |call: usize| {
        let keys = keys
            .chunks(KEYS)
            .nth(call % batches.len())
            .unwrap_or_default();
        for key in keys {
            let row = ends.partition_point(|end| end <= black_box(key)) - 1;
            black_box(factors[row]);
        }
        KEYS
    };
    let own = ratio(effort, own, by_hand);
    table.row(
        "a look-up in bands, to a binary search",
        own,
        Must::AtMost(1.5),
    );
}
