//! Insurance logic that reads like a rate manual: compiled once, answered exactly, every number explained.
//!
//! A *rulebook* is a folder of `*.lutine` files with its rating tables as CSV, or one text. [`Rulebook`] compiles it, and then answers
//! risks: JSON text or typed values in, an [`Answer`] out. Nothing passes through a float, nothing panics, and what cannot be computed is
//! an error of that field of that risk, with its place.
//!
//! ```
//! use lutine::{Decimal, Rulebook, Value};
//!
//! let rulebook = Rulebook::from_text(r#"
//! rulebook motor version "2026.1"
//! currency USD
//! enum Use { pleasure, business }
//! input Policy
//! entity Policy {
//!   use    : Use
//!   value  : money 0..1_000_000
//!   points : int 0..8 default 0
//!   total  : money = steps {
//!     start "Rate on value" value * 2.5%
//!     times "Use"           use_factor(use)
//!     at least "Minimum"    120.00
//!     round half up to 0.01
//!   }
//! }
//! table use_factor(use: Use) -> decimal {
//!   use      | factor
//!   pleasure | 1.00
//!   business | 1.35
//! }
//! outcome acceptance { accept < refer } on error refer
//! rule R01_POINTS "Many points" {
//!   when policy.points >= 6
//!   acceptance refer "The driver has {policy.points} points"
//! }
//! output {
//!   acceptance = acceptance.decision
//!   reasons    = collect(r.message for r in acceptance.reasons)
//!   total      = policy.total
//! }
//! "#)?;
//!
//! // JSON text in: decimals keep every digit.
//! let answer = rulebook.evaluate(r#"{"use": "business", "value": 18250.50, "points": 7}"#);
//! assert_eq!(answer.money("total"), "615.95".parse::<Decimal>().ok());
//! assert_eq!(answer.text("acceptance"), Some("refer"));
//! assert_eq!(
//!     answer.to_json(),
//!     r#"{"acceptance":"refer","reasons":["The driver has 7 points"],"total":"615.95"}"#
//! );
//!
//! // Typed values in.
//! let risk = Value::from([("use", Value::from("pleasure")), ("value", Value::from(3_000))]);
//! assert_eq!(rulebook.evaluate(&risk).money("total"), "120".parse::<Decimal>().ok());
//!
//! // All faults of an input at once, each with its JSON pointer; the other risks of a batch never notice.
//! let answers = rulebook.evaluate_many([r#"{"use": "racing"}"#, r#"{"use": "pleasure", "value": 20000}"#]);
//! assert!(answers[0].is_refused());
//! assert!(answers[0].to_json().contains(r#""pointer":"/use""#));
//! assert!(answers[1].is_ok());
//!
//! // How a number came about: every step with its operand, its table row and its source line.
//! let explanation = rulebook.explain(r#"{"use": "business", "value": 18250.50}"#);
//! let worksheet = explanation.worksheet.map(|w| w.selected("policy.total").to_text());
//! assert!(worksheet.is_some_and(|text| text.contains("1.35")));
//! # Ok::<(), lutine::CompileError>(())
//! ```
//!
//! In a service compile once when it starts, and share the rulebook: cloning it costs a pointer, all threads may use it.
//! [`Rulebook::load`] reads a folder, [`Rulebook::compile`] whatever implements [`Source`]. [`Rulebook::schema`] gives JSON Schema of
//! input and output, [`Rulebook::test`] runs the tests that stand in the rulebook. [`Rulebook::bundle`] makes one file of it, which
//! [`Rulebook::from_bundle`] reads without compiling anything.

/// The snippets of the page that visitors see first.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod answer_code;
mod bundle_file;
mod compile_error;
mod coverage;
mod findings;
mod format;
mod plan;
mod proof;
mod recording;
mod rulebook;
mod schema;
mod test_report;
mod text;

pub use answer_code::AnswerCode;
pub use compile_error::CompileError;
pub use coverage::{
    BranchCoverage, Coverage, RowCoverage, RuleCoverage, SiteCoverage, SiteKind, TableCoverage,
};
pub use findings::{Finding, Findings, Related};
pub use format::format;
#[cfg(feature = "arrow")]
pub use lutine_arrow as arrow;
pub use lutine_core::answer::{Answer, Fault, FaultCode, FieldError, Refusal};
pub use lutine_core::bundle::{BundleError, Hash, SourceFile};
pub use lutine_core::date::Date;
pub use lutine_core::engine::{Explanation, ExplanationText, Limits, LoadError};
pub use lutine_core::fast::{
    Computed, Doubt, NeededBy, NotInIntegers, PlannedStep, PlannedValue, Rounded, Rounding,
    SourcePlace, StepKind, Watched, Within,
};
pub use lutine_core::graph::ErrorCode;
pub use lutine_core::json;
pub use lutine_core::number::{Decimal, NumberError};
pub use lutine_core::risk::Risk;
pub use lutine_core::value::Value;
pub use lutine_core::worksheet::Worksheet;
pub use lutine_dsl::diagnostics::{Code, Severity};
pub use lutine_dsl::diagram::{Diagram, Group, Vertex, VertexKind};
pub use lutine_dsl::source::{FolderSource, MemorySource, Source, SourceError};
pub use lutine_dsl::testing::RiskError;
pub use plan::{Plan, PlanTotals};
pub use proof::{Proof, ProofCounts, ProofStatus, Proofs};
pub use rulebook::{ImportedModule, Rulebook};
pub use schema::Schema;
pub use test_report::{TestFailure, TestReport, TestResult, Unmet};
pub use text::NoSource;
