//! Tables as a rulebook declares them, shown as text: their rows, and what is said about them.

mod band;
mod cells;
mod csv_text;
mod declared;
mod header;
mod large;
mod overlap;
mod proofs;
mod shared_file;
mod shown;

use lutine_core::table::Table;

use crate::diagnostics::{Code, Diagnostic};
use crate::prove::Claim;
use crate::source::{MemorySource, SourceMap};

/// What the declarations of these tests use.
const RULEBOOK: &str = r#"
rulebook rates
currency USD
enum Coverage { BI, PD, COMP, COLL }
enum Marital { single, married }
enum Grade { low < mid < high }
enum Limit { "1M", "10M", "a..b", "_" }
input Risk
entity Risk { n : int }
output { n = risk.n }
"#;

/// The one table of a rulebook, if it can be used, and what was found.
struct Read {
    table: Option<Table>,
    diagnostics: Vec<Diagnostic>,
    claims: Vec<Claim>,
    sources: SourceMap,
}

/// Reads a table with its rows in `t.csv`.
fn outcome(declaration: &str, csv: impl Into<Vec<u8>>) -> Read {
    let source = MemorySource::new()
        .with("a.lutine", RULEBOOK)
        .with("rates.lutine", declaration)
        .with("t.csv", csv);
    let checked = crate::check(&source).unwrap();
    let mut tables = checked.rulebook.map(|r| r.tables).unwrap_or_default();
    let (table, claims) = match tables.pop() {
        Some(table) => (Some(table.data), table.claims),
        None => (None, Vec::new()),
    };
    let failed = checked.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(table.is_none(), failed, "no table and no error, or both");
    // The tables stand alone: nothing answers what they say.
    let mut diagnostics = checked.diagnostics;
    diagnostics.retain(|found| !found.code.as_str().starts_with("W06"));
    Read {
        table,
        diagnostics,
        claims,
        sources: checked.sources,
    }
}

/// The rows of a table in `t.csv`, then what was found, but for holes and keys without effect, which [`proofs`] looks at.
fn csv(declaration: &str, text: &str) -> String {
    let read = outcome(declaration, text);
    let mut lines = read.table.as_ref().map_or(Vec::new(), shown::rows);
    let found = read.diagnostics.iter();
    let found = found.filter(|d| !matches!(d.code, Code::TableHole | Code::IdleKey));
    lines.extend(found.map(|d| shown::diagnostic(d, &read.sources)));
    lines.join("\n")
}

/// The rows of a table in the rulebook, then what was found.
fn written(declaration: &str) -> String {
    csv(declaration, "")
}
