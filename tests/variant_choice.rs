//! Variants against brute force: random guards over several dimensions. What applies is asked of every point by the words of the language
//! reference; the engine must choose the same, and the checker report every risk that two or no variants claim, and no other.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_VARIANTS` how many sets of guards (8,000; 1,000 in a debug build).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

use lutine::{MemorySource, Rulebook};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Members of the enum, tiers, days of January 2024, yes and no: as numbers, with room around what the input accepts.
const STATES: i64 = 4;
const TIERS: (i64, i64) = (1, 6);
const DAYS: (i64, i64) = (10, 16);
const ROOM: i64 = 4;

struct Random(u64);

impl Random {
    fn below(&mut self, count: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 33).unwrap() % count
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    State,
    Tier,
    Day,
    Flag,
}

impl Kind {
    /// Every value that the type has, as far as a guard can tell values apart.
    fn all(self) -> Vec<i64> {
        let around = |(low, high): (i64, i64)| (low - ROOM..=high + ROOM).collect();
        match self {
            Self::State => (0..STATES).collect(),
            Self::Tier => around(TIERS),
            Self::Day => around(DAYS),
            Self::Flag => vec![0, 1],
        }
    }

    /// What the input accepts.
    fn accepted(self) -> Vec<i64> {
        match self {
            Self::Tier => (TIERS.0..=TIERS.1).collect(),
            Self::Day => (DAYS.0..=DAYS.1).collect(),
            other => other.all(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Tier => "tier",
            Self::Day => "effective",
            Self::Flag => "flag",
        }
    }

    fn written(self, value: i64) -> String {
        match self {
            Self::State => format!("S{value}"),
            Self::Tier => value.to_string(),
            Self::Day => format!("2024-01-{value:02}"),
            Self::Flag => (value == 1).to_string(),
        }
    }

    fn json(self, value: i64) -> String {
        let written = self.written(value);
        match self {
            Self::State | Self::Day => format!("\"{written}\""),
            _ => written,
        }
    }

    /// A guard, and the values for which it holds.
    fn guard(self, random: &mut Random) -> (String, BTreeSet<i64>) {
        let name = self.name();
        let all = self.all();
        let within = |low: i64, high: i64| {
            let inside = all.iter().copied().filter(|v| (low..=high).contains(v));
            inside.collect::<BTreeSet<i64>>()
        };
        let (least, most) = (all[0], all[all.len() - 1]);
        match self {
            Self::Flag => {
                let value = random.below(2);
                (
                    format!("{name} {}", self.written(value)),
                    BTreeSet::from([value]),
                )
            }
            Self::State => {
                let values: BTreeSet<i64> = (0..STATES).filter(|_| random.chance(40)).collect();
                let values = if values.is_empty() {
                    BTreeSet::from([0])
                } else {
                    values
                };
                let texts: Vec<String> = values.iter().map(|v| self.written(*v)).collect();
                let text = match texts.as_slice() {
                    [one] => format!("{name} {one}"),
                    several => format!("{name} {{{}}}", several.join(", ")),
                };
                (text, values)
            }
            Self::Tier => {
                let (a, b) = (random.below(6) + 1, random.below(6) + 1);
                let (low, high) = (a.min(b), a.max(b));
                match random.below(5) {
                    0 => (format!("{name} {low}.."), within(low, most)),
                    1 => (format!("{name} ..{high}"), within(least, high)),
                    2 => (format!("{name} {low}"), within(low, low)),
                    3 if low < high => (format!("{name} {low}..<{high}"), within(low, high - 1)),
                    _ => (format!("{name} {low}..{high}"), within(low, high)),
                }
            }
            Self::Day => {
                let span = DAYS.1 - DAYS.0 + 2;
                let (a, b) = (DAYS.0 + random.below(span), DAYS.0 + random.below(span));
                let (low, high) = (a.min(b), a.max(b));
                let (from, until) = (self.written(low), self.written(high));
                match random.below(4) {
                    0 | 1 => (format!("from {from}"), within(low, most)),
                    2 => (format!("until {until}"), within(least, high - 1)),
                    _ => {
                        let text = format!("{name} from {from}, {name} until {until}");
                        (text, within(low, high - 1))
                    }
                }
            }
        }
    }
}

/// A variant: its guards as they are written, and of each dimension the values for which they hold.
struct Arm {
    text: String,
    sets: Vec<BTreeSet<i64>>,
    guarded: Vec<bool>,
}

impl Arm {
    fn claims(&self, point: &[i64]) -> bool {
        self.sets
            .iter()
            .zip(point)
            .all(|(set, value)| set.contains(value))
    }

