//! Tests.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::operators::expression;
use super::reader::{Reader, child, inner};
use crate::layout::Separators;
use crate::syntax::{
    DeclarationKind, Expression, ExpressionKind, Test, TestCases, TestItem, TestItemKind,
};

impl Declaring<'_> {
    pub fn test(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(Rule::test_head, "a test", "`test \"What it shows\" { … }`"),
            |reader, pair| {
                let name = reader.text_literal(&child(pair, Rule::text)?);
                let cases = match child(pair, Rule::test_cases) {
                    Some(clause) => Some(TestCases {
                        variable: reader.small_name(&child(&clause, Rule::name)?, "a variable"),
                        file: reader.text_literal(&child(&clause, Rule::text)?),
                    }),
                    None => None,
                };
                Some((name, cases))
            },
        );
        let reading = Reading {
            words: &["given", "with", "expect"],
            ..Reading::new(
                Rule::test_item,
                "a line of a test",
                "`given Policy from \"file.json\"`, `with policy.state = TX`, `expect policy.total = 100` or `expect policy.age fails out_of_range`",
            )
        };
        let items = match (&head, self.body) {
            // Every row of a file of cases is a test by itself.
            (Some((_, Some(_))), None) => Vec::new(),
            _ => self.items(reading, Separators::Items, |reader, pair| {
                reader.test_item(pair)
            }),
        };
        let (name, cases) = head?;
        Some(DeclarationKind::Test(Test { name, cases, items }))
    }
}

impl Reader<'_> {
    fn test_item(&self, pair: &Pair<'_>) -> Option<TestItem> {
        let item = inner(pair)?;
        let kind = match item.as_rule() {
            Rule::test_given => TestItemKind::Given {
                entity: self.capital_path(&child(&item, Rule::path)?, "an entity"),
                file: self.text_literal(&child(&item, Rule::text)?),
            },
            Rule::test_with => TestItemKind::With {
                target: self.target(&child(&item, Rule::target)?)?,
                value: self.clause_operand(&item)?,
            },
            _ => TestItemKind::Expect {
                value: self.clause_operand(&item)?,
                fails: child(&item, Rule::test_fails)
                    .and_then(|clause| child(&clause, Rule::name))
                    .map(|name| self.name(&name)),
            },
        };
        Some(TestItem {
            kind,
            span: self.span(&item),
        })
    }

    /// `policy.vehicles[1].symbol`
    fn target(&self, pair: &Pair<'_>) -> Option<Expression> {
        let mut parts = pair.parts();
        let variable = parts.next()?;
        let name = self.name(&child(&variable, Rule::name)?);
        let base_span = name.span;
        let base = expression(ExpressionKind::Name(name), base_span);
        let steps: Option<Vec<_>> = parts.map(|part| self.access_step(&part)).collect();
        let steps = steps?;
        if steps.is_empty() {
            return Some(base);
        }
        let base = Box::new(base);
        Some(expression(
            ExpressionKind::Access { base, steps },
            self.span(pair),
        ))
    }
}
