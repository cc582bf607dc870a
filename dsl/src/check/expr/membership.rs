//! Membership: `x in {…}`, `x in a..b`, `x in L`.

use lutine_core::graph::Domain;

use super::operator::has_equality;
use super::{Expressions, expr, takes_type};
use crate::check::expr::convert::join;
use crate::check::literal;
use crate::check::scope::Scope;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, Expression, ExpressionKind, Range};
use crate::typed::{Expr, ExprKind, Type};

impl Expressions<'_, '_> {
    /// `x in {…}`, `x in a..b`, `x in L`
    pub(super) fn membership(
        &mut self,
        scope: &mut Scope,
        value: &Expression,
        negated: bool,
        within: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let kind = match &within.kind {
            ExpressionKind::Set(members) => {
                let value = Box::new(self.member(scope, value, None)?);
                let domain = self.literal_set(scope, members, within, &value.ty)?;
                ExprKind::In { value, domain }
            }
            ExpressionKind::Range(range) => {
                let value = Box::new(self.member(scope, value, None)?);
                self.range_membership(scope, value, range, within)?
            }
            _ => self.list_membership(scope, value, within)?,
        };
        let found = expr(kind, Type::Bool, span);
        Some(if negated {
            expr(ExprKind::Not(Box::new(found)), Type::Bool, span)
        } else {
            found
        })
    }

    /// The value that is looked for, which must be there.
    fn member(
        &mut self,
        scope: &mut Scope,
        value: &Expression,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let value = self.infer(scope, value, hint)?;
        if matches!(value.ty, Type::Optional(_)) {
            return self.report(faults::absent_operand(value.span));
        }
        Some(value)
    }

    /// `x in L` means `any(x = e for e in L)`: a value without a type of its own takes that of the items, an int is looked for
    /// among decimals and a decimal among ints, and what has no `=` cannot be looked for.
    fn list_membership(
        &mut self,
        scope: &mut Scope,
        value: &Expression,
        within: &Expression,
    ) -> Option<ExprKind> {
        let (value, list) = if takes_type(self.signatures, scope, value) {
            let list = self.infer(scope, within, None)?;
            let item = match &list.ty {
                Type::List(item) => Some(&**item),
                _ => None,
            };
            (self.member(scope, value, item)?, list)
        } else {
            let value = self.member(scope, value, None);
            let list = self.infer(scope, within, None);
            (value?, list?)
        };
        let Type::List(item) = &list.ty else {
            let fault = faults::not_a_list(self.signatures, list.span, &list.ty);
            return self.report(fault);
        };
        let Some(common) = join(&value.ty, item) else {
            let fault = faults::mismatch(self.signatures, value.span, &value.ty, item);
            return self.report(fault);
        };
        if !has_equality(&common) {
            let fault = faults::no_order(self.signatures, value.span, &common);
            return self.report(fault);
        }
        Some(ExprKind::InList {
            value: Box::new(self.coerce(value, &common)?),
            list: Box::new(list),
        })
    }

    /// A set whose members are written out.
    fn literal_set(
        &mut self,
        scope: &Scope,
        members: &[Expression],
        set: &Expression,
        ty: &Type,
    ) -> Option<Domain> {
        let mut intervals = Vec::new();
        for member in members {
            let found = match &member.kind {
                ExpressionKind::Range(range) => {
                    self.literal_range(range).map(syntax::SetMember::Range)
                }
                _ => literal_of(member).map(syntax::SetMember::Value),
            };
            let named = self.names_a_value(scope, member);
            let Some(found) = found.filter(|_| !named) else {
                return self.report(faults::computed_in_set(member.span));
            };
            match literal::member(self.signatures, &found, ty) {
                Ok(interval) => intervals.push(interval),
                Err(fault) => return self.report(fault),
            }
        }
        let text = literal::one_line(self.sources.text(set.span));
        Some(Domain {
            intervals,
            text: text.into(),
        })
    }

