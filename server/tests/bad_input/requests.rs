//! Paths, queries, headers and small bodies that are none.

use super::Case;

const EVALUATE: &str = "/v1/rulebooks/fee/evaluations";
const RISK: &str = r#"{"cars": 2}"#;

pub(crate) fn all(edition: &str) -> Vec<Case> {
    let mut cases = queries();
    cases.extend(paths());
    cases.extend(headers());
    cases.extend(activations(edition));
    cases.extend(keys());
    cases
}

fn queries() -> Vec<Case> {
    let asked = [
        "date=",
        "date=today",
        "date=2026-02-30",
        "date=2026-1-1",
        "date=20260101",
        "date=-2026-01-01",
        "date=99999-01-01",
        "date=2026-01-01T00:00:00Z",
        "date=2026-01-01&date=2026-01-02",
        "date=%00",
        "date=%FF",
        "business=",
        "business=NEW",
        "business=new,renewal",
        "business=new&business=new",
        "explain=",
        "explain=1",
        "explain=yes",
        "explain=TRUE",
        "edition=",
        "edition=latest",
        "edition=..%2F..",
        "edition=%00",
        "reference=%00",
        "reference=%0A",
        "reference=%1B%5B2J",
        "unknown=1",
        "Date=2026-01-01",
        "explain",
        "=1",
        "explain=true&explain=true",
    ];
    let mut cases: Vec<Case> = asked
        .map(|query| {
            Case::new(
                format!("query {query}"),
                "POST",
                format!("{EVALUATE}?{query}"),
            )
            .json(RISK)
        })
        .into();
    let long = "x".repeat(5_000);
    cases.push(
        Case::new(
            "a long reference",
            "POST",
            format!("{EVALUATE}?reference={long}"),
        )
        .json(RISK),
    );
    let lists = [
        "/v1/decisions?limit=0",
        "/v1/decisions?limit=-1",
        "/v1/decisions?limit=501",
        "/v1/decisions?limit=ten",
        "/v1/decisions?limit=99999999999999999999",
        "/v1/decisions?cursor=",
        "/v1/decisions?cursor=x",
        "/v1/decisions?cursor=00",
        "/v1/decisions?cursor=%F0%9F%98%80%F0%9F%98%80",
        "/v1/decisions?from=x",
        "/v1/decisions?until=2026-99-01",
        "/v1/decisions?outcome_kind=refused",
        "/v1/decisions?reason=%00",
        "/v1/decisions?order=asc",
        "/v1/audit?cursor=zz",
        "/v1/audit?limit=0",
        "/v1/keys?limit=1e3",
        "/v1/rulebooks?limit=0",
        "/v1/rulebooks?cursor=c",
        "/v1/rulebooks?name=fee",
        "/v1/rulebooks/fee/editions?state=all",
        "/v1/rulebooks/fee/editions?cursor=31",
        "/v1/rulebooks/fee/editions?cursor=ff",
    ];
    cases.extend(lists.map(|path| Case::new(format!("list {path}"), "GET", path)));
    cases
}

fn paths() -> Vec<Case> {
    let long = "n".repeat(8_000);
    let unknown = [
        "/",
        "/v1",
        "/v1/",
        "//",
        "/v1//rulebooks",
        "/v1/rulebooks/",
        "/V1/rulebooks",
        "/v2/rulebooks",
        "/v1/rulebooks/none",
        "/v1/rulebooks/%00",
        "/v1/rulebooks/%FF",
        "/v1/rulebooks/..%2F..%2Fetc%2Fpasswd",
        "/v1/rulebooks/%F0%9F%98%80",
        "/v1/rulebooks/fee/editions/none",
        "/v1/rulebooks/fee/editions/%00",
        "/v1/rulebooks/none/editions",
        "/v1/rulebooks/none/editions/none/source",
        "/v1/decisions/none",
        "/v1/decisions/%00",
        "/v1/decisions/%FF",
        "/v1/decisions/00000000-0000-0000-0000-000000000000",
        "/v1/decisions/none/worksheet",
        "/v1/decisions/none/replay",
        "/problems/none",
        "/problems/..",
        "/.env",
        "/admin",
        "/metrics/x",
    ];
    let mut cases: Vec<Case> = unknown
        .map(|path| Case::new(format!("path {path}"), "GET", path))
        .into();
    cases.push(Case::new(
        "a long path",
        "GET",
        format!("/v1/rulebooks/{long}"),
    ));
    cases.push(
        Case::new(
            "a long name that decides",
            "POST",
            format!("/v1/rulebooks/{long}/decisions"),
        )
        .json(RISK),
    );
    for (method, path) in [
        ("GET", EVALUATE),
        ("PUT", EVALUATE),
        ("DELETE", EVALUATE),
        ("OPTIONS", EVALUATE),
        ("BREW", EVALUATE),
        ("POST", "/v1/rulebooks"),
        ("DELETE", "/v1/rulebooks/fee"),
        ("PATCH", "/v1/decisions"),
        ("DELETE", "/v1/decisions"),
        ("POST", "/healthz"),
        ("TRACE", "/metrics"),
    ] {
        cases.push(Case::new(format!("method {method} {path}"), method, path).json(RISK));
    }
    cases.push(Case::new(
        "a key that is not there",
        "DELETE",
        "/v1/keys/none",
    ));
    cases.push(Case::new("a key of zeros", "DELETE", "/v1/keys/%00"));
    cases
}

