//! Measuring.

use crate::step::{Outcome, cargo, root, run, run_cargo, target};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// How often the command is run: the quickest counts, for the others had the machine not for themselves.
const RUNS: u32 = 40;
/// What `lutine check` may take, its process included.
const QUICK: Duration = Duration::from_millis(50);

/// Runs the benchmarks, whose arguments go to criterion, and measures the command.
pub(crate) fn run_all(check: bool, criterion: &[String]) -> ExitCode {
    let package = ["bench", "--package", "lutine-benches", "--bench"];
    let with_criterion = ["personal_auto", "--bench", "large_tables", "--"];
    let others = package
        .into_iter()
        .chain(with_criterion)
        .chain(criterion.iter().map(String::as_str));
    let ratios = package.into_iter().chain(["ratios", "--"]);
    let ratios = ratios.chain(check.then_some("--check"));
    let outcomes = [run_cargo(ratios), run_cargo(others), command()];
    let mut code = ExitCode::SUCCESS;
    for outcome in outcomes {
        if let Outcome::Failed(why) | Outcome::Skipped(why) = outcome {
            eprintln!("{why}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// How long `lutine check examples/personal_auto` takes from its start to its end.
fn command() -> Outcome {
    let built = run(cargo().args(["build", "--quiet", "--release", "--package", "lutine-cli"]));
    if built != Outcome::Passed {
        return built;
    }
    let mut quickest: Option<Duration> = None;
    for _ in 0..RUNS {
        let mut check = Command::new(target().join("release").join("lutine"));
        check
            .current_dir(root())
            .args(["check", "examples/personal_auto"]);
        let begun = Instant::now();
        let outcome = run(check.stdout(Stdio::null()).stderr(Stdio::null()));
        if outcome != Outcome::Passed {
            return outcome;
        }
        let took = begun.elapsed();
        quickest = Some(quickest.map_or(took, |before| before.min(took)));
    }
    let took = quickest.unwrap_or_default();
    let over = if took > QUICK { " MORE THAN 50 ms" } else { "" };
    println!("{:<42}{:>9}", "command, whole process", "seconds");
    println!(
        "{:<42}{:>9.3}{over}",
        "lutine check examples/personal_auto",
        took.as_secs_f64()
    );
    Outcome::Passed
}

/// Runs each benchmark once, without measuring.
pub(crate) fn smoke() -> Outcome {
    run_cargo(["test", "--package", "lutine-benches", "--benches"])
}
