//! Editions, from their upload to their retirement.

use crate::support::{Service, fee};
use axum::http::{Method, Request};
use serde_json::{Value, json};

#[tokio::test]
async fn faults_of_a_rulebook_come_back_as_data() {
    let service = Service::new().await;
    let sources = json!({"files": {"fee.lutine": "rulebook fee\ninput Policy\nentity Policy { cars: itn }\noutput { cars = policy.cars }\n"}});
    let response = service
        .post("/v1/rulebooks/fee/editions", &sources.to_string())
        .await;
    let problem = response.expect_problem(422, "rulebook-faults").json();
    let finding = &problem["findings"][0];
    assert_eq!(
        (&finding["file"], &finding["line"], &finding["column"]),
        (&"fee.lutine".into(), &3.into(), &23.into())
    );
    assert_eq!(finding["help"], "did you mean `int`?");
}

#[tokio::test]
async fn an_edition_goes_its_way_and_never_back() {
    let service = Service::new().await;
    let sources = json!({"files": {"fee.lutine": fee("10.00")}}).to_string();
    let uploaded = service
        .post("/v1/rulebooks/fee/editions", &sources)
        .await
        .expect(201);
    let location = uploaded.header("location").to_owned();
    let draft = uploaded.json();
    assert_eq!(
        (&draft["state"], &draft["version"], &draft["author"]),
        (&"draft".into(), &"10.00".into(), &"anybody".into())
    );

    // The same again changes nothing.
    assert_eq!(
        service
            .post("/v1/rulebooks/fee/editions", &sources)
            .await
            .expect(200)
            .json(),
        draft
    );

    let dates = r#"{"new_business_from": "2026-01-01", "renewals_from": "2026-12-01"}"#;
    service
        .post(&format!("{location}/activation"), dates)
        .await
        .expect_problem(409, "wrong-state");
    service
        .post("/v1/rulebooks/fee/decisions", r#"{"cars": 1}"#)
        .await
        .expect_problem(409, "no-edition-in-force");
    let edition = draft["edition"].as_str().expect("it has a hash");
    let named = format!("/v1/rulebooks/fee/decisions?edition={edition}");
    service
        .post(&named, r#"{"cars": 1}"#)
        .await
        .expect_problem(409, "wrong-state");
    // To try it, it can be evaluated.
    service
        .post(&named.replace("decisions", "evaluations"), r#"{"cars": 1}"#)
        .await
        .expect(200);

    let approved = service
        .post(&format!("{location}/approval"), "")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&approved["state"], &approved["approver"]),
        (&"approved".into(), &"anybody".into())
    );
    service
        .post(&format!("{location}/approval"), "")
        .await
        .expect_problem(409, "wrong-state");
    let active = service
        .post(&format!("{location}/activation"), dates)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&active["state"], &active["in_force_within_ms"]),
        (&"active".into(), &2000.into())
    );

    let decide = |business: &str, date: &str| {
        format!("/v1/rulebooks/fee/decisions?business={business}&date={date}")
    };
    service
        .post(&decide("new", "2026-01-01"), r#"{"cars": 1}"#)
        .await
        .expect(201);
    service
        .post(&decide("new", "2025-12-31"), r#"{"cars": 1}"#)
        .await
        .expect_problem(409, "no-edition-in-force");
    service
        .post(&decide("renewal", "2026-11-30"), r#"{"cars": 1}"#)
        .await
        .expect_problem(409, "no-edition-in-force");
    service
        .post(&decide("renewal", "2026-12-01"), r#"{"cars": 1}"#)
        .await
        .expect(201);

    let retired = service
        .post(&format!("{location}/retirement"), "")
        .await
        .expect(200)
        .json();
    assert_eq!(retired["state"], "retired");
    service
        .post(&decide("new", "2026-01-01"), r#"{"cars": 1}"#)
        .await
        .expect_problem(409, "edition-retired");
    service
        .post(&format!("{location}/activation"), dates)
        .await
        .expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn the_later_edition_decides_from_its_date_and_the_earlier_before_it() {
    let (service, first) = Service::with_fee().await;
    let second = service.publish("12.00", "2027-01-01").await;
    let total = async |date: &str| {
        let path = format!("/v1/rulebooks/fee/evaluations?date={date}");
        let answered = service
            .post(&path, r#"{"cars": 1}"#)
            .await
            .expect(200)
            .json();
        (
            answered["edition"].as_str().expect("it has one").to_owned(),
            answered["answer"]["total"].clone(),
        )
    };
    assert_eq!(total("2026-12-31").await, (first.clone(), "10.00".into()));
    assert_eq!(total("2027-01-01").await, (second.clone(), "12.00".into()));
    let rulebook = service.get("/v1/rulebooks/fee").await.expect(200).json();
    assert_eq!(rulebook["timeline"].as_array().map(Vec::len), Some(4));
    // Without a date it is today's.
    service.clock.set("2027-03-01");
    let answered = service
        .post("/v1/rulebooks/fee/evaluations", r#"{"cars": 1}"#)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&answered["edition"], &answered["date"]),
        (&second.into(), &"2027-03-01".into())
    );
}

#[tokio::test]
async fn archives_and_what_is_wrong_with_them() {
    let service = Service::new().await;
    let upload = async |kind: &str, body: Vec<u8>| {
        let request = Request::post("/v1/rulebooks/fee/editions").header("content-type", kind);
        service.send(request, body).await
    };
    let text = fee("10.00");
    let tar = |names: &[&str]| {
        let mut tar = tar::Builder::new(Vec::new());
        for name in names {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            // Set by hand: what makes archives refuses such names.
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            tar.append(&header, text.as_bytes())
                .expect("it can be written");
        }
        tar.into_inner().expect("it is whole")
    };
    let first = upload("application/x-tar", tar(&["fee/fee.lutine"]))
        .await
        .expect(201)
        .json();
    upload("application/x-tar", tar(&["../fee.lutine"]))
        .await
        .expect_problem(422, "unusable-upload");
    upload("application/x-tar", tar(&["/fee.lutine"]))
        .await
        .expect_problem(422, "unusable-upload");
    upload("application/x-tar", tar(&["fee.lutine", "fee.lutine"]))
        .await
        .expect_problem(422, "unusable-upload");
    upload("application/x-tar", b"no archive".to_vec())
        .await
        .expect_problem(422, "unusable-upload");

    let zip = |name: &str, content: &[u8]| {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("it can be written");
        zip.write_all(content).expect("it can be written");
        zip.finish().expect("it is whole").into_inner()
    };
    let again = upload("application/zip", zip("fee.lutine", text.as_bytes()))
        .await
        .expect(200)
        .json();
    assert_eq!(
        first["edition"], again["edition"],
        "the form of an upload is no part of an edition"
    );
    upload("application/zip", zip("../fee.lutine", text.as_bytes()))
        .await
        .expect_problem(422, "unusable-upload");
    // Packing it takes long enough that the service must go on meanwhile.
    let bomb = tokio::task::spawn_blocking(move || zip("fee.lutine", &vec![b' '; 20 << 20])).await;
    let bomb = bomb.expect("it is packed");
    assert!(bomb.len() < 1 << 20, "it is packed");
    upload("application/zip", bomb)
        .await
        .expect_problem(413, "too-large");
    upload("application/vnd.lutine.bundle", b"LUTINEB".to_vec())
        .await
        .expect_problem(422, "unusable-upload");
    upload("text/plain", text.into_bytes())
        .await
        .expect_problem(415, "unsupported-media-type");
    let other =
        json!({"files": {"a.lutine": fee("1.00").replace("rulebook fee", "rulebook other")}})
            .to_string();
    upload("application/json", other.into_bytes())
        .await
        .expect_problem(422, "name-differs");
}

#[tokio::test]
async fn what_an_edition_is_made_of_can_be_had_and_uploaded_again() {
    let (service, edition) = Service::with_fee().await;
    let path = format!("/v1/rulebooks/fee/editions/{edition}");
    let source = service.get(&format!("{path}/source")).await.expect(200);
    assert_eq!(source.json()["files"]["fee.lutine"], fee("10.00"));
    let again = service
        .post("/v1/rulebooks/fee/editions", source.text())
        .await
        .expect(200)
        .json();
    assert_eq!(again["edition"], edition);
    let bundle = service.get(&format!("{path}/bundle")).await.expect(200);
    assert_eq!(lutine::Hash::of(&bundle.body).to_string(), edition);
    let schema = service
        .get(&format!("{path}/schema"))
        .await
        .expect(200)
        .json();
    assert_eq!(schema["output"]["properties"]["total"]["type"], "string");

    for part in ["", "/source", "/bundle", "/schema"] {
        let known = service.get(&format!("{path}{part}")).await.expect(200);
        let request =
            Request::get(format!("{path}{part}")).header("if-none-match", known.header("etag"));
        let unchanged = service.send(request, "").await.expect(304);
        assert!(unchanged.body.is_empty());
    }
    let bare = lutine::Rulebook::from_text(&fee("11.00"))
        .expect("it compiles")
        .bundle_without_source()
        .expect("it is one");
    let request = Request::post("/v1/rulebooks/fee/editions")
        .header("content-type", "application/vnd.lutine.bundle");
    let bare = service.send(request, bare).await.expect(201);
    service
        .get(&format!("{}/source", bare.header("location")))
        .await
        .expect_problem(404, "no-source");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let service = Service::new().await;
    let mut uploaded = Vec::new();
    for number in 1..=5 {
        service.clock.set(&format!("2026-11-2{number}"));
        let sources = json!({"files": {"fee.lutine": fee(&format!("{number}.00"))}}).to_string();
        let edition = service
            .post("/v1/rulebooks/fee/editions", &sources)
            .await
            .expect(201)
            .json();
        uploaded.insert(0, edition["edition"].clone());
    }
    let (mut listed, mut cursor): (Vec<Value>, String) = (Vec::new(), String::new());
    loop {
        let page = service
            .get(&format!("/v1/rulebooks/fee/editions?limit=2{cursor}"))
            .await
            .expect(200)
            .json();
        listed.extend(
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|item| item["edition"].clone()),
        );
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(listed, uploaded);
    for wrong in [
        "limit=0",
        "limit=501",
        "cursor=zz",
        "cursor=00",
        "cursor=0",
        "state=open",
    ] {
        service
            .get(&format!("/v1/rulebooks/fee/editions?{wrong}"))
            .await
            .expect_problem(400, "malformed-request");
    }
    let approved = service
        .get("/v1/rulebooks/fee/editions?state=approved")
        .await
        .expect(200)
        .json();
    assert_eq!(approved["items"], json!([]));
}

#[tokio::test]
async fn asking_again_with_the_same_key_changes_nothing() {
    let (service, _) = Service::with_fee().await;
    let decide = async |key: &str, path: &str, body: &str| {
        let request = Request::post(path)
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        service.send(request, body.to_owned()).await
    };
    let path = "/v1/rulebooks/fee/decisions";
    let first = decide("a", path, r#"{"cars": 1}"#).await.expect(201);
    let again = decide("a", path, r#"{"cars": 1}"#).await.expect(201);
    assert_eq!(first.body, again.body);
    assert_eq!(first.header("location"), again.header("location"));
    decide("a", path, r#"{"cars": 2}"#)
        .await
        .expect_problem(422, "idempotency-key-reused");
    decide(
        "a",
        "/v1/rulebooks/fee/decisions?reference=b",
        r#"{"cars": 1}"#,
    )
    .await
    .expect_problem(422, "idempotency-key-reused");
    // What was refused can be mended under the same key.
    decide("b", path, r#"{"cars": 9}"#)
        .await
        .expect_problem(422, "refused-risk");
    decide("b", path, r#"{"cars": 3}"#).await.expect(201);
    decide("", path, r#"{"cars": 3}"#)
        .await
        .expect_problem(400, "malformed-request");
    let listed = service.get("/v1/decisions").await.expect(200).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn of_many_with_one_key_at_once_one_is_recorded() {
    let (service, _) = Service::with_fee().await;
    let one = async |_| {
        let request =
            Request::post("/v1/rulebooks/fee/decisions").header("content-type", "application/json");
        service
            .send(request.header("idempotency-key", "once"), r#"{"cars": 1}"#)
            .await
    };
    let answered = futures_util::future::join_all((0..20).map(one)).await;
    let made: Vec<_> = answered
        .iter()
        .filter(|response| response.status == 201)
        .collect();
    assert!(!made.is_empty());
    assert!(made.iter().all(|response| response.body == made[0].body));
    assert!(
        answered
            .iter()
            .all(|response| response.status == 201 || response.status == 409)
    );
    let listed = service.get("/v1/decisions").await.expect(200).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_author_does_not_approve() {
    let service = Service::new().await;
    let make = async |name: &str, roles: &[&str]| {
        let wanted = json!({"name": name, "roles": roles}).to_string();
        service.post("/v1/keys", &wanted).await.expect(201).json()["secret"]
            .as_str()
            .expect("it is shown")
            .to_owned()
    };
    // All are made in one go while the service is open, so the administrator comes last.
    let admin = make("root", &["admin"]).await;
    let make = async |name: &str, roles: &[&str]| {
        let wanted = json!({"name": name, "roles": roles}).to_string();
        let made = service
            .with_key(Method::POST, "/v1/keys", &admin, &wanted)
            .await
            .expect(201);
        made.json()["secret"]
            .as_str()
            .expect("it is shown")
            .to_owned()
    };
    let both = make("ada", &["author", "approver"]).await;
    let second = make("ada", &["approver"]).await;
    let other = make("ben", &["approver"]).await;
    let sources = json!({"files": {"fee.lutine": fee("10.00")}}).to_string();
    let uploaded = service
        .with_key(Method::POST, "/v1/rulebooks/fee/editions", &both, &sources)
        .await
        .expect(201);
    let approval = format!("{}/approval", uploaded.header("location"));
    service
        .with_key(Method::POST, &approval, &both, "")
        .await
        .expect_problem(403, "four-eyes");
    service
        .with_key(Method::POST, &approval, &second, "")
        .await
        .expect_problem(403, "four-eyes");
    let approved = service
        .with_key(Method::POST, &approval, &other, "")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&approved["author"], &approved["approver"]),
        (&"ada".into(), &"ben".into())
    );
    let audit = service
        .with_key(Method::GET, "/v1/audit", &admin, "")
        .await
        .expect(200)
        .json();
    let actions: Vec<&str> = audit["items"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    assert_eq!(
        actions,
        [
            "edition.approve",
            "edition.upload",
            "key.make",
            "key.make",
            "key.make",
            "key.make"
        ]
    );
}
