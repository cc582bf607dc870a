//! The rows of the decision log.

use super::{Store, StoreError};
use crate::business::Business;
use crate::clock::Time;
use crate::log::{Decided, OutcomeKind, Record, ToRecord, chained};
use sqlx::{Any, AssertSqlSafe, Transaction};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// How many columns a record has.
const COLUMNS: usize = 15;

/// How many records one statement writes; few sizes, so that the statements are made and prepared once, and each half of the one before, so that any number takes few statements.
const ROWS: [usize; 9] = [256, 128, 64, 32, 16, 8, 4, 2, 1];

/// The statements that write so many records.
type Insertions = [String; 9];

/// For PostgreSQL, where values have numbers.
static NUMBERED: LazyLock<Insertions> = LazyLock::new(|| ROWS.map(|rows| insertion(rows, true)));

/// For SQLite, which seeks a value with a number among all names of a statement, so that many records would cost the square of their number.
static IN_ORDER: LazyLock<Insertions> = LazyLock::new(|| ROWS.map(|rows| insertion(rows, false)));

macro_rules! columns {
    () => {
        "seq, id, at, by_whom, rulebook, edition, business, date, reference, outcome_kind, outcome, input, answer, previous_hash, hash"
    };
}

type Row = (
    i64,
    String,
    i64,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
);

/// Which records are wanted; what is empty leaves nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionFilter {
    /// Of this rulebook.
    pub rulebook: String,
    /// By this edition.
    pub edition: String,
    /// With this outcome.
    pub outcome: String,
    /// Answered wholly, or with errors.
    pub outcome_kind: Option<OutcomeKind>,
    /// With this code among its reasons and errors.
    pub reason: String,
    /// With this reference.
    pub reference: String,
    /// Not before this time.
    pub from: Option<Time>,
    /// Before this time.
    pub until: Option<Time>,
}

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The place of the last record; 0 before there is one.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// Where the chain begins and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEnds {
    /// The place of the first record that is kept.
    pub first_seq: i64,
    /// The hash of the record before it.
    pub first_previous_hash: String,
    /// The end.
    pub head: Head,
}

impl Store {
    /// Appends decisions that were handed in together, in one transaction; the places of those that were not recorded, for they have lost their claims.
    pub(crate) async fn append(
        &self,
        groups: Vec<Vec<ToRecord>>,
    ) -> Result<Vec<usize>, StoreError> {
        let mut transaction = self.write.begin().await?;
        // The row of the head is locked by this, so that instances append one after the other.
        let (seq, hash): (i64, String) =
            sqlx::query_as("UPDATE log_head SET seq = seq WHERE one = 1 RETURNING seq, hash")
                .fetch_one(&mut *transaction)
                .await?;
        let (mut lost, mut decided, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
        for (place, group) in groups.into_iter().enumerate() {
            match complete(&group, &mut transaction).await {
                Ok(()) => {}
                Err(StoreError::ClaimLost) => {
                    lost.push(place);
                    continue;
                }
                Err(error) => return Err(error),
            }
            for one in group {
                reasons.push(one.reasons);
                decided.push(one.decided);
            }
        }
        let records = chained(decided, seq, hash);
        insert(&mut transaction, &records, self.insertions()).await?;
        for (record, codes) in records.iter().zip(&reasons) {
            for code in codes {
                sqlx::query("INSERT INTO decision_reason (code, seq) VALUES ($1, $2) ON CONFLICT (code, seq) DO NOTHING")
                    .bind(code)
                    .bind(record.seq)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        if let Some(last) = records.last() {
            sqlx::query("UPDATE log_head SET seq = $1, hash = $2 WHERE one = 1")
                .bind(last.seq)
                .bind(&last.hash)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(lost)
    }

    fn insertions(&self) -> &'static Insertions {
        if self.numbered { &NUMBERED } else { &IN_ORDER }
    }

    /// A record by its id.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn decision(&self, id: &str) -> Result<Option<Record>, StoreError> {
        let row: Option<Row> = sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM decision WHERE id = $1"
        ))
        .bind(id)
        .fetch_optional(&self.read)
        .await?;
        row.map(record).transpose()
    }

