//! The reference against the engine: generated rulebooks × generated risks, alone and in chunks, byte for byte, errors included.
//!
//! `LUTINE_SEED` is the first seed (0), `LUTINE_RULEBOOKS` how many rulebooks (1,100), `LUTINE_RISKS` how many risks for each (40). A
//! difference is printed with its seed, the rulebook and the risk, both made smaller while the difference stays, and both answers.

use lutine::{MemorySource, Rulebook};
use lutine_core::answer::FaultCode;
use lutine_core::graph::ErrorCode;
use lutine_dsl::Checked;
use lutine_reference::census::Census;
use lutine_reference::generate::{ANY_COST, Json, Program};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How often each construct must have been seen to give a value, and an error where it can.
const FLOOR: u64 = 200;

/// Constructs that are never in error: what they are made of cannot be, or the guard in front of them is already.
const NEVER_IN_ERROR: &[&str] = &[
    "rows of a table",
    "list for each member",
    "narrowing by a guard",
    "place",
];

/// How many errors of each code answers must have reported, and how many input faults of each code.
const CODE_FLOOR: u64 = 50;

/// Errors that no generated rulebook has.
const NEVER_REPORTED: &[ErrorCode] = &[
    // The checker refuses rows that overlap; only a table too large and too entangled to be proven can have them.
    ErrorCode::SeveralRows,
];

/// How many answers are asked for at once.
const CHUNKS: &[usize] = &[2, 7, usize::MAX];

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

/// A rulebook that both can evaluate.
struct Both {
    checked: Checked,
    engine: Rulebook,
}

impl Both {
    fn of(program: &Program) -> Result<Self, String> {
        let source = source(program);
        let engine = catch_unwind(AssertUnwindSafe(|| {
            Rulebook::compile_within(&source, ANY_COST)
        }))
        .map_err(|_| "compiling panicked".to_owned())?
        .map_err(|error| error.to_string())?;
        let checked =
            lutine_dsl::check_within(&source, ANY_COST).map_err(|error| error.to_string())?;
        Ok(Self { checked, engine })
    }

    fn reference(&self, risk: &str, census: &mut Census) -> String {
        let rulebook = self.checked.rulebook.as_ref().expect("it was compiled");
        lutine_reference::evaluate_counted(rulebook, &self.checked.sources, risk.as_bytes(), census)
    }

    fn engine(&self, risks: &[String]) -> Vec<String> {
        let answers = catch_unwind(AssertUnwindSafe(|| match risks {
            // One is written as text straight away, several come as answers.
            [risk] => vec![self.engine.evaluate_to_json(risk)],
            risks => {
                let answers = self.engine.evaluate_many(risks);
                answers.iter().map(lutine::Answer::to_json).collect()
            }
        }));
        match answers {
            Ok(answers) => answers,
            Err(_) => vec!["a panic".to_owned(); risks.len()],
        }
    }

    fn explained(&self, risk: &str) -> String {
        let explained = catch_unwind(AssertUnwindSafe(|| self.engine.explain(risk)));
        match explained {
            Ok(explained) => explained.answer.to_json(),
            Err(_) => "a panic".to_owned(),
        }
    }

    /// The first risk that is answered in two ways, with the two answers.
    fn difference(
        &self,
        risks: &[String],
        census: &mut Census,
    ) -> Option<(Vec<String>, String, String)> {
        let expected: Vec<String> = risks
            .iter()
            .map(|risk| self.reference(risk, census))
            .collect();
        // Worksheets are made of decimals alone, other answers of machine integers as far as these go.
        for (risk, expected) in risks.iter().zip(&expected) {
            let found = self.explained(risk);
            if comparable(expected) != comparable(&found) {
                return Some((vec![risk.clone()], expected.clone(), found));
            }
        }
        for chunk in [1].iter().chain(CHUNKS) {
            let size = (*chunk).min(risks.len());
            for (part, expected) in risks.chunks(size).zip(expected.chunks(size)) {
                let found = self.engine(part);
                for (expected, found) in expected.iter().zip(found) {
                    if comparable(expected) != comparable(&found) {
                        return Some((part.to_vec(), expected.clone(), found));
                    }
                }
            }
        }
        None
    }
}

/// An answer without what is left open: in which words a text is said not to be JSON.
fn comparable(answer: &str) -> &str {
    const NOT_JSON: &str = r#"{"errors":[{"code":"not_json","pointer":"","message":"#;
    if answer.starts_with(NOT_JSON) {
        NOT_JSON
    } else {
        answer
    }
}

/// What a run found.
#[derive(Default)]
struct Findings {
    census: Census,
    cases: u64,
    differences: Vec<String>,
}

fn examine(seed: u64, risks: u64, findings: &mut Findings) {
    let program = Program::new(seed);
    let both = match Both::of(&program) {
        Ok(both) => both,
        Err(refusal) => {
            findings
                .differences
                .push(smallest_refused(program, &refusal));
            return;
        }
    };
    let risks: Vec<String> = (0..risks).map(|number| program.risk(number)).collect();
    findings.cases += risks.len() as u64;
    if let Some((risks, ..)) = both.difference(&risks, &mut findings.census) {
        findings.differences.push(smaller(&program, &risks));
    }
}

