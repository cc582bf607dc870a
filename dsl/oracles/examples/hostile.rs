//! How long the largest hostile files take, slowest first: `cargo run --release -p lutine-oracles --example hostile [PART-OF-A-NAME]`.

use lutine_core::engine::Engine;
use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_oracles::{large, text};
use std::time::{Duration, Instant};

/// The time that a whole file takes: checked, its faults rendered, or lowered and taken by an engine.
fn measured(text: &str) -> (Duration, String) {
    let begun = Instant::now();
    let checked = text::checked(text);
    let checking = begun.elapsed();
    for fault in &checked.diagnostics {
        render(fault, &checked.sources, false);
    }
    let engine = checked
        .rulebook
        .as_ref()
        .map(|rulebook| Engine::new(lower(rulebook, &checked.sources)).is_ok());
    let found = match (engine, checked.diagnostics.first()) {
        (Some(is_taken), _) => format!("an engine, {is_taken}"),
        (None, first) => {
            first.map_or_else(String::new, |f| format!("{} {:.80}", f.code, f.message))
        }
    };
    let count = checked.diagnostics.len();
    (
        begun.elapsed(),
        format!(
            "{:>6} ms checking, {count:>3} findings: {found}",
            checking.as_millis()
        ),
    )
}

fn main() {
    let part = std::env::args().nth(1).unwrap_or_default();
    let mut rows = Vec::new();
    for large in large::all()
        .into_iter()
        .filter(|large| large.name.contains(&part))
    {
        let name = large.name;
        eprintln!("{name}");
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let running = thread
            .spawn(move || measured(&large.text))
            .expect("a thread");
        let (time, found) = running.join().expect("no panic");
        rows.push((time, name, found));
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.0));
    for (time, name, found) in rows {
        println!("{:>6} ms  {name:<40} {found}", time.as_millis());
    }
}
