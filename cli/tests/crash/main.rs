//! Nothing that was acknowledged is lost: a service is killed under load, again and again, and started anew.
//!
//! `LUTINE_CRASH_ROUNDS` says how often; `cargo xtask crash` does it 200 times on each storage, in a release build.
#![cfg(feature = "serve")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

mod client;
#[path = "../../../server/tests/postgres/cluster.rs"]
mod cluster;

use client::Client;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// How many decide at once; one more uploads editions.
const CALLERS: usize = 6;

const ROUNDS: u64 = 5;

const DECISIONS: &str = "/v1/rulebooks/personal_auto/decisions";

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn lutine() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lutine"));
    command.current_dir(root());
    command
}

/// What a service has acknowledged.
#[derive(Debug, Default)]
struct Acknowledged {
    /// The id and the answer of each decision.
    decisions: Vec<(String, Value)>,
    /// Where each edition is.
    editions: Vec<String>,
}

struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(database: &str) -> Self {
        let mut command = lutine();
        command.args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "error",
            "--database-url",
            database,
        ]);
        command.args(["--rulebook", "examples/personal_auto"]);
        let child = command.stderr(Stdio::piped()).spawn();
        let mut serving = Self {
            child: child.expect("it starts"),
            address: String::new(),
        };
        let said = serving.child.stderr.take().expect("it says something");
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let mut before = Vec::new();
        let address = lines.find_map(|line| {
            let address = line.strip_prefix("serving on http://");
            let address = address.map(ToOwned::to_owned);
            before.push(line);
            address
        });
        serving.address = address.unwrap_or_else(|| panic!("it does not start: {before:?}"));
        // Whatever it says further is read, lest it waits.
        thread::spawn(move || lines.for_each(drop));
        serving
    }
}

/// It is killed by SIGKILL, so that it can do nothing about it.
impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Decides until the service is gone.
fn decide(address: &str, risk: &str, number: &AtomicU64) -> Acknowledged {
    let mut acknowledged = Acknowledged::default();
    let Some(mut client) = Client::connect(address) else {
        return acknowledged;
    };
    loop {
        let reference = number.fetch_add(1, Ordering::Relaxed);
        let path = format!("{DECISIONS}?reference=R{reference}");
        let Some(response) = client.post(&path, risk) else {
            return acknowledged;
        };
        assert_eq!(response.status, 201, "{}", response.body);
        let decision: Value = serde_json::from_str(&response.body).expect("it is JSON");
        let id = decision["id"].as_str().expect("it has one").to_owned();
        acknowledged
            .decisions
            .push((id, decision["answer"].clone()));
    }
}

/// Uploads editions until the service is gone.
fn upload(address: &str, number: &AtomicU64) -> Acknowledged {
    let mut acknowledged = Acknowledged::default();
    let Some(mut client) = Client::connect(address) else {
        return acknowledged;
    };
    loop {
        let cars = number.fetch_add(1, Ordering::Relaxed);
        let text = format!(
            "rulebook fee\ninput Policy\nentity Policy {{ cars: int 1..4 }}\noutput {{ cars = policy.cars + {cars} }}\n"
        );
        let sources = json!({"files": {"fee.lutine": text}}).to_string();
        let Some(response) = client.post("/v1/rulebooks/fee/editions", &sources) else {
            return acknowledged;
        };
        assert_eq!(response.status, 201, "{}", response.body);
        let edition: Value = serde_json::from_str(&response.body).expect("it is JSON");
        let edition = edition["edition"].as_str().expect("it has one");
        acknowledged
            .editions
            .push(format!("/v1/rulebooks/fee/editions/{edition}"));
    }
}

/// Loads a service for a while, kills it, and gives what it has acknowledged.
fn round(database: &str, pause: Duration, number: &AtomicU64) -> Acknowledged {
    let risk = fs::read_to_string(root().join("examples/personal_auto/cases/two_cars.json"))
        .expect("it is there");
    let serving = Serving::start(database);
    let address = serving.address.clone();
    thread::scope(|scope| {
        let deciding: Vec<_> = (0..CALLERS)
            .map(|_| scope.spawn(|| decide(&address, &risk, number)))
            .collect();
        let uploading = scope.spawn(|| upload(&address, number));
        thread::sleep(pause);
        drop(serving);
        let mut all = uploading.join().expect("it ends");
        for decided in deciding {
            all.decisions
                .extend(decided.join().expect("it ends").decisions);
        }
        all
    })
}

/// That everything is there, as it was acknowledged.
fn look(database: &str, acknowledged: &Acknowledged) {
    let serving = Serving::start(database);
    let mut client = Client::connect(&serving.address).expect("it serves");
    for (id, answer) in &acknowledged.decisions {
        let response = client
            .get(&format!("/v1/decisions/{id}"))
            .expect("it answers");
        assert_eq!(
            response.status, 200,
            "{id} was acknowledged: {}",
            response.body
        );
        let decision: Value = serde_json::from_str(&response.body).expect("it is JSON");
        assert_eq!(&decision["answer"], answer);
    }
    for path in &acknowledged.editions {
        let response = client.get(path).expect("it answers");
        assert_eq!(
            response.status, 200,
            "{path} was acknowledged: {}",
            response.body
        );
    }
    drop(serving);
    let verified = lutine()
        .args(["log", "verify", "--database-url", database])
        .output()
        .expect("it runs");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}

fn rounds(database: &str, storage: &str) {
    let rounds = std::env::var("LUTINE_CRASH_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    let rounds: u64 = rounds.unwrap_or(ROUNDS);
    let (mut decisions, mut editions, number) = (0, 0, AtomicU64::new(0));
    for round in 0..rounds {
        // Killed at another moment in each round, of a group and of a checkpoint.
        let pause = Duration::from_millis(80 + round * 137 % 400);
        let acknowledged = self::round(database, pause, &number);
        look(database, &acknowledged);
        decisions += acknowledged.decisions.len();
        editions += acknowledged.editions.len();
    }
    println!(
        "{storage}: {rounds} rounds, {decisions} decisions and {editions} editions acknowledged, all of them there"
    );
    assert!(decisions > 0 && editions > 0, "the load did something");
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    let folder = std::env::temp_dir().join(format!("lutine-crash-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    rounds(
        &format!("sqlite:{}", folder.join("lutine.db").display()),
        "SQLite",
    );
    fs::remove_dir_all(&folder).expect("it is there");
}

#[test]
fn nothing_acknowledged_is_lost_on_postgresql() {
    rounds(&cluster::database("crash"), "PostgreSQL");
}
