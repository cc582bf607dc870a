//! Operators: which binds tighter, and what their operands become.

use super::found::Pair;
use super::grammar::Rule;
use super::reader::Reader;
use crate::diagnostics::syntax::{
    ambiguous_not, chained_comparison, chained_range, too_many_operands,
};
use crate::source::Span;
use crate::syntax::{
    Arithmetic, ArithmeticOperand, ArithmeticOperator, Comparison, Expression, ExpressionKind,
    Range,
};

/// The most operands that may stand in one list of operators.
pub(super) const OPERAND_LIMIT: usize = 1_000;

/// How tight an operator binds; `None` for an operand.
fn binding(rule: Rule) -> Option<u8> {
    Some(match rule {
        Rule::or => 1,
        Rule::and => 2,
        Rule::not => 3,
        Rule::equal | Rule::not_equal | Rule::less | Rule::at_most => 4,
        Rule::greater | Rule::at_least | Rule::in_ | Rule::not_in | Rule::is_given => 4,
        Rule::range_between | Rule::range_to_end | Rule::range_from_start => 5,
        Rule::first_given => 6,
        Rule::add | Rule::subtract => 7,
        Rule::multiply | Rule::divide | Rule::modulo => 8,
        Rule::negate => 9,
        _ => return None,
    })
}

fn is_prefix(rule: Rule) -> bool {
    matches!(rule, Rule::not | Rule::negate | Rule::range_from_start)
}

fn is_postfix(rule: Rule) -> bool {
    matches!(rule, Rule::is_given | Rule::range_to_end)
}

/// Operands that wait for an operator, and operators that wait for their last operand. A loop and not a recursion by
/// precedence, which would take a host's stack seven times as fast as the nesting that is counted.
#[derive(Default)]
struct Waiting<'i> {
    operands: Vec<Expression>,
    operators: Vec<(u8, Pair<'i>)>,
}

impl Reader<'_> {
    /// An expression: operands and operators in a flat list.
    pub fn expression(&self, pair: &Pair<'_>) -> Option<Expression> {
        let mut parts = pair.parts();
        if let (Some(operand), None) = (parts.next(), parts.next()) {
            return self.operand(&operand);
        }
        let parts = pair.parts();
        let operands = parts.filter(|part| part.as_rule() == Rule::operand).count();
        if operands > OPERAND_LIMIT {
            self.report(too_many_operands(self.span(pair), operands, OPERAND_LIMIT));
            return None;
        }
        let mut waiting = Waiting::default();
        for part in pair.parts() {
            let rule = part.as_rule();
            match binding(rule) {
                None => waiting.operands.push(self.operand(&part)?),
                Some(binding) if is_prefix(rule) => waiting.operators.push((binding, part)),
                Some(binding) => {
                    self.apply_tighter(&mut waiting, binding)?;
                    if is_postfix(rule) {
                        let operand = waiting.operands.pop()?;
                        waiting.operands.push(self.postfix(&part, operand));
                    } else {
                        waiting.operators.push((binding, part));
                    }
                }
            }
        }
        self.apply_tighter(&mut waiting, 0)?;
        waiting.operands.pop()
    }

    /// Gives their operands to the operators that bind at least as tight as the next one: all associate to the left.
    fn apply_tighter(&self, waiting: &mut Waiting<'_>, next: u8) -> Option<()> {
        while let Some((_, operator)) = waiting.operators.pop_if(|(binding, _)| *binding >= next) {
            let right = waiting.operands.pop()?;
            let value = if is_prefix(operator.as_rule()) {
                self.prefix(&operator, right)
            } else {
                self.infix(waiting.operands.pop()?, &operator, right)?
            };
            waiting.operands.push(value);
        }
        Some(())
    }

    fn prefix(&self, operator: &Pair<'_>, operand: Expression) -> Expression {
        let own = self.span(operator);
        let span = own.to(operand.span);
        let kind = match operator.as_rule() {
            Rule::not => ExpressionKind::Not(Box::new(operand)),
            Rule::negate => {
                self.refuse_not(&operand);
                ExpressionKind::Negate(Box::new(operand))
            }
            _ => {
                self.refuse_not(&operand);
                self.refuse_range(&operand);
                ExpressionKind::Range(Box::new(Range {
                    low: None,
                    high: Some(operand),
                    excludes_high: operator.as_str() == "..<",
                    span,
                }))
            }
        };
        expression(kind, span)
    }

    fn postfix(&self, operator: &Pair<'_>, operand: Expression) -> Expression {
        let own = self.span(operator);
        let span = operand.span.to(own);
        let kind = if operator.as_rule() == Rule::is_given {
            self.refuse_comparison(&operand, own);
            ExpressionKind::IsGiven {
                value: Box::new(operand),
                negated: operator.as_str().contains("not"),
            }
        } else {
            self.refuse_range(&operand);
            ExpressionKind::Range(Box::new(Range {
                low: Some(operand),
                high: None,
                excludes_high: false,
                span,
            }))
        };
        expression(kind, span)
    }

    fn infix(
        &self,
        left: Expression,
        operator: &Pair<'_>,
        right: Expression,
    ) -> Option<Expression> {
        let own = self.span(operator);
        let span = left.span.to(right.span);
        let rule = operator.as_rule();
        if !matches!(rule, Rule::or | Rule::and) {
            self.refuse_not(&right);
        }
        let kind = match rule {
            Rule::or | Rule::and | Rule::first_given => listed(rule, left, right),
            Rule::in_ | Rule::not_in => {
                self.refuse_comparison(&left, own);
                ExpressionKind::In {
                    value: Box::new(left),
                    negated: rule == Rule::not_in,
                    within: Box::new(right),
                }
            }
            Rule::range_between => {
                self.refuse_range(&left);
                ExpressionKind::Range(Box::new(Range {
                    low: Some(left),
                    high: Some(right),
                    excludes_high: operator.as_str() == "..<",
                    span,
                }))
            }
            _ => match (comparison(rule), arithmetic(rule)) {
                (Some(operator), _) => {
                    self.refuse_comparison(&left, own);
                    ExpressionKind::Compare {
                        left: Box::new(left),
                        operator,
                        operator_span: own,
                        right: Box::new(right),
                    }
                }
                (_, Some(operator)) => calculated(left, operator, own, right),
                _ => return None,
            },
        };
        Some(expression(kind, span))
    }

    /// `a < b < c`
    fn refuse_comparison(&self, operand: &Expression, operator: Span) {
        let is_comparison = matches!(
            operand.kind,
            ExpressionKind::Compare { .. }
                | ExpressionKind::In { .. }
                | ExpressionKind::IsGiven { .. }
        );
        if is_comparison && !operand.parenthesised {
            self.report(chained_comparison(operator, operand.span));
        }
    }

    /// `a..b..c`
    fn refuse_range(&self, operand: &Expression) {
        if matches!(operand.kind, ExpressionKind::Range(_)) && !operand.parenthesised {
            self.report(chained_range(operand.span));
        }
    }

    /// `a = not b`
    fn refuse_not(&self, operand: &Expression) {
        if matches!(operand.kind, ExpressionKind::Not(_)) && !operand.parenthesised {
            self.report(ambiguous_not(operand.span));
        }
    }
}