    /// The words of the reference: its guards lie inside those of the other; where each is narrower in something, the first dimension at
    /// which they differ decides, if there one lies inside the other.
    fn wins(&self, other: &Self) -> bool {
        let inside = |a: &Self, b: &Self| a.sets.iter().zip(&b.sets).all(|(a, b)| a.is_subset(b));
        match (inside(self, other), inside(other, self)) {
            (true, false) => true,
            (false, true) | (true, true) => false,
            (false, false) => {
                let mut both = self.sets.iter().zip(&other.sets);
                let differ = both.find(|(a, b)| a != b);
                differ.is_some_and(|(a, b)| a.is_subset(b))
            }
        }
    }
}

struct Case {
    kinds: Vec<Kind>,
    arms: Vec<Arm>,
    with_require: bool,
}

/// What brute force finds.
struct Truth {
    /// Of each accepted point which variants claim it and lose to no other that does.
    best: Vec<(Vec<i64>, Vec<usize>)>,
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        (0..10).for_each(|_| _ = random.below(2));
        let mut kinds = vec![Kind::State, Kind::Tier, Kind::Day, Kind::Flag];
        for at in (1..kinds.len()).rev() {
            kinds.swap(at, usize::try_from(random.below(at as i64 + 1)).unwrap());
        }
        kinds.truncate(usize::try_from(random.below(3) + 1).unwrap());
        let mut arms = Vec::new();
        if random.chance(60) {
            arms.push(Arm {
                text: "any".to_owned(),
                sets: kinds
                    .iter()
                    .map(|k| k.all().into_iter().collect())
                    .collect(),
                guarded: vec![false; kinds.len()],
            });
        }
        for _ in 0..random.below(5) + 1 {
            let (mut texts, mut sets, mut guarded) = (Vec::new(), Vec::new(), Vec::new());
            for kind in &kinds {
                let guards = random.chance(55);
                guarded.push(guards);
                if guards {
                    let (text, set) = kind.guard(&mut random);
                    texts.push(text);
                    sets.push(set);
                } else {
                    sets.push(kind.all().into_iter().collect());
                }
            }
            let text = if texts.is_empty() {
                "any".to_owned()
            } else {
                texts.join(", ")
            };
            let at = usize::try_from(random.below(arms.len() as i64 + 1)).unwrap();
            arms.insert(
                at,
                Arm {
                    text,
                    sets,
                    guarded,
                },
            );
        }
        Self {
            kinds,
            arms,
            with_require: random.chance(40),
        }
    }

    fn text(&self) -> String {
        let mut text =
            "rulebook choice\ninput Policy\nenum State { S0, S1, S2, S3 }\nentity Policy {\n"
                .to_owned();
        let dimensions: Vec<String> = self
            .kinds
            .iter()
            .map(|k| format!("{0} = policy.{0}", k.name()))
            .collect();
        for kind in &self.kinds {
            let (low, high) = (
                kind.written(kind.accepted()[0]),
                kind.written(*kind.accepted().last().unwrap()),
            );
            let (ty, ranged) = match kind {
                Kind::State => ("State", false),
                Kind::Flag => ("bool", false),
                Kind::Tier => ("int", true),
                Kind::Day => ("date", true),
            };
            let name = kind.name();
            match (ranged, self.with_require) {
                (false, _) => writeln!(text, "{name} : {ty}").unwrap(),
                (true, false) => writeln!(text, "{name} : {ty} {low}..{high}").unwrap(),
                (true, true) => {
                    writeln!(
                        text,
                        "{name} : {ty}\nrequire {name} >= {low} and {name} <= {high}"
                    )
                    .unwrap();
                }
            }
        }
        writeln!(text, "}}\ndimensions {{ {} }}", dimensions.join(", ")).unwrap();
        let mut block = |head: &str, value: &dyn Fn(usize) -> String| {
            writeln!(text, "{head} {{").unwrap();
            for (at, arm) in self.arms.iter().enumerate() {
                writeln!(text, "  {} : {}", arm.text, value(at)).unwrap();
            }
            writeln!(text, "}}").unwrap();
        };
        block("define defined : int", &|at| at.to_string());
        block("function called(by: int) -> int", &|at| {
            format!("by * {at}")
        });
        block("table looked_up(key: int) -> int", &|at| {
            format!("\"{at}.csv\"")
        });
        text.push_str(
            "output {\ndefined = defined\ncalled = called(10)\nlooked_up = looked_up(7)\n}\n",
        );
        text
    }