    /// Whether what could be an enum's member is the name of a value, or a path from one.
    fn names_a_value(&self, scope: &Scope, e: &Expression) -> bool {
        match &e.kind {
            ExpressionKind::Name(name) => super::name::resolves(self.signatures, scope, name),
            ExpressionKind::Access { base, .. } => self.names_a_value(scope, base),
            _ => false,
        }
    }

    fn literal_range(&self, range: &Range<Expression>) -> Option<Range<syntax::Literal>> {
        let end = |e: &Option<Expression>| match e {
            None => Some(None),
            Some(e) => literal_of(e).map(Some),
        };
        Some(Range {
            low: end(&range.low)?,
            high: end(&range.high)?,
            excludes_high: range.excludes_high,
            span: range.span,
        })
    }

    fn range_membership(
        &mut self,
        scope: &mut Scope,
        value: Box<Expr>,
        range: &Range<Expression>,
        within: &Expression,
    ) -> Option<ExprKind> {
        let ty = value.ty.clone();
        let computed = [&range.low, &range.high]
            .into_iter()
            .flatten()
            .any(|e| literal_of(e).is_none() || self.names_a_value(scope, e));
        if !computed {
            let range = self.literal_range(range)?;
            let text = literal::one_line(self.sources.text(within.span));
            return match literal::interval(self.signatures, &range, &ty) {
                Ok(interval) => {
                    let domain = Domain {
                        intervals: vec![interval],
                        text: text.into(),
                    };
                    Some(ExprKind::In { value, domain })
                }
                Err(fault) => self.report(fault),
            };
        }
        let ordered = match &ty {
            Type::Enum(id) => self.signatures.enumeration(*id).is_some_and(|e| e.ordered),
            ty => ty.is_number() || *ty == Type::Date,
        };
        if !ordered {
            let fault = faults::no_order(self.signatures, value.span, &ty);
            return self.report(fault);
        }
        let mut end = |e: &Option<Expression>| match e {
            None => Some(None),
            Some(e) => {
                let found = self.infer(scope, e, Some(&ty))?;
                match join(&found.ty, &ty) {
                    Some(_) => Some(Some(Box::new(found))),
                    None => {
                        let fault = faults::mismatch(self.signatures, found.span, &found.ty, &ty);
                        self.report(fault)
                    }
                }
            }
        };
        let (low, high) = (end(&range.low)?, end(&range.high)?);
        Some(ExprKind::InRange {
            value,
            low,
            high,
            inclusive: !range.excludes_high,
        })
    }
}

/// An expression that is written out as a literal.
fn literal_of(e: &Expression) -> Option<syntax::Literal> {
    use syntax::LiteralKind;
    let kind = match &e.kind {
        ExpressionKind::Number(number) => LiteralKind::Number {
            negative: false,
            number: number.clone(),
        },
        ExpressionKind::Negate(inner) => match &inner.kind {
            ExpressionKind::Number(number) => LiteralKind::Number {
                negative: true,
                number: number.clone(),
            },
            _ => return None,
        },
        ExpressionKind::Date(date) => LiteralKind::Date(*date),
        ExpressionKind::Bool(value) => LiteralKind::Bool(*value),
        ExpressionKind::Text(text) => LiteralKind::Text(syntax::TextLiteral {
            value: text.literal()?.to_owned(),
            span: text.span,
        }),
        ExpressionKind::Name(name) => LiteralKind::Name(syntax::Path {
            names: vec![name.clone()],
            span: name.span,
        }),
        ExpressionKind::Access { base, steps } => match (&base.kind, steps.as_slice()) {
            (ExpressionKind::Name(owner), [syntax::AccessStep::Field(name)]) => {
                LiteralKind::Name(syntax::Path {
                    names: vec![owner.clone(), name.clone()],
                    span: e.span,
                })
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(syntax::Literal { kind, span: e.span })
}
