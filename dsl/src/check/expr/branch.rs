//! `if`, `match`, `choose`, and `let` at the start of a block.

use std::sync::Arc;

use lutine_core::graph::{Bound, Constant, Domain, Interval};

use super::{Expressions, checked, expr, takes_type};
use crate::check::literal;
use crate::check::scope::{Place, Scope, Variable, given_if_false, given_if_true};
use crate::check::types::Types;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, Branch, Choose, If, Let, LiteralKind, Match};
use crate::typed::{Expr, ExprKind, MatchArm, Pattern, Type};

/// An arm of a decision: its value, and what is given where it is taken.
struct Arm<'e> {
    value: &'e syntax::Expression,
    /// How many of the places that the refused conditions show are given.
    refused: usize,
    /// What its own condition or pattern shows.
    known: Vec<Place>,
}

/// What a block of `let`s leads to.
type Result<'f, 's, 'a> = dyn FnMut(&mut Expressions<'s, 'a>, &mut Scope) -> Option<Expr> + 'f;

impl<'s, 'a> Expressions<'s, 'a> {
    /// `{ let x = e … result }`
    pub(crate) fn block(
        &mut self,
        scope: &mut Scope,
        lets: &[Let],
        span: Span,
        result: &mut Result<'_, 's, 'a>,
    ) -> Option<Expr> {
        scope.inside(|scope| {
            let bound: Vec<_> = lets.iter().map(|line| self.binding(scope, line)).collect();
            let mut body = result(self, scope)?;
            for binding in bound.into_iter().rev() {
                let (variable, value) = binding?;
                let ty = body.ty.clone();
                let kind = ExprKind::Let {
                    variable,
                    value: Arc::new(value),
                    body: Box::new(body),
                };
                body = expr(kind, ty, span);
            }
            Some(body)
        })
    }

    /// `let x : T = e`, with x brought into sight.
    pub(crate) fn binding(
        &mut self,
        scope: &mut Scope,
        line: &Let,
    ) -> Option<(crate::typed::VariableId, Expr)> {
        let name: std::sync::Arc<str> = line.name.text.as_str().into();
        let value = match &line.ty {
            None => self.infer(scope, &line.value, None),
            Some(ty) => {
                let mut types = Types {
                    signatures: self.signatures,
                    sources: self.sources,
                    diagnostics: self.diagnostics,
                };
                let declared = types.resolve(ty);
                declared.and_then(|d| {
                    let value = self.check(scope, &line.value, &d.ty)?;
                    Some(checked(value, &d.domain, &name))
                })
            }
        };
        let id = self.fresh_variable();
        self.lets.push((id, line.name.clone()));
        let ty = value.as_ref().map(|v| v.ty.clone());
        let never_empty = value.as_ref().is_some_and(|v| self.has_items(v));
        scope.bind(Variable {
            name,
            id,
            ty,
            never_empty,
            in_list: false,
        });
        Some((id, value?))
    }

    pub(super) fn if_else(
        &mut self,
        scope: &mut Scope,
        branches: &If,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        self.decision(scope, &branches.branches, &branches.otherwise, span, hint)
    }

    pub(super) fn choose(
        &mut self,
        scope: &mut Scope,
        choose: &Choose,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let Some(otherwise) = &choose.otherwise else {
            return self.report(faults::no_otherwise(span, "choose"));
        };
        self.block(scope, &choose.lets, span, &mut |this, scope| {
            this.decision(scope, &choose.branches, otherwise, span, hint)
        })
    }

    /// Conditions in order, each with its value, and the value where none holds.
    fn decision(
        &mut self,
        scope: &mut Scope,
        branches: &[Branch],
        otherwise: &syntax::Expression,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let mut conditions = Vec::new();
        let mut arms = Vec::new();
        let mut refused: Vec<Place> = Vec::new();
        scope.inside(|scope| {
            for branch in branches {
                let condition = self.check(scope, &branch.condition, &Type::Bool);
                arms.push(Arm {
                    value: &branch.value,
                    refused: refused.len(),
                    known: condition.as_ref().map(given_if_true).unwrap_or_default(),
                });
                let shown = condition.as_ref().map(given_if_false).unwrap_or_default();
                scope.learn(shown.clone());
                refused.extend(shown);
                conditions.push(condition);
            }
        });
        arms.push(Arm {
            value: otherwise,
            refused: refused.len(),
            known: Vec::new(),
        });
        let values = self.arms_values(scope, &arms, &refused, hint);
        let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
        let mut values = values?;
        let mut result = values.pop()?;
        let common = result.ty.clone();
        for (condition, then) in conditions.into_iter().zip(values).rev() {
            let kind = ExprKind::If {
                condition: Box::new(condition),
                then: Box::new(then),
                otherwise: Box::new(result),
            };
            result = expr(kind, common.clone(), span);
        }
        Some(result)
    }

