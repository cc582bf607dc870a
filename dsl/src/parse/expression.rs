//! Operands: values, access to what is in them, and the forms that decide.

use super::grammar::{Pair, Rule};
use super::operators::expression;
use super::reader::{Reader, child, children, inner};
use crate::diagnostics::syntax::misplaced;
use crate::syntax::{
    AccessStep, Block, Branch, Choose, Expression, ExpressionKind, FieldValue, If, Let, Match,
    MatchArm, Pattern,
};

impl Reader<'_> {
    /// A value, what is taken from it, and the unit behind it.
    pub fn operand(&self, pair: &Pair<'_>) -> Option<Expression> {
        let mut parts = pair.clone().into_inner();
        let base = self.primary(&parts.next()?)?;
        let base_span = base.span;
        let mut steps = Vec::new();
        let mut unit = None;
        for part in parts {
            match part.as_rule() {
                Rule::period_unit => unit = Some(part),
                _ => steps.push(self.access_step(&part)?),
            }
        }
        let end = steps.last().map_or(base_span, AccessStep::span);
        let mut value = base;
        if !steps.is_empty() {
            let base = Box::new(value);
            value = expression(ExpressionKind::Access { base, steps }, base_span.to(end));
        }
        if let Some(unit) = unit {
            let span = value.span.to(self.span(&unit));
            let kind = ExpressionKind::Period {
                count: Box::new(value),
                unit: self.period_unit(&unit),
            };
            value = expression(kind, span);
        }
        Some(value)
    }

    /// `.name`, `[index]`, `with { … }`
    pub fn access_step(&self, pair: &Pair<'_>) -> Option<AccessStep> {
        match pair.as_rule() {
            Rule::field => {
                let mut name = self.name(pair);
                name.text = name.text.trim_start_matches('.').to_owned();
                name.span.start = name.span.start.saturating_add(1);
                Some(AccessStep::Field(name))
            }
            Rule::index => Some(AccessStep::Index {
                index: self.expression(&child(pair, Rule::expression)?)?,
                span: self.span(pair),
            }),
            Rule::with_fields => Some(AccessStep::With {
                fields: self.record_fields(&child(pair, Rule::record_body)?)?,
                span: self.span(pair),
            }),
            _ => None,
        }
    }

    fn primary(&self, pair: &Pair<'_>) -> Option<Expression> {
        let kind = match pair.as_rule() {
            Rule::date => ExpressionKind::Date(self.date(pair)?),
            Rule::number => ExpressionKind::Number(self.number(pair)?),
            Rule::text => ExpressionKind::Text(self.interpolated_text(pair)),
            Rule::boolean => ExpressionKind::Bool(pair.as_str() == "true"),
            Rule::none => ExpressionKind::None,
            Rule::variable => ExpressionKind::Name(self.name(&child(pair, Rule::name)?)),
            Rule::parenthesised => return self.parenthesised(pair),
            Rule::set => ExpressionKind::Set(self.expressions(pair)?),
            Rule::rows_of => ExpressionKind::RowsOf(self.path(&child(pair, Rule::path)?)),
            Rule::record => ExpressionKind::Record {
                record: self.path(&child(pair, Rule::record_name)?),
                fields: self.record_fields(&child(pair, Rule::record_body)?)?,
            },
            Rule::call => self.call(pair)?,
            Rule::if_expression => self.if_expression(pair)?,
            Rule::match_expression => self.match_expression(pair)?,
            Rule::choose => self.choose(pair)?,
            Rule::block => ExpressionKind::Block(Block {
                lets: self.lets(pair)?,
                result: Box::new(self.expression(&child(pair, Rule::expression)?)?),
            }),
            Rule::steps => ExpressionKind::Steps(Box::new(self.steps(pair)?)),
            _ => return None,
        };
        Some(expression(kind, self.span(pair)))
    }

    fn parenthesised(&self, pair: &Pair<'_>) -> Option<Expression> {
        let inside = self.expression(&child(pair, Rule::expression)?)?;
        Some(Expression {
            parenthesised: true,
            span: self.span(pair),
            ..inside
        })
    }

    /// The expressions directly in a rule.
    pub fn expressions(&self, pair: &Pair<'_>) -> Option<Vec<Expression>> {
        children(pair, Rule::expression)
            .map(|part| self.expression(&part))
            .collect()
    }

    fn record_fields(&self, pair: &Pair<'_>) -> Option<Vec<FieldValue>> {
        children(pair, Rule::record_field)
            .map(|field| self.record_field(&field))
            .collect()
    }

    fn record_field(&self, pair: &Pair<'_>) -> Option<FieldValue> {
        if let Some(colon) = child(pair, Rule::colon) {
            let fault = misplaced(
                self.span(&colon),
                "a field gets its value with `=`, not with `:`",
                "write `=`",
            );
            self.report(fault);
        }
        Some(FieldValue {
            name: self.small_name(&child(pair, Rule::name)?, "a field"),
            value: self.expression(&child(pair, Rule::expression)?)?,
        })
    }

    /// The grammar gives conditions and values in turn, the last value alone.
    fn if_expression(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let mut parts = self.expressions(pair)?;
        let otherwise = Box::new(parts.pop()?);
        let mut branches = Vec::new();
        let mut parts = parts.into_iter();
        while let (Some(condition), Some(value)) = (parts.next(), parts.next()) {
            branches.push(Branch { condition, value });
        }
        Some(ExpressionKind::If(If {
            branches,
            otherwise,
        }))
    }

    fn match_expression(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let mut arms = Vec::new();
        let mut otherwise = None;
        for arm in children(pair, Rule::match_arm) {
            self.expect_before_otherwise(&arm, otherwise.is_some());
            let value = self.expression(&child(&arm, Rule::expression)?)?;
            if child(&arm, Rule::kw_otherwise).is_some() {
                otherwise = Some(Box::new(value));
                continue;
            }
            let patterns: Option<Vec<_>> = children(&arm, Rule::pattern)
                .map(|it| self.pattern(&it))
                .collect();
            arms.push(MatchArm {
                patterns: patterns?,
                value,
                span: self.span(&arm),
            });
        }
        Some(ExpressionKind::Match(Match {
            subject: Box::new(self.expression(&child(pair, Rule::expression)?)?),
            lets: self.lets(pair)?,
            arms,
            otherwise,
        }))
    }

    fn pattern(&self, pair: &Pair<'_>) -> Option<Pattern> {
        let pattern = inner(pair)?;
        match pattern.as_rule() {
            Rule::literal_range => self.literal_range(&pattern).map(Pattern::Range),
            _ => self.literal(&pattern).map(Pattern::Value),
        }
    }

    fn choose(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let mut branches = Vec::new();
        let mut otherwise = None;
        for arm in children(pair, Rule::choose_arm) {
            self.expect_before_otherwise(&arm, otherwise.is_some());
            let mut parts = self.expressions(&arm)?;
            let value = parts.pop()?;
            match parts.pop() {
                Some(condition) => branches.push(Branch { condition, value }),
                None => otherwise = Some(Box::new(value)),
            }
        }
        Some(ExpressionKind::Choose(Choose {
            lets: self.lets(pair)?,
            branches,
            otherwise,
        }))
    }

    /// `otherwise` catches all that is left, so that a case behind it could never apply.
    fn expect_before_otherwise(&self, arm: &Pair<'_>, behind_otherwise: bool) {
        if behind_otherwise {
            let message = "nothing can stand behind `otherwise`";
            self.report(misplaced(
                self.span(arm),
                message,
                "put `otherwise` last, once",
            ));
        }
    }

    /// The `let` lines directly in a rule.
    pub fn lets(&self, pair: &Pair<'_>) -> Option<Vec<Let>> {
        children(pair, Rule::let_line)
            .map(|line| self.let_line(&line))
            .collect()
    }

    pub fn let_line(&self, pair: &Pair<'_>) -> Option<Let> {
        let ty = match child(pair, Rule::type_expression) {
            Some(ty) => Some(self.type_expression(&ty)?),
            None => None,
        };
        Some(Let {
            name: self.small_name(&child(pair, Rule::name)?, "a value"),
            ty,
            value: self.expression(&child(pair, Rule::expression)?)?,
            span: self.span(pair),
        })
    }
}
