//! What stands in the files of SQLite, and that none is made by who only reads.

use crate::log::beside;
use crate::support::{Folder, Service};
use axum::http::Request;
use lutine_server::verify_log;
use serde_json::json;

#[tokio::test]
async fn the_secret_is_stored_nowhere_and_shown_once() {
    let service = Service::new().await;
    let wanted = json!({"name": "root", "roles": ["admin"]}).to_string();
    let request = || {
        Request::post("/v1/keys")
            .header("content-type", "application/json")
            .header("idempotency-key", "k")
    };
    let first = service.send(request(), wanted.clone()).await.expect(201);
    let secret = first.json()["secret"]
        .as_str()
        .expect("it is shown")
        .to_owned();
    assert_eq!(first.header("cache-control"), "no-store");
    let folder = service.end().await;
    for file in std::fs::read_dir(&folder.path).expect("it is there") {
        let bytes = std::fs::read(file.expect("it is there").path()).expect("it can be read");
        let (_, hidden) = secret.split_once('.').expect("it has two parts");
        assert!(
            !bytes
                .windows(hidden.len())
                .any(|window| window == hidden.as_bytes())
        );
    }
}

#[tokio::test]
async fn a_log_that_is_not_there_is_no_log_that_holds() {
    let folder = Folder::new();
    let error = beside(&folder, |config| {
        verify_log(config, None).map_err(|error| error.to_string())
    });
    assert!(error.await.is_err());
    assert!(!folder.path.join("lutine.db").exists());
}
