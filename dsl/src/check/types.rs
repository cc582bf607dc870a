//! Types as they are written, resolved: names looked up, ranges and sets turned into domains.

use std::sync::Arc;

use lutine_core::graph::{CurrencyId, Domain};

use super::literal;
use super::signature::{Declared, Signatures, TypeName};
use crate::diagnostics::{Diagnostic, check as faults, is_full};
use crate::source::SourceMap;
use crate::syntax::{BaseType, TypeExpression};
use crate::typed::Type;

/// Resolves types; the faults it finds go to `diagnostics`.
pub(crate) struct Types<'s, 'a> {
    pub(crate) signatures: &'s Signatures<'a>,
    pub(crate) sources: &'s SourceMap,
    pub(crate) diagnostics: &'s mut Vec<Diagnostic>,
}

/// A type without constraint and `?`, and the domain of a list's values.
type Base = (Type, Option<Arc<Domain>>);

impl Types<'_, '_> {
    /// The type with its domain, or nothing after a diagnostic.
    pub(crate) fn resolve(&mut self, written: &TypeExpression) -> Option<Declared> {
        if is_full(self.diagnostics) {
            return None;
        }
        match self.try_resolve(written) {
            Ok(declared) => Some(declared),
            Err(None) => None,
            Err(Some(fault)) => {
                self.diagnostics.push(*fault);
                None
            }
        }
    }

    fn try_resolve(&self, written: &TypeExpression) -> Result<Declared, Option<Box<Diagnostic>>> {
        let (base, inner_domain) = self.base(written)?;
        let boxed = |fault| Some(Box::new(fault));
        let domain = match &written.constraint {
            None => inner_domain,
            Some(constraint) => {
                let text = self.sources.text(written.span);
                let base_text = self.sources.text(written.base_span);
                let text = text
                    .strip_prefix(base_text)
                    .unwrap_or(text)
                    .trim_end_matches('?');
                let domain =
                    literal::domain(self.signatures, constraint, &base, text, written.span);
                Some(Arc::new(domain.map_err(boxed)?))
            }
        };
        let ty = if written.optional {
            if matches!(base, Type::List(_)) {
                return Err(boxed(faults::optional_list(written.span)));
            }
            Type::Optional(Box::new(base))
        } else {
            base
        };
        Ok(Declared { ty, domain })
    }

    /// The type without constraint and `?`; for a list also the domain of its values.
    fn base(&self, written: &TypeExpression) -> Result<Base, Option<Box<Diagnostic>>> {
        let plain = |ty| Ok((ty, None));
        match &written.base {
            BaseType::Bool => plain(Type::Bool),
            BaseType::Text => plain(Type::Text),
            BaseType::Date => plain(Type::Date),
            BaseType::Int => plain(Type::Int),
            BaseType::Decimal => plain(Type::Decimal),
            BaseType::Period => plain(Type::Period),
            BaseType::Money {
                unrounded,
                currency,
            } => {
                let id = match currency {
                    None if self.signatures.currencies.is_empty() => {
                        return Err(Some(Box::new(faults::no_currency(written.base_span))));
                    }
                    None => CurrencyId(0),
                    Some(code) => self.signatures.currency_named(&code.text).ok_or_else(|| {
                        Some(Box::new(faults::unknown_currency(self.signatures, code)))
                    })?,
                };
                plain(if *unrounded {
                    Type::Unrounded(id)
                } else {
                    Type::Money(id)
                })
            }
            BaseType::Named(path) => match self.signatures.type_at(path)? {
                TypeName::Enum(id) => plain(Type::Enum(id)),
                TypeName::Record(id) => plain(Type::Record(id)),
                TypeName::Entity(id) => plain(Type::Entity(id)),
                TypeName::Unread => Err(None),
            },
            BaseType::List(list) => {
                let item = self.try_resolve(&list.item)?;
                if matches!(item.ty, Type::Optional(_) | Type::List(_)) {
                    return Err(Some(Box::new(faults::list_item(list.item.span))));
                }
                Ok((Type::List(Box::new(item.ty)), item.domain))
            }
        }
    }
}
