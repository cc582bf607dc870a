//! Key cells: which points they match, and one of the ways to write that.

use super::key::{HIGH, Key, LOW, Span};
use lutine_reference::generate::Random;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub spans: Vec<Span>,
    /// As it stands in the rulebook.
    pub text: String,
    /// What it is, for the count of what was covered.
    pub form: &'static str,
}

impl Cell {
    pub fn any() -> Self {
        Self {
            spans: vec![(LOW, HIGH)],
            text: "_".to_owned(),
            form: "_",
        }
    }

    /// The cell as a CSV file has it; nothing where it takes the quotes of the language.
    pub fn csv(&self, key: &Key) -> Option<String> {
        let is_one = self.form == "one value";
        let bare = if is_one && self.text.starts_with('"') {
            self.text[1..self.text.len() - 1].replace("\\\"", "\"")
        } else if self.text.contains("\\\"") {
            return None;
        } else {
            self.text.clone()
        };
        let quote = bare.contains([',', '"']) || (key.is_text() && bare.starts_with(' '));
        Some(match quote {
            true => format!("\"{}\"", bare.replace('"', "\"\"")),
            false => bare,
        })
    }

    /// Any cell.
    pub fn random(random: &mut Random, key: &Key) -> Self {
        match random.below(10) {
            0 => Self::any(),
            1..=3 => {
                let tick = key.tick(random);
                Self::of(random, key, vec![(2 * tick, 2 * tick)])
            }
            4..=6 if key.has_ranges() => {
                let (a, b) = (key.tick(random), key.tick(random));
                let low = if random.chance(25) { LOW } else { 2 * a.min(b) };
                let high = if random.chance(25) {
                    HIGH
                } else {
                    2 * a.max(b)
                };
                let open = i64::from(high < HIGH && low < high && random.chance(30));
                Self::of(random, key, vec![(low, high - open)])
            }
            _ => {
                let (from, to) = key.ticks();
                let all: Vec<i64> = (from..=to).collect();
                let some = random.some(&all);
                let singles = some.into_iter().map(|tick| (2 * tick, 2 * tick));
                Self::of(random, key, singles.collect())
            }
        }
    }

    /// A cell of these points, written in one of its forms.
    pub fn of(random: &mut Random, key: &Key, spans: Vec<Span>) -> Self {
        if let [(LOW, HIGH)] = spans.as_slice() {
            return Self::any();
        }
        let mut written = Vec::new();
        let spans = match key.has_ranges() && random.chance(70) {
            true => joined(key, spans),
            false => spans,
        };
        let mut out = Vec::new();
        let mut form = "set";
        for span in &spans {
            let (text, span, one) = part(random, key, *span);
            form = one;
            written.push(text);
            out.push(span);
        }
        match written.as_slice() {
            [one] => Self {
                text: one.clone(),
                spans: out,
                form,
            },
            several => Self {
                text: format!("{{{}}}", several.join(", ")),
                spans: out,
                form: "set",
            },
        }
    }
}

/// Neighbours as one span.
fn joined(key: &Key, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let gap = if key.is_dense() { 1 } else { 2 };
    let mut joined: Vec<Span> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            Some((_, end)) if from <= *end + gap => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// A value or a range, the points that it says, and its form.
fn part(random: &mut Random, key: &Key, (from, to): Span) -> (String, Span, &'static str) {
    if from == to {
        return (key.value(random, from / 2), (from, to), "one value");
    }
    let low = match from {
        LOW => String::new(),
        from => key.value(random, from.div_euclid(2) + from.rem_euclid(2)),
    };
    let (high, to, form) = match (to, from) {
        (HIGH, _) => (String::new(), HIGH, "a.."),
        (to, from) => {
            let (_, last) = key.ticks();
            let is_open = to % 2 != 0;
            let tick = to.div_euclid(2) + i64::from(is_open);
            let next = tick + i64::from(!is_open);
            // What has a next value can be written up to it.
            let whole = !key.is_dense() && next <= last;
            if is_open || (whole && random.chance(30)) {
                let tick = if is_open { tick } else { next };
                let form = if from == LOW { "..<b" } else { "a..<b" };
                (format!("<{}", key.value(random, tick)), 2 * tick - 1, form)
            } else {
                let form = if from == LOW { "..b" } else { "a..b" };
                (key.value(random, tick), to, form)
            }
        }
    };
    (format!("{low}..{high}"), (from, to), form)
}
