//! The log holds, says where it does not, and can be shortened.

use crate::support::{Folder, Service};
use lutine_server::{Config, Defect, Durability, Verified, export_log, retain_log, verify_log};
use sqlx::Connection;
use std::sync::Arc;

impl Service {
    /// Does to the storage what no service does.
    pub(crate) async fn alter(&self, statement: &'static str) {
        alter(&self.folder, statement).await;
    }
}

pub(crate) async fn alter(folder: &Folder, statement: &'static str) {
    sqlx::any::install_default_drivers();
    let connection = sqlx::AnyConnection::connect(&folder.database()).await;
    let mut connection = connection.expect("it opens");
    let done = sqlx::query(statement).execute(&mut connection).await;
    done.expect("it is done");
    connection.close().await.expect("it closes");
}

/// A log with five decisions, a day each.
async fn five() -> Arc<Folder> {
    let (service, _) = Service::with_fee().await;
    for day in 1..=5 {
        service.clock.set(&format!("2026-12-0{day}T08:00:00Z"));
        let risk = format!("{{\"cars\": {}}}", day.min(4));
        service
            .post(
                &format!("/v1/rulebooks/fee/decisions?reference=Q-{day}"),
                &risk,
            )
            .await
            .expect(201);
    }
    service.end().await
}

fn config(folder: &Folder) -> Config {
    Config {
        database_url: folder.database(),
        durability: Durability::Process,
        ..Config::default()
    }
}

/// What is done by whoever has the machine runs where no service does.
pub(crate) async fn beside<T: Send + 'static>(
    folder: &Folder,
    work: impl FnOnce(&Config) -> T + Send + 'static,
) -> T {
    let config = config(folder);
    tokio::task::spawn_blocking(move || work(&config))
        .await
        .expect("it ends")
}

pub(crate) async fn verified(folder: &Folder, head: Option<&str>) -> Result<Verified, Defect> {
    let head = head.map(ToOwned::to_owned);
    beside(folder, move |config| {
        verify_log(config, head.as_deref()).expect("it can be read")
    })
    .await
}

#[tokio::test]
async fn a_log_that_nobody_touched_holds() {
    let folder = five().await;
    let first = verified(&folder, None).await.expect("it holds");
    assert_eq!((first.records, first.head.seq), (5, 5));
    assert_eq!(verified(&folder, Some(&first.head.hash)).await, Ok(first));
}

#[tokio::test]
async fn the_first_record_that_is_wrong_is_named() {
    let cases: [(&'static str, &str); 7] = [
        (
            "UPDATE decision SET answer = replace(answer, '.00', '.01') WHERE seq IN (3, 4)",
            "record 3 ",
        ),
        (
            "UPDATE decision SET reference = 'Q-9' WHERE seq = 1",
            "record 1 ",
        ),
        ("UPDATE decision SET at = at + 1 WHERE seq = 5", "record 5 "),
        ("DELETE FROM decision WHERE seq = 2", "record 2 is missing"),
        ("DELETE FROM decision WHERE seq = 5", "record 5 is missing"),
        (
            "UPDATE decision SET previous_hash = hash WHERE seq = 4",
            "record 4 ",
        ),
        ("UPDATE log_head SET seq = 4", "head says 4"),
    ];
    for (statement, wanted) in cases {
        let folder = five().await;
        alter(&folder, statement).await;
        let defect = verified(&folder, None)
            .await
            .expect_err(statement)
            .to_string();
        assert!(defect.contains(wanted), "{statement}: {defect}");
    }
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_seen_by_a_head_that_was_kept() {
    let folder = five().await;
    let head = verified(&folder, None).await.expect("it holds").head.hash;
    alter(&folder, "DELETE FROM decision WHERE seq = 5").await;
    alter(
        &folder,
        "UPDATE log_head SET seq = 4, hash = (SELECT hash FROM decision WHERE seq = 4)",
    )
    .await;
    assert!(
        verified(&folder, None).await.is_ok(),
        "nothing inside shows it"
    );
    assert_eq!(verified(&folder, Some(&head)).await, Err(Defect::Cut(head)));
}

#[tokio::test]
async fn a_log_can_be_shortened_and_still_holds() {
    let folder = five().await;
    let gone = beside(&folder, |config| {
        let from = lutine_server::Time::parse("2026-12-03").expect("it is a day");
        retain_log(config, from, &lutine_server::MachineClock).expect("it is done")
    });
    assert_eq!(gone.await, 2);
    let shortened = verified(&folder, None).await.expect("it holds");
    assert_eq!((shortened.records, shortened.head.seq), (3, 5));
    alter(&folder, "DELETE FROM decision WHERE seq = 3").await;
    assert_eq!(
        verified(&folder, None).await,
        Err(Defect::Missing { seq: 3 })
    );
}

#[tokio::test]
async fn an_export_has_all_that_is_hashed() {
    let folder = five().await;
    let exported = beside(&folder, |config| {
        let mut out = Vec::new();
        assert_eq!(export_log(config, 2, &mut out).expect("it is written"), 4);
        out
    });
    let exported = String::from_utf8(exported.await).expect("it is text");
    let records: Vec<serde_json::Value> = exported
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    // As the reference says how it is hashed.
    for record in &records {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        let mut field = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        };
        field("lutine decision record 1");
        for name in [
            "previous_hash",
            "seq",
            "id",
            "at",
            "by",
            "rulebook",
            "edition",
            "business",
            "date",
            "reference",
            "outcome_kind",
            "outcome",
            "input",
            "answer",
        ] {
            match &record[name] {
                serde_json::Value::String(text) => field(text),
                number => field(&number.to_string()),
            }
        }
        let hex: String = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(record["hash"], hex);
    }
    assert_eq!(records[1]["previous_hash"], records[0]["hash"]);
}
