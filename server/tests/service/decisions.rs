//! What was decided can be found, explained and replayed.

use crate::support::Service;
use axum::http::Request;
use serde_json::json;

#[tokio::test]
async fn a_decision_is_kept_as_it_came_and_as_it_went() {
    let (service, edition) = Service::with_fee().await;
    let input = "{ \"cars\" : 4,\n  \"spare\": 3.0 }";
    let made = service
        .post(
            "/v1/rulebooks/fee/decisions?reference=Q-7&business=renewal&date=2026-10-01",
            input,
        )
        .await
        .expect(201);
    let decision = service.get(made.header("location")).await.expect(200);
    let kept = decision.json();
    assert_eq!(kept["input"], input);
    assert_eq!(kept["answer"], made.json()["answer"]);
    assert_eq!(kept["id"], made.json()["id"]);
    for (field, value) in [
        ("rulebook", "fee"),
        ("edition", edition.as_str()),
        ("business", "renewal"),
        ("date", "2026-10-01"),
        ("reference", "Q-7"),
        ("outcome", "refer"),
        ("outcome_kind", "answered"),
        ("decided_at", "2026-11-28T12:00:00.000000Z"),
        ("decided_by", "anybody"),
    ] {
        assert_eq!(kept[field], value, "{field}");
    }
    let request =
        Request::get(made.header("location")).header("if-none-match", decision.header("etag"));
    service.send(request, "").await.expect(304);
}

#[tokio::test]
async fn a_decision_is_explained_and_replayed_by_its_edition() {
    let (service, first) = Service::with_fee().await;
    let made = service
        .post("/v1/rulebooks/fee/decisions", r#"{"cars": 2}"#)
        .await
        .expect(201);
    // Another edition decides from the same date on, and the first is retired.
    service.publish("12.00", "2000-01-01").await;
    service
        .post(
            &format!("/v1/rulebooks/fee/editions/{first}/retirement"),
            "",
        )
        .await
        .expect(200);
    let path = made.header("location");
    let replay = service
        .get(&format!("{path}/replay"))
        .await
        .expect(200)
        .json();
    assert_eq!(replay["identical"], true, "{replay}");
    assert_eq!(replay["replayed"]["total"], "20.00");
    let explained = service
        .get(&format!("{path}/worksheet"))
        .await
        .expect(200)
        .json();
    assert_eq!(explained["edition"], first);
    assert_eq!(explained["answer"]["total"], "20.00");
    assert!(
        explained["worksheet"].to_string().contains("policy.cars"),
        "{explained}"
    );
}

#[tokio::test]
async fn a_recorded_answer_that_was_altered_is_told_from_its_replay() {
    let (service, _) = Service::with_fee().await;
    let made = service
        .post("/v1/rulebooks/fee/decisions", r#"{"cars": 2}"#)
        .await
        .expect(201);
    let path = made.header("location").to_owned();
    service
        .alter("UPDATE decision SET answer = replace(answer, '20.00', '21.00')")
        .await;
    let replay = service
        .get(&format!("{path}/replay"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&replay["identical"], &replay["differing"]),
        (&false.into(), &json!(["/total"]))
    );
    service
        .get(&format!("{path}/worksheet"))
        .await
        .expect_problem(500, "internal");
}

#[tokio::test]
async fn decisions_are_found() {
    let (service, edition) = Service::with_fee().await;
    let risks = [
        r#"{"cars": 1}"#,
        r#"{"cars": 4}"#,
        r#"{"cars": 1, "spare": 0}"#,
        r#"{"cars": 4, "spare": 0}"#,
    ];
    for (day, risk) in (1..).zip(risks) {
        service.clock.set(&format!("2026-12-0{day}T08:00:00Z"));
        service
            .post(
                &format!("/v1/rulebooks/fee/decisions?reference=Q-{day}"),
                risk,
            )
            .await
            .expect(201);
    }
    let found = async |query: &str| {
        let page = service
            .get(&format!("/v1/decisions?{query}"))
            .await
            .expect(200)
            .json();
        let items = page["items"].as_array().expect("a list").iter();
        items
            .map(|item| item["reference"].as_str().expect("it has one").to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (query, wanted) in [
        ("", "Q-4 Q-3 Q-2 Q-1"),
        ("rulebook=fee", "Q-4 Q-3 Q-2 Q-1"),
        ("rulebook=other", ""),
        (&format!("edition={edition}&outcome=accept"), "Q-3 Q-1"),
        ("outcome=refer", "Q-4 Q-2"),
        ("outcome_kind=errors", "Q-4 Q-3"),
        ("reason=R01_MANY", "Q-4 Q-2"),
        ("reason=division_by_zero", "Q-4 Q-3"),
        ("reason=division_by_zero&outcome=refer", "Q-4"),
        ("reference=Q-2", "Q-2"),
        ("from=2026-12-02&until=2026-12-03T08:00:00Z", "Q-2"),
        ("from=2026-12-03T08:00:00Z", "Q-4 Q-3"),
    ] {
        assert_eq!(found(query).await, wanted, "{query}");
    }
    let page = service
        .get("/v1/decisions?limit=3")
        .await
        .expect(200)
        .json();
    let next = page["next"].as_str().expect("there is another");
    assert_eq!(found(&format!("limit=3&cursor={next}")).await, "Q-1");
    for wrong in [
        "from=yesterday",
        "outcome_kind=none",
        "colour=red",
        "reason=%00",
    ] {
        service
            .get(&format!("/v1/decisions?{wrong}"))
            .await
            .expect_problem(400, "malformed-request");
    }
    for unknown in ["00000000-0000-7000-8000-000000000000", "7", "%20", "%FF"] {
        let response = service.get(&format!("/v1/decisions/{unknown}")).await;
        assert!(
            response.status == 404 || response.status == 400,
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn what_is_counted_can_be_read_and_names_no_risk() {
    let (service, edition) = Service::with_fee().await;
    service
        .post(
            "/v1/rulebooks/fee/decisions?reference=ADA-LOVELACE",
            r#"{"cars": 4}"#,
        )
        .await
        .expect(201);
    service
        .post("/v1/rulebooks/fee/evaluations", r#"{"cars": 7}"#)
        .await
        .expect(422);
    let counts = service.get("/metrics").await.expect(200);
    let text = counts.text();
    for line in [
        r#"lutine_outcomes_total{rulebook="fee",outcome="refer"} 1"#,
        r#"lutine_http_requests_total{method="POST",route="/v1/rulebooks/{name}/decisions",rulebook="fee",status="201"} 1"#,
        r#"lutine_http_requests_total{method="POST",route="/v1/rulebooks/{name}/evaluations",rulebook="",status="422"} 1"#,
        r#"lutine_http_request_seconds_count{route="/v1/rulebooks/{name}/decisions",rulebook="fee"} 1"#,
        &format!(
            r#"lutine_active_edition{{rulebook="fee",business="renewal",edition="{edition}"}} 1"#
        ),
    ] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
    assert!(!text.contains("ADA"));
}
