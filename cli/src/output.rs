//! Where answers go, and how they are set.

use lutine::{Answer, Value};
use std::io::{self, BufWriter, IsTerminal, Write};

/// How much is written at once.
const BUFFER: usize = 1 << 16;

/// Standard output, in large pieces. Flush it at the end, so that a failure is noticed.
pub(crate) fn stdout() -> BufWriter<impl Write> {
    BufWriter::with_capacity(BUFFER, io::stdout().lock())
}

/// A JSON value: on one line, unless it is the only one and a person looks at it.
pub(crate) fn json(out: &mut dyn Write, value: &Value, many: bool) -> io::Result<()> {
    if !many && io::stdout().is_terminal() {
        writeln!(out, "{}", value.to_json_pretty())
    } else {
        writeln!(out, "{}", value.to_json())
    }
}

/// A text; where it belongs to one of many risks, below the line of the input on which that begins.
pub(crate) fn text(out: &mut dyn Write, text: &str, line: Option<u64>) -> io::Result<()> {
    match line {
        Some(line) => writeln!(out, "line {line}\n{text}"),
        None => write!(out, "{text}"),
    }
}

/// The answer as a value; that to a refused one of many risks says under a key which of them it is.
pub(crate) fn answer_value(answer: &Answer, which: Option<(&str, u64)>) -> Value {
    match (which.filter(|_| answer.is_refused()), answer.to_value()) {
        (Some((key, number)), Value::Record(fields)) => {
            let which = (key.into(), Value::from(number));
            std::iter::once(which).chain(fields).collect()
        }
        (_, value) => value,
    }
}
