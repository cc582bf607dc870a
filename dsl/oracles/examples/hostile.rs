//! How long the largest hostile files take, slowest first: `cargo run --release -p lutine-oracles --example hostile [PART-OF-A-NAME]…`.
//!
//! A file is checked as `lutine check` does it, proofs and all, and formatted. Where the system says how long a thread was on a processor
//! (Linux), that is what is shown, so that whatever else a machine does counts for nothing. The last line names the worst form of all and
//! its time.

use lutine_oracles::large::{self, Size};
use std::time::{Duration, Instant};

/// The time that this thread has had so far.
fn now(begun: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// What a whole file takes, checked and formatted.
struct Measured {
    checking: Duration,
    formatting: Duration,
    found: String,
}

impl Measured {
    fn of(large: &large::Large) -> Self {
        let begun = Instant::now();
        let start = now(begun);
        let found = large.check();
        let checking = now(begun).saturating_sub(start);
        let start = now(begun);
        let _ = large.format();
        Self {
            checking,
            formatting: now(begun).saturating_sub(start),
            found,
        }
    }

    fn worst(&self) -> Duration {
        self.checking.max(self.formatting)
    }
}

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |large: &large::Large| {
        parts.is_empty() || parts.iter().any(|part| large.name.contains(part))
    };
    let mut rows = Vec::new();
    for large in large::all(Size::LARGEST).into_iter().filter(is_asked) {
        let name = large.name;
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let running = thread
            .spawn(move || Measured::of(&large))
            .expect("a thread");
        let measured = running.join().expect("no panic");
        eprintln!("{name}: {} ms", measured.worst().as_millis());
        rows.push((name, measured));
    }
    rows.sort_by_key(|(_, measured)| std::cmp::Reverse(measured.worst()));
    println!("checked  formatted");
    for (name, measured) in &rows {
        let (checking, formatting) = (
            measured.checking.as_millis(),
            measured.formatting.as_millis(),
        );
        println!(
            "{checking:>4} ms    {formatting:>4} ms  {name:<40} {}",
            measured.found
        );
    }
    if let Some((name, measured)) = rows.first() {
        println!(
            "worst of {}: {name}, {} ms",
            rows.len(),
            measured.worst().as_millis()
        );
    }
}