    /// The values of arms, of one type. Without an expected type those that take theirs from elsewhere take it from the first
    /// that has one of its own. No arm is looked at twice: nested decisions would double the work at each level.
    fn arms_values(
        &mut self,
        scope: &mut Scope,
        arms: &[Arm<'_>],
        refused: &[Place],
        hint: Option<&Type>,
    ) -> Option<Vec<Expr>> {
        let mut anchor = hint.cloned();
        let mut found: Vec<Option<Expr>> = arms.iter().map(|_| None).collect();
        let takes: Vec<bool> = arms
            .iter()
            .map(|arm| takes_type(self.signatures, scope, arm.value))
            .collect();
        for taking in [false, true] {
            scope.inside(|scope| {
                let mut learnt = 0;
                for ((arm, slot), takes) in arms.iter().zip(&mut found).zip(&takes) {
                    scope.learn(
                        refused
                            .get(learnt..arm.refused)
                            .unwrap_or_default()
                            .to_vec(),
                    );
                    learnt = arm.refused;
                    if *takes != taking {
                        continue;
                    }
                    let expected = if taking { anchor.as_ref() } else { hint };
                    *slot = scope.knowing(arm.known.clone(), |scope| {
                        self.infer(scope, arm.value, expected)
                    });
                    if let (None, Some(value)) = (&anchor, &slot) {
                        anchor = Some(value.ty.clone());
                    }
                }
            });
        }
        let values = found.into_iter().collect::<Option<Vec<_>>>()?;
        let common = self.arms_type(&values, hint)?;
        values
            .into_iter()
            .map(|value| self.coerce(value, &common))
            .collect()
    }

    /// The common type of arms, which may be wider than the expected one says. That an optional is expected makes none of them one.
    fn arms_type(&mut self, values: &[Expr], hint: Option<&Type>) -> Option<Type> {
        let may_be_absent = values.iter().any(|v| matches!(v.ty, Type::Optional(_)));
        let wanted = hint.map(|hint| if may_be_absent { hint } else { hint.given() });
        if let Some(wanted) = wanted
            && values
                .iter()
                .all(|v| super::convert::join(&v.ty, wanted).as_ref() == Some(wanted))
        {
            return Some(wanted.clone());
        }
        self.join_all(values.iter().map(|v| (&v.ty, v.span)))
    }

    /// `match x { A, B: e, otherwise: e }`
    pub(super) fn match_arms(
        &mut self,
        scope: &mut Scope,
        m: &Match,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        self.block(scope, &m.lets, span, &mut |this, scope| {
            this.arms(scope, m, span, hint)
        })
    }

    fn arms(
        &mut self,
        scope: &mut Scope,
        m: &Match,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let subject = self.infer(scope, &m.subject, None)?;
        let matched = subject.ty.given();
        let matchable = matched.is_number()
            || matches!(
                matched,
                Type::Enum(_) | Type::Text | Type::Date | Type::Bool
            );
        if !matchable {
            let fault = faults::cannot_match(self.signatures, subject.span, &subject.ty);
            return self.report(fault);
        }
        let patterns: Vec<Option<Pattern>> = m
            .arms
            .iter()
            .map(|a| self.pattern(&a.patterns, &subject.ty))
            .collect();
        let place = Place::of(&subject);
        let mut none_seen = false;
        let mut arms = Vec::new();
        for (arm, pattern) in m.arms.iter().zip(&patterns) {
            let given = matches!(pattern, Some(Pattern::Domain(_)));
            none_seen |= matches!(pattern, Some(Pattern::None | Pattern::NoneOr(_)));
            let known = place.clone().filter(|_| given).into_iter().collect();
            arms.push(Arm {
                value: &arm.value,
                refused: 0,
                known,
            });
        }
        if let Some(otherwise) = &m.otherwise {
            let known = place.filter(|_| none_seen).into_iter().collect();
            arms.push(Arm {
                value: otherwise,
                refused: 0,
                known,
            });
        }
        let values = self.arms_values(scope, &arms, &[], hint);
        let patterns = patterns.into_iter().collect::<Option<Vec<_>>>()?;
        self.covers(&patterns, m, &subject, span)?;
        let mut values = values?;
        let otherwise = Box::new(values.pop()?);
        let common = otherwise.ty.clone();
        let arms = patterns
            .into_iter()
            .zip(values)
            .map(|(pattern, value)| MatchArm { pattern, value })
            .collect();
        Some(expr(
            ExprKind::Match {
                value: Box::new(subject),
                arms,
                otherwise,
            },
            common,
            span,
        ))
    }

    /// The patterns of one arm as one.
    fn pattern(&mut self, patterns: &[syntax::Pattern], subject: &Type) -> Option<Pattern> {
        let mut intervals: Vec<Interval> = Vec::new();
        let mut none = false;
        let mut texts = Vec::new();
        let mut failed = false;
        for pattern in patterns {
            texts.push(literal::one_line(self.sources.text(pattern.span())));
            let found = match pattern {
                syntax::Pattern::Value(value) if value.kind == LiteralKind::None => {
                    if !matches!(subject, Type::Optional(_)) {
                        self.diagnostics.push(faults::always_given(value.span));
                        failed = true;
                    }
                    none = true;
                    continue;
                }
                syntax::Pattern::Value(value) => {
                    literal::constant(self.signatures, value, subject.given()).map(Interval::one)
                }
                syntax::Pattern::Range(range) => {
                    literal::interval(self.signatures, range, subject.given())
                }
            };
            match found {
                Ok(interval) => intervals.push(interval),
                Err(fault) => {
                    self.diagnostics.push(fault);
                    failed = true;
                }
            }
        }
        if failed {
            return None;
        }
        let domain = Domain {
            text: texts.join(", ").into(),
            intervals,
        };
        Some(match (none, domain.intervals.is_empty()) {
            (true, true) => Pattern::None,
            (true, false) => Pattern::NoneOr(domain),
            (false, _) => Pattern::Domain(domain),
        })
    }

    /// Sees to it that some arm fits every value.
    fn covers(
        &mut self,
        patterns: &[Pattern],
        m: &Match,
        subject: &Expr,
        span: Span,
    ) -> Option<()> {
        if m.otherwise.is_some() {
            return Some(());
        }
        let matches_none = patterns
            .iter()
            .any(|p| matches!(p, Pattern::None | Pattern::NoneOr(_)));
        let domains = patterns.iter().filter_map(|p| match p {
            Pattern::Domain(d) | Pattern::NoneOr(d) => Some(d),
            Pattern::None => None,
        });
        let fits = |value: &Constant| domains.clone().any(|d| d.contains(value));
        let mut missing: Vec<String> = match subject.ty.given() {
            Type::Enum(id) => {
                let members = self
                    .signatures
                    .enumeration(*id)
                    .map(|e| e.members.as_slice())
                    .unwrap_or_default();
                let intervals = domains.clone().flat_map(|d| &d.intervals);
                let fits = members_inside(intervals, members.len());
                let members = members.iter().zip(fits).filter(|(_, fits)| !fits);
                members
                    .map(|(member, _)| format!("`{}`", member.name))
                    .collect()
            }
            Type::Bool => [true, false]
                .into_iter()
                .filter(|b| !fits(&Constant::Bool(*b)))
                .map(|b| format!("`{b}`"))
                .collect(),
            _ => return self.report(faults::no_otherwise(span, "match")),
        };
        if matches!(subject.ty, Type::Optional(_)) && !matches_none {
            missing.push("`none`".to_owned());
        }
        if missing.is_empty() {
            return Some(());
        }
        self.report(faults::missing_cases(span, &missing))
    }
}

/// Of each of so many members whether it lies in one of these intervals. There may be ten thousands of both.
fn members_inside<'i>(intervals: impl Iterator<Item = &'i Interval>, members: usize) -> Vec<bool> {
    // How many more intervals there are around a member than around the one before it.
    let mut more = vec![0_i64; members];
    let mut add = |at: u32, by: i64| {
        if let Some(more) = more.get_mut(at as usize) {
            *more = more.saturating_add(by);
        }
    };
    for interval in intervals {
        let end = |bound: &Option<Bound>, outside: bool| match bound {
            Some(Bound {
                value: Constant::Enum(member),
                inclusive,
            }) => Some(member.saturating_add(u32::from(*inclusive == outside))),
            _ => None,
        };
        let first = end(&interval.low, false).unwrap_or(0);
        let behind = end(&interval.high, true).unwrap_or(u32::MAX);
        if first < behind {
            add(first, 1);
            add(behind, -1);
        }
    }
    let mut around = 0_i64;
    more.into_iter()
        .map(|more| {
            around = around.saturating_add(more);
            around > 0
        })
        .collect()
}
