//! Lutine.

mod compile_error;
mod findings;
mod rulebook;
mod schema;
mod test_report;

pub use compile_error::CompileError;
pub use findings::{Finding, Findings, Related};
pub use lutine_core::answer::{Answer, Fault, FaultCode, FieldError, Refusal};
pub use lutine_core::date::Date;
pub use lutine_core::graph::ErrorCode;
pub use lutine_core::json;
pub use lutine_core::number::{Decimal, NumberError};
pub use lutine_core::risk::Risk;
pub use lutine_core::value::Value;
pub use lutine_dsl::diagnostics::Severity;
pub use lutine_dsl::source::{FolderSource, MemorySource, Source, SourceError};
pub use lutine_dsl::testing::RiskError;
pub use rulebook::Rulebook;
pub use schema::Schema;
pub use test_report::{TestFailure, TestReport, TestResult, Unmet};
mod stub; pub use stub::*;
