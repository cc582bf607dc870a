//! Rows answered as columns at once, and one by one: the same columns.

use lutine::arrow::RecordBatch;
use lutine::{Answer, Rulebook};

/// The answers to rows one by one, which are those of the columns that come straight out of the computation.
pub(crate) fn answers(
    rulebook: &Rulebook,
    rows: &RecordBatch,
) -> Result<Vec<Answer>, lutine::arrow::ColumnError> {
    let columns = rulebook.columns();
    let answers = columns.answers(rows)?;
    let encoded = columns.encode(&answers).expect("they are encoded");
    let answered = columns.answer(rows).expect("its columns fit");
    assert_eq!(answered.columns, encoded);
    let with_errors = answers.iter().filter(|answer| !answer.is_ok());
    let others = answered.others.iter().filter(|answer| !answer.is_ok());
    assert!(with_errors.eq(others));
    Ok(answers)
}
