//! Operands: values, access to what is in them, and the forms that decide.

use super::found::Pair;
use super::grammar::Rule;
use super::operators::{OPERAND_LIMIT, expression};
use super::reader::{Reader, child, children, inner};
use crate::diagnostics::syntax::{misplaced, too_many_operands};
use crate::syntax::{
    AccessStep, Block, Branch, Choose, Expression, ExpressionKind, FieldValue, If, Let, Match,
    MatchArm, Pattern,
};

impl Reader<'_> {
    /// A value, what is taken from it, and the unit behind it.
    pub fn operand(&self, pair: &Pair<'_>) -> Option<Expression> {
        let base = self.primary(&inner(pair)?)?;
        self.accessed(base, pair)
    }

    /// What is taken from a value, and the unit that makes it a period.
    fn accessed(&self, base: Expression, pair: &Pair<'_>) -> Option<Expression> {
        let parts = pair.parts().skip(1);
        let base_span = base.span;
        let mut steps = Vec::new();
        let mut unit = None;
        for part in parts {
            match part.as_rule() {
                Rule::period_unit => unit = Some(part),
                _ => steps.push(self.access_step(&part)?),
            }
        }
        if steps.len() > OPERAND_LIMIT {
            self.report(too_many_operands(
                self.span(pair),
                steps.len(),
                OPERAND_LIMIT,
            ));
            steps.truncate(OPERAND_LIMIT);
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
        // Each form is read by a function of its own: what one of them holds while it reads its parts would otherwise stand on the stack
        // once a level for all of them.
        let kind = match pair.as_rule() {
            Rule::parenthesised => return self.parenthesised(pair),
            Rule::set => self.set(pair),
            Rule::record => self.record(pair),
            Rule::call => self.call(pair),
            Rule::if_expression => self.if_expression(pair),
            Rule::match_expression => self.match_expression(pair),
            Rule::choose => self.choose(pair),
            Rule::block => self.block(pair),
            Rule::steps => self.steps(pair),
            _ => self.leaf(pair),
        };
        self.placed(kind, pair)
    }

    fn placed(&self, kind: Option<ExpressionKind>, pair: &Pair<'_>) -> Option<Expression> {
        Some(expression(kind?, self.span(pair)))
    }

    /// What has no expressions in it, but for those in a text.
    fn leaf(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        Some(match pair.as_rule() {
            Rule::date => ExpressionKind::Date(self.date(pair)?),
            Rule::number => ExpressionKind::Number(self.number(pair)?),
            Rule::text => ExpressionKind::Text(self.interpolated_text(pair)),
            Rule::boolean => ExpressionKind::Bool(pair.as_str() == "true"),
            Rule::none => ExpressionKind::None,
            Rule::variable => ExpressionKind::Name(self.name(&child(pair, Rule::name)?)),
            Rule::rows_of => ExpressionKind::RowsOf(self.path(&child(pair, Rule::path)?)),
            _ => return None,
        })
    }

    fn set(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        self.expressions(pair).map(ExpressionKind::Set)
    }

    fn record(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let fields = self.record_fields(&child(pair, Rule::record_body)?)?;
        let record = self.path(&child(pair, Rule::record_name)?);
        Some(ExpressionKind::Record { record, fields })
    }

    fn block(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let lets = self.lets(pair)?;
        let result = self.boxed(&child(pair, Rule::expression)?)?;
        Some(ExpressionKind::Block(Block { lets, result }))
    }

    fn boxed(&self, pair: &Pair<'_>) -> Option<Box<Expression>> {
        self.expression(pair).map(Box::new)
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
        let mut found = Vec::new();
        for part in children(pair, Rule::expression) {
            found.push(self.expression(&part)?);
        }
        Some(found)
    }

    fn record_fields(&self, pair: &Pair<'_>) -> Option<Vec<FieldValue>> {
        let mut fields = Vec::new();
        for field in children(pair, Rule::record_field) {
            fields.push(self.record_field(&field)?);
        }
        Some(fields)
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
        let name = self.small_name(&child(pair, Rule::name)?, "a field");
        let value = self.expression(&child(pair, Rule::expression)?)?;
        Some(FieldValue { name, value })
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
        let found = children(pair, Rule::match_arm);
        let mut arms = Vec::with_capacity(found.clone().count());
        let mut otherwise = None;
        for arm in found {
            self.expect_before_otherwise(&arm, otherwise.is_some());
            let value = self.boxed(&child(&arm, Rule::expression)?)?;
            if child(&arm, Rule::kw_otherwise).is_some() {
                otherwise = Some(value);
                continue;
            }
            arms.push(self.match_arm(*value, &arm)?);
        }
        let subject = self.boxed(&child(pair, Rule::expression)?)?;
        let lets = self.lets(pair)?;
        Some(ExpressionKind::Match(Match {
            subject,
            lets,
            arms,
            otherwise,
        }))
    }

    fn match_arm(&self, value: Expression, arm: &Pair<'_>) -> Option<MatchArm> {
        let patterns: Option<Vec<_>> = children(arm, Rule::pattern)
            .map(|it| self.pattern(&it))
            .collect();
        Some(MatchArm {
            patterns: patterns?,
            value,
            span: self.span(arm),
        })
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
        let lets = self.lets(pair)?;
        Some(ExpressionKind::Choose(Choose {
            lets,
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
        let mut lets = Vec::new();
        for line in children(pair, Rule::let_line) {
            lets.push(self.let_line(&line)?);
        }
        Some(lets)
    }

    pub fn let_line(&self, pair: &Pair<'_>) -> Option<Let> {
        let ty = match child(pair, Rule::type_expression) {
            Some(ty) => Some(self.type_expression(&ty)?),
            None => None,
        };
        let name = self.small_name(&child(pair, Rule::name)?, "a value");
        let value = self.expression(&child(pair, Rule::expression)?)?;
        Some(Let {
            name,
            ty,
            value,
            span: self.span(pair),
        })
    }
}
