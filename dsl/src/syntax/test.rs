//! Tests that stand in the rulebook.

use super::expression::Expression;
use super::literal::TextLiteral;
use super::name::{Name, Path};
use crate::source::Span;

/// `test "two cars in Texas" { … }`, `test "golden book" for each case in "cases/golden.csv"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Test {
    /// What it is called.
    pub name: TextLiteral,
    /// The file of cases, one a row.
    pub cases: Option<TestCases>,
    /// Its lines in order.
    pub items: Vec<TestItem>,
}

/// `for each case in "cases/golden.csv"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TestCases {
    /// What each row is called.
    pub variable: Name,
    /// The file, relative to this one.
    pub file: TextLiteral,
}

/// A line of a test.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TestItem {
    /// What it says.
    pub kind: TestItemKind,
    /// The whole line.
    pub span: Span,
}

/// What a [`TestItem`] says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TestItemKind {
    /// `given Policy from "cases/two_cars.json"`
    Given {
        /// The entity that is given.
        entity: Path,
        /// The JSON file, relative to this one.
        file: TextLiteral,
    },
    /// `with policy.vehicles[1].symbol = 12`
    With {
        /// Which attribute of the input: a name, or an access of fields and places.
        target: Expression,
        /// Its value here.
        value: Expression,
    },
    /// `expect policy.total = 2_666.97`, `expect policy.age fails out_of_range`
    Expect {
        /// What must hold; with `fails`, what must be in error.
        value: Expression,
        /// The code of the error.
        fails: Option<Name>,
    },
}