    fn source(&self) -> MemorySource {
        let mut source = MemorySource::new().with("choice.lutine", self.text());
        for at in 0..self.arms.len() {
            source = source.with(format!("{at}.csv"), format!("key,found\n7,{at}\n"));
        }
        source
    }

    fn points(&self) -> Vec<Vec<i64>> {
        let mut points: Vec<Vec<i64>> = vec![Vec::new()];
        for kind in &self.kinds {
            let longer = |point: &Vec<i64>| {
                let values = kind.accepted().into_iter();
                let point = point.clone();
                values.map(move |value| [point.clone(), vec![value]].concat())
            };
            points = points.iter().flat_map(longer).collect();
        }
        points
    }

    fn truth(&self) -> Truth {
        let best = self.points().into_iter().map(|point| {
            let claiming: Vec<usize> = (0..self.arms.len())
                .filter(|at| self.arms[*at].claims(&point))
                .collect();
            let loses = |at: &usize| {
                claiming
                    .iter()
                    .any(|other| self.arms[*other].wins(&self.arms[*at]))
            };
            let best = claiming.iter().copied().filter(|at| !loses(at)).collect();
            (point, best)
        });
        Truth {
            best: best.collect(),
        }
    }

    /// The dimensions that a guard names, which are those that a message shows.
    fn named(&self) -> Vec<usize> {
        (0..self.kinds.len())
            .filter(|at| self.arms.iter().any(|arm| arm.guarded[*at]))
            .collect()
    }

    /// The risk of a message, the dimensions that no guard names at their least.
    fn shown(&self, message: &str) -> Vec<i64> {
        let mut point: Vec<i64> = self.kinds.iter().map(|kind| kind.accepted()[0]).collect();
        let Some((_, risk)) = message
            .split_once("claims a risk with ")
            .or(message.split_once("claim a risk with "))
        else {
            return point;
        };
        let risk = risk
            .strip_suffix(", and neither is the more specific")
            .unwrap_or(risk);
        for part in risk.split(", ") {
            let (name, value) = part.split_once(' ').unwrap();
            let at = self
                .kinds
                .iter()
                .position(|kind| kind.name() == name)
                .unwrap();
            let kind = self.kinds[at];
            point[at] = kind
                .all()
                .into_iter()
                .find(|v| kind.written(*v) == value)
                .unwrap();
        }
        point
    }
}

#[derive(Default)]
struct Counts {
    sets: u64,
    sound: u64,
    answers: u64,
    gaps: u64,
    ties: u64,
    pairs: u64,
    never: u64,
}

/// Some ten seconds.
const SETS: u64 = if cfg!(debug_assertions) { 1_000 } else { 8_000 };

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap())
}

