//! Several instances on one database: one edition answers a request, one chain holds the log.

use crate::log::verified;
use crate::support::{Folder, Service, fee};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Behind an activation, when all answer by it.
const DELAY: Duration = Duration::from_millis(400);

async fn three() -> (Vec<Arc<Service>>, Arc<Folder>) {
    let folder = Arc::new(Folder::new());
    let mut services = Vec::new();
    for _ in 0..3 {
        let config = |config: &mut lutine_server::Config| config.switch_delay_ms = 400;
        services.push(Arc::new(Service::on(Arc::clone(&folder), config).await));
    }
    (services, folder)
}

/// What an answer says of its edition: the total of two cars belongs to the edition beside it.
fn is_whole(answer: &serde_json::Value, first: &str, second: &str) -> bool {
    let total = &answer["answer"]["total"];
    let edition = &answer["edition"];
    (edition == first && total == "20.00") || (edition == second && total == "24.00")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_activation_reaches_all_instances_and_no_answer_is_a_mix() {
    let (services, folder) = three().await;
    let first = services[0].publish("10.00", "2000-01-01").await;
    tokio::time::sleep(DELAY).await;
    // Uploaded and approved before, so that only the activation is timed.
    let sources = json!({"files": {"fee.lutine": fee("12.00")}}).to_string();
    let uploaded = services[0]
        .post("/v1/rulebooks/fee/editions", &sources)
        .await
        .expect(201);
    let path = uploaded.header("location").to_owned();
    let second = uploaded.json()["edition"]
        .as_str()
        .expect("it has one")
        .to_owned();
    services[0]
        .post(&format!("{path}/approval"), "")
        .await
        .expect(200);

    let ended = Arc::new(AtomicBool::new(false));
    let mut callers = Vec::new();
    for service in services.iter().flat_map(|service| [service, service]) {
        let (service, ended) = (Arc::clone(service), Arc::clone(&ended));
        callers.push(tokio::spawn(async move {
            let mut answers = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let answer = service
                    .post("/v1/rulebooks/fee/decisions", r#"{"cars": 2}"#)
                    .await;
                answers.push((begun, answer.expect(201).json()));
            }
            answers
        }));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let dates = r#"{"new_business_from": "2000-01-01"}"#;
    services[1]
        .post(&format!("{path}/activation"), dates)
        .await
        .expect(200);
    let activated = Instant::now();
    tokio::time::sleep(DELAY * 3).await;
    ended.store(true, Ordering::Relaxed);

    let (mut decided, mut by_first, mut late) = (0, 0, 0);
    for caller in callers {
        for (begun, answer) in caller.await.expect("it ends") {
            assert!(is_whole(&answer, &first, &second), "{answer}");
            decided += 1;
            by_first += usize::from(answer["edition"] == *first);
            late += usize::from(begun > activated + DELAY && answer["edition"] != *second);
        }
    }
    println!("{decided} decisions by three instances, {by_first} of them by the first edition");
    assert!(
        by_first > 0 && by_first < decided,
        "{by_first} of {decided}"
    );
    assert_eq!(late, 0, "answered by the old edition behind the delay");

    let listed = services[2]
        .get("/v1/decisions?limit=1")
        .await
        .expect(200)
        .json();
    assert_eq!(listed["items"][0]["seq"], decided);
    let log = verified(&folder, None).await.expect("the chain holds");
    assert_eq!(log.records, decided as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_hears_nothing_answers_nothing() {
    let (services, folder) = three().await;
    services[0].publish("10.00", "2000-01-01").await;
    tokio::time::sleep(DELAY).await;
    services[1]
        .post("/v1/rulebooks/fee/evaluations", r#"{"cars": 2}"#)
        .await
        .expect(200);
    // The number of the registry is not to be had.
    crate::log::alter(&folder, "ALTER TABLE registry RENAME TO hidden").await;
    tokio::time::sleep(DELAY * 2).await;
    let path = "/v1/rulebooks/fee/evaluations";
    services[1]
        .post(path, r#"{"cars": 2}"#)
        .await
        .expect_problem(503, "unavailable");
    services[1]
        .get("/readyz")
        .await
        .expect_problem(503, "unavailable");
    services[1].get("/healthz").await.expect(200);
    crate::log::alter(&folder, "ALTER TABLE hidden RENAME TO registry").await;
    tokio::time::sleep(DELAY).await;
    services[1].post(path, r#"{"cars": 2}"#).await.expect(200);
    services[1].get("/readyz").await.expect(200);
}
