//! Ratios of times: two pieces of work in turn, in one run.

use std::time::{Duration, Instant};

/// How a piece of work compares with another.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// The median of the repeats.
    pub median: f64,
    /// The least and the greatest of them.
    pub spread: (f64, f64),
    /// What one of the work took, in nanoseconds, by the median.
    pub nanoseconds: f64,
}

/// How often, and how long each time, work is repeated.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// How many pairs of times are taken.
    pub repeats: usize,
    /// How long each lasts at least.
    pub each: Duration,
}

/// Times `work` and `against` in turn. Both are called with the numbers from 0, and give how many items that was.
pub fn ratio(
    effort: Effort,
    mut work: impl FnMut(usize) -> usize,
    mut against: impl FnMut(usize) -> usize,
) -> Ratio {
    let _warm = (
        time(effort.each, &mut work),
        time(effort.each, &mut against),
    );
    let mut ratios = Vec::with_capacity(effort.repeats);
    let mut times = Vec::with_capacity(effort.repeats);
    for _ in 0..effort.repeats {
        let before = time(effort.each, &mut against);
        let own = time(effort.each, &mut work);
        let behind = time(effort.each, &mut against);
        times.push(own);
        ratios.push(own / ((before + behind) / 2.0));
    }
    ratios.sort_by(f64::total_cmp);
    times.sort_by(f64::total_cmp);
    Ratio {
        median: ratios[ratios.len() / 2],
        spread: (ratios[0], ratios[ratios.len() - 1]),
        nanoseconds: times[times.len() / 2],
    }
}

/// Nanoseconds an item.
fn time(least: Duration, work: &mut impl FnMut(usize) -> usize) -> f64 {
    let (mut items, mut call) = (0, 0);
    let begun = Instant::now();
    loop {
        for _ in 0..32 {
            items += work(call);
            call += 1;
            if items > 4096 {
                break;
            }
        }
        let took = begun.elapsed();
        if took >= least {
            return took.as_nanos() as f64 / items as f64;
        }
    }
}
