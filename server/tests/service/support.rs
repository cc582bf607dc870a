//! A service in this process, with a clock of its own and a storage that is gone with it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use lutine_server::{App, Clock, Config, NoRandomness, Tasks, Time, router};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tower::ServiceExt;

/// A folder that is gone with its owner.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// How many instances were started on it.
    instances: AtomicU64,
}

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("lutine-service-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Self {
            path: folder,
            instances: 0.into(),
        }
    }

    pub(crate) fn database(&self) -> String {
        crate::storage(&self.path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.path));
    }
}

/// A clock that stands until it is set, and randomness that is the same in every run.
pub(crate) struct TestClock {
    now: AtomicI64,
    drawn: AtomicU64,
}

impl TestClock {
    pub(crate) fn at(time: &str) -> Arc<Self> {
        let now = Time::parse(time).expect("it is a time");
        Arc::new(Self {
            now: now.0.into(),
            drawn: 0.into(),
        })
    }

    pub(crate) fn set(&self, time: &str) {
        self.now.store(
            Time::parse(time).expect("it is a time").0,
            Ordering::Relaxed,
        );
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::Relaxed))
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        let random = Sha256::digest(drawn.to_be_bytes());
        bytes.copy_from_slice(&random[..bytes.len()]);
        Ok(())
    }
}

pub(crate) struct Service {
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) folder: Arc<Folder>,
    tasks: Option<Tasks>,
}

/// What a service answers.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("it is text")
    }

    /// The response, which must have this status.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// That it is a problem of a kind.
    pub(crate) fn expect_problem(self, status: u16, name: &str) -> Self {
        let response = self.expect(status);
        assert_eq!(response.headers["content-type"], "application/problem+json");
        let problem = response.json();
        assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
        assert_eq!(problem["status"], status);
        response
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().expect("it is text")
    }
}

/// A rulebook of a few lines; `fee` is what it charges for a car.
pub(crate) fn fee(fee: &str) -> String {
    format!(
        "rulebook fee version \"{fee}\"\ncurrency USD\ninput Policy\nentity Policy {{ cars: int 1..4, spare: int 0..9 default 1, share: decimal = 12 / spare, total: money = {fee} USD * cars }}\n\
         outcome acceptance {{ accept < refer }} on error refer\n\
         rule R01_MANY \"Many cars\" {{\n  when policy.cars > 3\n  acceptance refer \"There are {{policy.cars}} cars\"\n}}\n\
         output {{ acceptance = acceptance.decision, reasons = collect(r.code for r in acceptance.reasons), total = policy.total, share = policy.share }}\n"
    )
}

impl Service {
    /// An open service with nothing in it.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::on(Arc::new(Folder::new()), change).await
    }

    /// An instance on the storage of a folder.
    pub(crate) async fn on(folder: Arc<Folder>, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config {
            database_url: folder.database(),
            durability: lutine_server::Durability::Process,
            ..Config::default()
        };
        change(&mut config);
        let clock = TestClock::at("2026-11-28T12:00:00Z");
        clock.drawn.store(
            folder.instances.fetch_add(1, Ordering::Relaxed) << 32,
            Ordering::Relaxed,
        );
        let shared: Arc<dyn Clock> = clock.clone();
        let (app, tasks) = App::start(config, shared).await.expect("it starts");
        Self {
            router: router(app.clone()),
            app,
            clock,
            folder,
            tasks: Some(tasks),
        }
    }

    /// A service with `fee` at 10.00 a car, active always.
    pub(crate) async fn with_fee() -> (Self, String) {
        let service = Self::new().await;
        let edition = service.publish("10.00", "2000-01-01").await;
        (service, edition)
    }

    /// Uploads, approves and activates an edition; gives its hash.
    pub(crate) async fn publish(&self, amount: &str, from: &str) -> String {
        let sources = serde_json::json!({"files": {"fee.lutine": fee(amount)}}).to_string();
        let uploaded = self
            .post("/v1/rulebooks/fee/editions", &sources)
            .await
            .expect(201);
        let edition = uploaded.json()["edition"]
            .as_str()
            .expect("it has a hash")
            .to_owned();
        let path = format!("/v1/rulebooks/fee/editions/{edition}");
        self.post(&format!("{path}/approval"), "").await.expect(200);
        let dates =
            serde_json::json!({"new_business_from": from, "renewals_from": from}).to_string();
        self.post(&format!("{path}/activation"), &dates)
            .await
            .expect(200);
        edition
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.send(Request::get(path), "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Response {
        self.send(
            Request::post(path).header("content-type", "application/json"),
            body.to_owned(),
        )
        .await
    }

    /// Sends a request by a loopback name.
    pub(crate) async fn send(
        &self,
        request: axum::http::request::Builder,
        body: impl Into<Body>,
    ) -> Response {
        let request = request
            .header("host", "localhost")
            .body(body.into())
            .expect("it is a request");
        self.send_as_it_is(request).await
    }

    pub(crate) async fn send_as_it_is(&self, request: Request<Body>) -> Response {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("it answers");
        let (parts, body) = response.into_parts();
        let body = body
            .collect()
            .await
            .expect("the body comes whole")
            .to_bytes()
            .to_vec();
        Response {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Sends a request with a key.
    pub(crate) async fn with_key(
        &self,
        method: Method,
        path: &str,
        key: &str,
        body: &str,
    ) -> Response {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", format!("Bearer {key}"));
        self.send(
            request.header("content-type", "application/json"),
            body.to_owned(),
        )
        .await
    }

    /// Ends it; what it kept stays until the folder is let go.
    pub(crate) async fn end(mut self) -> Arc<Folder> {
        let tasks = self.tasks.take().expect("it runs");
        drop(self.router);
        tasks.end(self.app).await;
        self.folder
    }
}
