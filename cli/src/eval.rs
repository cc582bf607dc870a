//! `lutine eval` and `lutine explain`

use crate::answer_text::answer_text;
use crate::arguments::{AnswerFormat, EvalArguments, ExplainArguments, WorksheetFormat};
use crate::chunk::{Chunk, RISKS};
use crate::failure::Failure;
use crate::input;
use crate::load::load_answering;
use crate::output::{self as write, stdout};
use crate::status::Status;
use crate::tally::Tally;
use lutine::{Answer, Explanation, Refusal, Rulebook, Value};
use std::io::{self, Write};
use std::path::Path;

/// Answers risks.
pub(crate) fn eval(arguments: &EvalArguments) -> Result<Status, Failure> {
    let rulebook = load_answering(&arguments.rulebook)?;
    let default = if arguments.explain {
        AnswerFormat::Text
    } else {
        AnswerFormat::Json
    };
    let mut tally = Tally::default();
    let format = arguments.format.unwrap_or(default);
    each_chunk(&arguments.input, |out, chunk, many| {
        for reply in replies(&rulebook, chunk, arguments.explain) {
            tally.count(reply.answer());
            match format {
                AnswerFormat::Json => write::json(out, &explained(&reply, many), many)?,
                AnswerFormat::Text => {
                    let sheet = reply.explanation.worksheet.as_ref();
                    let sheet = sheet.map(|sheet| format!("\n{}", sheet.to_text()));
                    let text = answer_text(reply.answer()) + &sheet.unwrap_or_default();
                    write::text(out, &text, many.then_some(reply.line))?;
                }
            }
        }
        Ok(())
    })?;
    tally.report();
    Ok(Status::findings(!tally.is_fine()))
}

/// Shows the worksheets of risks.
pub(crate) fn explain(arguments: &ExplainArguments) -> Result<Status, Failure> {
    let rulebook = load_answering(&arguments.rulebook)?;
    let mut tally = Tally::default();
    let mut shown = 0_usize;
    each_chunk(&arguments.input, |out, chunk, many| {
        for mut reply in replies(&rulebook, chunk, true) {
            tally.count(reply.answer());
            if let (Some(path), Some(sheet)) = (&arguments.of, &mut reply.explanation.worksheet) {
                *sheet = sheet.selected(path);
                if sheet.is_empty() {
                    continue;
                }
            }
            shown = shown.saturating_add(1);
            let line = many.then_some(reply.line);
            match (&reply.explanation.worksheet, arguments.format) {
                (None, WorksheetFormat::Json) => write::json(out, &reply.value(many), many)?,
                (None, _) => write::text(out, &answer_text(reply.answer()), line)?,
                (Some(sheet), WorksheetFormat::Json) => write::json(out, &sheet.to_value(), many)?,
                (Some(sheet), WorksheetFormat::Text) => write::text(out, &sheet.to_text(), line)?,
                (Some(sheet), WorksheetFormat::Markdown) => {
                    write::text(out, &sheet.to_markdown(), line)?;
                }
            }
        }
        Ok(())
    })?;
    if let (Some(path), 0, 1..) = (&arguments.of, shown, tally.risks()) {
        return Err(Failure::NoSuchPath(path.clone()));
    }
    tally.report();
    Ok(Status::findings(!tally.is_fine()))
}

/// The answer, with its worksheet if there is one.
fn explained(reply: &Reply, many: bool) -> Value {
    let answer = reply.value(many);
    match &reply.explanation.worksheet {
        None => answer,
        Some(sheet) => Value::from([("answer", answer), ("worksheet", sheet.to_value())]),
    }
}

/// Hands the input on in chunks, with the information whether it holds more than one risk.
fn each_chunk(
    path: &Path,
    mut answer: impl FnMut(&mut dyn Write, &Chunk, bool) -> io::Result<()>,
) -> Result<(), Failure> {
    let (mut risks, bar) = input::open(path)?;
    let mut out = stdout();
    let mut chunk = Chunk::default();
    let mut many = false;
    loop {
        let read = chunk.read(&mut risks, RISKS);
        many |= chunk.len() > 1;
        answer(&mut out, &chunk, many)
            .and_then(|()| out.flush())
            .map_err(Failure::Output)?;
        read.map_err(|error| Failure::Input {
            input: path.to_owned(),
            error,
        })?;
        if chunk.len() == 0 {
            bar.finish_and_clear();
            return Ok(());
        }
    }
}

/// What came of a risk.
struct Reply {
    /// The line of the input on which the risk begins.
    line: u64,
    explanation: Explanation,
}

/// The answers to the risks of a chunk, each with the line on which its risk begins.
#[cfg(feature = "arrow")]
pub(crate) fn answers(rulebook: &Rulebook, chunk: &Chunk) -> impl Iterator<Item = (u64, Answer)> {
    let replies = replies(rulebook, chunk, false).into_iter();
    replies.map(|reply| (reply.line, reply.explanation.answer))
}

fn replies(rulebook: &Rulebook, chunk: &Chunk, explain: bool) -> Vec<Reply> {
    let read = || chunk.risks().filter_map(|(_, bytes)| bytes.ok());
    let explained: Vec<Explanation> = if explain {
        read().map(|bytes| rulebook.explain(bytes)).collect()
    } else {
        let answers = rulebook.evaluate_many(read()).into_iter();
        answers.map(without_worksheet).collect()
    };
    let mut explained = explained.into_iter();
    let replies = chunk.risks().filter_map(|(line, bytes)| {
        let explanation = match bytes {
            Ok(_) => explained.next()?,
            Err(fault) => without_worksheet(Answer::refused(vec![Refusal::Fault(fault.clone())])),
        };
        Some(Reply { line, explanation })
    });
    replies.collect()
}

const fn without_worksheet(answer: Answer) -> Explanation {
    Explanation {
        answer,
        worksheet: None,
    }
}

impl Reply {
    fn answer(&self) -> &Answer {
        &self.explanation.answer
    }

    /// The answer; that to a refused one of many risks says on which line the risk stands.
    fn value(&self, many: bool) -> Value {
        write::answer_value(self.answer(), many.then_some(("line", self.line)))
    }
}
