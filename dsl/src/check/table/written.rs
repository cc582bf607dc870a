//! Values of keys as they are written in a rulebook.

use lutine_core::graph::{Constant, EnumId, Ty};
use lutine_core::table::Table;

use crate::check::Signatures;
use crate::check::literal::is_identifier;
use crate::testing::quoted;

/// Shows values to a reader.
pub(super) struct Shown<'s>(pub(super) &'s Signatures<'s>);

impl Shown<'_> {
    /// A value as a cell has it.
    pub(super) fn value(&self, ty: Ty, value: &Constant) -> String {
        match (value, ty) {
            (Constant::Bool(value), _) => value.to_string(),
            (Constant::Number(value), Ty::Money(id)) => {
                let currency = self.0.currency(id);
                let places = currency.map_or(2, |currency| currency.places);
                value.fixed(places).to_string()
            }
            (Constant::Number(value), _) => value.to_string(),
            (Constant::Text(value), _) => format!("\"{value}\""),
            (Constant::Date(value), _) => value.to_string(),
            (Constant::Enum(ordinal), Ty::Enum(id)) => {
                self.member(id, *ordinal).unwrap_or_default().to_owned()
            }
            (Constant::Enum(_), _) => String::new(),
        }
    }

    fn member(&self, id: EnumId, ordinal: u32) -> Option<&str> {
        let members = &self.0.enumeration(id)?.members;
        let member = members.get(usize::try_from(ordinal).ok()?)?;
        Some(&member.name)
    }

    /// A value as an argument of a call, where a test stands.
    fn argument(&self, ty: Ty, value: &Constant) -> String {
        match (value, ty) {
            (Constant::Text(value), _) => quoted(value),
            (Constant::Enum(ordinal), Ty::Enum(id)) => {
                let member = self.member(id, *ordinal).unwrap_or_default();
                if !is_identifier(member) {
                    return quoted(member);
                }
                match self.0.enumeration(id).filter(|_| self.is_hidden(member)) {
                    Some(of) => format!("{}.{member}", of.name),
                    None => member.to_owned(),
                }
            }
            _ => self.value(ty, value),
        }
    }

    /// Whether a bare name means something else than the member of an enum, where a test stands.
    fn is_hidden(&self, member: &str) -> bool {
        let definition = self.0.definitions.iter().any(|d| &*d.name == member);
        let root = self.0.root.and_then(|root| self.0.entity(root));
        definition || root.is_some_and(|root| &*root.snake_name == member)
    }
}

/// `class(24, single)`
pub(super) fn call(
    signatures: &Signatures<'_>,
    name: &str,
    table: &Table,
    values: &[Constant],
) -> String {
    let shown = Shown(signatures);
    let arguments = table.axes.iter().zip(values);
    let arguments = arguments.map(|(axis, value)| shown.argument(axis.ty, value));
    let arguments: Vec<String> = arguments.collect();
    format!("{name}({})", arguments.join(", "))
}