fn headers() -> Vec<Case> {
    let risk = |name: &str| Case::new(format!("header {name}"), "POST", EVALUATE);
    let decide = |name: &str| {
        Case::new(
            format!("header {name}"),
            "POST",
            "/v1/rulebooks/fee/decisions",
        )
        .json(RISK)
    };
    let mut cases: Vec<Case> = [
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/xml",
        "multipart/form-data",
        "*/*",
        "json",
        "application/json/x",
        ";",
    ]
    .map(|kind| risk(&format!("content type {kind:?}")).body(kind, RISK))
    .into();
    cases.push(
        risk("content type that is no text").with("content-type", b"application/\xff".to_vec()),
    );
    cases.push(
        risk("large")
            .json(RISK)
            .with("x-filler", "x".repeat(20_000)),
    );
    let mut many = risk("many").json(RISK);
    for _ in 0..2_000 {
        many = many.with("x-filler", "xxxxxxxx");
    }
    cases.push(many);
    for host in [
        "lutine.example.org",
        "",
        "127.0.0.1.nip.io",
        "localhost.",
        "[::ffff:8.8.8.8]",
        "0",
        "user@localhost",
    ] {
        cases.push(
            risk(&format!("host {host:?}"))
                .json(RISK)
                .with("host", host),
        );
    }
    cases.push(
        risk("host that is no text")
            .json(RISK)
            .with("host", b"\xff".to_vec()),
    );
    cases.push(decide("an empty idempotency key").with("idempotency-key", ""));
    cases.push(decide("a long idempotency key").with("idempotency-key", "k".repeat(256)));
    cases.push(
        decide("an idempotency key that is no text").with("idempotency-key", b"\xff".to_vec()),
    );
    let stream = Case::new(
        "an idempotency key of a stream",
        "POST",
        "/v1/rulebooks/fee/decisions",
    );
    cases.push(
        stream
            .body("application/x-ndjson", RISK)
            .with("idempotency-key", "k"),
    );
    cases
}

fn activations(edition: &str) -> Vec<Case> {
    let path = format!("/v1/rulebooks/fee/editions/{edition}/activation");
    let bodies = [
        "",
        "{",
        "[]",
        "{}",
        "null",
        "\"2026-01-01\"",
        "{\"from\": \"2026-01-01\"}",
        "{\"new_business_from\": null}",
        "{\"new_business_from\": 20260101}",
        "{\"new_business_from\": \"soon\"}",
        "{\"new_business_from\": \"2026-02-30\"}",
        "{\"new_business_from\": \"2026-01-01\", \"new_business_from\": \"2026-01-02\"}",
        "{\"new_business_from\": \"2026-01-01\", \"renewals_from\": \"\"}",
        "{\"renewals_from\": [\"2026-01-01\"]}",
    ];
    let mut cases: Vec<Case> = bodies
        .map(|body| Case::new(format!("activation {body}"), "POST", &path).json(body))
        .into();
    let sound = r#"{"new_business_from": "2026-01-01"}"#;
    cases.push(
        Case::new(
            "activation of no edition",
            "POST",
            "/v1/rulebooks/fee/editions/none/activation",
        )
        .json(sound),
    );
    cases.push(Case::new("activation by text", "POST", &path).body("text/plain", sound));
    cases.push(Case::new(
        "approval of what is active",
        "POST",
        path.replace("activation", "approval"),
    ));
    cases.push(Case::new(
        "approval of no edition",
        "POST",
        "/v1/rulebooks/fee/editions/none/approval",
    ));
    cases.push(Case::new(
        "retirement of no edition",
        "POST",
        "/v1/rulebooks/none/editions/none/retirement",
    ));
    cases
}

fn keys() -> Vec<Case> {
    let bodies = [
        "",
        "{}",
        "[]",
        "{\"name\": \"a\"}",
        "{\"roles\": [\"reader\"]}",
        "{\"name\": \"a\", \"roles\": \"reader\"}",
        "{\"name\": \"a\", \"roles\": []}",
        "{\"name\": \"a\", \"roles\": [\"owner\"]}",
        "{\"name\": \"\", \"roles\": [\"reader\"]}",
        "{\"name\": \"  \", \"roles\": [\"reader\"]}",
        "{\"name\": \"a\\u0000\", \"roles\": [\"reader\"]}",
        "{\"name\": 7, \"roles\": [\"reader\"]}",
        "{\"name\": \"a\", \"roles\": [\"reader\"], \"expires_at\": \"never\"}",
        "{\"name\": \"a\", \"roles\": [\"reader\"], \"secret\": \"mine\"}",
    ];
    bodies
        .map(|body| Case::new(format!("key {body}"), "POST", "/v1/keys").json(body))
        .into()
}
