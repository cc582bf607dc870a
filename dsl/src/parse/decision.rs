//! Outcomes and rules.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child};
use crate::diagnostics::syntax::{misplaced, rule_without};
use crate::layout::{Part, Separators};
use crate::source::Span;
use crate::syntax::{
    DeclarationKind, Effect, Expression, ForClause, Let, Name, Outcome, Rule as RuleTree,
    TextLiteral,
};

/// What stands in a rule.
enum RuleItem {
    For(ForClause),
    Let(Box<Let>),
    When(Expression),
    Effect(Effect),
}

impl Declaring<'_> {
    pub fn outcome(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::outcome_head,
                "an outcome",
                "`outcome name { accept < refer < decline }`",
            ),
            |reader, pair| Some(reader.small_name(&child(pair, Rule::name)?, "an outcome")),
        );
        let parts = self.parts(Separators::OrderedItems);
        if let Some(broken) = self.order_of(&parts, "an outcome").broken {
            let message = "the levels of an outcome stand in an order";
            let help = "write them from the mildest to the worst: `accept < refer < decline`";
            self.parser.report(misplaced(broken, message, help));
        }
        let levels = self.levels(&parts);
        let on_error = self.on_error();
        Some(DeclarationKind::Outcome(Outcome {
            name: head?,
            levels,
            on_error: on_error?,
        }))
    }

    fn levels(&self, parts: &[Part]) -> Vec<Name> {
        let reading = Reading::new(Rule::outcome_item, "a level of an outcome", "`accept`");
        let level = |reader: &Reader<'_>, _: &dyn Fn() -> _, pair: &Pair<'_>| {
            Some(reader.name(&child(pair, Rule::any_name)?))
        };
        parts
            .iter()
            .filter_map(|part| self.item(part, reading, &level))
            .collect()
    }

    /// The level that a rule in error counts as; the outer `None` is a fault.
    fn on_error(&self) -> Option<Option<Name>> {
        if self.tail.is_empty() {
            return Some(None);
        }
        let view = self.parser.layout.view();
        let first = self.tail.tokens.start;
        let awaited = [first, first.saturating_add(1)].map(|token| view.text(token));
        if !awaited.iter().any(|word| matches!(*word, "on" | "error")) {
            self.report_tail();
            return Some(None);
        }
        let reading = Reading::new(
            Rule::outcome_tail,
            "`on error` of an outcome",
            "`on error level`",
        );
        self.parser.read(&self.tail, reading, |reader, pair| {
            Some(Some(reader.name(&child(pair, Rule::any_name)?)))
        })
    }

    pub fn rule(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::rule_head,
                "a rule",
                "`rule NAME \"What it says\" { … }`",
            ),
            |reader, pair| {
                let name = reader.name(&child(pair, Rule::any_name)?);
                Some((
                    name,
                    child(pair, Rule::text).map(|text| reader.text_literal(&text)),
                ))
            },
        );
        let reading = Reading {
            words: &["for", "let", "when"],
            ..Reading::new(
                Rule::rule_item,
                "a line of a rule",
                "`when condition` or `underwriting refer`",
            )
        };
        let items = self.items(reading, Separators::Items, |reader, pair| {
            reader.rule_items(pair)
        });
        let head = head?;
        // What is missing may stand in an item that could not be read.
        let is_whole = self.body.is_some() && self.unread.borrow().is_empty();
        let rule = self.assemble(head, items.into_iter().flatten().collect(), is_whole)?;
        Some(DeclarationKind::Rule(rule))
    }

    /// Puts the items of a rule in their places, each with the span it is reported at.
    fn assemble(
        &self,
        (name, label): (Name, Option<TextLiteral>),
        items: Vec<(Span, RuleItem)>,
        is_whole: bool,
    ) -> Option<RuleTree> {
        let has_when = items
            .iter()
            .any(|(_, item)| matches!(item, RuleItem::When(_)));
        let (mut loops, mut lets, mut when, mut effects) =
            (Vec::new(), Vec::new(), None, Vec::new());
        let order =
            "put it in its order: `for` and `let` lines, then one `when`, then what the rule does";
        for (span, item) in items {
            let misplaced_item = match &item {
                RuleItem::For(_) => when.is_some() || !lets.is_empty(),
                RuleItem::Let(_) | RuleItem::When(_) => when.is_some(),
                RuleItem::Effect(_) => when.is_none() && has_when,
            };
            if misplaced_item {
                self.parser.report(misplaced(
                    span,
                    "this line stands in the wrong place of the rule",
                    order,
                ));
            }
            match item {
                RuleItem::For(clause) => loops.push(clause),
                RuleItem::Let(line) => lets.push(*line),
                RuleItem::When(condition) => when = when.or(Some(condition)),
                RuleItem::Effect(effect) => effects.push(effect),
            }
        }
        if is_whole && when.is_none() {
            self.parser.report(rule_without(
                name.span,
                "`when` line",
                "when policy.drivers[1].points > 6",
            ));
        }
        if is_whole && effects.is_empty() {
            self.parser.report(rule_without(
                name.span,
                "line that says what it does",
                "underwriting refer",
            ));
        }
        Some(RuleTree {
            name,
            label,
            loops,
            lets,
            when: when?,
            effects,
        })
    }
}

impl Reader<'_> {
    /// A line of a rule; a `when` may go on with the line before.
    fn rule_items(&self, pair: &Pair<'_>) -> Option<Vec<(Span, RuleItem)>> {
        let mut items = Vec::new();
        for part in pair.parts() {
            let item = match part.as_rule() {
                Rule::rule_for => RuleItem::For(self.for_clause(&part)?),
                Rule::let_line => RuleItem::Let(Box::new(self.let_line(&part)?)),
                Rule::when_clause => RuleItem::When(self.clause_operand(&part)?),
                Rule::effect => RuleItem::Effect(self.effect(&part)?),
                _ => continue,
            };
            items.push((self.span(&part), item));
        }
        Some(items)
    }

    fn effect(&self, pair: &Pair<'_>) -> Option<Effect> {
        Some(Effect {
            outcome: self.path(&child(pair, Rule::path)?),
            level: self.name(&child(pair, Rule::any_name)?),
            reason: child(pair, Rule::text).map(|text| self.interpolated_text(&text)),
            span: self.span(pair),
        })
    }
}
