//! Every proven claim holds: generated rulebooks × generated risks, no error at a place that was proven not to have it.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (250), `LUTINE_RISKS` how many risks for each (20),
//! `LUTINE_PASTED` of how many of them (8) what is refuted is pasted as a test.

use lutine::{Limits, MemorySource, ProofStatus, Rulebook};
use lutine_dsl::prove::{Claim, ClaimKind, Status};
use lutine_dsl::render::render;
use lutine_dsl::source::SourceMap;
use lutine_reference::generate::{ANY_COST, Program};
use std::collections::{BTreeMap, BTreeSet};

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

fn source(program: &Program) -> MemorySource {
    let files = program.texts().into_iter();
    files
        .map(|(name, text)| (name, text.into_bytes()))
        .collect()
}

/// Risks that are made to refute claims take all that a rulebook allows: the lists that a rulebook makes can be as long as their numbers, without
/// limits longer than memory. Some of the rulebooks for which witnesses are looked for are within these.
fn affordable() -> Limits {
    let usual = Limits::default();
    Limits {
        bytes: usual.bytes.saturating_mul(4),
        cost: usual.cost.saturating_mul(4),
    }
}

/// What was claimed and what came of it.
#[derive(Default)]
struct Counts {
    proven: u64,
    not_proven: u64,
    /// Claims not proven for which a risk failed.
    failed: u64,
}

/// The lines, by file, on which something is looked up in a `collect` table.
fn lines_with_all_rows(program: &Program) -> BTreeSet<(String, u32)> {
    let texts = program.texts();
    let lines = || {
        let files = texts.iter();
        files.flat_map(|(file, text)| {
            (1_u32..)
                .zip(text.lines())
                .map(move |(at, line)| (file, at, line))
        })
    };
    let calls = lines().filter_map(|(.., line)| {
        let head = line
            .strip_prefix("table ")
            .filter(|head| head.contains(" collect"))?;
        Some(format!("{}(", head.split_once('(')?.0))
    });
    let calls: Vec<String> = calls.collect();
    let with_call = lines().filter(|(.., line)| {
        !line.starts_with("table ") && calls.iter().any(|call| line.contains(call))
    });
    with_call
        .map(|(file, at, _)| (file.to_string(), at))
        .collect()
}

fn is_on(lines: &BTreeSet<(String, u32)>, claim: &Claim, sources: &SourceMap) -> bool {
    let file = sources.file(claim.at.file).map_or("", |file| file.name());
    lines.contains(&(file.to_owned(), sources.line_column(claim.at).line))
}