/// An expression without parentheses of its own.
pub(super) fn expression(kind: ExpressionKind, span: Span) -> Expression {
    Expression {
        kind,
        parenthesised: false,
        span,
    }
}

/// `a or b or c` as one list.
fn listed(rule: Rule, left: Expression, right: Expression) -> ExpressionKind {
    let mut operands = Vec::new();
    match (rule, left) {
        (
            Rule::or,
            Expression {
                kind: ExpressionKind::Or(list),
                parenthesised: false,
                ..
            },
        )
        | (
            Rule::and,
            Expression {
                kind: ExpressionKind::And(list),
                parenthesised: false,
                ..
            },
        )
        | (
            Rule::first_given,
            Expression {
                kind: ExpressionKind::FirstGiven(list),
                parenthesised: false,
                ..
            },
        ) => {
            operands = list;
        }
        (_, left) => operands.push(left),
    }
    operands.push(right);
    match rule {
        Rule::or => ExpressionKind::Or(operands),
        Rule::and => ExpressionKind::And(operands),
        _ => ExpressionKind::FirstGiven(operands),
    }
}

/// `a + b - c` as one list.
fn calculated(
    left: Expression,
    operator: ArithmeticOperator,
    operator_span: Span,
    right: Expression,
) -> ExpressionKind {
    let operand = ArithmeticOperand {
        operator,
        operator_span,
        operand: right,
    };
    let is_same_level = |list: &Arithmetic| {
        let last = list.rest.last();
        last.is_some_and(|last| last.operator.is_additive() == operator.is_additive())
    };
    match left {
        Expression {
            kind: ExpressionKind::Arithmetic(mut list),
            parenthesised: false,
            ..
        } if is_same_level(&list) => {
            list.rest.push(operand);
            ExpressionKind::Arithmetic(list)
        }
        left => ExpressionKind::Arithmetic(Arithmetic {
            first: Box::new(left),
            rest: vec![operand],
        }),
    }
}

fn comparison(rule: Rule) -> Option<Comparison> {
    Some(match rule {
        Rule::equal => Comparison::Equal,
        Rule::not_equal => Comparison::NotEqual,
        Rule::less => Comparison::Less,
        Rule::at_most => Comparison::AtMost,
        Rule::greater => Comparison::Greater,
        Rule::at_least => Comparison::AtLeast,
        _ => return None,
    })
}

fn arithmetic(rule: Rule) -> Option<ArithmeticOperator> {
    Some(match rule {
        Rule::add => ArithmeticOperator::Add,
        Rule::subtract => ArithmeticOperator::Subtract,
        Rule::multiply => ArithmeticOperator::Multiply,
        Rule::divide => ArithmeticOperator::Divide,
        Rule::modulo => ArithmeticOperator::Modulo,
        _ => return None,
    })
}
