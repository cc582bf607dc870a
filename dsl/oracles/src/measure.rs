//! What something takes, in time on the processor and in memory: so whatever else a machine does counts for nothing.

use std::time::{Duration, Instant};

/// The stack of the thread that is measured: far more than anything needs.
const STACK: usize = 64 << 20;

/// What some work took.
#[derive(Debug, Clone)]
pub struct Measured<T> {
    /// What came of it.
    pub found: T,
    /// How long its thread was on a processor; where the system does not say that, how long it took.
    pub time: Duration,
    /// How much more memory the process had at most than before, in bytes; nothing where the system does not say that.
    pub memory: Option<u64>,
}

/// Does some work on a thread of its own and measures it.
///
/// # Panics
/// Where the work does.
pub fn measured<T: Send>(work: impl FnOnce() -> T + Send) -> Measured<T> {
    let forgotten = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = memory("VmRSS:").filter(|_| forgotten);
    let timed = move || {
        let begun = Instant::now();
        let start = on_processor();
        let found = work();
        let time = on_processor().zip(start);
        let time = time.map(|(end, start)| end.saturating_sub(start));
        (found, time.unwrap_or_else(|| begun.elapsed()))
    };
    let (found, time) = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, timed).expect("a thread");
        running.join().expect("no panic")
    });
    let most = memory("VmHWM:").zip(before);
    Measured {
        found,
        time,
        memory: most.map(|(most, before)| most.saturating_sub(before)),
    }
}

/// The time that this thread has been on a processor so far.
fn on_processor() -> Option<Duration> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let spent = spent.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(spent))
}

/// A line of what the system says of this process, in bytes.
fn memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kibibytes.checked_mul(1_024)
}
