//! Tables of a million rows and four keys: indexed, proven, and read from CSV as `lutine check` reads them. Prints a table
//! with the time of each and the most memory that its process held; each has a process of its own.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark of a table that is not what it should be measures nothing"
)]

use lutine::{MemorySource, Rulebook};
use lutine_core::graph::{Bound, Constant, EnumId, Enumeration, Interval, Member, Ty};
use lutine_core::number::Decimal;
use lutine_core::table::{
    Axis, Column, Finding, HitPolicy, KeyCell, KeySpace, Row, Table, TableIndex, Units,
};
use std::fmt::Write;
use std::process::Command;
use std::time::{Duration, Instant};

/// States, and classes of business.
const STATES: u32 = 50;
const CLASSES: u32 = 20;
/// Rows of each class in each state: ranges of age times bands of an amount.
const AGES: u32 = 10;
const BANDS: u32 = 100;

/// What the cells of a table are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Two enumerations, whole numbers and decimals, single values all of them.
    Exact,
    /// Two enumerations, ranges of ages and half-open bands, cut at other places in each class of each state.
    Bands,
    /// As `Bands`, and every third class has `_` for the age, every fifth for the state.
    Any,
    /// As `Bands`, with sets of states instead of one, other sets in each class.
    Sets,
}

/// What a table may take of the processor's time, and of memory in MiB.
const LONGEST: Duration = Duration::from_secs(10);
const LARGEST: u64 = 2048;

const KINDS: [(&str, Kind); 4] = [
    ("exact", Kind::Exact),
    ("bands", Kind::Bands),
    ("any", Kind::Any),
    ("sets", Kind::Sets),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [name, way, bands] = arguments.as_slice()
        && let Some((_, kind)) = KINDS.iter().find(|(own, _)| own == name)
    {
        let bands = bands.parse().expect("a number of bands");
        return match way.as_str() {
            "core" => core(name, *kind, bands),
            _ => check(name, *kind, bands),
        };
    }
    // `cargo test --benches` asks for a run that measures nothing.
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let bands = if is_bench { BANDS } else { 2 };
    let own = std::env::current_exe().expect("the benchmark's own file");
    println!(
        "{:<32}{:>10}{:>9}{:>11}   of which",
        "table of four keys", "rows", "seconds", "at most"
    );
    for way in ["core", "check"] {
        for (name, _) in KINDS {
            let mut run = Command::new(&own);
            let status = run.args([name, way, &bands.to_string()]).status();
            assert!(status.is_ok_and(|status| status.success()), "{name} {way}");
        }
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = (self.0)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end)).expect("less than the end")
    }

    /// So many different numbers from 1 up to before `end`, ascending.
    fn cuts(&mut self, count: u32, end: u32) -> Vec<u32> {
        let mut cuts = std::collections::BTreeSet::new();
        while cuts.len() < count as usize {
            cuts.insert(1 + self.below(end - 1));
        }
        cuts.into_iter().collect()
    }
}

/// The cells of a row: states, class, ages, amounts in thousandths from and to before.
struct Cells {
    states: Option<Vec<u32>>,
    class: u32,
    ages: Option<(u32, u32)>,
    amounts: (u32, u32),
}

const OLDEST: u32 = 999;
const GREATEST: u32 = 1_000_000;

/// The rows, in no order.
fn rows(kind: Kind, bands: u32) -> Vec<Cells> {
    let mut chance = Chance(1);
    let mut rows = Vec::new();
    for class in 0..CLASSES {
        let groups: Vec<Option<Vec<u32>>> = match kind {
            Kind::Any if class % 5 == 0 => vec![None],
            Kind::Sets => {
                let mut groups = vec![Vec::new(); 10];
                for state in 0..STATES {
                    groups[chance.below(10) as usize].push(state);
                }
                groups
                    .into_iter()
                    .filter(|g| !g.is_empty())
                    .map(Some)
                    .collect()
            }
            _ => (0..STATES).map(|state| Some(vec![state])).collect(),
        };
        // The same number of rows whatever the states.
        let per_group = u32::try_from((STATES as usize) / groups.len()).expect("a small number");
        for states in groups {
            let ages = match kind {
                Kind::Exact => (0..AGES * per_group).map(|age| Some((age, age))).collect(),
                Kind::Any if class % 3 == 0 => vec![None],
                _ => {
                    let cuts = chance.cuts(AGES - 1, OLDEST);
                    let starts = std::iter::once(0).chain(cuts.iter().copied());
                    let ends = cuts.iter().map(|cut| cut - 1).chain([OLDEST]);
                    starts.zip(ends).map(Some).collect::<Vec<_>>()
                }
            };
            let all = AGES * per_group * bands;
            for ages_of_row in &ages {
                let bands = all / u32::try_from(ages.len()).expect("a small number");
                let cuts = chance.cuts(bands - 1, GREATEST);
                let starts = std::iter::once(0).chain(cuts.iter().copied());
                let ends = cuts.iter().copied().chain([GREATEST]);
                for (place, amounts) in (0..).zip(starts.zip(ends)) {
                    let amounts = match kind {
                        Kind::Exact => (place, place),
                        _ => amounts,
                    };
                    rows.push(Cells {
                        states: states.clone(),
                        class,
                        ages: *ages_of_row,
                        amounts,
                    });
                }
            }
        }
    }
    for at in (1..rows.len()).rev() {
        let other = chance.below(u32::try_from(at + 1).expect("a small number"));
        rows.swap(at, other as usize);
    }
    rows
}

