//! Types.

use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, inner};
use super::spelling::nearest;
use crate::diagnostics::syntax::not_a_type;
use crate::syntax::{BaseType, Constraint, ListExtent, ListType, TypeExpression};

/// The types, and what other languages call them, each with the type.
const TYPES: [(&str, &str); 25] = [
    ("bool", "bool"),
    ("text", "text"),
    ("date", "date"),
    ("int", "int"),
    ("decimal", "decimal"),
    ("period", "period"),
    ("money", "money"),
    ("string", "text"),
    ("str", "text"),
    ("char", "text"),
    ("boolean", "bool"),
    ("integer", "int"),
    ("long", "int"),
    ("float", "decimal"),
    ("double", "decimal"),
    ("number", "decimal"),
    ("numeric", "decimal"),
    ("real", "decimal"),
    ("percent", "decimal"),
    ("percentage", "decimal"),
    ("datetime", "date"),
    ("currency", "money"),
    ("amount", "money"),
    ("duration", "period"),
    ("array", "list of …"),
];

impl Reader<'_> {
    /// A type with what limits it.
    pub fn type_expression(&self, pair: &Pair<'_>) -> Option<TypeExpression> {
        let base = child(pair, Rule::base_type)?;
        let mut ty = TypeExpression {
            base: self.base_type(&base)?,
            base_span: self.span(&base),
            constraint: None,
            optional: false,
            span: self.span(pair),
        };
        for part in pair.parts() {
            match part.as_rule() {
                Rule::literal_range => {
                    ty.constraint = Some(Constraint::Range(self.literal_range(&part)?))
                }
                Rule::literal_set => {
                    ty.constraint = Some(Constraint::Set {
                        members: self.literal_set(&part)?,
                        span: self.span(&part),
                    });
                }
                Rule::optional => ty.optional = true,
                _ => {}
            }
        }
        Some(ty)
    }

    fn base_type(&self, pair: &Pair<'_>) -> Option<BaseType> {
        let base = inner(pair)?;
        match base.as_rule() {
            Rule::list_type => Some(BaseType::List(Box::new(self.list_type(&base)?))),
            Rule::unrounded_money => self.money(&child(&base, Rule::money)?, true),
            Rule::money => self.money(&base, false),
            _ => Some(self.named_type(&base)),
        }
    }

    fn money(&self, pair: &Pair<'_>, unrounded: bool) -> Option<BaseType> {
        Some(BaseType::Money {
            unrounded,
            currency: child(pair, Rule::currency_code).map(|code| self.name(&code)),
        })
    }

    fn named_type(&self, pair: &Pair<'_>) -> BaseType {
        match pair.as_str() {
            "bool" => BaseType::Bool,
            "text" => BaseType::Text,
            "date" => BaseType::Date,
            "int" => BaseType::Int,
            "decimal" => BaseType::Decimal,
            "period" => BaseType::Period,
            word => {
                let path = self.path(pair);
                let own = path.names.last().and_then(|name| name.text.chars().next());
                if !own.is_some_and(|first| first.is_ascii_uppercase()) {
                    self.report(not_a_type(self.span(pair), word, meant_type(word)));
                }
                BaseType::Named(path)
            }
        }
    }

    fn list_type(&self, pair: &Pair<'_>) -> Option<ListType> {
        let item = self.type_expression(&child(pair, Rule::type_expression)?)?;
        let extent = match (child(pair, Rule::list_bounds), child(pair, Rule::list_made)) {
            (Some(bounds), _) => {
                ListExtent::Bounds(self.literal_range(&child(&bounds, Rule::literal_range)?)?)
            }
            (_, Some(made)) => ListExtent::Made {
                variable: self.small_name(&child(&made, Rule::name)?, "a variable"),
                source: Box::new(self.expression(&child(&made, Rule::expression)?)?),
            },
            _ => ListExtent::Unstated,
        };
        Some(ListType { item, extent })
    }
}

/// The type that was probably meant.
fn meant_type(word: &str) -> Option<&'static str> {
    let known = nearest(
        &word.to_ascii_lowercase(),
        TYPES.iter().map(|(name, _)| *name),
    )?;
    TYPES
        .iter()
        .find(|(name, _)| *name == known)
        .map(|(_, ty)| *ty)
}
