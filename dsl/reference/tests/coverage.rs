//! What the engine says was needed against a walk over the typed tree: generated rulebooks × generated risks, branch by branch and row by
//! row.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (120), `LUTINE_RISKS` how many risks for each (12).

use lutine::{Coverage, MemorySource, Rulebook, SiteKind};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed;
use lutine_reference::coverage;
use lutine_reference::generate::{ANY_COST, Program};
use std::collections::BTreeMap;

/// How many branches of each kind must have been taken, and how many not.
const FLOOR: u64 = 50;

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

/// What the reference counts, in the form of the engine's report.
fn lines(
    counted: &coverage::Coverage,
    rulebook: &typed::Rulebook,
    sources: &SourceMap,
) -> Vec<String> {
    let mut lines = Vec::new();
    for site in lutine_dsl::coverage::sites(rulebook) {
        let at = sources.line_column(site.span);
        let counts = (0..site.branches.len() as u32).map(|branch| {
            let mark = lutine_dsl::coverage::Mark {
                span: site.span,
                kind: site.kind,
                branch,
            };
            counted.marks.get(&mark).copied().unwrap_or(0)
        });
        let counts: Vec<u64> = counts.collect();
        lines.push(format!(
            "{}:{} {:?} {counts:?}",
            at.line, at.column, site.kind
        ));
    }
    for (id, table) in rulebook.tables.iter().enumerate() {
        for row in 0..table.data.rows.len() {
            let hits = counted
                .rows
                .get(&(id as u32, row as u32))
                .copied()
                .unwrap_or(0);
            lines.push(format!("{} row {row} {hits}", table.data.name));
        }
    }
    lines
}

fn engine_lines(coverage: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    for site in &coverage.sites {
        let counts: Vec<u64> = site.branches.iter().map(|branch| branch.count).collect();
        lines.push(format!(
            "{}:{} {:?} {counts:?}",
            site.line, site.column, site.kind
        ));
    }
    for table in &coverage.tables {
        for (row, covered) in table.rows.iter().enumerate() {
            lines.push(format!("{} row {row} {}", table.name, covered.hits));
        }
    }
    lines
}

/// How many sites were seen of each kind, how many branches were taken and how many were not.
type Seen = BTreeMap<SiteKind, (u64, u64)>;

/// The answers of the graph by which it is seen what is needed.
fn observed_answers(checked: &lutine_dsl::Checked, risks: &[String]) -> Vec<lutine::Answer> {
    let rulebook = checked.rulebook.as_ref().expect("it was compiled");
    let (graph, _) = lutine_dsl::lower::lower_observed(rulebook, &checked.sources, &[]);
    let engine = lutine_core::engine::Engine::within(graph, ANY_COST).expect("the graph is sound");
    let risks: Vec<lutine::Risk<'_>> = risks.iter().map(Into::into).collect();
    engine.answer_all(&risks)
}

/// The differences for a rulebook.
fn compared(seed: u64, risks: u64, seen: &mut Seen) -> Vec<String> {
    let program = Program::new(seed);
    let files = program.texts().into_iter();
    let source: MemorySource = files
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let engine =
        Rulebook::compile_within(&source, ANY_COST).expect("a generated rulebook compiles");
    let checked = lutine_dsl::check_within(&source, ANY_COST).expect("it can be read");
    let rulebook = checked.rulebook.as_ref().expect("it was compiled");
    let risks: Vec<String> = (0..risks).map(|number| program.risk(number)).collect();
    let mut counted = coverage::Coverage::default();
    for risk in &risks {
        coverage::cover(rulebook, &checked.sources, risk.as_bytes(), &mut counted);
    }
    let covered = engine.coverage(risks.iter().map(String::as_str));
    let covered = covered.expect("its source is known");
    assert_eq!(
        observed_answers(&checked, &risks),
        engine.evaluate_many(&risks),
        "seed {seed}"
    );
    for site in &covered.sites {
        for branch in &site.branches {
            let (taken, missed) = seen.entry(site.kind).or_default();
            *(if branch.count > 0 { taken } else { missed }) += 1;
        }
    }
    let expected = lines(&counted, rulebook, &checked.sources);
    let found = engine_lines(&covered);
    let pairs = expected.iter().zip(&found);
    let differ = pairs.filter(|(expected, found)| expected != found);
    let differ: Vec<String> = differ
        .map(|(e, f)| format!("seed {seed}: expected {e}, found {f}"))
        .collect();
    if !differ.is_empty() && std::env::var("LUTINE_SHOW").is_ok() {
        for (name, text) in program.texts() {
            println!(
                "── {name}\n{}",
                text.lines()
                    .zip(1..)
                    .map(|(l, n)| format!("{n:4} {l}\n"))
                    .collect::<String>()
            );
        }
    }
    differ
}

#[test]
fn the_engine_covers_what_the_reference_walks_through() {
    let mut seen = Seen::new();
    let mut differences = Vec::new();
    let first = setting("LUTINE_SEED", 0);
    let seeds = first..first + setting("LUTINE_RULEBOOKS", 120);
    for seed in seeds {
        differences.extend(compared(seed, setting("LUTINE_RISKS", 12), &mut seen));
    }
    println!("taken, not taken: {seen:?}");
    let count = differences.len();
    differences.truncate(40);
    assert!(
        count == 0,
        "{count} differences\n{}",
        differences.join("\n")
    );
    for (kind, (taken, missed)) in seen {
        assert!(
            taken >= FLOOR && missed >= FLOOR,
            "{kind:?}: {taken} taken, {missed} not"
        );
    }
}
