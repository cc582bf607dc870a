//! Findings for programs: editors, build servers, the service and its bindings.

use super::{Finding, Findings, Related};
use lutine_core::value::Value;
use lutine_dsl::diagnostics::Severity;

impl Findings {
    /// The findings as JSON, on one line: an object with the list `findings` and how many of them are `errors` and `warnings`.
    ///
    /// A finding has `code`, `severity` (`error` or `warning`), `message`, `label`, `help`, `url` of the page of its code, `file`, and where it is: `line`
    /// and `column` of the first character, `end_line` and `end_column` behind the last, counted from 1, columns in characters; and `related`, other
    /// places with a `message` each. `label`, `help` and `url` are null where there is none; `file` is relative to the rulebook.
    ///
    /// ```
    /// use lutine::{CompileError, Rulebook};
    ///
    /// let Err(CompileError::Faults(faults)) = Rulebook::from_text("rulebook fee\ninput Policy\nentity Policy { cars: itn }\n") else {
    ///     unreachable!("`itn` is not a type");
    /// };
    /// let json = faults.to_json();
    /// assert!(json.starts_with(r#"{"findings":[{"code":"E0507","severity":"error","message":"the rulebook does not say"#), "{json}");
    /// assert!(json.contains(r#""help":"did you mean `int`?","url":null,"file":"rulebook.lutine","line":3,"column":23,"end_line":3,"end_column":26"#), "{json}");
    /// assert!(json.ends_with(r#""errors":2,"warnings":0}"#), "{json}");
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let findings: Vec<Value> = self.list.iter().map(finding).collect();
        Value::from([
            ("findings", Value::from(findings)),
            ("errors", number(self.errors())),
            ("warnings", number(self.warnings())),
        ])
        .to_json()
    }
}

/// How grave a finding is, in the word that both forms have for it.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A count; they never come near the end of an `i64`.
fn number(count: usize) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

fn finding(found: &Finding) -> Value {
    let label = (!found.label.is_empty()).then(|| found.label.clone());
    let related: Vec<Value> = found.related.iter().map(self::related).collect();
    Value::from([
        ("code", Value::from(found.code)),
        ("severity", severity(found.severity).into()),
        ("message", found.message.as_str().into()),
        ("label", label.into()),
        ("help", found.help.clone().into()),
        ("url", found.url.clone().into()),
        ("file", found.file.as_str().into()),
        ("line", found.line.into()),
        ("column", found.column.into()),
        ("end_line", found.end_line.into()),
        ("end_column", found.end_column.into()),
        ("related", related.into()),
    ])
}

fn related(place: &Related) -> Value {
    Value::from([
        ("message", Value::from(place.message.as_str())),
        ("file", place.file.as_str().into()),
        ("line", place.line.into()),
        ("column", place.column.into()),
        ("end_line", place.end_line.into()),
        ("end_column", place.end_column.into()),
    ])
}
