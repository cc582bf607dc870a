//! The cells of one key or result, read as what its type says.

use std::cell::RefCell;
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use lutine_core::date::Date;
use lutine_core::graph::{Constant, Domain, Interval};
use lutine_core::number::Decimal;
use lutine_core::table::KeyCell;

use super::bare::Bare;
use super::faults::Faults;
use super::interval::{can_be_hit, holds, key_cell, merged, on_grid, on_step};
use super::sheet::Cell;
use crate::check::Signatures;
use crate::check::literal;
use crate::check::signature::Declared;
use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::Span;
use crate::syntax::{CellKind, Literal, LiteralKind};
use crate::typed::Type;

/// Reads the cells of one key or result.
///
/// Faults of a CSV cell have no place yet, as it is only looked for where there is a fault; those of a written cell have theirs.
pub(super) struct Values<'s> {
    pub(super) signatures: &'s Signatures<'s>,
    /// Without `?`.
    pub(super) ty: &'s Type,
    pub(super) optional: bool,
    pub(super) domain: Option<&'s Domain>,
    /// The declared values on their grid, in order.
    pub(super) permitted: Option<Vec<Interval>>,
    /// What the cells hold, for the reader: "the key `age` of `driver_class`".
    pub(super) what: String,
    /// The ordinals of an enum's members.
    members: HashMap<&'s str, u32>,
    /// How many decimal places a value can have.
    places: Option<u32>,
    /// The sets of a CSV file as they are written: many rows have the same.
    sets: RefCell<HashMap<Box<str>, KeyCell>>,
}

impl<'s> Values<'s> {
    pub(super) fn new(
        signatures: &'s Signatures<'s>,
        declared: &'s Declared,
        what: String,
    ) -> Self {
        let ty = declared.ty.given();
        let members = match ty {
            Type::Enum(id) => signatures.enumeration(*id).map(|e| e.members.as_slice()),
            _ => None,
        };
        let names = members.unwrap_or_default().iter().map(|m| &*m.name);
        let permitted = declared.domain.as_ref().map(|domain| {
            let parts = domain.intervals.iter().cloned();
            merged(parts.map(|part| on_grid(part, ty)).collect())
        });
        Self {
            signatures,
            ty,
            optional: matches!(declared.ty, Type::Optional(_)),
            domain: declared.domain.as_deref(),
            permitted,
            what,
            members: names.zip(0..).collect(),
            places: match ty {
                Type::Int => Some(0),
                Type::Money(id) => {
                    Some(signatures.currency(*id).map_or(2, |c| u32::from(c.places)))
                }
                _ => None,
            },
            sets: RefCell::default(),
        }
    }

    /// Whether values of the type have an order, so that there are ranges of them.
    pub(super) fn has_ranges(&self) -> bool {
        match self.ty {
            Type::Enum(id) => self.signatures.enumeration(*id).is_some_and(|e| e.ordered),
            Type::Date => true,
            other => other.is_number(),
        }
    }

    /// What values of the key a cell matches.
    pub(super) fn key(&self, cell: Cell<'_>) -> Result<KeyCell, Diagnostic> {
        let set = match cell {
            Cell::Csv(text) => Some(self.trimmed(text)).filter(|text| text.starts_with('{')),
            Cell::Written(_) => None,
        };
        let Some(set) = set else {
            return self.new_key(cell);
        };
        let known = self.sets.borrow().get(set).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let read = self.new_key(cell)?;
        self.sets.borrow_mut().insert(set.into(), read.clone());
        Ok(read)
    }

    fn new_key(&self, cell: Cell<'_>) -> Result<KeyCell, Diagnostic> {
        let (kind, span);
        let kind = match cell {
            Cell::Written(written) => {
                span = written.span;
                &written.kind
            }
            Cell::Csv(text) => {
                let text = self.trimmed(text);
                if text.is_empty() {
                    return Err(faults::blank_key(Span::default()));
                }
                let has_form = *self.ty == Type::Text && (text == "_" || text.starts_with('{'));
                if let Some(value) = self.plain(text).filter(|_| !has_form) {
                    return Ok(KeyCell::One(value));
                }
                span = Span::default();
                kind = self.bare(span).cell(text)?;
                &kind
            }
        };
        match kind {
            CellKind::Blank => Err(faults::blank_key(span)),
            CellKind::Any => Ok(KeyCell::Any),
            CellKind::Value(value) => self.literal(value).map(KeyCell::One),
            CellKind::Range(range) => {
                let interval = literal::interval(self.signatures, range, self.ty)?;
                Ok(key_cell(vec![on_grid(interval, self.ty)]))
            }
            CellKind::Set(members) => members
                .iter()
                .map(|member| {
                    let interval = literal::member(self.signatures, member, self.ty)?;
                    Ok(on_grid(interval, self.ty))
                })
                .collect::<Result<_, _>>()
                .map(key_cell),
        }
    }

