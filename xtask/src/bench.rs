//! Measuring.

use crate::step::{Outcome, cargo, root, run, run_cargo, target};
use std::path::PathBuf;
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
    let check = check.then_some("--check");
    let ratios = package.into_iter().chain(["ratios", "--"]).chain(check);
    let mut ratios = with(ratios);
    if let Some(peer) = peer() {
        ratios.env("LUTINE_PEER", peer);
    }
    let outcomes = [
        run(&mut ratios),
        parquet(check),
        run_cargo(others),
        command(),
    ];
    let mut code = ExitCode::SUCCESS;
    for outcome in outcomes {
        if let Outcome::Failed(why) | Outcome::Skipped(why) = outcome {
            eprintln!("{why}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn with<'a>(arguments: impl Iterator<Item = &'a str>) -> Command {
    let mut command = cargo();
    command.args(arguments);
    command
}

/// The program with the peers' own code by hand, built where their folder is.
fn peer() -> Option<PathBuf> {
    let folder = root().join("../shared/peers/rust");
    if !folder.is_dir() {
        println!("NOT RUN: ../shared/peers is not there to compare the code by hand with");
        return None;
    }
    let target = target().join("peers");
    let built = run(cargo()
        .current_dir(folder)
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "pb-hand",
            "--target-dir",
        ])
        .arg(&target));
    (built == Outcome::Passed).then(|| target.join("release").join("pb-hand"))
}

/// A book from Parquet to Parquet, against its parts alone.
fn parquet(check: Option<&str>) -> Outcome {
    const BOOK: &str = "../shared/workload/personal_auto/v1d1.jsonl";
    if !root().join(BOOK).exists() {
        println!("NOT RUN: ../shared/workload is not there to make a book of");
        return Outcome::Passed;
    }
    let folder = target().join("book");
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return Outcome::Failed(format!("{} cannot be made: {error}", folder.display()));
    }
    let example = ["run", "--release", "--package", "lutine-arrow", "--example"];
    let mut run_it = with(
        example
            .into_iter()
            .chain(["parquet_to_parquet", "--", BOOK, "1000000"]),
    );
    run(run_it.arg(folder).args(check))
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
