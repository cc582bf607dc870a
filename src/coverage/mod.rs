//! What of a rulebook was evaluated: by its tests, or by a book of risks.

mod count;
mod lcov;
mod report;

pub(crate) use count::Counter;
pub use lutine_dsl::coverage::Kind as SiteKind;

use std::sync::Arc;

/// What of a rulebook was evaluated for the risks of its tests or of a book: rules fired, table rows hit, branches taken.
///
/// Only what a result needs counts. An arm inside an arm that was not taken was not evaluated, nor was an attribute that no field of the
/// output and no expectation reads. Every count is a number of risks.
///
/// ```
/// let rulebook = lutine::Rulebook::from_text(
///     "rulebook fee\ninput Policy\nentity Policy { cars: int 1..4\n fee: int = if cars > 2 then 50 else 40 }\n\
///      output { fee = policy.fee }\n")?;
/// let coverage = rulebook.coverage([r#"{"cars": 2}"#, r#"{"cars": 1}"#])?;
/// let choice = &coverage.sites[1];
/// assert_eq!((choice.line, choice.branches[0].count, choice.branches[1].count), (4, 0, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many risks were evaluated; those with faults are not.
    pub risks: u64,
    /// The rules, by place.
    pub rules: Vec<RuleCoverage>,
    /// The tables, by place.
    pub tables: Vec<TableCoverage>,
    /// All places at which there is something to evaluate, by file and place.
    pub sites: Vec<SiteCoverage>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCoverage {
    /// Its code.
    pub code: Arc<str>,
    /// The file, relative to the rulebook.
    pub file: Arc<str>,
    /// The line of its code, from 1.
    pub line: u32,
    /// For how many risks it fired, be it for one of their items.
    pub fired: u64,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCoverage {
    /// Its name.
    pub name: Arc<str>,
    /// The file that holds its rows, relative to the rulebook.
    pub file: Arc<str>,
    /// Its rows in their order.
    pub rows: Vec<RowCoverage>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowCoverage {
    /// Its line, from 1; 0 of an `otherwise` that does not stand among the rows. A row of a grid has a line with others.
    pub line: u32,
    /// How many risks hit it.
    pub hits: u64,
}

/// A place at which there is something to evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteCoverage {
    /// The file, relative to the rulebook.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
    /// What it is.
    pub kind: SiteKind,
    /// As it is written, on one line.
    pub text: String,
    /// Its branches; a value has one.
    pub branches: Vec<BranchCoverage>,
}

/// A branch of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchCoverage {
    /// What it leads to, as it is written, on one line; the site itself where that is a condition.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// How many risks took it.
    pub count: u64,
}

impl TableCoverage {
    /// How many of its rows were hit.
    #[must_use]
    pub fn hit(&self) -> usize {
        self.rows.iter().filter(|row| row.hits > 0).count()
    }
}

impl SiteCoverage {
    /// Whether it is a choice between branches, not just a value.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        self.kind != SiteKind::Value
    }
}
