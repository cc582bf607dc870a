//! Risks in, answers out.

use crate::support::Service;
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn a_risk_is_answered_by_the_edition_that_decides() {
    let (service, edition) = Service::with_fee().await;
    let response = service
        .post("/v1/rulebooks/fee/evaluations", r#"{"cars": 2}"#)
        .await
        .expect(200);
    assert_eq!(
        response.text(),
        format!(
            r#"{{"rulebook":"fee","edition":"{edition}","business":"new","date":"2026-11-28","answer":{{"acceptance":"accept","reasons":[],"total":"20.00","share":"12"}}}}"#
        )
    );
    let listed = service.get("/v1/decisions").await.expect(200).json();
    assert_eq!(
        listed["items"].as_array().map(Vec::len),
        Some(0),
        "nothing is recorded"
    );
}

#[tokio::test]
async fn the_example_gives_a_premium_with_its_worksheet() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/personal_auto");
    let service = Service::new().await;
    let bundle = lutine::Rulebook::load(&root)
        .expect("it compiles")
        .bundle()
        .expect("it is one");
    let upload = Request::post("/v1/rulebooks/personal_auto/editions")
        .header("content-type", "application/vnd.lutine.bundle");
    let uploaded = service.send(upload, bundle).await.expect(201).json();
    let edition = uploaded["edition"].as_str().expect("it has a hash");
    let risk = std::fs::read_to_string(root.join("cases/two_cars.json")).expect("it is there");
    let path = format!("/v1/rulebooks/personal_auto/evaluations?explain=true&edition={edition}");
    let answered = service.post(&path, &risk).await.expect(200).json();
    assert_eq!(answered["answer"]["total"], "2666.97");
    assert!(
        answered["worksheet"]
            .to_string()
            .contains("tables/territory.csv"),
        "{answered}"
    );
}