    /// Records before a place that a filter leaves, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn decisions(
        &self,
        filter: &DecisionFilter,
        before: i64,
        most: i64,
    ) -> Result<Vec<Record>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.whole("seq <", before);
        conditions.text("rulebook =", &filter.rulebook);
        conditions.text("edition =", &filter.edition);
        conditions.text("outcome =", &filter.outcome);
        conditions.text(
            "outcome_kind =",
            filter.outcome_kind.map_or("", OutcomeKind::name),
        );
        conditions.text("reference =", &filter.reference);
        if let Some(from) = filter.from {
            conditions.whole("at >=", from.0);
        }
        if let Some(until) = filter.until {
            conditions.whole("at <", until.0);
        }
        conditions.text(
            "seq IN (SELECT seq FROM decision_reason WHERE code =",
            &filter.reason,
        );
        let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(conditions.statement()));
        for value in conditions.values {
            query = match value {
                Sought::Text(text) => query.bind(text),
                Sought::Whole(number) => query.bind(number),
            };
        }
        let rows = query.bind(most).fetch_all(&self.read).await?;
        rows.into_iter().map(record).collect()
    }

    /// Records from a place on, in their order.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn records_from(&self, seq: i64, most: i64) -> Result<Vec<Record>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM decision WHERE seq >= $1 ORDER BY seq LIMIT $2"
        ))
        .bind(seq)
        .bind(most)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(record).collect()
    }

    /// Where the chain begins and ends.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn log_ends(&self) -> Result<LogEnds, StoreError> {
        let (first_seq, first_previous_hash, seq, hash): (i64, String, i64, String) =
            sqlx::query_as(
                "SELECT first_seq, first_previous_hash, seq, hash FROM log_head WHERE one = 1",
            )
            .fetch_one(&self.read)
            .await?;
        let head = Head { seq, hash };
        Ok(LogEnds {
            first_seq,
            first_previous_hash,
            head,
        })
    }
}

impl super::Change {
    /// Takes away all records before the first one that is not older than a time; how many.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn forget_before(&mut self, time: Time) -> Result<u64, StoreError> {
        let (first_seq, head_seq, head_hash): (i64, i64, String) = sqlx::query_as(
            "UPDATE log_head SET seq = seq WHERE one = 1 RETURNING first_seq, seq, hash",
        )
        .fetch_one(&mut *self.transaction)
        .await?;
        let kept: Option<(i64, String)> = sqlx::query_as(
            "SELECT seq, previous_hash FROM decision WHERE at >= $1 ORDER BY seq LIMIT 1",
        )
        .bind(time.0)
        .fetch_optional(&mut *self.transaction)
        .await?;
        let (first, previous_hash) = kept.unwrap_or((head_seq.saturating_add(1), head_hash));
        if first <= first_seq {
            return Ok(0);
        }
        sqlx::query("DELETE FROM decision_reason WHERE seq < $1")
            .bind(first)
            .execute(&mut *self.transaction)
            .await?;
        let gone = sqlx::query("DELETE FROM decision WHERE seq < $1")
            .bind(first)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query("UPDATE log_head SET first_seq = $1, first_previous_hash = $2 WHERE one = 1")
            .bind(first)
            .bind(previous_hash)
            .execute(&mut *self.transaction)
            .await?;
        Ok(gone.rows_affected())
    }
}

/// What records must meet: only what is asked for stands in the statement, so that the storage can use its indexes.
#[derive(Debug, Default)]
struct Conditions<'f> {
    words: Vec<&'static str>,
    values: Vec<Sought<'f>>,
}

#[derive(Debug)]
enum Sought<'f> {
    Text(&'f str),
    Whole(i64),
}

impl<'f> Conditions<'f> {
    /// That a text is so; none where nothing is asked for.
    fn text(&mut self, words: &'static str, text: &'f str) {
        if !text.is_empty() {
            self.words.push(words);
            self.values.push(Sought::Text(text));
        }
    }

    /// That a number is so.
    fn whole(&mut self, words: &'static str, number: i64) {
        self.words.push(words);
        self.values.push(Sought::Whole(number));
    }

    /// The statement, whose last value is how many records are wanted. Its words are all of this file.
    fn statement(&self) -> String {
        let mut statement = concat!("SELECT ", columns!(), " FROM decision WHERE ").to_owned();
        for (words, place) in self.words.iter().zip(1..) {
            let and = if place == 1 { "" } else { " AND " };
            let end = if words.contains('(') { ")" } else { "" };
            // Writing to a string does not fail.
            let _ = write!(statement, "{and}{words} ${place}{end}");
        }
        let _ = write!(
            statement,
            " ORDER BY seq DESC LIMIT ${}",
            self.words.len().saturating_add(1)
        );
        statement
    }
}

