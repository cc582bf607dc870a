//! `lutine explain-code`

use crate::arguments::ExplainCodeArguments;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;
use lutine::{AnswerCode, Code};
use std::io::Write;

/// Prints the page of a code, or a line for each.
pub(crate) fn run(arguments: &ExplainCodeArguments) -> Result<Status, Failure> {
    let mut out = output::stdout();
    let written = match &arguments.code {
        Some(name) => out.write_all(page(name)?.as_bytes()),
        None => lines().try_for_each(|(code, title)| writeln!(out, "{code}  {title}")),
    };
    written
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}

/// The page of a message's code, or of one that answers carry.
fn page(name: &str) -> Result<&'static str, Failure> {
    let message = Code::named(name).map(Code::page);
    let page = message.or_else(|| AnswerCode::named(name).map(AnswerCode::page));
    page.ok_or_else(|| {
        let message = Code::near(name).map(|near| (near.as_str(), near.title()));
        let answer = || AnswerCode::near(name).map(|near| (near.as_str(), near.title()));
        Failure::NoSuchCode {
            code: name.to_owned(),
            near: message.or_else(answer),
        }
    })
}

/// Every code with what it is about.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let messages = Code::ALL.iter().map(|code| (code.as_str(), code.title()));
    let answers = AnswerCode::ALL
        .iter()
        .map(|code| (code.as_str(), code.title()));
    messages.chain(answers)
}