fn thousandths(n: u32) -> Decimal {
    Decimal::new(n.into(), 3).expect("a small number")
}

fn bound(value: Constant, inclusive: bool) -> Option<Bound> {
    Some(Bound { value, inclusive })
}

fn one_or(low: Constant, high: Constant, inclusive: bool) -> KeyCell {
    if low == high {
        return KeyCell::One(low);
    }
    KeyCell::Intervals(vec![Interval {
        low: bound(low, true),
        high: bound(high, inclusive),
    }])
}

fn table(kind: Kind, bands: u32) -> Table {
    let number = |n: u32| Constant::Number(Decimal::from_i64(n.into()));
    let amount = |n: u32| Constant::Number(thousandths(n));
    let axis = |name: &str, ty, domain: Option<Interval>| Axis {
        name: name.into(),
        ty,
        domain: domain.map(|domain| vec![domain]),
    };
    let span = |low, high, inclusive| Interval {
        low: bound(low, true),
        high: bound(high, inclusive),
    };
    let mut factors = Vec::new();
    let mut all = Vec::new();
    for (line, cells) in (2..).zip(rows(kind, bands)) {
        let states = match &cells.states {
            None => KeyCell::Any,
            Some(states) => match states.as_slice() {
                [one] => KeyCell::One(Constant::Enum(*one)),
                several => KeyCell::Intervals(
                    several
                        .iter()
                        .map(|n| Interval::one(Constant::Enum(*n)))
                        .collect(),
                ),
            },
        };
        let ages = cells.ages.map_or(KeyCell::Any, |(low, high)| {
            one_or(number(low), number(high), true)
        });
        let (low, high) = cells.amounts;
        all.push(Row {
            keys: vec![
                states,
                KeyCell::One(Constant::Enum(cells.class)),
                ages,
                one_or(amount(low), amount(high), false),
            ],
            line,
        });
        factors.push(Some(number(line % 1000)));
    }
    Table {
        name: "rate".into(),
        axes: vec![
            axis("state", Ty::Enum(EnumId(0)), None),
            axis("class", Ty::Enum(EnumId(1)), None),
            axis("age", Ty::Int, Some(span(number(0), number(OLDEST), true))),
            axis(
                "amount",
                Ty::Decimal,
                Some(span(amount(0), amount(GREATEST), false)),
            ),
        ],
        columns: vec![Column {
            name: "rate".into(),
            ty: Ty::Decimal,
            cells: factors,
        }],
        rows: all,
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: 0,
    }
}

fn enumeration(name: &str, count: u32) -> Enumeration {
    let member = |n: u32| Member {
        name: format!("{}{n}", name.to_lowercase()).into(),
        label: None,
    };
    Enumeration {
        name: name.into(),
        members: (0..count).map(member).collect(),
        ordered: false,
    }
}

fn core(name: &str, kind: Kind, bands: u32) {
    let table = table(kind, bands);
    let enumerations = [enumeration("S", STATES), enumeration("C", CLASSES)];
    let units = Units {
        enumerations: &enumerations,
        currencies: &[],
    };
    let mut times = Vec::new();
    let index = timed(&mut times, "index", || TableIndex::build(&table)).expect("a sound table");
    let space =
        timed(&mut times, "places", || KeySpace::new(&table, units)).expect("a sound table");
    drop(index);
    let overlap = timed(&mut times, "overlaps", || space.overlap());
    let hole = timed(&mut times, "holes", || space.hole());
    let never = timed(&mut times, "never hit", || space.never_hit().count());
    let differences = timed(&mut times, "differences", || {
        (0..4)
            .map(|axis| space.difference(axis))
            .collect::<Vec<_>>()
    });
    report(&format!("{name}, in memory"), table.rows.len(), &times);
    assert_eq!(overlap, Finding::None, "{name} has no overlap");
    assert_eq!(
        hole == Finding::None,
        kind != Kind::Exact,
        "the holes of {name}"
    );
    assert_eq!(never, 0, "every row of {name} can be hit");
    let known =
        |found: &Option<Finding<()>>| matches!(found, Some(Finding::Found(()) | Finding::None));
    assert!(differences.iter().all(known), "the keys of {name}");
}

