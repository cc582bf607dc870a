//! How many requests a service answers, beside the most that this machine can: an axum handler that reads the same risk into typed structures and answers as many bytes.

use crate::step::{Outcome, cargo, root, run, succeeds, target};
use std::fs;
use std::io::{BufRead, BufReader, Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

/// Risks with one vehicle and one driver; the first is sent.
const RISKS: &str = "../shared/workload/personal_auto/v1d1.jsonl";

const EVALUATE: &str = "/v1/rulebooks/personal_auto/evaluations";
const DECIDE: &str = "/v1/rulebooks/personal_auto/decisions";

/// How many times each is measured, in turn, so that what else the machine does falls on all.
const TURNS: usize = 3;

/// How many requests are at work at once in the measurement beyond the limit.
const LIMIT: u32 = 64;

/// Measures, and says how the figures stand to each other.
pub(crate) fn load(seconds: u32) -> ExitCode {
    if !succeeds(Command::new("wrk").arg("-v"))
        && !succeeds(Command::new("sh").args(["-c", "command -v wrk"]))
    {
        eprintln!("wrk is not installed: `apt-get install wrk`");
        return ExitCode::FAILURE;
    }
    let mut build = cargo();
    build.args([
        "build",
        "--release",
        "--package",
        "lutine-cli",
        "--package",
        "lutine-server",
    ]);
    if run(build.args(["--bin", "lutine", "--example", "floor"])) != Outcome::Passed {
        return ExitCode::FAILURE;
    }
    let folder = target()
        .join("tmp")
        .join(format!("load-{}", std::process::id()));
    let measured = measure(&folder, seconds);
    drop(fs::remove_dir_all(&folder));
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("it cannot be measured: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, seconds: u32) -> Result<()> {
    fs::create_dir_all(folder)?;
    let risks = fs::read_to_string(root().join(RISKS))?;
    let risk = risks.lines().next().unwrap_or_default();
    let script = folder.join("post.lua");
    // Long brackets hold any text that has none.
    let lua = format!(
        "wrk.method = \"POST\"\nwrk.headers[\"content-type\"] = \"application/json\"\nwrk.body = [==[{risk}]==]\n"
    );
    fs::write(&script, lua)?;
    let database = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let service = Serving::start(lutine(&database("lutine.db"), 4_096))?;
    let length = service.answer_length(risk)?;
    let mut floor = Command::new(target().join("release/examples/floor"));
    floor.arg(length.to_string());
    let floor = Serving::start(floor)?;
    println!(
        "{} bytes in, {length} bytes out, one server thread, {TURNS} turns of {seconds} s",
        risk.len()
    );
    for connections in [32, 256] {
        let (mut most, mut evaluated, mut decided) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            most.push(wrk(&script, &floor.url("/"), connections, seconds)?);
            evaluated.push(wrk(&script, &service.url(EVALUATE), connections, seconds)?);
            decided.push(wrk(&script, &service.url(DECIDE), connections, seconds)?);
        }
        let most = best(&most);
        for (name, measured) in [
            ("evaluations", best(&evaluated)),
            ("decisions on SQLite", best(&decided)),
        ] {
            let (rate, ratio) = (measured.rate, measured.rate / most.rate);
            let (p99, errors) = (measured.p99, measured.errors);
            println!(
                "{connections} connections: {name}: {rate:.0}/s, {ratio:.2} of {:.0}/s; p99 {p99}; {errors} not answered 2xx",
                most.rate
            );
        }
    }
    drop((service, floor));
    let limited = Serving::start(lutine(&database("limited.db"), LIMIT))?;
    for connections in [LIMIT, 10 * LIMIT] {
        let measured = wrk(&script, &limited.url(DECIDE), connections, seconds)?;
        let (rate, p99, errors) = (measured.rate, measured.p99, measured.errors);
        println!(
            "limit {LIMIT}, {connections} connections: {rate:.0}/s of which not 2xx {errors} in all; p99 {p99}; {} MB",
            limited.memory()
        );
    }
    Ok(())
}

/// What wrk says.
#[derive(Clone)]
struct Measured {
    rate: f64,
    p99: String,
    errors: u64,
}

/// The turn in which the machine was least disturbed.
fn best(turns: &[Measured]) -> Measured {
    let best = turns.iter().max_by(|a, b| a.rate.total_cmp(&b.rate));
    best.cloned().unwrap_or(Measured {
        rate: 0.0,
        p99: String::new(),
        errors: 0,
    })
}

fn wrk(script: &Path, url: &str, connections: u32, seconds: u32) -> Result<Measured> {
    let mut command = Command::new("wrk");
    command.args([
        "-t1",
        "--latency",
        "-c",
        &connections.to_string(),
        "-d",
        &format!("{seconds}s"),
        "-s",
    ]);
    let output = command.arg(script).arg(url).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let behind = |name: &str| {
        said.lines()
            .find_map(|line| line.trim().strip_prefix(name).map(str::trim))
    };
    let rate = behind("Requests/sec:").and_then(|rate| rate.parse().ok());
    Ok(Measured {
        rate: rate.ok_or_else(|| Error::other(said.clone()))?,
        p99: behind("99%").unwrap_or_default().to_owned(),
        errors: behind("Non-2xx or 3xx responses:")
            .and_then(|errors| errors.parse().ok())
            .unwrap_or(0),
    })
}

/// A service that ends with its owner.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(mut command: Command) -> Result<Self> {
        let mut child = command.current_dir(root()).stderr(Stdio::piped()).spawn()?;
        let said = child
            .stderr
            .take()
            .ok_or_else(|| Error::other("it says nothing"))?;
        let mut serving = Self {
            child,
            address: String::new(),
        };
        for line in BufReader::new(said).lines() {
            if let Some(address) = line?.strip_prefix("serving on http://") {
                address.clone_into(&mut serving.address);
                return Ok(serving);
            }
        }
        Err(Error::other("it does not start"))
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many bytes it answers to the risk.
    fn answer_length(&self, risk: &str) -> Result<usize> {
        let mut curl = Command::new("curl");
        let output = curl
            .args(["--silent", "--fail", "--json", risk, &self.url(EVALUATE)])
            .output()?;
        Ok(output.stdout.len())
    }

    /// The memory that it has, in megabytes.
    fn memory(&self) -> u64 {
        let status = PathBuf::from(format!("/proc/{}/status", self.child.id()));
        let status = fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes =
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.unwrap_or(0) / 1_000
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn lutine(database: &str, concurrency: u32) -> Command {
    let mut command = Command::new(target().join("release/lutine"));
    command.args([
        "serve",
        "--rulebook",
        "examples/personal_auto",
        "--listen",
        "127.0.0.1:0",
        "--threads",
        "1",
    ]);
    command.args(["--log", "error", "--database-url", database]);
    command.env("LUTINE_CONCURRENCY", concurrency.to_string());
    command
}
