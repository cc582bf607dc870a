//! What it takes to answer a file grows little faster than the file, whatever it is full of.
//!
//! Compared are two sizes of each form of hostile file, never a time with a limit: four times the file may take ten times as long, what
//! grows as its square takes sixteen. Where the system says how long a thread was on a processor (Linux), that is what counts, and whatever
//! looks too slow is measured again, since a machine that does other things as well makes a program slower and never faster. An unoptimised
//! build looks at small files, where only what is very slow can be told from what is not; the suite runs this in a release build as well.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use lutine_oracles::large::{Large, Size, all};
use std::time::{Duration, Instant};

/// How much larger the one file is than the other.
const LARGER: usize = 4;
/// How much longer it may take.
const MOST_LONGER: u32 = 10;
/// What takes less has only just begun.
const NOTHING: Duration = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 30 });
/// How often what looks too slow is measured.
const TRIES: u32 = 5;

/// The larger size.
const LARGE: Size = Size::LARGEST.part(if cfg!(debug_assertions) { 32 } else { 4 });

/// The time that this thread has had so far.
fn now(begun: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// What a file takes to be checked, and to be formatted.
fn taken(large: &Large) -> [Duration; 2] {
    let begun = Instant::now();
    let start = now(begun);
    let _ = large.check();
    let checked = now(begun);
    let _ = large.format();
    let formatted = now(begun);
    [
        checked.saturating_sub(start),
        formatted.saturating_sub(checked),
    ]
}

/// Whether a form of file takes too much longer where it is larger, and in words how much.
fn grows(small: &Large, large: &Large) -> Option<String> {
    let least = |a: [Duration; 2], b: [Duration; 2]| [a[0].min(b[0]), a[1].min(b[1])];
    let (mut of_small, mut of_large) = (taken(small), taken(large));
    for _ in 1..TRIES {
        let is_slow = |at: usize| {
            of_large[at] > NOTHING && of_large[at] > of_small[at].saturating_mul(MOST_LONGER)
        };
        if !is_slow(0) && !is_slow(1) {
            return None;
        }
        of_small = least(of_small, taken(small));
        of_large = least(of_large, taken(large));
    }
    Some(format!(
        "{}: {of_small:?} to check and to format it, {of_large:?} where it is {LARGER} times as large",
        large.name
    ))
}

fn on_a_stack_of_its_own<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let running = thread.spawn_scoped(scope, work).expect("a thread");
        running.join().expect("no panic")
    })
}

#[test]
fn no_form_of_file_takes_much_longer_than_it_is_larger() {
    let forms: Vec<(Large, Large)> = all(LARGE.part(LARGER))
        .into_iter()
        .zip(all(LARGE))
        .collect();
    let slow = on_a_stack_of_its_own(|| {
        let slow = forms.iter().filter_map(|(small, large)| {
            assert_eq!(small.name, large.name);
            grows(small, large)
        });
        slow.collect::<Vec<_>>()
    });
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
