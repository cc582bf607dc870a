//! The description of the API is the one that was committed: a change of it is seen by who reviews.

use crate::support::Service;

#[test]
fn the_committed_description_is_that_of_the_service() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let described = lutine_server::openapi() + "\n";
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&file, &described).expect("it can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(committed, described, "write it with INSTA_UPDATE=always");
}

#[tokio::test]
async fn the_service_shows_its_description() {
    let service = Service::new().await;
    let shown = service.get("/openapi.json").await.expect(200);
    assert_eq!(shown.text(), lutine_server::openapi());
    assert_eq!(shown.json()["openapi"], "3.1.0");

    // And as a page, which takes nothing from elsewhere.
    let page = service.get("/docs").await.expect(200);
    assert!(!page.text().contains("//"), "{}", page.text());
    assert!(
        page.header("content-security-policy")
            .starts_with("default-src 'none'; script-src 'self'")
    );
    let script = service.get("/docs/scalar.js").await.expect(200);
    assert_eq!(
        (script.header("content-encoding"), &script.body[..2]),
        ("gzip", &[0x1f, 0x8b][..])
    );
}
