//! Fuzzing: the targets of `fuzz/`, built with coverage counters by the stable compiler, each run for a while.
//!
//! cargo-fuzz is not needed: counters come from LLVM's pass through stable flags, and no sanitizer is asked for, because the libraries
//! have no unsafe code.

use crate::step::{Outcome, cargo, root, run};
use clap::Args;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What makes LLVM count which code an input reaches, and what it is compared with.
const COUNTERS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What a run may take: longer inputs find little that shorter ones do not, and a runaway must not take the machine with it.
const LIMITS: [&str; 4] = [
    "-max_len=4096",
    "-rss_limit_mb=2048",
    "-malloc_limit_mb=2048",
    "-timeout=30",
];

/// Which targets are run, and for how long.
#[derive(Debug, Args)]
pub(crate) struct Fuzzing {
    /// Only these targets: the files of fuzz/fuzz_targets.
    #[arg(value_name = "TARGET")]
    only: Vec<String>,
    /// How many seconds each is run.
    #[arg(long, default_value_t = 20, value_name = "N")]
    seconds: u32,
    /// Put what the runs found into fuzz/corpus, as few inputs as reach the same code.
    #[arg(long)]
    keep: bool,
}

/// Builds and runs targets. What makes one fail stays in `fuzz/artifacts/TARGET`.
pub(crate) fn fuzz(asked: &Fuzzing) -> ExitCode {
    let targets = match chosen(&asked.only) {
        Ok(targets) => targets,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    let Some(host) = host() else {
        eprintln!("rustc does not say for which machine it compiles");
        return ExitCode::FAILURE;
    };
    println!("=== building {} with coverage counters", targets.join(", "));
    if let Outcome::Failed(why) | Outcome::Skipped(why) = build(&targets, &host) {
        eprintln!("{why}");
        return ExitCode::FAILURE;
    }
    let mut failed = Vec::new();
    for target in &targets {
        println!("=== {target}, {} seconds", asked.seconds);
        if let Err(why) = fuzz_one(target, &host, asked) {
            println!("{why}");
            failed.push(target.as_str());
        }
    }
    println!(
        "\n{} targets held, {} failed",
        targets.len().saturating_sub(failed.len()),
        failed.len()
    );
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!(
        "failed: {}; the inputs are in fuzz/artifacts, each run again with `cargo xtask fuzz TARGET` once it lies in fuzz/corpus/TARGET",
        failed.join(", ")
    );
    ExitCode::FAILURE
}

/// All targets, or those that are asked for.
fn chosen(only: &[String]) -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let names = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        Some(path.file_stem()?.to_string_lossy().into_owned())
    });
    let mut all: Vec<String> = names.collect();
    all.sort();
    if let Some(unknown) = only.iter().find(|name| !all.contains(name)) {
        return Err(format!(
            "there is no target `{unknown}`; there are {}",
            all.join(", ")
        ));
    }
    Ok(if only.is_empty() { all } else { only.to_vec() })
}

/// The machine that the compiler compiles for. It is said outright, so that build scripts are built without counters.
fn host() -> Option<String> {
    let output = Command::new("rustc").arg("-vV").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(host.to_owned())
}

fn build(targets: &[String], host: &str) -> Outcome {
    let mut build = cargo();
    build
        .current_dir(root().join("fuzz"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR")
        .env("RUSTFLAGS", COUNTERS)
        .args(["build", "--release", "--target", host]);
    for target in targets {
        build.args(["--bin", target]);
    }
    run(&mut build)
}

fn fuzz_one(target: &str, host: &str, asked: &Fuzzing) -> Result<(), String> {
    let fuzz = root().join("fuzz");
    let program = fuzz.join("target").join(host).join("release").join(target);
    let (kept, found) = (
        fuzz.join("corpus").join(target),
        fuzz.join("target/found").join(target),
    );
    let artifacts = fuzz.join("artifacts").join(target);
    for folder in [&kept, &found, &artifacts] {
        fs::create_dir_all(folder)
            .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    }
    let mut prefix = artifacts.into_os_string();
    prefix.push("/");
    let mut running = Command::new(&program);
    running
        .current_dir(&fuzz)
        .args(LIMITS)
        .arg(format!("-max_total_time={}", asked.seconds))
        .arg(format!("-artifact_prefix={}", prefix.to_string_lossy()))
        .args(["-print_final_stats=1", "-verbosity=1"])
        .args([&found, &kept]);
    if let Outcome::Failed(why) | Outcome::Skipped(why) = run(&mut running) {
        return Err(why);
    }
    if asked.keep {
        keep(&program, &found, &kept)?;
    }
    Ok(())
}

/// As few of all inputs as reach the same code, in place of those that were kept.
fn keep(program: &Path, found: &Path, kept: &Path) -> Result<(), String> {
    let merged: PathBuf = found.with_extension("merged");
    let said = |error: io::Error| format!("the corpus cannot be written: {error}");
    let _ = fs::remove_dir_all(&merged);
    fs::create_dir_all(&merged).map_err(said)?;
    let mut merge = Command::new(program);
    merge
        .args(["-set_cover_merge=1", "-timeout=30", "-rss_limit_mb=2048"])
        .args([&merged, &kept.to_path_buf(), &found.to_path_buf()]);
    if let Outcome::Failed(why) | Outcome::Skipped(why) = run(&mut merge) {
        return Err(why);
    }
    fs::remove_dir_all(kept)
        .and_then(|()| fs::create_dir_all(kept))
        .map_err(said)?;
    for entry in fs::read_dir(&merged).map_err(said)? {
        let entry = entry.map_err(said)?;
        fs::copy(entry.path(), kept.join(entry.file_name())).map_err(said)?;
    }
    Ok(())
}