fn examine(seed: u64, counts: &mut Counts) {
    let case = Case::new(seed);
    let truth = case.truth();
    let text = case.text();
    let checked = lutine_dsl::check(&case.source()).unwrap();
    let what = |words: &str| format!("seed {seed}: {words}\n{text}");
    let first_line = text
        .lines()
        .position(|line| line.starts_with("define"))
        .unwrap()
        + 2;
    let of_definition = |code: &str| {
        let found = checked
            .diagnostics
            .iter()
            .filter(|d| d.code.as_str() == code);
        let found = found.filter(|d| d.message.contains("`defined`"));
        found
            .map(|d| (d, checked.sources.line_column(d.span).line as usize))
            .collect::<Vec<_>>()
    };
    counts.sets += 1;
    // No variant: all that there are to see are seen, and the smallest is shown.
    let gap = truth.best.iter().find(|(_, best)| best.is_empty());
    let reported = of_definition("E0522");
    assert_eq!(
        reported.len(),
        usize::from(gap.is_some()),
        "{}",
        what("a gap")
    );
    if let (Some((point, _)), [(fault, _)]) = (gap, reported.as_slice()) {
        counts.gaps += 1;
        assert_eq!(
            *point,
            case.shown(&fault.message),
            "{}",
            what("the smallest gap")
        );
    }
    // Two variants.
    let tie = truth.best.iter().find(|(_, best)| best.len() > 1);
    let reported = of_definition("E0521");
    assert_eq!(reported.is_empty(), tie.is_none(), "{}", what("a tie"));
    counts.ties += u64::from(tie.is_some());
    for (fault, line) in &reported {
        counts.pairs += 1;
        let point = case.shown(&fault.message);
        let (_, best) = truth.best.iter().find(|(own, _)| *own == point).unwrap();
        let other = checked.sources.line_column(fault.related[0].0).line as usize;
        for line in [*line, other] {
            assert!(
                best.contains(&(line - first_line)),
                "{}",
                what("a tie that is none")
            );
        }
        let pair = |best: &Vec<usize>| {
            best.contains(&(line - first_line)) && best.contains(&(other - first_line))
        };
        let first = truth.best.iter().find(|(_, best)| pair(best)).unwrap();
        assert_eq!(first.0, point, "{}", what("the smallest risk of a pair"));
    }
    // Variants that never apply.
    for (at, arm) in case.arms.iter().enumerate() {
        let applies = truth.best.iter().any(|(_, best)| best.contains(&at));
        let reported = of_definition("W0521")
            .iter()
            .any(|(_, line)| line - first_line == at);
        let is_any = arm.text == "any";
        assert_eq!(
            reported,
            !applies && !is_any,
            "{}",
            what(&format!("variant {at} never applies"))
        );
        counts.never += u64::from(reported);
    }
    let named = case.named();
    if gap.is_some() || tie.is_some() {
        assert!(checked.rulebook.is_none());
        assert!(named.len() <= case.kinds.len());
        return;
    }
    counts.sound += 1;
    let rulebook = Rulebook::compile(&case.source()).unwrap();
    let risks: Vec<String> = truth
        .best
        .iter()
        .map(|(point, _)| {
            let fields = case.kinds.iter().zip(point);
            let fields: Vec<String> = fields
                .map(|(kind, value)| format!("\"{}\": {}", kind.name(), kind.json(*value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        })
        .collect();
    let answers = rulebook.evaluate_many(risks.iter().map(String::as_str));
    for ((point, best), answer) in truth.best.iter().zip(answers) {
        counts.answers += 1;
        let at = best[0];
        let expected = format!(
            "{{\"defined\":{at},\"called\":{},\"looked_up\":{at}}}",
            at * 10
        );
        assert_eq!(
            answer.to_json(),
            expected,
            "{}",
            what(&format!("{point:?}"))
        );
    }
}

#[test]
fn what_applies_is_what_brute_force_says() {
    let (first, count) = (setting("LUTINE_SEED", 0), setting("LUTINE_VARIANTS", SETS));
    let mut counts = Counts::default();
    for seed in first..first + count {
        examine(seed, &mut counts);
    }
    let Counts {
        sets,
        sound,
        answers,
        gaps,
        ties,
        pairs,
        never,
    } = counts;
    println!("{sets} sets of guards, {sound} without fault and {answers} answers of them");
    println!(
        "{gaps} with a risk that no variant claims, {ties} with one that two claim ({pairs} pairs), {never} variants that never apply"
    );
    if count >= 1_000 {
        let least = count / 10;
        assert!(sound >= least && gaps >= least && ties >= least && never >= least);
    }
}

/// Variants that all have one value are still variants: which of them applied is of the risk.
#[test]
fn variants_of_one_value_are_shown() {
    let text = r#"
rulebook one version "1"
input Policy
entity Policy { day : date 2024-01-01.. }
dimensions { effective = policy.day }
define factor : int {
  from 2025-01-01 : 7  because "Filing 7"
  until 2025-01-01 : 7
}
output { factor = factor }
"#;
    let source = lutine::MemorySource::new().with("one.lutine", text);
    let rulebook = lutine::Rulebook::compile(&source).expect("it compiles");
    let risk = r#"{"day": "2026-05-01"}"#;
    assert_eq!(rulebook.evaluate(risk).to_json(), r#"{"factor":7}"#);
    let worksheet = rulebook.explain(risk).worksheet.expect("no faults");
    assert!(
        worksheet.to_text().contains("Filing 7"),
        "{}",
        worksheet.to_text()
    );
}
