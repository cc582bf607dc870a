//! The personal auto tariff, one vehicle and one driver: from the text of a risk to the text of its answer.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(
    clippy::panic,
    reason = "a benchmark of a rulebook that does not compile measures nothing"
)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lutine::Rulebook;
use std::hint::black_box;

const RULEBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/personal_auto");
const RISK: &str = include_str!("../examples/personal_auto/cases/liability_only.json");

/// How many risks make a book.
const BOOK: usize = 1_000;

fn personal_auto(criterion: &mut Criterion) {
    let rulebook = match Rulebook::load(RULEBOOK) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("the example does not compile: {error}"),
    };
    assert!(rulebook.evaluate(RISK).is_ok(), "the risk is answered");

    let mut group = criterion.benchmark_group("personal_auto");
    group.throughput(Throughput::Elements(1));
    group.bench_function("one_risk", |bencher| {
        bencher.iter(|| rulebook.evaluate(black_box(RISK)).to_json());
    });
    group.throughput(Throughput::Elements(BOOK as u64));
    group.bench_function("book_of_1000", |bencher| {
        let book = vec![RISK; BOOK];
        bencher.iter(|| {
            let answers = rulebook.evaluate_many(black_box(book.iter().copied()));
            answers
                .iter()
                .map(lutine::Answer::to_json)
                .collect::<Vec<_>>()
        });
    });
    group.finish();
}

criterion_group!(benches, personal_auto);
criterion_main!(benches);