async fn complete(
    group: &[ToRecord],
    transaction: &mut Transaction<'static, Any>,
) -> Result<(), StoreError> {
    for completion in group.iter().filter_map(|one| one.completion.as_ref()) {
        completion.write(transaction).await?;
    }
    Ok(())
}

async fn insert(
    transaction: &mut Transaction<'static, Any>,
    mut records: &[Record],
    insertions: &'static Insertions,
) -> Result<(), StoreError> {
    let statements = || ROWS.into_iter().zip(insertions);
    while let Some((rows, statement)) = statements().find(|(rows, _)| *rows <= records.len()) {
        let (now, later) = records.split_at(rows);
        records = later;
        let mut query = sqlx::query(statement.as_str());
        for Record {
            seq,
            decided,
            previous_hash,
            hash,
        } in now
        {
            query = query
                .bind(*seq)
                .bind(decided.id.as_str())
                .bind(decided.at.0)
                .bind(decided.by.as_str())
                .bind(&*decided.rulebook)
                .bind(&*decided.edition)
                .bind(decided.business.name())
                .bind(decided.date.as_str())
                .bind(decided.reference.as_str())
                .bind(decided.outcome_kind.name())
                .bind(decided.outcome.as_str())
                .bind(decided.input.as_str())
                .bind(decided.answer.as_str())
                .bind(previous_hash.as_str())
                .bind(hash.as_str());
        }
        query.execute(&mut **transaction).await?;
    }
    Ok(())
}

/// The statement that writes so many records, its values with numbers or in their order.
fn insertion(rows: usize, numbered: bool) -> String {
    let mut statement = concat!("INSERT INTO decision (", columns!(), ") VALUES ").to_owned();
    let places: Vec<usize> = (1..=rows.saturating_mul(COLUMNS)).collect();
    for (row, places) in places.chunks(COLUMNS).enumerate() {
        statement.push_str(if row == 0 { "(" } else { ", (" });
        for (column, place) in places.iter().enumerate() {
            let comma = if column == 0 { "" } else { ", " };
            // Writing to a string does not fail.
            let _ = match numbered {
                true => write!(statement, "{comma}${place}"),
                false => write!(statement, "{comma}?"),
            };
        }
        statement.push(')');
    }
    statement
}

fn record(row: Row) -> Result<Record, StoreError> {
    let (
        seq,
        id,
        at,
        by,
        rulebook,
        edition,
        business,
        date,
        reference,
        kind,
        outcome,
        input,
        answer,
        previous_hash,
        hash,
    ) = row;
    let unreadable = |what: &str| StoreError::Unreadable(format!("{what} of the record {seq}"));
    let decided = Decided {
        at: Time(at),
        by,
        rulebook: rulebook.into(),
        edition: edition.into(),
        business: Business::named(&business).ok_or_else(|| unreadable("the business"))?,
        date,
        reference,
        outcome_kind: OutcomeKind::named(&kind).ok_or_else(|| unreadable("the kind of outcome"))?,
        outcome,
        input,
        answer,
        id,
    };
    Ok(Record {
        seq,
        decided,
        previous_hash,
        hash,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_for_stands_in_the_statement() {
        let mut conditions = Conditions::default();
        conditions.whole("seq <", 7);
        conditions.text("rulebook =", "");
        conditions.text(
            "seq IN (SELECT seq FROM decision_reason WHERE code =",
            "R01",
        );
        let statement = conditions.statement();
        let (_, condition) = statement.split_once(" WHERE ").expect("it has one");
        let wanted = "seq < $1 AND seq IN (SELECT seq FROM decision_reason WHERE code = $2) ORDER BY seq DESC LIMIT $3";
        assert_eq!(condition, wanted);
    }

    #[test]
    fn every_column_of_every_row_has_its_place() {
        let in_order = insertion(2, false);
        assert_eq!(in_order.matches('?').count(), 2 * COLUMNS);
        let statement = insertion(2, true);
        assert!(statement.ends_with("$14, $15), ($16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)"), "{statement}");
        assert_eq!(columns!().split(", ").count(), COLUMNS);
    }
}
