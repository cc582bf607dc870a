//! Everything that must pass before a change lands, quick steps first.

use crate::report::{Done, Report};
use crate::step::{Outcome, Step};
use crate::{api, bench, check, deny, truth, wasm};
use std::process::ExitCode;
use std::time::Instant;

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        run: check::fmt,
    },
    Step {
        name: "clippy",
        run: check::clippy,
    },
    Step {
        name: "tests",
        run: check::tests,
    },
    Step {
        name: "differential",
        run: check::differential,
    },
    Step {
        name: "tables",
        run: check::tables,
    },
    Step {
        name: "variants",
        run: check::variants,
    },
    Step {
        name: "hostile",
        run: check::hostile,
    },
    Step {
        name: "doctests",
        run: check::doctests,
    },
    Step {
        name: "doc",
        run: check::doc,
    },
    Step {
        name: "wasm",
        run: wasm::build,
    },
    Step {
        name: "examples",
        run: check::examples,
    },
    Step {
        name: "truth",
        run: truth::check,
    },
    Step {
        name: "api",
        run: api::check,
    },
    Step {
        name: "benches",
        run: bench::smoke,
    },
    Step {
        name: "deny",
        run: deny::check,
    },
];

/// Says the names of the steps.
pub(crate) fn list() -> ExitCode {
    for step in STEPS {
        println!("{}", step.name);
    }
    ExitCode::SUCCESS
}

/// Runs the steps of these names, all if there are none. A step that fails does not keep the others from running.
pub(crate) fn run(only: &[String]) -> ExitCode {
    if let Some(unknown) = only
        .iter()
        .find(|name| !STEPS.iter().any(|s| s.name == **name))
    {
        eprintln!("there is no step `{unknown}`; `cargo xtask test --list` names them");
        return ExitCode::from(2);
    }
    let chosen = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    let mut report = Report::default();
    for step in STEPS.iter().filter(chosen) {
        println!("=== {}", step.name);
        let begun = Instant::now();
        let outcome = (step.run)();
        if let Outcome::Failed(why) | Outcome::Skipped(why) = &outcome {
            println!("{why}");
        }
        report.steps.push(Done {
            name: step.name,
            outcome,
            took: begun.elapsed(),
        });
    }
    println!("\n{report}");
    if report.failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
