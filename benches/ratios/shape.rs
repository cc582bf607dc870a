//! Policies of one shape: one risk, its text, a book of them, each against the same by hand.

use crate::EXAMPLE;
use crate::table::{Must, Table};
use lutine::Rulebook;
use lutine_benches::generate::json;
use lutine_benches::hand_written::{Cents, Decimal, Float, Policy, Tables, quote};
use lutine_benches::measure::{Effort, ratio};
use lutine_core::batch::Batch;
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Policies of one shape, decoded and by hand.
pub(crate) struct Shape {
    name: &'static str,
    policies: Vec<Policy>,
    texts: Vec<String>,
    decoded: Vec<Batch>,
    book: Batch,
    decimals: Tables<Decimal>,
}

impl Shape {
    pub(crate) fn new(name: &'static str, engine: &Engine, policies: Vec<Policy>) -> Self {
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
    pub(crate) fn hand_written(&self, effort: Effort, table: &mut Table) {
        let cents = Tables::<Cents>::read(Path::new(EXAMPLE));
        let floats = Tables::<Float>::read(Path::new(EXAMPLE));
        let own = ratio(effort, |call| self.by_hand(call), |call| self.by_hand(call));
        table.row(
            &format!("{}: by hand, rust_decimal", self.name),
            own,
            Must::Be,
        );
        let policy = |call: usize| black_box(&self.policies[call % self.policies.len()]);
        let in_cents = |call| {
            black_box(quote(&cents, policy(call)));
            1
        };
        let own = ratio(effort, in_cents, |call| self.by_hand(call));
        table.row(&format!("{}: by hand, i64", self.name), own, Must::Be);
        let in_floats = |call| {
            black_box(quote(&floats, policy(call)));
            1
        };
        let own = ratio(effort, in_floats, |call| self.by_hand(call));
        table.row(&format!("{}: by hand, f64", self.name), own, Must::Be);
    }

    pub(crate) fn one_risk(&self, effort: Effort, engine: &Engine, table: &mut Table) {
        let risk = |call: usize| {
            let batch = &self.decoded[call % self.decoded.len()];
            black_box(engine.compute_in_integers(black_box(batch), |done| done.has(0)));
            1
        };
        let own = ratio(effort, risk, |call| self.by_hand(call));
        table.row(
            &format!("{}: one risk, decoded", self.name),
            own,
            Must::AtMost(0.50),
        );
        let risk = |call: usize| {
            black_box(engine.evaluate(black_box(&self.decoded[call % self.decoded.len()])));
            1
        };
        let own = ratio(effort, risk, |call| self.by_hand(call));
        table.row(
            &format!("{}: the same, as an answer", self.name),
            own,
            Must::Be,
        );
    }

    /// From JSON text to JSON text.
    pub(crate) fn text(&self, effort: Effort, rulebook: &Rulebook, table: &mut Table) {
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
        table.row(
            &format!("{}: JSON to JSON", self.name),
            own,
            Must::AtMost(1.0),
        );
    }

    /// Many at once, in columns.
    pub(crate) fn book(&self, effort: Effort, engine: &Engine, table: &mut Table) {
        let own = |_| {
            black_box(engine.compute_in_integers(black_box(&self.book), |done| done.has(0)));
            self.policies.len()
        };
        let must = if self.name == "v1d1" { 0.10 } else { 0.15 };
        let own = ratio(effort, own, |call| self.by_hand(call));
        table.row(
            &format!("{}: a book in columns", self.name),
            own,
            Must::AtMost(must),
        );
    }

    /// The risk with its worksheet, each of its numbers with row and line, as text; against the answer as text alone.
    pub(crate) fn worksheet(&self, effort: Effort, rulebook: &Rulebook, table: &mut Table) {
        let text = |call: usize| black_box(self.texts[call % self.texts.len()].as_str());
        let with = |call: usize| {
            let explained = rulebook.explain_to_json(text(call));
            black_box(explained.worksheet.expect("the risk has no faults"));
            1
        };
        let without = |call: usize| {
            black_box(rulebook.evaluate_to_json(text(call)));
            1
        };
        let own = ratio(effort, with, without);
        let name = format!("{}: with its worksheet, to without", self.name);
        table.row(&name, own, Must::AtMost(3.0));
    }

    /// The book on two threads: how many times faster than on one, against the same of code by hand.
    pub(crate) fn threads(&self, effort: Effort, engine: &Engine, table: &mut Table) {
        let cents = Tables::<Cents>::read(Path::new(EXAMPLE));
        let own = || {
            black_box(engine.compute_in_integers(black_box(&self.book), |done| done.has(0)));
        };
        let by_hand = || {
            for policy in &self.policies {
                black_box(quote(&cents, black_box(policy)));
            }
        };
        let mut scalings: Vec<(f64, f64)> = (0..effort.repeats)
            .map(|_| (scaling(effort, own), scaling(effort, by_hand)))
            .collect();
        scalings.sort_by(|(a, b), (c, d)| (a / b).total_cmp(&(c / d)));
        let (own, by_hand) = scalings[scalings.len() / 2];
        let shown = format!("{own:.2} × {by_hand:.2}");
        let name = format!("{}: two threads, to by hand", self.name);
        table.ratio(&name, &shown, own / by_hand, Must::AtLeast(0.95));
    }
}

/// How many times as much is done by two threads as by one in the same time.
fn scaling(effort: Effort, work: impl Fn() + Sync) -> f64 {
    let rounds = |threads: usize| {
        let begun = Instant::now();
        let counts = std::thread::scope(|scope| {
            let count = || {
                let mut count = 0_usize;
                while count == 0 || begun.elapsed() < effort.each {
                    work();
                    count += 1;
                }
                count
            };
            let started: Vec<_> = (0..threads).map(|_| scope.spawn(count)).collect();
            let counts = started
                .into_iter()
                .map(|thread| thread.join().expect("it ends"));
            counts.sum::<usize>()
        });
        counts as f64 / begun.elapsed().as_secs_f64()
    };
    let before = rounds(1);
    let two = rounds(2);
    2.0 * two / (before + rounds(1))
}