#[test]
fn no_risk_fails_where_that_was_proven_impossible() {
    let first = setting("LUTINE_SEED", 0);
    let (rulebooks, risks) = (
        setting("LUTINE_RULEBOOKS", 250),
        setting("LUTINE_RISKS", 20),
    );
    let mut counts: BTreeMap<ClaimKind, Counts> = BTreeMap::new();
    let mut of_all_rows = Counts::default();
    let (mut wrong, mut cases, mut errors) = (Vec::new(), 0_u64, 0_u64);
    for seed in first..first.saturating_add(rulebooks) {
        let program = Program::new(seed);
        let source = source(&program);
        let checked = lutine_dsl::check_within(&source, ANY_COST).expect("the files are there");
        let engine = match Rulebook::compile_within(&source, ANY_COST) {
            Ok(engine) => engine,
            Err(error) => {
                wrong.push(format!("seed {seed} is refused: {error}"));
                continue;
            }
        };
        // What can fail at a place, and whether it was proven not to.
        let mut places = BTreeMap::new();
        let lines = lines_with_all_rows(&program);
        for claim in &checked.claims {
            let proven = claim.status == Status::Proven;
            let count = |found: &mut Counts| {
                found.proven += u64::from(proven);
                found.not_proven += u64::from(!proven);
            };
            count(counts.entry(claim.kind).or_default());
            if is_on(&lines, claim, &checked.sources) {
                count(&mut of_all_rows);
            }
            let Some(code) = claim.kind.error() else {
                continue;
            };
            let at = checked.sources.line_column(claim.at);
            let file = checked.sources.file(claim.at.file).map_or("", |f| f.name());
            places.insert((code, file.to_owned(), at.line, at.column), (claim, false));
        }
        let texts: Vec<String> = (0..risks).map(|number| program.risk(number)).collect();
        for (text, answer) in texts.iter().zip(engine.evaluate_many(&texts)) {
            cases += 1;
            for error in answer.errors {
                errors += 1;
                let place = (error.code, error.file.to_string(), error.line, error.column);
                let Some((claim, failed)) = places.get_mut(&place) else {
                    continue;
                };
                *failed = true;
                if claim.status == Status::Proven {
                    wrong.push(format!("seed {seed}: {claim:?}\n{error:?}\n{text}"));
                }
            }
        }
        for (claim, failed) in places.values() {
            if *failed {
                counts.entry(claim.kind).or_default().failed += 1;
                of_all_rows.failed += u64::from(is_on(&lines, claim, &checked.sources));
            }
        }
        for found in checked.diagnostics.iter().filter(|d| d.is_error()) {
            wrong.push(render(found, &checked.sources, false));
        }
    }
    println!("{rulebooks} rulebooks, {cases} risks, {errors} errors");
    for (kind, found) in &counts {
        let (kind, proven, open) = (kind.as_str(), found.proven, found.not_proven);
        println!(
            "{kind:>14} {proven:>8} proven {open:>8} not proven, {} of these failed",
            found.failed
        );
    }
    let Counts {
        proven,
        not_proven,
        failed,
    } = of_all_rows;
    println!(
        "on lines with look-ups in `collect` tables {proven} proven, {not_proven} not proven, {failed} of these failed"
    );
    assert!(
        wrong.is_empty(),
        "{}\n{} wrong",
        wrong
            .iter()
            .take(5)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n\n"),
        wrong.len()
    );
    assert!(proven >= 50 && failed > 0, "`collect` tables");
    for kind in [
        ClaimKind::Divisor,
        ClaimKind::Overflow,
        ClaimKind::Range,
        ClaimKind::Item,
        ClaimKind::Step,
        ClaimKind::DateOrder,
    ] {
        // Dates are seldom compared with themselves or with written ones.
        let floor = if kind == ClaimKind::DateOrder { 5 } else { 50 };
        let found = counts.get(&kind);
        assert!(
            found.is_some_and(|found| found.proven >= floor && found.failed > 0),
            "{kind:?}"
        );
    }
}

/// Every witness is a test that passes as it is pasted, for it expects what fails.
#[test]
fn what_is_refuted_can_be_pasted() {
    let first = setting("LUTINE_SEED", 0);
    let rulebooks = setting("LUTINE_PASTED", 8);
    let (mut pasted, mut wrong) = (BTreeMap::<&str, u64>::new(), Vec::new());
    let mut tried = 0_u64;
    for seed in first..first.saturating_add(rulebooks) {
        let program = Program::new(seed);
        let Ok(rulebook) = Rulebook::compile_within(&source(&program), affordable()) else {
            continue;
        };
        tried += 1;
        let proofs = rulebook.proofs().expect("its source is known");
        let mut tests = Vec::new();
        for proof in &proofs.list {
            if let ProofStatus::Refuted { test, .. } = &proof.status
                && !test.is_empty()
            {
                *pasted.entry(proof.kind).or_default() += 1;
                tests.push(test.clone());
            }
        }
        let source = source(&program).with("witnesses.lutine", tests.join("\n") + "\n");
        match Rulebook::compile_within(&source, affordable()) {
            Ok(rulebook) => {
                let report = rulebook.test().expect("its source is known");
                let own = report
                    .tests
                    .iter()
                    .filter(|test| *test.file == *"witnesses.lutine");
                let failed = own.filter(|test| !test.passed());
                wrong.extend(failed.map(|test| format!("seed {seed}: {test:?}")));
            }
            Err(error) => wrong.push(format!("seed {seed}: {error}")),
        }
    }
    println!("{tried} of {rulebooks} rulebooks: {pasted:?}");
    let shown: Vec<String> = wrong.iter().take(5).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{}\n{} wrong",
        shown.join("\n\n"),
        wrong.len()
    );
    assert!(pasted.len() >= 4, "{pasted:?}");
}
