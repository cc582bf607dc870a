//! The code by hand against that of the peers, where it was built: both are the same tariff, written twice.

use crate::EXAMPLE;
use crate::table::{Must, Table};
use lutine_benches::hand_written::{Decimal, Policy, Tables, quote};
use lutine_benches::measure::Effort;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Where the peers' program is, if it is anywhere: it prints how many nanoseconds one of its quotes takes.
const PROGRAM: &str = "LUTINE_PEER";

pub(crate) fn compare(shape: &str, policies: &[Policy], effort: Effort, table: &mut Table) {
    let Ok(program) = std::env::var(PROGRAM) else {
        return;
    };
    let tables = Tables::<Decimal>::read(Path::new(EXAMPLE));
    let own = || {
        let (mut quotes, begun) = (0_u32, Instant::now());
        while begun.elapsed() < effort.each {
            for policy in policies {
                black_box(quote(&tables, black_box(policy)));
                quotes += 1;
            }
        }
        begun.elapsed().as_nanos() as f64 / f64::from(quotes)
    };
    let milliseconds = effort.each.as_millis().to_string();
    let theirs = || {
        let run = Command::new(&program)
            .args(["base", shape, "full", &milliseconds])
            .output();
        let output = run.expect("it runs").stdout;
        let text = String::from_utf8(output).expect("it prints text");
        let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        let mut numbers = numbers.filter_map(|number| number.parse::<f64>().ok());
        numbers.next_back().expect("it prints a number")
    };
    let mut ratios: Vec<f64> = (0..effort.repeats)
        .map(|_| {
            let (before, theirs) = (own(), theirs());
            f64::midpoint(before, own()) / theirs
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    let name = format!("{shape}: by hand, to the peers' by hand");
    table.ratio(&name, "", median, Must::Within(0.7, 1.3));
}
