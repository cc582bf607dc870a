//! Who may do what: every route with every role.

use crate::support::Service;
use axum::body::Body;
use axum::http::{Method, Request};
use lutine_server::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Each operation of the API, and the roles that may do it.
const TABLE: &[(&str, &str, &[Role])] = {
    use Role::{Admin, Approver, Author, Evaluator, Reader};
    &[
        ("POST", "/v1/rulebooks/{name}/evaluations", &[Evaluator]),
        ("POST", "/v1/rulebooks/{name}/decisions", &[Evaluator]),
        ("GET", "/v1/decisions", &[Reader]),
        ("GET", "/v1/decisions/{id}", &[Reader]),
        ("GET", "/v1/decisions/{id}/worksheet", &[Reader]),
        ("GET", "/v1/decisions/{id}/replay", &[Reader]),
        (
            "GET",
            "/v1/rulebooks",
            &[Reader, Evaluator, Author, Approver],
        ),
        (
            "GET",
            "/v1/rulebooks/{name}",
            &[Reader, Evaluator, Author, Approver],
        ),
        (
            "GET",
            "/v1/rulebooks/{name}/editions",
            &[Reader, Evaluator, Author, Approver],
        ),
        ("POST", "/v1/rulebooks/{name}/editions", &[Author]),
        (
            "GET",
            "/v1/rulebooks/{name}/editions/{edition}",
            &[Reader, Evaluator, Author, Approver],
        ),
        (
            "GET",
            "/v1/rulebooks/{name}/editions/{edition}/schema",
            &[Reader, Evaluator, Author, Approver],
        ),
        (
            "GET",
            "/v1/rulebooks/{name}/editions/{edition}/source",
            &[Reader, Author, Approver],
        ),
        (
            "GET",
            "/v1/rulebooks/{name}/editions/{edition}/bundle",
            &[Reader, Author, Approver],
        ),
        (
            "POST",
            "/v1/rulebooks/{name}/editions/{edition}/approval",
            &[Approver],
        ),
        (
            "POST",
            "/v1/rulebooks/{name}/editions/{edition}/activation",
            &[Approver],
        ),
        (
            "POST",
            "/v1/rulebooks/{name}/editions/{edition}/retirement",
            &[Approver],
        ),
        ("GET", "/v1/keys", &[Admin]),
        ("POST", "/v1/keys", &[Admin]),
        ("DELETE", "/v1/keys/{id}", &[Admin]),
        ("GET", "/v1/audit", &[Admin]),
    ]
};

/// Operations that need no key.
const OPEN: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/problems/{name}"];

async fn made(service: &Service, admin: Option<&str>, wanted: Value) -> Value {
    let mut request = Request::post("/v1/keys").header("content-type", "application/json");
    if let Some(admin) = admin {
        request = request.header("authorization", format!("Bearer {admin}"));
    }
    service
        .send(request, wanted.to_string())
        .await
        .expect(201)
        .json()
}

fn secret(made: &Value) -> String {
    made["secret"].as_str().expect("it is shown").to_owned()
}

#[test]
fn the_table_has_every_operation_of_the_description() {
    let description: Value = serde_json::from_str(&lutine_server::openapi()).expect("it is JSON");
    let mut described = Vec::new();
    for (path, operations) in description["paths"].as_object().expect("it has paths") {
        for method in operations
            .as_object()
            .expect("it has methods")
            .keys()
            .filter(|key| *key != "parameters")
        {
            described.push((method.to_uppercase(), path.clone()));
        }
    }
    let mut known: Vec<(String, String)> = TABLE
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    known.extend(OPEN.map(|path| ("GET".to_owned(), path.to_owned())));
    described.sort();
    known.sort();
    assert_eq!(described, known);
}

