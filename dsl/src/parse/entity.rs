//! Enums, records, entities.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, inner};
use crate::diagnostics::syntax::{cannot_stand_here, misplaced, reserved_member};
use crate::layout::{Part, Separators};
use crate::source::Span;
use crate::syntax::{
    Attribute, AttributeValue, Carried, ColumnName, DeclarationKind, Docs, Entity, EntityItem,
    Enum, EnumMember, EnumValues, Extend, Record, RecordField, Require,
};

const ENTITY_ITEM: Reading = Reading {
    words: &["carried", "require"],
    ..Reading::new(Rule::entity_item, "an attribute", "`name : type`")
};

/// The words of the language that no name can be.
pub(super) const RESERVED: [&str; 14] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "mod",
    "if",
    "then",
    "else",
    "match",
    "otherwise",
    "true",
    "false",
    "none",
];

/// How items are separated.
pub(super) struct Order {
    /// Whether `<` stands between any two.
    pub is_ordered: bool,
    /// The first place between two where it does not.
    pub broken: Option<Span>,
}

impl Declaring<'_> {
    pub fn enumeration(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(Rule::enum_head, "an enum", "`enum Name { first, second }`"),
            |reader, pair| {
                let name = reader.capital_name(&child(pair, Rule::name)?, "an enum");
                let values = match child(pair, Rule::enum_file) {
                    Some(source) => Some(EnumValues::Column {
                        file: reader.text_literal(&child(&source, Rule::text)?),
                        column: reader.column_name(&child(&source, Rule::column_name)?)?,
                    }),
                    None => None,
                };
                Some((name, values))
            },
        );
        if let Some((name, Some(values))) = head {
            if let Some(body) = self.body {
                let message = "an enum takes its values from a file or lists them, not both";
                let span = self.parser.layout.span_of_token(body.open);
                self.parser
                    .report(misplaced(span, message, "take one of the two away"));
            }
            return Some(DeclarationKind::Enum(Enum { name, values }));
        }
        let parts = self.parts(Separators::OrderedItems);
        let order = self.order_of(&parts, "an enum");
        let ordered = order.is_ordered;
        if let Some(broken) = order.broken.filter(|_| ordered) {
            let message = "the values of an enum stand in an order or in none";
            let help = "put `<` between all of them, or commas";
            self.parser.report(misplaced(broken, message, help));
        }
        let reading = Reading::new(Rule::enum_item, "a value of an enum", "`value \"Label\"`");
        let build = |reader: &Reader<'_>, docs: &dyn Fn() -> Docs, pair: &Pair<'_>| {
            reader.enum_member(docs, pair)
        };
        let members = parts
            .iter()
            .filter_map(|part| self.item(part, reading, &build))
            .collect();
        Some(DeclarationKind::Enum(Enum {
            name: head?.0,
            values: EnumValues::Listed { members, ordered },
        }))
    }

    /// Whether `<` stands between items, and where something else does. A `<` behind the last is reported.
    pub fn order_of(&self, parts: &[Part], what: &str) -> Order {
        let layout = self.parser.layout;
        let is_less = |part: &&Part| {
            let separator = part
                .separator
                .map(|separator| layout.view().text(separator));
            separator == Some("<")
        };
        let others = parts.split_last().map_or(parts, |(_, others)| others);
        if let Some(separator) = parts.last().filter(is_less).and_then(|last| last.separator) {
            let fault = cannot_stand_here(layout.span_of_token(separator), "`<`", what);
            self.parser
                .report(fault.with_help("take it away, or put a value behind it"));
        }
        let other = others.iter().find(|part| !is_less(part));
        Order {
            is_ordered: others.iter().any(|part| is_less(&part)),
            broken: other.map(|part| layout.span_of(part).at_end()),
        }
    }

    pub fn record(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::record_head,
                "a record",
                "`record Name { field: type }`",
            ),
            |reader, pair| Some(reader.capital_name(&child(pair, Rule::name)?, "a record")),
        );
        let reading = Reading::new(Rule::record_item, "a field of a record", "`field: type`");
        let fields = self.items_with_docs(reading, Separators::Items, |reader, docs, pair| {
            Some(RecordField {
                docs: docs(),
                name: reader.small_name(&child(pair, Rule::name)?, "a field"),
                ty: reader.type_expression(&child(pair, Rule::type_expression)?)?,
            })
        });
        Some(DeclarationKind::Record(Record {
            name: head?,
            fields,
        }))
    }

    pub fn entity(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::entity_head,
                "an entity",
                "`entity Name within Parent { … }`",
            ),
            |reader, pair| {
                let name = reader.capital_name(&child(pair, Rule::name)?, "an entity");
                let within =
                    child(pair, Rule::within).and_then(|clause| child(&clause, Rule::path));
                let order = reader.optional_operand(child(pair, Rule::in_order))?;
                Some((
                    name,
                    within.map(|path| reader.capital_path(&path, "an entity")),
                    order,
                ))
            },
        );
        let items = self.entity_items();
        let (name, within, order) = head?;
        Some(DeclarationKind::Entity(Entity {
            name,
            within,
            order,
            items,
        }))
    }

    pub fn extend(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(Rule::extend_head, "an extension", "`extend Name { … }`"),
            |reader, pair| Some(reader.path(&child(pair, Rule::path)?)),
        );
        let items = self.entity_items();
        Some(DeclarationKind::Extend(Extend {
            entity: head?,
            items,
        }))
    }

    fn entity_items(&self) -> Vec<EntityItem> {
        self.items_with_docs(ENTITY_ITEM, Separators::Items, |reader, docs, pair| {
            let item = inner(pair)?;
            match item.as_rule() {
                Rule::carried => reader.carried(docs, &item),
                Rule::requirement => reader.requirement(docs, &item),
                _ => reader.attribute(docs, &item),
            }
        })
    }
}