/// Drops declarations and lines of a rulebook that is refused while the refusal stays the same, but for its numbers.
fn smallest_refused(program: Program, refusal: &str) -> String {
    // Warnings stand before the fault and go while it stays.
    let kind = |text: &str| {
        let faults = text.lines().find(|line| line.starts_with("error["));
        let letters = faults.unwrap_or(text).chars();
        let letters = letters.filter(|c| !c.is_ascii_digit());
        letters.take(60).collect::<String>()
    };
    let is_refused = |program: &Program| {
        Both::of(program)
            .err()
            .is_some_and(|other| kind(&other) == kind(refusal))
    };
    let mut program = program;
    let mut is_smallest = false;
    while !is_smallest {
        is_smallest = true;
        let mut at = 0;
        while let Some((candidate, _)) = program.without(at) {
            if is_refused(&candidate) {
                program = candidate;
                is_smallest = false;
            } else {
                at += 1;
            }
        }
    }
    format!(
        "seed {} is refused:\n{}\n{refusal}\n",
        program.seed,
        written(&program)
    )
}

fn written(program: &Program) -> String {
    let texts = program.texts().into_iter();
    let texts: Vec<String> = texts
        .map(|(name, text)| format!("--- {name}\n{text}"))
        .collect();
    texts.join("\n")
}

/// Drops declarations, lines and risks while the difference stays, and shows what is left.
fn smaller(program: &Program, risks: &[String]) -> String {
    let differs = |program: &Program, risks: &[String]| {
        Both::of(program)
            .ok()?
            .difference(risks, &mut Census::default())
    };
    let mut program = program.clone();
    let mut risks = risks.to_vec();
    for risk in risks.clone() {
        if differs(&program, std::slice::from_ref(&risk)).is_some() {
            risks = vec![risk];
            break;
        }
    }
    let mut is_smallest = false;
    while !is_smallest {
        is_smallest = true;
        let mut at = 0;
        while let Some((candidate, keys)) = program.without(at) {
            let without_keys = |risk: &String| match Json::parse(risk) {
                Some(json) => keys
                    .iter()
                    .fold(json, |json, key| json.without_key(key))
                    .to_string(),
                None => risk.clone(),
            };
            let smaller: Vec<String> = risks.iter().map(without_keys).collect();
            if differs(&candidate, &smaller).is_some() {
                (program, risks) = (candidate, smaller);
                is_smallest = false;
            } else {
                at += 1;
            }
        }
        is_smallest &= !shrink_risks(&mut risks, &|risks| differs(&program, risks).is_some());
    }
    let (risks, expected, found) = differs(&program, &risks).expect("it differed");
    format!(
        "seed {} differs:\n{}\n--- risks\n{}\n--- reference\n{expected}\n--- engine\n{found}\n",
        program.seed,
        written(&program),
        risks.join("\n")
    )
}

/// Drops fields and items while the difference stays; whether anything was dropped.
fn shrink_risks(risks: &mut [String], differs: &dyn Fn(&[String]) -> bool) -> bool {
    let mut has_shrunk = false;
    let mut at = 0;
    while at < risks.len() {
        let json = Json::parse(&risks[at]);
        let candidates = json.map_or_else(Vec::new, |json| json.smaller());
        let smaller = candidates.iter().map(Json::to_string).find(|candidate| {
            let mut risks = risks.to_vec();
            risks[at].clone_from(candidate);
            differs(&risks)
        });
        match smaller {
            Some(smaller) => {
                risks[at] = smaller;
                has_shrunk = true;
            }
            None => at += 1,
        }
    }
    has_shrunk
}

#[test]
#[ignore = "runs for minutes; `cargo test -p lutine-reference --test differential -- --ignored --nocapture`"]
fn the_engine_answers_as_the_reference_does() {
    let first = setting("LUTINE_SEED", 0);
    let count = setting("LUTINE_RULEBOOKS", 1_100);
    let risks = setting("LUTINE_RISKS", 40);
    println!("seeds {first} to {}, {risks} risks each", first + count - 1);
    let threads = 2;
    let work = |thread: u64| {
        let mut findings = Findings::default();
        let seeds = first..first + count;
        for seed in seeds.filter(|seed| seed % threads == thread) {
            examine(seed, risks, &mut findings);
            if findings.differences.len() > 5 {
                break;
            }
        }
        findings
    };
    let all: Vec<Findings> = std::thread::scope(|scope| {
        let start = |thread| {
            std::thread::Builder::new()
                .stack_size(64 << 20)
                .spawn_scoped(scope, move || work(thread))
                .expect("a thread")
        };
        let running: Vec<_> = (0..threads).map(start).collect();
        running
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    let mut findings = Findings::default();
    for part in all {
        findings.census.merge(&part.census);
        findings.cases += part.cases;
        findings.differences.extend(part.differences);
    }
    println!("{} cases\n{}", findings.cases, findings.census);
    for difference in &findings.differences {
        println!("{difference}");
    }
    assert!(
        findings.differences.is_empty(),
        "{} differences",
        findings.differences.len()
    );
    if findings.cases >= 20_000 {
        let rare = rarely_seen(&findings.census);
        assert!(rare.is_empty(), "seen too rarely: {rare:?}");
    }
}

/// Constructs under [`FLOOR`] and codes under [`CODE_FLOOR`].
fn rarely_seen(census: &Census) -> Vec<String> {
    let constructs = census.counts().filter(|(construct, count)| {
        let errors = if NEVER_IN_ERROR.contains(construct) {
            0
        } else {
            FLOOR
        };
        count.values < FLOOR || count.errors < errors
    });
    let errors = ErrorCode::ALL
        .iter()
        .filter(|code| !NEVER_REPORTED.contains(code) && census.errors(code.as_str()) < CODE_FLOOR);
    let faults = FaultCode::ALL
        .iter()
        .filter(|code| census.faults(code.as_str()) < CODE_FLOOR);
    let constructs = constructs.map(|(construct, _)| construct.to_owned());
    let errors = errors.map(|code| format!("error {}", code.as_str()));
    let faults = faults.map(|code| format!("fault {}", code.as_str()));
    constructs.chain(errors).chain(faults).collect()
}
