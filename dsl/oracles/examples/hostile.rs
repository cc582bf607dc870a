//! How long the largest hostile files take, slowest first: `cargo run --release -p lutine-oracles --example hostile [PART-OF-A-NAME]`.
//!
//! Where the system says how long a thread was on a processor (Linux), that is what is shown, so that whatever else a machine does counts
//! for nothing. The last line names the worst form of all and its time.

use lutine_core::engine::Engine;
use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_oracles::{large, text};
use std::time::{Duration, Instant};

/// The time that this thread has had so far.
fn now(begun: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// What a whole file takes: checked and its faults rendered, or lowered and taken by an engine; and formatted.
struct Measured {
    whole: Duration,
    formatting: Duration,
    found: String,
}

impl Measured {
    fn of(text: &str) -> Self {
        let begun = Instant::now();
        let start = now(begun);
        let checked = text::checked(text);
        for fault in &checked.diagnostics {
            render(fault, &checked.sources, false);
        }
        let engine = checked
            .rulebook
            .as_ref()
            .map(|rulebook| Engine::new(lower(rulebook, &checked.sources)).is_ok());
        let whole = now(begun).saturating_sub(start);
        let first = checked.diagnostics.first();
        let found = match (engine, first) {
            (Some(is_taken), _) => format!("an engine, {is_taken}"),
            (None, first) => {
                first.map_or_else(String::new, |f| format!("{} {:.60}", f.code, f.message))
            }
        };
        let start = now(begun);
        let _ = lutine_dsl::format::format(text);
        Self {
            whole,
            formatting: now(begun).saturating_sub(start),
            found,
        }
    }

    fn worst(&self) -> Duration {
        self.whole.max(self.formatting)
    }
}

fn main() {
    let part = std::env::args().nth(1).unwrap_or_default();
    let mut rows = Vec::new();
    for large in large::all()
        .into_iter()
        .filter(|large| large.name.contains(&part))
    {
        let name = large.name;
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let running = thread
            .spawn(move || Measured::of(&large.text))
            .expect("a thread");
        let measured = running.join().expect("no panic");
        eprintln!("{name}: {} ms", measured.worst().as_millis());
        rows.push((name, measured));
    }
    rows.sort_by_key(|(_, measured)| std::cmp::Reverse(measured.worst()));
    println!("  whole  formatted");
    for (name, measured) in &rows {
        let (whole, formatting) = (measured.whole.as_millis(), measured.formatting.as_millis());
        println!(
            "{whole:>4} ms    {formatting:>4} ms  {name:<40} {}",
            measured.found
        );
    }
    if let Some((name, measured)) = rows.first() {
        println!("worst: {name}, {} ms", measured.worst().as_millis());
    }
}
