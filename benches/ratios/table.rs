//! What is printed: a line for each piece of work, and whether it is as it must be.

use lutine_benches::measure::Ratio;
use std::fmt::Display;

/// What a figure must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Must {
    /// Nothing; it is there to compare with.
    Be,
    AtMost(f64),
    AtLeast(f64),
    /// Between the two.
    Within(f64, f64),
}

impl Must {
    fn is_missed(self, figure: f64) -> bool {
        match self {
            Self::Be => false,
            Self::AtMost(most) => figure > most,
            Self::AtLeast(least) => figure < least,
            Self::Within(least, most) => figure < least || figure > most,
        }
    }
}

impl Display for Must {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self {
            Self::Be => String::new(),
            Self::AtMost(most) => format!("≤ {most}"),
            Self::AtLeast(least) => format!("≥ {least}"),
            Self::Within(least, most) => format!("{least}–{most}"),
        };
        f.pad(&text)
    }
}

/// The lines so far.
pub(crate) struct Table {
    pub(crate) missed: bool,
}

impl Table {
    pub(crate) fn new() -> Self {
        println!(
            "{:<44}{:>12}{:>9}{:>16}{:>10}",
            "personal auto", "each", "ratio", "spread", "must"
        );
        Self { missed: false }
    }

    /// A ratio of times.
    pub(crate) fn row(&mut self, name: &str, ratio: Ratio, must: Must) {
        let (least, greatest) = ratio.spread;
        let spread = format!("{least:.3}..{greatest:.3}");
        let each = format!("{:.0} ns", ratio.nanoseconds);
        let median = format!("{:.3}", ratio.median);
        self.line(name, [&each, &median, &spread], must, ratio.median);
    }

    /// A figure of its own.
    pub(crate) fn figure(&mut self, name: &str, shown: &str, figure: f64, must: Must) {
        self.line(name, [shown, "", ""], must, figure);
    }

    /// A ratio of other things than the times of one piece of work.
    pub(crate) fn ratio(&mut self, name: &str, shown: &str, ratio: f64, must: Must) {
        self.line(name, [shown, &format!("{ratio:.3}"), ""], must, ratio);
    }

    fn line(&mut self, name: &str, [each, ratio, spread]: [&str; 3], must: Must, figure: f64) {
        let is_missed = must.is_missed(figure);
        self.missed |= is_missed;
        let verdict = if is_missed { "  MISSED" } else { "" };
        println!("{name:<44}{each:>12}{ratio:>9}{spread:>16}{must:>10}{verdict}");
    }
}
