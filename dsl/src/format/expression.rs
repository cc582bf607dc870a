//! Expressions.

use super::columns::{Column, Row};
use super::document::{Document, Hug};
use super::printer::Printer;
use crate::syntax::{AccessStep, Expression, ExpressionKind, FieldValue, Range};

/// `name = value`
const FIELDS: [Column; 2] = [Column::new(1), Column::new(1)];

/// How the lines of an expression are indented that carry it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// One level deeper than its beginning.
    Indented,
    /// Below its beginning, which begins a line itself.
    Flush,
}

impl<'a> Printer<'a> {
    /// An expression that begins in the middle of a line.
    pub fn expression(&mut self, expression: &Expression) -> Document<'a> {
        self.any(expression, Carried::Indented)
    }

    /// An expression that begins a line wherever it needs several.
    pub fn own_line(&mut self, expression: &Expression) -> Document<'a> {
        self.any(expression, Carried::Flush)
    }

    /// An expression behind `=` or `:`, with the blank before it.
    pub fn value(&mut self, expression: &Expression) -> Document<'a> {
        let hug = hug(expression);
        let body = match hug {
            Hug::Never => self.own_line(expression),
            _ => self.expression(expression),
        };
        body.hang(hug)
    }

    fn any(&mut self, expression: &Expression, carried: Carried) -> Document<'a> {
        if expression.parenthesised {
            return self.parenthesised(expression);
        }
        self.kind(expression, expression.span.end, carried)
    }

    /// Parentheses as they are written, doubled ones included.
    fn parenthesised(&mut self, expression: &Expression) -> Document<'a> {
        let mut open = Vec::new();
        let mut partner = None;
        while self.is_at("(") {
            let own = self.token().and_then(|token| token.partner);
            let is_next = match (own, partner) {
                (Some(own), Some(outer)) => own.checked_add(1) == Some(outer),
                _ => partner.is_none(),
            };
            if !is_next {
                break;
            }
            partner = own;
            open.push(self.take());
        }
        let closing = partner.and_then(|at| self.layout.tokens.get(at));
        let end = closing.and_then(|token| u32::try_from(token.start).ok());
        let count = open.len();
        let inside = vec![
            Document::soft_line(),
            self.kind(
                expression,
                end.unwrap_or(expression.span.end),
                Carried::Flush,
            ),
            self.below(true),
        ];
        let close = (0..count).map(|_| self.take()).collect();
        Document::join(vec![
            Document::join(open),
            Document::join(inside).indent(),
            Document::soft_line(),
            Document::join(close),
        ])
        .group()
    }

    /// What an expression is, without parentheses of its own; `end` is where it ends at the latest.
    fn kind(&mut self, expression: &Expression, end: u32, carried: Carried) -> Document<'a> {
        match &expression.kind {
            ExpressionKind::Number(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Bool(_)
            | ExpressionKind::None
            | ExpressionKind::Name(_)
            | ExpressionKind::RowsOf(_) => self.plain(end),
            ExpressionKind::Set(members) => self.set(members),
            ExpressionKind::Range(range) => self.range(range),
            ExpressionKind::Record { record, fields } => self.record_value(record.span.end, fields),
            ExpressionKind::Access { base, steps } => self.access(base, steps),
            ExpressionKind::Period { count, .. } => self.period(count),
            ExpressionKind::Not(operand) => self.not(operand),
            ExpressionKind::Negate(operand) => self.negated(operand),
            ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::FirstGiven(_)
            | ExpressionKind::Arithmetic(_)
            | ExpressionKind::Compare { .. }
            | ExpressionKind::In { .. }
            | ExpressionKind::IsGiven { .. } => {
                self.operators(&expression.kind, carried == Carried::Indented)
            }
            ExpressionKind::Call { callee, arguments } => self.call(callee.span.end, arguments),
            ExpressionKind::Aggregate(_)
            | ExpressionKind::Pick(_)
            | ExpressionKind::Sorted(_)
            | ExpressionKind::Round(_)
            | ExpressionKind::DateSpan(_)
            | ExpressionKind::DayCount(_)
            | ExpressionKind::Allocated(_) => self.word_form(&expression.kind),
            ExpressionKind::If(form) => self.if_then_else(form),
            ExpressionKind::Match(form) => self.match_block(form),
            ExpressionKind::Choose(form) => self.choose_block(form),
            ExpressionKind::Block(block) => self.let_block(block),
            ExpressionKind::Steps(steps) => self.steps(steps),
        }
    }

    fn record_value(&mut self, name: u32, fields: &[FieldValue]) -> Document<'a> {
        let name = self.plain(name);
        Document::words(vec![name, self.fields(fields)])
    }

    fn period(&mut self, count: &Expression) -> Document<'a> {
        let count = self.expression(count);
        Document::words(vec![count, self.take()])
    }

    fn not(&mut self, operand: &Expression) -> Document<'a> {
        let sign = self.take();
        Document::words(vec![sign, self.expression(operand)])
    }

    fn negated(&mut self, operand: &Expression) -> Document<'a> {
        // A comment directly behind the sign would make it join the lines around it.
        self.skip();
        let comments = self.comments();
        let operand = self.expression(operand);
        Document::join(vec![comments, Document::text("-"), operand])
    }

    fn call(&mut self, name: u32, arguments: &[Expression]) -> Document<'a> {
        let name = self.plain(name);
        let arguments =
            self.in_parentheses(arguments, |printer, argument| printer.own_line(argument));
        Document::join(vec![name, arguments])
    }

    /// `{COMP, COLL}`, as many on a line as there is room for.
    fn set(&mut self, members: &[Expression]) -> Document<'a> {
        let open = self.take();
        let mut inside = vec![Document::soft_line().group()];
        for (at, member) in members.iter().enumerate() {
            if at > 0 {
                self.skip_comma();
                inside.extend([Document::text(","), Document::line().group()]);
            }
            inside.push(self.expression(member));
        }
        self.skip_comma();
        inside.push(self.below(true));
        Document::join(vec![open, Document::join(inside).indent(), self.take()])
    }

    fn range(&mut self, range: &Range<Expression>) -> Document<'a> {
        let mut parts = Vec::new();
        if let Some(low) = &range.low {
            parts.push(self.expression(low));
        }
        parts.push(self.take());
        if let Some(high) = &range.high {
            parts.push(self.expression(high));
        }
        Document::join(parts)
    }

    fn access(&mut self, base: &Expression, steps: &[AccessStep]) -> Document<'a> {
        let mut parts = vec![self.expression(base)];
        for step in steps {
            match step {
                AccessStep::Field(_) => parts.extend([self.take(), self.take()]),
                AccessStep::Index { index, .. } => {
                    let open = self.take();
                    let inside = vec![
                        Document::soft_line(),
                        self.own_line(index),
                        self.below(true),
                    ];
                    let inside = Document::join(inside).indent();
                    let index = vec![open, inside, Document::soft_line(), self.take()];
                    parts.push(Document::join(index).group());
                }
                AccessStep::With { fields, .. } => {
                    parts.extend([Document::blanks(1), self.take(), Document::blanks(1)]);
                    parts.push(self.fields(fields));
                }
            }
        }
        Document::join(parts)
    }

    /// `{ loss = 5, limit = 10 }`
    fn fields(&mut self, fields: &[FieldValue]) -> Document<'a> {
        self.block(fields, &FIELDS, |printer, field| {
            let name = printer.take();
            let value = vec![printer.take(), printer.value(&field.value)];
            Row::new(vec![Some(name), Some(Document::join(value))])
        })
    }
}

/// Where a value goes that does not fit behind its sign.
fn hug(expression: &Expression) -> Hug {
    if expression.parenthesised {
        return Hug::Parentheses;
    }
    match &expression.kind {
        ExpressionKind::And(_)
        | ExpressionKind::Or(_)
        | ExpressionKind::FirstGiven(_)
        | ExpressionKind::Arithmetic(_)
        | ExpressionKind::Compare { .. }
        | ExpressionKind::In { .. }
        | ExpressionKind::IsGiven { .. }
        | ExpressionKind::Not(_)
        | ExpressionKind::Negate(_)
        | ExpressionKind::If(_) => Hug::Never,
        ExpressionKind::Record { .. }
        | ExpressionKind::Match(_)
        | ExpressionKind::Choose(_)
        | ExpressionKind::Block(_)
        | ExpressionKind::Steps(_) => Hug::Braces,
        ExpressionKind::Access { steps, .. }
            if matches!(steps.last(), Some(AccessStep::With { .. })) =>
        {
            Hug::Braces
        }
        _ => Hug::Parentheses,
    }
}
