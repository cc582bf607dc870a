//! Whatever is sent, what comes back is a problem of a kind that stands in the list: no failure of the service, nothing recorded, no growth.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

mod raw;
mod requests;
mod risks;
#[path = "../service/support.rs"]
#[expect(dead_code, reason = "not all of it is needed here")]
mod support;
mod uploads;

use axum::http::Request;
use lutine_server::Kind;
use std::collections::BTreeMap;
use support::{Response, Service};

/// The fewest cases that the corpus may have.
const FEWEST: usize = 250;

/// How much more memory the service may have after the corpus was sent once more.
const GROWTH: u64 = 8 << 20;

/// How often it is sent again at most.
const PASSES: usize = 5;

/// Something that nobody should send.
struct Case {
    name: String,
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
}

impl Case {
    fn new(name: impl Into<String>, method: &'static str, path: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    fn with(mut self, header: &'static str, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    fn body(self, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self { body, ..self }.with("content-type", kind)
    }

    fn json(self, body: impl Into<Vec<u8>>) -> Self {
        self.body("application/json", body)
    }
}

/// Where these tests keep what a service keeps.
fn storage(folder: &std::path::Path) -> String {
    format!("sqlite:{}", folder.join("lutine.db").display())
}

/// How often each kind of problem was answered; what was not answered as it must be ends the test, all of it at once.
async fn send_all(service: &Service, cases: &[Case]) -> BTreeMap<String, usize> {
    let (mut kinds, mut wrong) = (BTreeMap::new(), Vec::new());
    for case in cases {
        let mut request = Request::builder().method(case.method).uri(&case.path);
        for (name, value) in &case.headers {
            request = request.header(*name, value.as_slice());
        }
        if !case.headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost");
        }
        let request = request
            .body(case.body.clone().into())
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let response = service.send_as_it_is(request).await;
        match kind_of(&response) {
            Ok(kind) => *kinds.entry(kind.name().to_owned()).or_insert(0) += 1,
            Err(why) => wrong.push(format!("{}: {why}", case.name.escape_debug())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    kinds
}

/// The kind of problem that a response is, or why it is none.
fn kind_of(response: &Response) -> Result<Kind, String> {
    let said: String = String::from_utf8_lossy(&response.body)
        .chars()
        .take(300)
        .collect();
    let typed = response
        .headers
        .get("content-type")
        .is_some_and(|kind| kind == "application/problem+json");
    if !response.status.is_client_error() || !typed {
        return Err(format!("{} {said}", response.status));
    }
    if response.body.len() > 1 << 20 {
        return Err(format!("the answer has {} bytes", response.body.len()));
    }
    let problem = response.json();
    let name = problem["type"]
        .as_str()
        .and_then(|page| page.strip_prefix("/problems/"));
    let kind = Kind::ALL.iter().find(|known| Some(known.name()) == name);
    match kind {
        Some(kind) if problem["status"] == response.status.as_u16() => Ok(*kind),
        _ => Err(format!("no such problem: {said}")),
    }
}

#[tokio::test]
async fn every_case_is_a_problem_of_a_known_kind() {
    let service = Service::with(|config| config.upload_bytes = 1 << 20).await;
    let edition = service.publish("10.00", "2000-01-01").await;
    let mut cases = risks::all();
    cases.extend(requests::all(&edition));
    cases.extend(
        tokio::task::spawn_blocking(uploads::all)
            .await
            .expect("they are made"),
    );
    assert!(cases.len() >= FEWEST, "there are {} cases", cases.len());

    let kinds = send_all(&service, &cases).await;
    println!("{} cases: {kinds:?}", cases.len());
    // What is kept grows each time; what an allocator holds back does so only at first.
    let mut grown = Vec::new();
    while grown.len() < PASSES && grown.iter().all(|grown| *grown >= GROWTH) {
        let before = memory();
        send_all(&service, &cases).await;
        grown.push(memory().saturating_sub(before));
    }
    println!("grown by {grown:?} bytes");
    assert!(
        grown.iter().any(|grown| *grown < GROWTH),
        "the service grows with each pass: {grown:?}"
    );

    let listed = service.get("/v1/decisions").await.expect(200).json();
    assert_eq!(
        listed["items"].as_array().map(Vec::len),
        Some(0),
        "nothing is recorded"
    );
    let editions = service
        .get("/v1/rulebooks/fee/editions")
        .await
        .expect(200)
        .json();
    assert_eq!(
        editions["items"].as_array().map(Vec::len),
        Some(1),
        "nothing is kept"
    );
    service
        .post("/v1/rulebooks/fee/evaluations", r#"{"cars": 2}"#)
        .await
        .expect(200);
}

/// The memory that this process has, in bytes.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.map_or(0, |kibibytes| kibibytes << 10)
}
