//! Which constructs of the language were seen to give values, and which errors: what a differential suite has covered.

use std::collections::BTreeMap;
use std::fmt;

/// How often a construct gave a value and an error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Values.
    pub values: u64,
    /// Errors, its own and those of its operands.
    pub errors: u64,
}

/// Counts by construct, and by the codes of what answers report.
#[derive(Debug, Clone, Default)]
pub struct Census {
    counts: BTreeMap<String, Count>,
    errors: BTreeMap<&'static str, u64>,
    faults: BTreeMap<&'static str, u64>,
}

impl Census {
    /// One more value or error of a construct.
    pub fn add(&mut self, construct: impl Into<String>, is_error: bool) {
        let count = self.counts.entry(construct.into()).or_default();
        if is_error {
            count.errors += 1;
        } else {
            count.values += 1;
        }
    }

    /// One more error that an answer reports.
    pub fn error(&mut self, code: &'static str) {
        *self.errors.entry(code).or_default() += 1;
    }

    /// One more fault of an input.
    pub fn fault(&mut self, code: &'static str) {
        *self.faults.entry(code).or_default() += 1;
    }

    /// Adds the counts of another census.
    pub fn merge(&mut self, other: &Self) {
        for (construct, count) in &other.counts {
            let sum = self.counts.entry(construct.clone()).or_default();
            sum.values += count.values;
            sum.errors += count.errors;
        }
        for (code, count) in &other.errors {
            *self.errors.entry(code).or_default() += count;
        }
        for (code, count) in &other.faults {
            *self.faults.entry(code).or_default() += count;
        }
    }

    /// The counts, by construct.
    pub fn counts(&self) -> impl Iterator<Item = (&str, Count)> {
        self.counts
            .iter()
            .map(|(name, count)| (name.as_str(), *count))
    }

    /// How many errors of a code answers reported.
    #[must_use]
    pub fn errors(&self, code: &str) -> u64 {
        self.errors.get(code).copied().unwrap_or_default()
    }

    /// How many input faults of a code were found.
    #[must_use]
    pub fn faults(&self, code: &str) -> u64 {
        self.faults.get(code).copied().unwrap_or_default()
    }

    /// The count of a construct.
    #[must_use]
    pub fn count(&self, construct: &str) -> Count {
        self.counts.get(construct).copied().unwrap_or_default()
    }
}

/// Three tables: construct, values, errors; error codes; codes of input faults.
impl fmt::Display for Census {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<34}{:>12}{:>12}", "construct", "values", "errors")?;
        for (construct, count) in &self.counts {
            writeln!(f, "{construct:<34}{:>12}{:>12}", count.values, count.errors)?;
        }
        let tables = [
            ("error of an answer", &self.errors),
            ("fault of an input", &self.faults),
        ];
        for (head, counts) in tables {
            writeln!(f, "\n{head:<34}{:>12}", "reported")?;
            for (code, count) in counts {
                writeln!(f, "{code:<34}{count:>12}")?;
            }
        }
        Ok(())
    }
}
