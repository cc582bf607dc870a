//! Definitions, functions, dimensions, variants.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, children, inner};
use crate::diagnostics::syntax::{missing_value, value_in_braces};
use crate::layout::{self, Separators};
use crate::source::Span;
use crate::syntax::{
    Body, DeclarationKind, Define, Dimension, Dimensions, Expression, Function, Guard, GuardKind,
    Parameter, Signature, Unread, Variant,
};

impl Declaring<'_> {
    pub fn define(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::define_head,
                "a definition",
                "`define name : type = value`",
            ),
            |reader, pair| {
                let name = reader.small_name(&child(pair, Rule::name)?, "a definition");
                let ty = reader.type_expression(&child(pair, Rule::type_expression)?)?;
                Some((
                    name,
                    ty,
                    reader.optional_operand(child(pair, Rule::computed))?,
                ))
            },
        );
        let variants = self.body_variants();
        let (name, ty, value) = head?;
        let body = self.body_of(value, variants)?;
        Some(DeclarationKind::Define(Define { name, ty, body }))
    }

    pub fn function(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::function_head,
                "a function",
                "`function name(parameter: type) -> type = value`",
            ),
            |reader, pair| {
                let signature = reader.signature(&child(pair, Rule::signature)?)?;
                Some((
                    signature,
                    reader.optional_operand(child(pair, Rule::computed))?,
                ))
            },
        );
        let variants = self.body_variants();
        let (signature, value) = head?;
        let body = self.body_of(value, variants)?;
        Some(DeclarationKind::Function(Function { signature, body }))
    }

    fn body_variants(&self) -> Option<Vec<Variant<Expression>>> {
        let body = self.body?;
        if let Some(value) = self.lone_value(body) {
            self.parser.report(value_in_braces(value));
            self.unread.borrow_mut().push(Unread {
                name: None,
                span: value,
            });
            return Some(Vec::new());
        }
        Some(self.variants(|reader, pair| reader.variant(pair)))
    }

    /// What stands alone in braces and is no variant: `{ x + 1 }`.
    fn lone_value(&self, body: layout::Body) -> Option<Span> {
        let layout = self.parser.layout;
        let is_variant = [":", "="].iter().any(|sign| layout.has_at_top(body, sign));
        let items = layout.items(body, Separators::Variants);
        let [value] = items.as_slice() else {
            return None;
        };
        let first = layout.view().text(value.tokens.start);
        let is_guard = matches!(first, "any" | "from" | "until" | "otherwise" | "else");
        (!is_variant && !is_guard && !value.is_empty()).then(|| layout.span_of(value))
    }

    fn body_of(
        &self,
        value: Option<Expression>,
        variants: Option<Vec<Variant<Expression>>>,
    ) -> Option<Body> {
        if variants.as_ref().is_some_and(Vec::is_empty) && !self.unread.borrow().is_empty() {
            return None;
        }
        let body = value.map(Body::Expression).or(variants.map(Body::Variants));
        if body.is_none() {
            self.parser.report(missing_value(self.span.at_end()));
        }
        body
    }

    /// The variants of a definition, a function or a table.
    pub fn variants<T>(&self, build: impl Fn(&Reader<'_>, &Pair<'_>) -> Option<T>) -> Vec<T> {
        let reading = Reading::new(
            Rule::variant,
            "a variant",
            "`state TX, from 2025-01-31 : value`",
        );
        self.items(reading, Separators::Variants, build)
    }

    pub fn dimensions(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::dimensions_head,
                "the dimensions",
                "`dimensions { state = policy.state }`",
            ),
            |_, _| Some(()),
        );
        let reading = Reading::new(Rule::dimension, "a dimension", "`state = policy.state`");
        let dimensions = self.items(reading, Separators::Items, |reader, pair| {
            Some(Dimension {
                name: reader.small_name(&child(pair, Rule::name)?, "a dimension"),
                value: reader.clause_operand(pair)?,
            })
        });
        head?;
        Some(DeclarationKind::Dimensions(Dimensions { dimensions }))
    }
}

impl Reader<'_> {
    /// `score(miles: decimal) -> decimal`
    pub fn signature(&self, pair: &Pair<'_>) -> Option<Signature> {
        let parameters: Option<Vec<_>> = children(pair, Rule::parameter)
            .map(|it| self.parameter(&it))
            .collect();
        Some(Signature {
            name: self.small_name(&child(pair, Rule::name)?, "a function"),
            parameters: parameters?,
            result: self.type_expression(&child(pair, Rule::type_expression)?)?,
        })
    }

    fn parameter(&self, pair: &Pair<'_>) -> Option<Parameter> {
        Some(Parameter {
            name: self.small_name(&child(pair, Rule::name)?, "a parameter"),
            ty: self.type_expression(&child(pair, Rule::type_expression)?)?,
        })
    }

    /// `state TX, from 2026-07-01 : 14.00 because "…"`
    pub fn variant(&self, pair: &Pair<'_>) -> Option<Variant<Expression>> {
        let guards: Option<Vec<_>> = children(pair, Rule::guard)
            .map(|guard| self.guard(&guard))
            .collect();
        let because = child(pair, Rule::because).and_then(|clause| child(&clause, Rule::text));
        Some(Variant {
            guards: guards?,
            value: self.clause_operand(pair)?,
            because: because.map(|text| self.text_literal(&text)),
            span: self.span(pair),
        })
    }

    fn guard(&self, pair: &Pair<'_>) -> Option<Guard> {
        let guard = inner(pair)?;
        let kind = match guard.as_rule() {
            Rule::guard_any => GuardKind::Any,
            Rule::guard_date => self.guard_of_date(&guard)?,
            _ => self.guard_of_value(&guard)?,
        };
        Some(Guard {
            kind,
            span: self.span(pair),
        })
    }

    fn guard_of_date(&self, pair: &Pair<'_>) -> Option<GuardKind> {
        let dimension = child(pair, Rule::name).map(|name| self.name(&name));
        let date = self.date(&child(pair, Rule::date)?)?;
        Some(match child(pair, Rule::kw_from) {
            Some(_) => GuardKind::From { dimension, date },
            None => GuardKind::Until { dimension, date },
        })
    }

    fn guard_of_value(&self, pair: &Pair<'_>) -> Option<GuardKind> {
        let dimension = self.name(&child(pair, Rule::name)?);
        if let Some(range) = child(pair, Rule::literal_range) {
            let range = self.literal_range(&range)?;
            return Some(GuardKind::Range { dimension, range });
        }
        if let Some(set) = child(pair, Rule::literal_set) {
            let members = self.literal_set(&set)?;
            return Some(GuardKind::Set { dimension, members });
        }
        let value = self.literal(&child(pair, Rule::literal)?)?;
        Some(GuardKind::Value { dimension, value })
    }
}
