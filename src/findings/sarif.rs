//! Findings as SARIF, the form in which code hosts and editors take what any checker finds.

use super::json::severity;
use super::{Finding, Findings, Related};
use lutine_core::value::Value;
use lutine_dsl::diagnostics::Code;
use std::collections::BTreeSet;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl Findings {
    /// The findings as SARIF 2.1.0, on one line: one run, its rules being the codes that occur, each with its page.
    ///
    /// `folder` is where the rulebook's files are, with `/` between names, seen from the root of what is looked at (`rulebooks/motor`; empty, if
    /// they stand at that root), or absolute. Columns are counted in characters, from 1, and an end stands behind its last character.
    ///
    /// ```
    /// use lutine::{CompileError, Rulebook};
    ///
    /// let Err(CompileError::Faults(faults)) = Rulebook::from_text("rulebook fee\ninput Policy\n") else {
    ///     unreachable!("nothing says what a policy is");
    /// };
    /// let sarif = faults.to_sarif("rulebooks/fee");
    /// assert!(sarif.contains(r#""version":"2.1.0""#));
    /// assert!(sarif.contains(r#""artifactLocation":{"uri":"rulebooks/fee/rulebook.lutine"}"#), "{sarif}");
    /// ```
    #[must_use]
    pub fn to_sarif(&self, folder: &str) -> String {
        let codes: Vec<Code> = self
            .raw
            .iter()
            .map(|found| found.code)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let results: Vec<Value> = self
            .list
            .iter()
            .map(|found| result(found, &codes, folder))
            .collect();
        let driver = Value::from([
            ("name", Value::from("lutine")),
            ("semanticVersion", env!("CARGO_PKG_VERSION").into()),
            (
                "rules",
                codes
                    .iter()
                    .map(|code| rule(*code))
                    .collect::<Vec<_>>()
                    .into(),
            ),
        ]);
        let run = Value::from([
            ("tool", Value::from([("driver", driver)])),
            ("columnKind", "unicodeCodePoints".into()),
            ("results", results.into()),
        ]);
        Value::from([
            ("$schema", Value::from(SCHEMA)),
            ("version", "2.1.0".into()),
            ("runs", vec![run].into()),
        ])
        .to_json()
    }
}

/// A code with its page.
fn rule(code: Code) -> Value {
    let is_error = code.as_str().starts_with('E');
    let level = if is_error { "error" } else { "warning" };
    let page = Value::from([("text", code.title()), ("markdown", code.page())]);
    let mut rule = vec![
        ("id", Value::from(code.as_str())),
        ("shortDescription", Value::from([("text", code.title())])),
        ("help", page),
        ("defaultConfiguration", Value::from([("level", level)])),
    ];
    rule.extend(code.url().map(|url| ("helpUri", Value::from(url))));
    rule.into_iter().collect()
}

fn result(found: &Finding, codes: &[Code], folder: &str) -> Value {
    let rule = codes
        .iter()
        .zip(0_i64..)
        .find(|(code, _)| code.as_str() == found.code);
    let message = match &found.help {
        Some(help) => format!("{}\nhelp: {help}", found.message),
        None => found.message.clone(),
    };
    let region = region(found.line, found.column, found.end_line, found.end_column);
    let related: Vec<Value> = found
        .related
        .iter()
        .map(|place| self::related(place, folder))
        .collect();
    let mut result = vec![("ruleId", Value::from(found.code))];
    result.extend(rule.map(|(_, at)| ("ruleIndex", Value::from(at))));
    result.push(("level", severity(found.severity).into()));
    result.push(("message", Value::from([("text", message)])));
    result.push((
        "locations",
        vec![location(&found.file, region, folder, None)].into(),
    ));
    if !related.is_empty() {
        result.push(("relatedLocations", related.into()));
    }
    result.into_iter().collect()
}

fn related(place: &Related, folder: &str) -> Value {
    let region = region(place.line, place.column, place.end_line, place.end_column);
    location(&place.file, region, folder, Some(&place.message))
}

fn region(line: u32, column: u32, end_line: u32, end_column: u32) -> Value {
    Value::from([
        ("startLine", line),
        ("startColumn", column),
        ("endLine", end_line),
        ("endColumn", end_column),
    ])
}

fn location(file: &str, region: Value, folder: &str, message: Option<&str>) -> Value {
    let uri = uri(folder, file);
    let physical = Value::from([
        ("artifactLocation", Value::from([("uri", uri)])),
        ("region", region),
    ]);
    let mut location = vec![("physicalLocation", physical)];
    location.extend(message.map(|text| ("message", Value::from([("text", text)]))));
    location.into_iter().collect()
}

/// A file of a folder as a URI: relative, or `file://…` where the folder is absolute.
fn uri(folder: &str, file: &str) -> String {
    let path = match folder {
        "" => file.to_owned(),
        folder => format!("{}/{file}", folder.trim_end_matches('/')),
    };
    let drive = path.get(1..3) == Some(":/");
    let scheme = match (path.starts_with('/'), drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    format!("{scheme}{}", encoded(&path))
}

/// A path as part of a URI: what may not stand there as `%20`.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_uris() {
        let cases = [
            ("", "motor.lutine", "motor.lutine"),
            (
                "rules/auto",
                "tables/zone 1.csv",
                "rules/auto/tables/zone%201.csv",
            ),
            ("rules/", "prämie.lutine", "rules/pr%C3%A4mie.lutine"),
            ("/srv/rules", "a.lutine", "file:///srv/rules/a.lutine"),
            ("C:/rules", "a.lutine", "file:///C%3A/rules/a.lutine"),
            ("/", "a.lutine", "file:///a.lutine"),
        ];
        for (folder, file, wanted) in cases {
            assert_eq!(uri(folder, file), wanted);
        }
    }
}