    /// Warns where no permitted value of the key is in a cell.
    pub(super) fn warn_never_hit(
        &self,
        cell: &KeyCell,
        collected: &mut Faults<'_>,
        span: impl FnOnce() -> Span,
    ) {
        let Some(permitted) = &self.permitted else {
            return;
        };
        let can_be_hit = match (self.ty, self.places, cell) {
            // Between 0.03 and 0.04 there is no amount, though there is a number.
            (Type::Money(_), Some(places), KeyCell::Intervals(parts)) => {
                let amounts = |parts: &[Interval]| -> Vec<Interval> {
                    let parts = parts.iter().cloned();
                    parts.map(|part| on_step(part, places)).collect()
                };
                can_be_hit(&KeyCell::Intervals(amounts(parts)), &amounts(permitted))
            }
            _ => can_be_hit(cell, permitted),
        };
        if let Some(domain) = self.domain.filter(|_| !can_be_hit) {
            collected.warning(|| faults::never_hit(span(), &self.what, &domain.text));
        }
    }

    /// An end of a band: one value, or nothing for `_`.
    pub(super) fn band_end(&self, cell: Cell<'_>) -> Result<Option<Constant>, Diagnostic> {
        match self.key(cell)? {
            KeyCell::One(value) => Ok(Some(value)),
            KeyCell::Any => Ok(None),
            KeyCell::Intervals(_) => Err(faults::range_for_band_end(cell.span())),
        }
    }

    /// The value of a result; nothing for a blank cell, which may not be permitted.
    pub(super) fn result(&self, cell: Cell<'_>) -> Result<Option<Constant>, Diagnostic> {
        let (value, span) = match cell {
            Cell::Csv(text) => {
                let (text, span) = (self.trimmed(text), Span::default());
                if text.is_empty() {
                    return Ok(None);
                }
                match self.plain(text) {
                    Some(value) => (value, span),
                    None if text == "none" => return Ok(None),
                    None => (self.literal(&self.bare(span).literal(text)?)?, span),
                }
            }
            Cell::Written(written) => match &written.kind {
                CellKind::Blank => return Ok(None),
                CellKind::Value(Literal {
                    kind: LiteralKind::None,
                    ..
                }) => return Ok(None),
                CellKind::Value(value) => (self.literal(value)?, written.span),
                CellKind::Any | CellKind::Range(_) | CellKind::Set(_) => {
                    return Err(faults::result_is_one_value(written.span));
                }
            },
        };
        match (&self.permitted, self.domain) {
            (Some(permitted), Some(domain)) if !holds(permitted, &value) => {
                Err(faults::outside_domain(span, &domain.text))
            }
            _ => Ok(Some(value)),
        }
    }

    fn literal(&self, value: &Literal) -> Result<Constant, Diagnostic> {
        literal::constant(self.signatures, value, self.ty)
    }

    /// Blanks between quotation marks belong to a text, and to nothing else.
    fn trimmed<'t>(&self, text: &'t str) -> &'t str {
        match self.ty {
            Type::Text => text,
            _ => text.trim(),
        }
    }

    fn bare(&self, span: Span) -> Bare<'_> {
        Bare {
            signatures: self.signatures,
            ty: self.ty,
            span,
        }
    }

    /// The value of a CSV cell that is written the plain way, as nearly all of a long file are; the others go the
    /// way of the rulebook's literals, which has the words for what is wrong.
    fn plain(&self, text: &str) -> Option<Constant> {
        match self.ty {
            Type::Text => Some(Constant::Text(Arc::from(text))),
            Type::Enum(_) => self.members.get(text).copied().map(Constant::Enum),
            Type::Date => Date::from_str(text).ok().map(Constant::Date),
            Type::Bool => bool::from_str(text).ok().map(Constant::Bool),
            ty if ty.is_number() => {
                let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
                if !text.bytes().all(plain) {
                    return None;
                }
                let value = Decimal::from_str(text).ok()?;
                let fits = self.places.is_none_or(|places| value.scale() <= places);
                fits.then_some(Constant::Number(value))
            }
            _ => None,
        }
    }
}
