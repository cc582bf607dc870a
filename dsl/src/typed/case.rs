//! Files of cases: each is read once, however many tests go through it, and a test is made of a case only where one is looked at. So a
//! book of a hundred thousand cases costs what its file does.

use super::test::{PathStep, Test};
use crate::source::Span;
use lutine_core::value::Value;
use std::sync::Arc;

/// The cases of a file.
#[derive(Debug, Clone)]
pub struct Cases {
    /// The cases in order, shared by all tests that name the file.
    pub all: Arc<[Case]>,
    /// Where the test names it.
    pub span: Span,
}

/// A case of a file: a row of CSV, or an object of JSON.
#[derive(Debug, Clone)]
pub struct Case {
    /// What stands behind the name of the test: ` (cases/golden.csv:7)`.
    pub name: Arc<str>,
    /// The risk that stands in the file, in place of the one that the test starts from.
    pub risk: Option<Value>,
    /// The fields that it sets, in order, behind the changes of the test.
    pub with: Vec<(Arc<[PathStep]>, Value)>,
    /// What it expects of the answer.
    pub expect: Vec<CaseExpectation>,
}

/// What a case expects of a part of the answer. Of an object what it names is compared, a list as a whole.
#[derive(Debug, Clone)]
pub struct CaseExpectation {
    /// The way from the answer to the part.
    pub path: Arc<[PathStep]>,
    /// What it must be.
    pub value: Value,
    /// The output field and what it must be, as it is written.
    pub text: Arc<str>,
}

/// A test as it is run: by itself, or with one of the cases of its file.
#[derive(Debug, Clone, Copy)]
pub struct TestRun<'t> {
    /// The test.
    pub test: &'t Test,
    /// The case.
    pub case: Option<&'t Case>,
}

impl TestRun<'_> {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> Arc<str> {
        match self.case {
            Some(case) => format!("{}{}", self.test.name, case.name).into(),
            None => Arc::clone(&self.test.name),
        }
    }
}

impl Test {
    /// The test as it is run: once, or once for each case of its file.
    pub fn runs(&self) -> impl Iterator<Item = TestRun<'_>> {
        let by_itself = self.cases.is_none().then_some(None);
        let cases = self.cases.iter().flat_map(|cases| cases.all.iter());
        let all = by_itself.into_iter().chain(cases.map(Some));
        all.map(|case| TestRun { test: self, case })
    }
}
