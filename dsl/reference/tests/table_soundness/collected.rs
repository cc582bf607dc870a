//! What is proven of the lists that `collect` tables give: how many rows fit, what they add up to, whether there is an n-th one. Each is
//! claimed once so that it is true of all keys and once so that it just is not; what is false must not be proven.

use super::brute::Gathered;
use super::table::Table;
use lutine::MemorySource;
use lutine_dsl::prove::{Claim, ClaimKind, Status};
use lutine_dsl::render::render;
use lutine_reference::generate::Random;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// By kind of claim and whether it is true of all keys: how many were proven, and how many not.
pub type Proven = BTreeMap<(&'static str, bool), (u64, u64)>;

/// A line with one claim.
struct Claimed {
    text: String,
    kind: ClaimKind,
    what: &'static str,
    holds: bool,
}

/// Compares what is claimed of look-ups in these tables with what holds.
pub fn check(
    tables: &[(&Table, &Gathered)],
    random: &mut Random,
    proven: &mut Proven,
    wrong: &mut Vec<String>,
) {
    let mut text = "rulebook collected\ncurrency USD\n".to_owned();
    text.push_str(super::ENUMS);
    text.push_str("input Policy\n");
    for (table, _) in tables {
        let _ = writeln!(text, "{} {{", table.head);
        for line in &table.lines {
            let _ = writeln!(text, "  {line}");
        }
        text.push_str("}\n");
    }
    text.push_str("entity Policy {\n");
    let mut at = BTreeMap::new();
    for (table, gathered) in tables {
        for key in &table.keys {
            let _ = writeln!(text, "  {}_{} : {}", table.name, key.name, key.ty);
        }
        for (place, line) in lines(table, gathered, random).into_iter().enumerate() {
            let _ = writeln!(text, "  {}_c{place} : {}", table.name, line.text);
            at.insert(text.lines().count() as u32, line);
        }
    }
    text.push_str("}\noutput { id = 0 }\n");
    let source = MemorySource::new().with("collected.lutine", text.clone());
    let checked = lutine_dsl::check(&source).expect("it can be read");
    let errors = checked.diagnostics.iter().filter(|found| found.is_error());
    wrong.extend(errors.map(|error| render(error, &checked.sources, false)));
    if checked.rulebook.is_none() {
        return;
    }
    for (number, line) in &at {
        let is_own = |claim: &&Claim| {
            claim.kind == line.kind && checked.sources.line_column(claim.at).line == *number
        };
        let own: Vec<&Claim> = checked.claims.iter().filter(is_own).collect();
        let is_proven = match own.as_slice() {
            [] => {
                wrong.push(format!("nothing is claimed: {}", line.text));
                continue;
            }
            own => own.iter().all(|claim| claim.status == Status::Proven),
        };
        let counted = proven.entry((line.what, line.holds)).or_default();
        *(if is_proven {
            &mut counted.0
        } else {
            &mut counted.1
        }) += 1;
        if is_proven && !line.holds {
            wrong.push(format!("false, and proven: {}\n{text}", line.text));
        }
    }
}

fn lines(table: &Table, gathered: &Gathered, random: &mut Random) -> Vec<Claimed> {
    let name = &table.name;
    let keys: Vec<String> = (table.keys.iter())
        .map(|key| format!("{name}_{}", key.name))
        .collect();
    let call = format!("{name}({})", keys.join(", "));
    let value = match table.results.as_slice() {
        [_] => "row",
        [true, ..] => "(row.r0 ?? 0)",
        [_, ..] => "row.r0",
        [] => return Vec::new(),
    };
    let mut lines = Vec::new();
    let totals = [
        ("count of rows", format!("count({call})"), &gathered.counts),
        (
            "sum of rows",
            format!("sum({value} for row in {call})"),
            &gathered.sums,
        ),
        (
            "count of rows where",
            format!("count(row for row in {call} where {value} = 1)"),
            &gathered.ones,
        ),
        (
            "greatest of rows",
            format!("max({value} for row in {call}) ?? -1"),
            &gathered.greatest,
        ),
    ];
    for (what, total, values) in totals {
        let (Some(least), Some(most)) = (values.first(), values.last()) else {
            continue;
        };
        // What holds for no risk at all is refused when it is compiled.
        for (low, high) in [(0, 0), (1, 0), (0, -1), (-20, 20)] {
            let (low, high) = (least + low, most + high);
            if low <= high && values.range(low..=high).next().is_some() {
                lines.push(Claimed {
                    text: format!("int {low}..{high} = {total}"),
                    kind: ClaimKind::Range,
                    what,
                    holds: low <= *least && *most <= high,
                });
            }
        }
        let other = random.between(least - 1, most + 1);
        if values.iter().any(|value| *value != other) {
            lines.push(Claimed {
                text: format!("decimal = 1 / (({total}) - ({other}))"),
                kind: ClaimKind::Divisor,
                what: "divided by what rows come to",
                holds: !values.contains(&other),
            });
        }
    }
    let fewest = gathered.counts.first().copied().unwrap_or_default();
    for number in [1, 2] {
        let item = match table.results.as_slice() {
            [_] => format!("{call}[{number}]"),
            _ => format!("{call}[{number}].r0"),
        };
        let optional = if table.results.len() > 1 && table.results[0] {
            "?"
        } else {
            ""
        };
        lines.push(Claimed {
            text: format!("int{optional} = {item}"),
            kind: ClaimKind::Item,
            what: "an item of rows",
            holds: fewest >= number,
        });
    }
    lines
}

/// What was proven, line by line.
pub fn print(proven: &Proven) {
    for ((what, holds), (yes, no)) in proven {
        let holds = if *holds { "true " } else { "false" };
        println!("{what:>28}, {holds}: {yes:>7} proven {no:>7} not proven");
    }
}

/// Every kind was seen, true and false, and of what is true something is proven.
pub fn demand(proven: &Proven, floor: u64) {
    let kinds: BTreeSet<&str> = proven.keys().map(|(what, _)| *what).collect();
    assert_eq!(kinds.len(), 6);
    for what in kinds {
        let of = |holds| proven.get(&(what, holds)).copied().unwrap_or_default();
        let ((yes, _), (_, no)) = (of(true), of(false));
        // Whether a row always fits is not looked for.
        let is_item = what == "an item of rows";
        assert!(yes >= floor || is_item, "{what}: {yes} proven");
        assert!(no >= floor, "{what}: {no} false");
    }
}