impl Reader<'_> {
    fn enum_member(&self, docs: &dyn Fn() -> Docs, pair: &Pair<'_>) -> Option<EnumMember> {
        let label = child(pair, Rule::label).and_then(|label| child(&label, Rule::text));
        let label = label.map(|label| self.text_literal(&label));
        let docs = docs();
        if let Some(own) = child(pair, Rule::any_name) {
            let name = self.name(&own);
            if RESERVED.contains(&name.text.as_str()) {
                self.report(reserved_member(name.span, &name.text));
            }
            let quoted = false;
            return Some(EnumMember {
                docs,
                name,
                quoted,
                label,
            });
        }
        let mut name = self.name(pair);
        let own = self.text_literal(&child(pair, Rule::text)?);
        name.text = own.value;
        name.span = own.span;
        let quoted = true;
        Some(EnumMember {
            docs,
            name,
            quoted,
            label,
        })
    }

    /// A column, written as a name or as a text.
    pub fn column_name(&self, pair: &Pair<'_>) -> Option<ColumnName> {
        let written = inner(pair)?;
        let mut name = self.name(&written);
        if written.as_rule() == Rule::text {
            name.text = self.text_literal(&written).value;
        }
        Some(name)
    }

    fn attribute(&self, docs: &dyn Fn() -> Docs, pair: &Pair<'_>) -> Option<EntityItem> {
        let json_name = child(pair, Rule::json_name).and_then(|clause| child(&clause, Rule::text));
        let value = match (
            child(pair, Rule::default_value),
            child(pair, Rule::computed),
        ) {
            (Some(default), _) => {
                AttributeValue::Default(self.literal(&child(&default, Rule::literal)?)?)
            }
            (_, Some(computed)) => AttributeValue::Computed(self.clause_operand(&computed)?),
            _ => AttributeValue::Given,
        };
        Some(EntityItem::Attribute(Box::new(Attribute {
            docs: docs(),
            name: self.small_name(&child(pair, Rule::name)?, "an attribute"),
            ty: self.type_expression(&child(pair, Rule::type_expression)?)?,
            json_name: json_name.map(|text| self.text_literal(&text)),
            value,
            unused: child(pair, Rule::unused).map(|word| self.span(&word)),
            span: self.span(pair),
        })))
    }

    fn carried(&self, docs: &dyn Fn() -> Docs, pair: &Pair<'_>) -> Option<EntityItem> {
        let mut values = self.expressions(pair)?.into_iter();
        Some(EntityItem::Carried(Box::new(Carried {
            docs: docs(),
            name: self.small_name(&child(pair, Rule::name)?, "an attribute"),
            ty: self.type_expression(&child(pair, Rule::type_expression)?)?,
            start: values.next()?,
            next: values.next()?,
            span: self.span(pair),
        })))
    }

    fn requirement(&self, docs: &dyn Fn() -> Docs, pair: &Pair<'_>) -> Option<EntityItem> {
        Some(EntityItem::Require(Box::new(Require {
            docs: docs(),
            condition: self.clause_operand(pair)?,
            message: child(pair, Rule::text).map(|text| self.interpolated_text(&text)),
            span: self.span(pair),
        })))
    }
}