#[tokio::test]
async fn a_refused_risk_is_a_problem_with_pointers_and_no_decision() {
    let (service, _) = Service::with_fee().await;
    let refused = service
        .post(
            "/v1/rulebooks/fee/decisions",
            r#"{"cars": 9, "colour": "red"}"#,
        )
        .await;
    let problem = refused.expect_problem(422, "refused-risk").json();
    assert_eq!(problem["errors"][0]["pointer"], "/cars");
    assert_eq!(problem["errors"][0]["code"], "out_of_range");
    assert_eq!(problem["errors"][1]["code"], "unknown_field");
    let listed = service.get("/v1/decisions").await.expect(200).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn a_field_in_error_is_answered_beside_the_others() {
    let (service, _) = Service::with_fee().await;
    let answered = service
        .post(
            "/v1/rulebooks/fee/evaluations",
            r#"{"cars": 1, "spare": 0}"#,
        )
        .await
        .expect(200);
    let answer = &answered.json()["answer"];
    assert_eq!(answer["total"], "10.00");
    assert_eq!(answer["errors"][0]["code"], "division_by_zero");
}

#[tokio::test]
async fn what_cannot_be_understood_is_said() {
    let (service, _) = Service::with_fee().await;
    let path = "/v1/rulebooks/fee/evaluations";
    let risk = r#"{"cars": 2}"#;
    for (query, kind) in [
        ("?date=2026-13-01", "malformed-request"),
        ("?date=28.11.2026", "malformed-request"),
        ("?business=old", "malformed-request"),
        ("?explain=perhaps", "malformed-request"),
        ("?explian=true", "malformed-request"),
    ] {
        service
            .post(&format!("{path}{query}"), risk)
            .await
            .expect_problem(400, kind);
    }
    let long = "x".repeat(201);
    service
        .post(&format!("{path}?reference={long}"), risk)
        .await
        .expect_problem(400, "malformed-request");
    service
        .post("/v1/rulebooks/fees/evaluations", risk)
        .await
        .expect_problem(404, "unknown-rulebook");
    service
        .post(&format!("{path}?edition={}", "0".repeat(64)), risk)
        .await
        .expect_problem(404, "unknown-edition");
    service
        .get(path)
        .await
        .expect_problem(405, "method-not-allowed");
    service.get("/v2").await.expect_problem(404, "unknown-page");
    let form = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    service
        .send(form, risk)
        .await
        .expect_problem(415, "unsupported-media-type");
    service
        .send(Request::post(path), risk)
        .await
        .expect_problem(415, "unsupported-media-type");
    let many = Request::post(path)
        .header("content-type", "application/json")
        .header("x-filler", "x".repeat(17_000));
    service
        .send(many, risk)
        .await
        .expect_problem(431, "headers-too-large");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let service = Service::with(|config| config.risk_bytes = 64).await;
    service.publish_small().await;
    let risk = format!("{{\"cars\": 2{}}}", " ".repeat(64));
    service
        .post("/v1/rulebooks/fee/evaluations", &risk)
        .await
        .expect_problem(413, "too-large");
}

impl Service {
    /// As `publish`, where a request must be small.
    async fn publish_small(&self) {
        let sources =
            serde_json::json!({"files": {"fee.lutine": crate::support::fee("1.00")}}).to_string();
        let uploaded = self
            .post("/v1/rulebooks/fee/editions", &sources)
            .await
            .expect(201)
            .json();
        let path = format!(
            "/v1/rulebooks/fee/editions/{}",
            uploaded["edition"].as_str().expect("it has a hash")
        );
        self.post(&format!("{path}/approval"), "").await.expect(200);
        let dates = r#"{"new_business_from": "2000-01-01"}"#;
        self.post(&format!("{path}/activation"), dates)
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn lines_are_answered_in_their_order_and_a_faulty_one_alone() {
    let (service, edition) = Service::with_fee().await;
    let lines = Request::post("/v1/rulebooks/fee/decisions?reference=book-7")
        .header("content-type", "application/x-ndjson");
    let body = "{\"cars\": 1}\n\n{\"cars\": 9}\r\n{\"cars\": 4}";
    let answered = service.send(lines, body).await.expect(200);
    assert_eq!(answered.header("content-type"), "application/x-ndjson");
    let lines: Vec<serde_json::Value> = answered
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["line"], &lines[0]["answer"]["total"]),
        (&1.into(), &"10.00".into())
    );
    assert_eq!(
        (&lines[1]["line"], &lines[1]["errors"][0]["code"]),
        (&3.into(), &"out_of_range".into())
    );
    assert_eq!(
        (&lines[2]["line"], &lines[2]["answer"]["acceptance"]),
        (&4.into(), &"refer".into())
    );
    assert_eq!(lines[2]["edition"], edition);
    let listed = service
        .get("/v1/decisions?reference=book-7")
        .await
        .expect(200)
        .json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2));
    let id = lines[2]["id"].as_str().expect("it was recorded");
    let decision = service
        .get(&format!("/v1/decisions/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(decision["input"], r#"{"cars": 4}"#);
}

#[tokio::test]
async fn a_line_without_end_ends_the_answers_with_a_problem() {
    let service = Service::with(|config| config.risk_bytes = 2_000).await;
    service.publish_small().await;
    let lines = Request::post("/v1/rulebooks/fee/evaluations")
        .header("content-type", "application/x-ndjson");
    let body = format!("{{\"cars\": 1}}\n{{\"cars\": {}", "1".repeat(5_000));
    let answered = service.send(lines, body).await.expect(200);
    let lines: Vec<&str> = answered.text().lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with(r#"{"line":1,"rulebook":"fee""#),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with(r#"{"line":2,"problem":{"type":"/problems/too-large""#),
        "{}",
        lines[1]
    );
}

#[tokio::test]
async fn requests_beyond_the_limit_are_sent_away() {
    let service = Service::with(|config| config.concurrency = 0).await;
    let response = service
        .get("/v1/rulebooks")
        .await
        .expect_problem(503, "overloaded");
    assert_eq!(response.header("retry-after"), "1");
    service.get("/healthz").await.expect(200);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let (publisher, _) = Service::with_fee().await;
    let hasty = |config: &mut lutine_server::Config| config.time_limit_ms = 50;
    let service = Service::on(std::sync::Arc::clone(&publisher.folder), hasty).await;
    // A body that begins and never ends.
    let pieces = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let request = Request::post("/v1/rulebooks/fee/evaluations");
    let request = request.header("content-type", "application/json");
    let response = service.send(request, Body::from_stream(pieces)).await;
    response.expect_problem(504, "timed-out");
}

#[tokio::test]
async fn every_response_has_the_correlation_id_of_its_request() {
    let service = Service::new().await;
    let request = Request::get("/v1/rulebooks").header("x-request-id", "quote-7");
    assert_eq!(
        service.send(request, "").await.header("x-request-id"),
        "quote-7"
    );
    assert_eq!(
        service.get("/nowhere").await.header("x-request-id").len(),
        32
    );
}
