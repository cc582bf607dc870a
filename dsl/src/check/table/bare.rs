//! The cells of a CSV file: what their text says where a type is expected. It is written as in the rulebook, but for
//! texts and values of enums, which stand bare whatever they look like.

use std::str::FromStr;

use lutine_core::date::{Date, DateError};

use super::super::literal::is_identifier;
use crate::check::Signatures;
use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::Span;
use crate::syntax::{
    self, CellKind, Literal, LiteralKind, Name, Number, Path, Range, SetMember, TextLiteral,
};
use crate::typed::Type;

/// Reads a text where a value of the type is expected. All spans are `span`.
pub(super) struct Bare<'s> {
    pub(super) signatures: &'s Signatures<'s>,
    pub(super) ty: &'s Type,
    pub(super) span: Span,
}

impl Bare<'_> {
    /// What a key cell says.
    pub(super) fn cell(&self, text: &str) -> Result<CellKind, Diagnostic> {
        if text.is_empty() {
            return Ok(CellKind::Blank);
        }
        if text == "_" {
            return Ok(CellKind::Any);
        }
        if self.is_member(text) {
            return self.literal(text).map(CellKind::Value);
        }
        if let Some(members) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
            return self.set(members).map(CellKind::Set);
        }
        self.value_or_range(text).map(|member| match member {
            SetMember::Value(value) => CellKind::Value(value),
            SetMember::Range(range) => CellKind::Range(range),
        })
    }

    fn set(&self, members: &str) -> Result<Vec<SetMember>, Diagnostic> {
        split_members(members)
            .into_iter()
            .map(|member| {
                let member = member.trim();
                let quoted = member.strip_prefix('"').and_then(|m| m.strip_suffix('"'));
                match quoted {
                    Some(quoted) => self.literal(quoted).map(SetMember::Value),
                    None if member.is_empty() => Err(faults::empty_member(self.span)),
                    None => self.value_or_range(member),
                }
            })
            .collect()
    }

    fn value_or_range(&self, text: &str) -> Result<SetMember, Diagnostic> {
        let ends = text.split_once("..").filter(|_| *self.ty != Type::Text);
        let Some((low, high)) = ends.filter(|_| !self.is_member(text)) else {
            return self.literal(text).map(SetMember::Value);
        };
        let (excludes_high, high) = match high.strip_prefix('<') {
            Some(high) => (true, high),
            None => (false, high),
        };
        let end = |text: &str| match text.trim() {
            "" => Ok(None),
            text => self.literal(text).map(Some),
        };
        let (low, high) = (end(low)?, end(high)?);
        if (low.is_none() || excludes_high) && high.is_none() {
            return Err(faults::range_without_end(self.span));
        }
        Ok(SetMember::Range(Range {
            low,
            high,
            excludes_high,
            span: self.span,
        }))
    }

    /// One value.
    pub(super) fn literal(&self, text: &str) -> Result<Literal, Diagnostic> {
        let kind = match self.ty {
            Type::Text => LiteralKind::Text(self.text(text)),
            // In the rulebook a member that is no identifier is quoted.
            Type::Enum(_) if self.is_member(text) && !is_identifier(text) => {
                LiteralKind::Text(self.text(text))
            }
            Type::Enum(_) => LiteralKind::Name(self.path(text)),
            Type::Bool if text == "true" => LiteralKind::Bool(true),
            Type::Bool if text == "false" => LiteralKind::Bool(false),
            Type::Date => LiteralKind::Date(self.date(text)?),
            ty if ty.is_number() => self.number(text).ok_or_else(|| self.not_a_value(text))?,
            _ => return Err(self.not_a_value(text)),
        };
        Ok(Literal {
            kind,
            span: self.span,
        })
    }

    fn is_member(&self, text: &str) -> bool {
        match self.ty {
            Type::Enum(id) => self.signatures.member(*id, text).is_some(),
            _ => false,
        }
    }

    fn text(&self, text: &str) -> TextLiteral {
        TextLiteral {
            value: text.to_owned(),
            span: self.span,
        }
    }

    fn path(&self, text: &str) -> Path {
        let name = |part: &str| Name {
            text: part.to_owned(),
            span: self.span,
        };
        Path {
            names: text.split('.').map(name).collect(),
            span: self.span,
        }
    }

    fn date(&self, text: &str) -> Result<syntax::Date, Diagnostic> {
        let date = Date::from_str(text).map_err(|fault| match fault {
            DateError::NoSuchDay => faults::no_such_day(self.span, text),
            _ => self.not_a_value(text),
        })?;
        let written = || {
            Some(syntax::Date {
                year: u16::try_from(date.year()).ok()?,
                month: u8::try_from(date.month()).ok()?,
                day: u8::try_from(date.day()).ok()?,
                span: self.span,
            })
        };
        written().ok_or_else(|| self.not_a_value(text))
    }

    /// `-1_000`, `0.900`, `15%`, `12.50 USD`
    fn number(&self, text: &str) -> Option<LiteralKind> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (rest, percent) = match rest.strip_suffix('%') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let (digits, currency) = match rest.split_once(' ') {
            Some((digits, code)) if !percent => (digits, Some(code.trim_start())),
            _ => (rest, None),
        };
        let is_code = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        if !is_digits(digits) || !currency.is_none_or(is_code) {
            return None;
        }
        Some(LiteralKind::Number {
            negative,
            number: Number {
                digits: digits.replace('_', ""),
                percent,
                currency: currency.map(|code| Name {
                    text: code.to_owned(),
                    span: self.span,
                }),
                span: self.span,
            },
        })
    }

    fn not_a_value(&self, text: &str) -> Diagnostic {
        faults::not_a_value(self.signatures, self.span, text, self.ty)
    }
}

/// Whether a text is `1_000` or `1_000.50`.
fn is_digits(text: &str) -> bool {
    let group = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|b| b.is_ascii_digit() || b == b'_')
    };
    match text.split_once('.') {
        Some((whole, fraction)) => group(whole) && group(fraction),
        None => group(text),
    }
}

/// The members of a set: commas divide them, but not between quotation marks.
fn split_members(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .collect()
}
