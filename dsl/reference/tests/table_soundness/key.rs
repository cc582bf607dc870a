//! Keys of tables: their values as *points* of a line, and how these are written.
//!
//! A value stands at an even number of the line, 2 × its tick; the odd numbers are what lies between two ticks, of which there is
//! something where the values have no neighbours: between decimals, and between texts.

use lutine_reference::generate::Random;

/// The ends of a line; no tick is near them.
pub const LOW: i64 = -10_000;
pub const HIGH: i64 = 10_000;

/// The points from one to the other, both inside.
pub type Span = (i64, i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Bool,
    Enum,
    OrderedEnum,
    PartOfEnum,
    PartOfOrderedEnum,
    Int,
    IntRange,
    IntSet,
    Decimal,
    DecimalRange,
    Money,
    MoneyRange,
    Date,
    DateRange,
    Text,
    TextSet,
}

pub const KINDS: [Kind; 16] = [
    Kind::Bool,
    Kind::Enum,
    Kind::OrderedEnum,
    Kind::PartOfEnum,
    Kind::PartOfOrderedEnum,
    Kind::Int,
    Kind::IntRange,
    Kind::IntSet,
    Kind::Decimal,
    Kind::DecimalRange,
    Kind::Money,
    Kind::MoneyRange,
    Kind::Date,
    Kind::DateRange,
    Kind::Text,
    Kind::TextSet,
];

/// What the enums of every rulebook here are.
pub const ENUMS: &str = "enum Plain { red, green, \"two words\", blue }\n\
                         enum Grade { low < mid < high < top < best }\n";
const PLAIN: [&str; 4] = ["red", "green", "two words", "blue"];
const GRADE: [&str; 5] = ["low", "mid", "high", "top", "best"];
/// In the order of their bytes.
const TEXTS: [&str; 6] = [" x", "a", "b, c", "cd", "q\"r", "é"];
/// The day of tick 0 is 26 February 2024.
const DAYS: [&str; 16] = [
    "2024-02-16",
    "2024-02-17",
    "2024-02-18",
    "2024-02-19",
    "2024-02-20",
    "2024-02-21",
    "2024-02-22",
    "2024-02-23",
    "2024-02-24",
    "2024-02-25",
    "2024-02-26",
    "2024-02-27",
    "2024-02-28",
    "2024-02-29",
    "2024-03-01",
    "2024-03-02",
];

/// A key as it is declared.
#[derive(Debug, Clone)]
pub struct Key {
    pub kind: Kind,
    pub name: String,
    /// The values that it takes, as points.
    pub domain: Vec<Span>,
    /// Its type, as it is written.
    pub ty: &'static str,
}

impl Key {
    pub fn new(random: &mut Random, kind: Kind, name: String) -> Self {
        let ticks = |from: i64, to: i64| vec![(2 * from, 2 * to)];
        let each = |ticks: &[i64]| ticks.iter().map(|t| (2 * t, 2 * t)).collect::<Vec<_>>();
        let choices: Vec<(&'static str, Vec<Span>)> = match kind {
            Kind::Bool => vec![("bool", ticks(0, 1))],
            Kind::Enum => vec![("Plain", ticks(0, 3))],
            Kind::OrderedEnum => vec![("Grade", ticks(0, 4))],
            Kind::PartOfEnum => vec![
                ("Plain {red, blue}", each(&[0, 3])),
                ("Plain {green, \"two words\", blue}", ticks(1, 3)),
            ],
            Kind::PartOfOrderedEnum => vec![
                ("Grade {low, high, top}", each(&[0, 2, 3])),
                ("Grade {mid, high}", ticks(1, 2)),
            ],
            Kind::Int => vec![("int", vec![(LOW, HIGH)])],
            Kind::IntRange => vec![
                ("int 0..5", ticks(0, 5)),
                ("int 1..<5", ticks(1, 4)),
                ("int -2..2", ticks(-2, 2)),
                ("int 0..", vec![(0, HIGH)]),
            ],
            Kind::IntSet => vec![
                ("int {1, 3, 5}", each(&[1, 3, 5])),
                ("int {0, 2..4, 6}", vec![(0, 0), (4, 8), (12, 12)]),
            ],
            Kind::Decimal => vec![("decimal", vec![(LOW, HIGH)])],
            Kind::DecimalRange => vec![
                ("decimal 0..2", ticks(0, 4)),
                ("decimal 0..<1.5", vec![(0, 5)]),
                ("decimal {0.5, 1, 2.5}", each(&[1, 2, 5])),
                ("decimal 0..", vec![(0, HIGH)]),
            ],
            Kind::Money => vec![("money", vec![(LOW, HIGH)])],
            Kind::MoneyRange => vec![
                ("money 0..0.05", ticks(0, 5)),
                ("money {0.01, 0.03, 0.04}", each(&[1, 3, 4])),
                ("money 0..", vec![(0, HIGH)]),
                ("money 0..<0.04", vec![(0, 7)]),
            ],
            Kind::Date => vec![("date", vec![(LOW, HIGH)])],
            Kind::DateRange => vec![
                ("date 2024-02-26..2024-03-01", ticks(0, 4)),
                ("date 2024-02-27..", vec![(2, HIGH)]),
            ],
            Kind::Text => vec![("text", vec![(LOW, HIGH)])],
            Kind::TextSet => vec![
                ("text {\"a\", \"b, c\", \"é\"}", each(&[1, 2, 5])),
                ("text {\" x\", \"q\\\"r\"}", each(&[0, 4])),
            ],
        };
        let (ty, domain) = random.pick(&choices).clone();
        Self {
            kind,
            name,
            domain,
            ty,
        }
    }