#[tokio::test]
async fn every_route_with_every_role() {
    let (service, edition) = Service::with_fee().await;
    let decision = service
        .post("/v1/rulebooks/fee/decisions", r#"{"cars": 1}"#)
        .await
        .expect(201)
        .json();
    let id = decision["id"].as_str().expect("it has one").to_owned();
    let admin = secret(&made(&service, None, json!({"name": "root", "roles": ["admin"]})).await);
    let mut keys = BTreeMap::new();
    for role in Role::ALL {
        let key = made(
            &service,
            Some(&admin),
            json!({"name": role.name(), "roles": [role.name()]}),
        )
        .await;
        keys.insert(role, secret(&key));
    }
    let mut asked = 0;
    for (method, route, allowed) in TABLE {
        let path = route
            .replace("{name}", "fee")
            .replace("{edition}", &edition)
            .replace("{id}", &id);
        let method = Method::from_bytes(method.as_bytes()).expect("it is one");
        for (role, key) in &keys {
            let body = if method == Method::POST {
                r#"{"cars": 1}"#
            } else {
                ""
            };
            let response = service.with_key(method.clone(), &path, key, body).await;
            let may = !matches!(response.status.as_u16(), 401 | 403);
            assert_eq!(
                may,
                allowed.contains(role),
                "{method} {route} as {role}: {} {}",
                response.status,
                response.text()
            );
            asked += 1;
        }
        let request = Request::builder().method(method.clone()).uri(&path);
        let nobody = service
            .send(request.header("content-type", "application/json"), "")
            .await;
        let nobody = nobody.expect_problem(401, "unauthenticated");
        assert_eq!(nobody.header("www-authenticate"), "Bearer");
        // A method that the path does not have tells nothing either.
        service
            .with_key(Method::PATCH, &path, &admin, "")
            .await
            .expect_problem(405, "method-not-allowed");
    }
    assert_eq!(asked, TABLE.len() * Role::ALL.len());
    for path in OPEN {
        service
            .get(&path.replace("{name}", "forbidden"))
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn a_key_is_taken_until_it_expires_or_is_revoked() {
    let service = Service::new().await;
    let admin = secret(&made(&service, None, json!({"name": "root", "roles": ["admin"]})).await);
    let short = made(
        &service,
        Some(&admin),
        json!({"name": "short", "roles": ["reader"], "expires_at": "2026-12-01"}),
    )
    .await;
    let list = async |key: &str| {
        service
            .with_key(Method::GET, "/v1/decisions", key, "")
            .await
    };
    list(&secret(&short)).await.expect(200);
    service.clock.set("2026-12-01");
    list(&secret(&short))
        .await
        .expect_problem(401, "unauthenticated");

    let other = made(
        &service,
        Some(&admin),
        json!({"name": "other", "roles": ["reader"]}),
    )
    .await;
    let (id, other) = (
        other["id"].as_str().expect("it has one").to_owned(),
        secret(&other),
    );
    list(&other).await.expect(200);
    service
        .with_key(Method::DELETE, &format!("/v1/keys/{id}"), &admin, "")
        .await
        .expect(204);
    list(&other).await.expect_problem(401, "unauthenticated");
    service
        .with_key(Method::DELETE, "/v1/keys/none", &admin, "")
        .await
        .expect_problem(404, "unknown-key");

    // Nearly right is wrong; so is another scheme.
    let mut wrong = admin.clone();
    wrong.pop();
    wrong.push('g');
    list(&wrong).await.expect_problem(401, "unauthenticated");
    let request = Request::get("/v1/keys").header("authorization", format!("Basic {admin}"));
    service
        .send(request, "")
        .await
        .expect_problem(401, "unauthenticated");

    let keys = service
        .with_key(Method::GET, "/v1/keys", &admin, "")
        .await
        .expect(200);
    assert!(!keys.text().contains("secret"), "{}", keys.text());
    let listed = keys.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
    // Revoking the last administrator does not open the service again.
    let root = listed["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|key| key["name"] == "root")
        .expect("it is listed");
    let path = format!("/v1/keys/{}", root["id"].as_str().expect("it has one"));
    service
        .with_key(Method::DELETE, &path, &admin, "")
        .await
        .expect(204);
    service
        .get("/v1/rulebooks")
        .await
        .expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn keys_that_make_no_sense_are_not_made() {
    let service = Service::new().await;
    for wanted in [
        json!({"name": "", "roles": ["reader"]}),
        json!({"name": "x".repeat(81), "roles": ["reader"]}),
        json!({"name": "a\u{1b}[2J", "roles": ["reader"]}),
        json!({"name": "a", "roles": []}),
        json!({"name": "a", "roles": ["root"]}),
        json!({"name": "a", "roles": ["reader"], "expires_at": "soon"}),
        json!({"name": "a", "roles": ["reader"], "expires": "2027-01-01"}),
        json!({"name": "a"}),
    ] {
        service
            .post("/v1/keys", &wanted.to_string())
            .await
            .expect_problem(400, "malformed-request");
    }
    service.get("/v1/keys").await.expect(200);
}

#[tokio::test]
async fn an_open_service_answers_to_loopback_names_only() {
    let service = Service::new().await;
    for (host, status) in [
        ("localhost:8080", 200),
        ("127.0.0.1", 200),
        ("lutine.example.org", 403),
        ("169.254.0.1", 403),
    ] {
        let request = Request::get("/v1/rulebooks")
            .header("host", host)
            .body(Body::empty())
            .expect("it is one");
        assert_eq!(
            service.send_as_it_is(request).await.status,
            status,
            "{host}"
        );
    }
    let request = Request::get("/v1/rulebooks")
        .body(Body::empty())
        .expect("it is one");
    service
        .send_as_it_is(request)
        .await
        .expect_problem(403, "foreign-host");
}

#[tokio::test]
async fn without_keys_it_does_not_listen_to_others() {
    let folder = crate::support::Folder::new();
    let config = lutine_server::Config {
        database_url: folder.database(),
        listen: "0.0.0.0:0".parse().expect("it is an address"),
        ..lutine_server::Config::default()
    };
    let clock = std::sync::Arc::new(lutine_server::MachineClock);
    let refused = lutine_server::serve(
        config,
        clock,
        |_| panic!("it has started"),
        std::future::pending(),
    )
    .await;
    let error = refused.expect_err("it is open").to_string();
    assert!(error.contains("make a key first"), "{error}");
}