/// Measures what the processor spent on this process, which does not depend on what else the machine does; where the system does not say,
/// the time that went by.
fn timed<T>(
    times: &mut Vec<(&'static str, Duration)>,
    what: &'static str,
    run: impl FnOnce() -> T,
) -> T {
    let (begun, spent) = (Instant::now(), spent());
    let result = run();
    let spent = spent.and_then(|before| self::spent()?.checked_sub(before));
    times.push((what, spent.unwrap_or_else(|| begun.elapsed())));
    result
}

/// The time that the processor spent on this process.
fn spent() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// A line of the table: what was done, the rows, the seconds of the processor, the memory, and the parts of the time. Behind it stands what
/// is more than it may be.
fn report(name: &str, rows: usize, times: &[(&'static str, Duration)]) {
    let all: Duration = times.iter().map(|(_, time)| *time).sum();
    let peak = peak();
    let memory = peak.map_or("unknown".to_owned(), |mebibytes| format!("{mebibytes} MiB"));
    let parts: Vec<String> = (times.iter())
        .map(|(what, time)| format!("{what} {:.2}", time.as_secs_f64()))
        .collect();
    let over = if all > LONGEST || peak.is_some_and(|peak| peak > LARGEST) {
        format!(" MORE THAN {} s OR {LARGEST} MiB", LONGEST.as_secs())
    } else {
        String::new()
    };
    let (seconds, parts) = (all.as_secs_f64(), parts.join(", "));
    println!("{name:<32}{rows:>10}{seconds:>9.2}{memory:>11}   {parts}{over}");
}

/// The most memory that this process held, in MiB, where the system says.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.map(|kib| kib / 1024)
}

fn csv(kind: Kind, bands: u32) -> String {
    let mut text = "state,class,age,amount,factor\n".to_owned();
    for (line, cells) in (2_u32..).zip(rows(kind, bands)) {
        match &cells.states {
            None => text.push('_'),
            Some(states) => {
                let names: Vec<String> = states.iter().map(|n| format!("s{n}")).collect();
                let _ = match names.as_slice() {
                    [one] => write!(text, "{one}"),
                    several => write!(text, "\"{{{}}}\"", several.join(", ")),
                };
            }
        }
        let _ = write!(text, ",c{},", cells.class);
        let _ = match cells.ages {
            None => write!(text, "_"),
            Some((low, high)) if low == high => write!(text, "{low}"),
            Some((low, high)) => write!(text, "{low}..{high}"),
        };
        let (low, high) = (thousandths(cells.amounts.0), thousandths(cells.amounts.1));
        let _ = match low == high {
            true => write!(text, ",{low}"),
            false => write!(text, ",{low}..<{high}"),
        };
        let _ = writeln!(text, ",{}", line % 1000);
    }
    text
}

fn rulebook() -> String {
    let members = |name: &str, count: u32| {
        let members: Vec<String> = (0..count).map(|n| format!("{name}{n}")).collect();
        members.join(", ")
    };
    format!(
        "rulebook large
enum State {{ {} }}
enum Class {{ {} }}
input Risk
entity Risk {{
  state  : State
  class  : Class
  age    : int 0..{OLDEST}
  amount : decimal 0..<{}
}}
table rate(state: State, class: Class, age: int 0..{OLDEST}, amount: decimal 0..<{}) -> decimal from \"rate.csv\"
output {{ rate = rate(risk.state, risk.class, risk.age, risk.amount) }}
",
        members("s", STATES),
        members("c", CLASSES),
        thousandths(GREATEST),
        thousandths(GREATEST),
    )
}

/// What `lutine check` does: reads, checks, proves, compiles.
fn check(name: &str, kind: Kind, bands: u32) {
    let text = csv(kind, bands);
    let rows = text.lines().count() - 1;
    let source = MemorySource::new()
        .with("large.lutine", rulebook())
        .with("rate.csv", text);
    let mut times = Vec::new();
    let rulebook = timed(&mut times, "check", || Rulebook::compile(&source));
    report(&format!("{name}, from CSV"), rows, &times);
    if let Err(error) = rulebook {
        panic!("{error}");
    }
}