    /// Whether there is always more between two values.
    pub fn is_dense(&self) -> bool {
        matches!(
            self.kind,
            Kind::Decimal | Kind::DecimalRange | Kind::Text | Kind::TextSet
        )
    }

    /// Whether there are ranges of its values.
    pub fn has_ranges(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Bool | Kind::Enum | Kind::PartOfEnum | Kind::Text | Kind::TextSet
        )
    }

    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::TextSet)
    }

    /// Whether its declaration says which values it has.
    pub fn is_declared(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Int | Kind::Decimal | Kind::Money | Kind::Date | Kind::Text
        )
    }

    /// Whether cells are looked at for values outside of what is declared.
    pub fn has_domain(&self) -> bool {
        self.is_declared() && !matches!(self.kind, Kind::Bool | Kind::Enum | Kind::OrderedEnum)
    }

    /// The ticks that cells name.
    pub fn ticks(&self) -> (i64, i64) {
        match self.kind {
            Kind::Bool => (0, 1),
            Kind::Enum | Kind::PartOfEnum => (0, 3),
            Kind::OrderedEnum | Kind::PartOfOrderedEnum => (0, 4),
            Kind::Date | Kind::DateRange => (-1, 4),
            Kind::Text | Kind::TextSet => (0, 5),
            _ => (-2, 6),
        }
    }

    pub fn tick(&self, random: &mut Random) -> i64 {
        let (from, to) = self.ticks();
        random.between(from, to)
    }

    /// Whether a point is a value that the key takes.
    pub fn takes(&self, point: i64) -> bool {
        (self.is_dense() || point % 2 == 0) && inside(&self.domain, point)
    }

    /// The ticks of its values, where these are few.
    pub fn few(&self) -> Option<Vec<i64>> {
        let bounded = self.domain.iter().all(|(_, to)| *to < HIGH);
        let apart = !self.is_dense() || self.domain.iter().all(|(from, to)| from == to);
        let (from, to) = self.ticks();
        (bounded && apart).then(|| (from..=to).filter(|t| self.takes(2 * t)).collect())
    }

    /// Points that can be asked for, in order: at least one of those that no cell tells apart.
    pub fn points<'s>(&self, cells: impl Iterator<Item = &'s Vec<Span>>) -> Vec<i64> {
        if let Some(few) = self.few() {
            return few.into_iter().map(|tick| 2 * tick).collect();
        }
        let cuts = self.cuts(cells);
        let (Some(least), Some(greatest)) = (cuts.first(), cuts.last()) else {
            return vec![0];
        };
        (least - 2..=greatest + 2)
            .filter(|point| self.takes(*point))
            .collect()
    }

    /// Where something begins or ends along the key.
    fn cuts<'s>(&self, cells: impl Iterator<Item = &'s Vec<Span>>) -> Vec<i64> {
        // An amount below 0.03 is cut at 0.03, a number below 3 is one up to 2.
        let has_next = !self.is_dense() && !matches!(self.kind, Kind::Money | Kind::MoneyRange);
        let mut cuts = Vec::new();
        for (from, to) in cells.flatten().copied().chain(self.domain.iter().copied()) {
            if from > LOW {
                cuts.push(if from % 2 == 0 {
                    from
                } else if has_next {
                    from + 1
                } else {
                    from - 1
                });
            }
            if to < HIGH {
                cuts.push(if to % 2 == 0 {
                    to
                } else if has_next {
                    to - 1
                } else {
                    to + 1
                });
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    /// Whether two points are one value, or values between which no cell of the table and nothing declared begins or ends.
    pub fn same<'s>(&self, a: i64, b: i64, cells: impl Iterator<Item = &'s Vec<Span>>) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        let spans: Vec<Span> = cells
            .flatten()
            .copied()
            .chain(self.domain.iter().copied())
            .collect();
        let is_cut =
            |(from, to): &Span| (low < *from && *from <= high) || (low <= *to && *to < high);
        // Where nothing is told apart any value stands for all, else only where there is always one between two.
        let is_one = spans.iter().all(|span| *span == (LOW, HIGH));
        a == b || is_one || (self.is_dense() && !spans.iter().any(is_cut))
    }

    /// Whether a value that the key takes lies in one of these spans.
    pub fn fits(&self, spans: &[Span]) -> bool {
        let in_both = |(a, b): (&Span, &Span)| {
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            (from..=to.min(from + 1)).any(|point| self.takes(point))
        };
        let pairs = spans
            .iter()
            .flat_map(|a| self.domain.iter().map(move |b| (a, b)));
        pairs.into_iter().any(in_both)
    }

    /// Whether [`Self::value`] writes a point: it is no place between two ticks and not too far from the others.
    pub fn can_write(&self, point: i64) -> bool {
        let ticks = match self.kind {
            Kind::Date | Kind::DateRange => -10..=5,
            Kind::Text | Kind::TextSet => 0..=5,
            _ => LOW..=HIGH,
        };
        point % 2 == 0 && ticks.contains(&(point / 2))
    }

    /// A value as it is written in the rulebook.
    pub fn value(&self, random: &mut Random, tick: i64) -> String {
        match self.kind {
            Kind::Bool => (tick == 1).to_string(),
            Kind::Enum | Kind::PartOfEnum => quoted_if_needed(PLAIN[at(tick)]),
            Kind::OrderedEnum | Kind::PartOfOrderedEnum => quoted_if_needed(GRADE[at(tick)]),
            Kind::Int | Kind::IntRange | Kind::IntSet => tick.to_string(),
            Kind::Decimal | Kind::DecimalRange => {
                let (sign, whole) = (if tick < 0 { "-" } else { "" }, tick.abs() / 2);
                match (tick % 2 == 0, random.below(3)) {
                    (true, 0) => format!("{sign}{whole}.00"),
                    (true, _) => format!("{sign}{whole}"),
                    (false, 0) => format!("{sign}{whole}.50"),
                    (false, _) => format!("{sign}{whole}.5"),
                }
            }
            Kind::Money | Kind::MoneyRange => {
                let sign = if tick < 0 { "-" } else { "" };
                format!("{sign}0.{:02}", tick.abs())
            }
            Kind::Date | Kind::DateRange => DAYS[at(tick + 10)].to_owned(),
            Kind::Text | Kind::TextSet => format!("{:?}", TEXTS[at(tick)]),
        }
    }

    /// The point of a value that stands in a call.
    pub fn point(&self, text: &str) -> i64 {
        let named = |names: &[&str], text: &str| {
            let bare = text.trim_matches('"');
            let bare = bare.rsplit('.').next().unwrap();
            2 * names.iter().position(|n| *n == bare).unwrap() as i64
        };
        match self.kind {
            Kind::Bool => 2 * i64::from(text == "true"),
            Kind::Enum | Kind::PartOfEnum => named(&PLAIN, text),
            Kind::OrderedEnum | Kind::PartOfOrderedEnum => named(&GRADE, text),
            Kind::Int | Kind::IntRange | Kind::IntSet => 2 * text.parse::<i64>().unwrap(),
            Kind::Decimal | Kind::DecimalRange => scaled(text, 1, 2),
            Kind::Money | Kind::MoneyRange => scaled(text, 100, 1),
            Kind::Date | Kind::DateRange => {
                let found = DAYS.iter().position(|day| *day == text);
                // The day that stands for all, where nothing tells any apart.
                2 * (found.map_or(-1_000, |found| found as i64) - 10)
            }
            Kind::Text | Kind::TextSet => {
                let inner = &text[1..text.len() - 1];
                let value = inner.replace("\\\"", "\"").replace("\\n", "\n");
                match TEXTS.binary_search(&value.as_str()) {
                    Ok(tick) => 2 * tick as i64,
                    Err(before) => 2 * before as i64 - 1,
                }
            }
        }
    }
}

fn at(tick: i64) -> usize {
    usize::try_from(tick).unwrap()
}

fn quoted_if_needed(name: &str) -> String {
    match name.contains(' ') {
        true => format!("{name:?}"),
        false => name.to_owned(),
    }
}

/// The point of a number of which `per_one · ticks` are a tick: 2 × its tick, or what lies between two.
fn scaled(text: &str, per_one: i128, ticks: i128) -> i64 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let one = 10_i128.pow(u32::try_from(fraction.len()).unwrap());
    let number = sign * format!("{whole}{fraction}").parse::<i128>().unwrap() * per_one * ticks;
    let point = match number % one {
        0 => 2 * (number / one),
        _ => 2 * number.div_euclid(one) + 1,
    };
    i64::try_from(point).unwrap()
}

/// Whether a point lies in one of these spans.
pub fn inside(spans: &[Span], point: i64) -> bool {
    spans
        .iter()
        .any(|(from, to)| (*from..=*to).contains(&point))
}
