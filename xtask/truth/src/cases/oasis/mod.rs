//! The suite of the Oasis loss modelling framework: terms of levels, and reinsurance.

pub(crate) mod fm;
pub(crate) mod ri;

use crate::comparison::{Answered, Comparison};
use crate::problem::Problem;
use crate::rows::Row;
use lutine::{Decimal, Value};
use lutine_core::number::Mode;

/// A number of a row. In the open exposure data zero is how a term is left out.
fn given(row: &Row, column: &str) -> Result<Value, Problem> {
    let number = number(row, column)?;
    Ok(if number == Decimal::ZERO {
        Value::Absent
    } else {
        Value::Decimal(number)
    })
}

/// A number of a row.
fn number(row: &Row, column: &str) -> Result<Decimal, Problem> {
    let text = row.cell(column)?;
    text.parse().map_err(|_| row.not(text, "a number"))
}

/// A deductible or a limit with its type: 0 an amount, 1 a share of the loss, 2 a share of the value.
fn measure(row: &Row, column: &str, kind: Option<&str>) -> Result<Value, Problem> {
    let measure = given(row, column)?;
    if measure.is_absent() {
        return Ok(Value::Absent);
    }
    let kind = kind.map_or(Ok("0"), |kind| row.cell(kind))?;
    let field = match kind {
        "0" => "amount",
        "1" => "of_loss",
        "2" => "of_value",
        other => return Err(row.not(other, "a type of a deductible or a limit")),
    };
    Ok(Value::from([(field, measure)]))
}

/// How far the answers are from the numbers of the source, which were computed as float32.
#[derive(Debug, Default)]
struct Distance {
    most: Option<(Decimal, String)>,
}

impl Distance {
    /// Looks at one number of the source.
    fn to(
        &mut self,
        row: &Row,
        column: &str,
        answered: &Answered,
        pointer: &str,
    ) -> Result<(), Problem> {
        let source = number(row, column)?;
        let answer = answered.answer.output.pointer(pointer);
        let Some(apart) = answer
            .and_then(Value::as_number)
            .and_then(|answer| apart(answer, source))
        else {
            return Ok(());
        };
        if self.most.as_ref().is_none_or(|(most, _)| *most < apart) {
            self.most = Some((apart, row.place()));
        }
        Ok(())
    }

    /// Says it beside the counts of the case.
    fn note(self, comparison: &mut Comparison, of: &str) {
        if let Some((most, place)) = self.most {
            comparison.note(format!(
                "{of}: at most {most} from the float32 of the source, at {place}"
            ));
        }
    }
}

/// How far two numbers are apart, to a hundredth.
fn apart(a: Decimal, b: Decimal) -> Option<Decimal> {
    let apart = a.sub(b).ok()?.abs();
    apart.round(Mode::HalfUp, Decimal::new(1, 2).ok()?).ok()
}
