//! Enums, records and entities.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{
    Attribute, AttributeValue, Carried, Entity, EntityItem, Enum, EnumMember, EnumValues, Extend,
    Record, Require,
};

const MEMBERS: [Column; 2] = [Column::new(1), Column::new(1)];
const FIELDS: [Column; 2] = [Column::new(0), Column::new(0)];
/// `name : type = value`
pub(super) const ATTRIBUTES: [Column; 3] =
    [Column::new(1).always(), Column::new(1), Column::new(1)];

const CARRIED: u8 = 1;
const REQUIRE: u8 = 2;

impl<'a> Printer<'a> {
    /// `enum State` and `{ CA "California", … }`
    pub fn enumeration(&mut self, own: &Enum, end: u32) -> Vec<Document<'a>> {
        let EnumValues::Listed { members, ordered } = &own.values else {
            return vec![self.plain(end)];
        };
        let head = self.plain_until("{");
        let body = if *ordered {
            self.ordered(members.len(), |printer| {
                let name = printer.take();
                let label = printer.peek().starts_with('"');
                Document::words(vec![name, printer.take_words(usize::from(label))])
            })
        } else {
            self.block(members, &MEMBERS, |printer, member| printer.member(member))
        };
        vec![head, body]
    }

    fn member(&mut self, member: &EnumMember) -> Row<'a> {
        let name = self.take();
        let label = member.label.as_ref().map(|_| self.take());
        Row::new(vec![Some(name), label])
    }

    /// `record Layer { loss: money, limit: money }`
    pub fn record(&mut self, record: &Record) -> Document<'a> {
        let head = self.plain_until("{");
        let body = self.block(&record.fields, &FIELDS, |printer, field| {
            let name = printer.take();
            let colon = printer.take_either(":", " :");
            let ty = printer.type_expression(&field.ty);
            Row::new(vec![Some(name), Some(Document::words(vec![colon, ty]))])
        });
        Document::words(vec![head, body])
    }

    /// `entity Line within Claim in order of service_date { … }`
    pub fn entity(&mut self, entity: &Entity) -> Document<'a> {
        let mut head = Vec::new();
        if let Some(order) = &entity.order {
            head.push(self.plain(order.span.start));
            head.push(self.expression(order));
        } else {
            head.push(self.plain_until("{"));
        }
        head.push(self.items(&entity.items));
        Document::words(head)
    }

    /// `extend Vehicle { … }`
    pub fn extension(&mut self, extend: &Extend) -> Document<'a> {
        let head = self.plain_until("{");
        Document::words(vec![head, self.items(&extend.items)])
    }

    fn items(&mut self, items: &[EntityItem]) -> Document<'a> {
        self.block_of(
            items,
            true,
            |_| &ATTRIBUTES,
            |printer, item| match item {
                EntityItem::Attribute(attribute) => printer.attribute(attribute),
                EntityItem::Carried(carried) => printer.carried(carried),
                EntityItem::Require(require) => printer.requirement(require),
            },
        )
    }

    fn attribute(&mut self, attribute: &Attribute) -> Row<'a> {
        let name = self.take();
        let end = attribute.span.end;
        let mut ty = vec![self.take(), self.type_expression(&attribute.ty)];
        let value = if let AttributeValue::Computed(value) = &attribute.value {
            ty.push(self.plain_until("="));
            let sign = self.take();
            let value = vec![sign, self.value(value), self.plain_behind(end)];
            Some(Document::join(value))
        } else {
            ty.push(self.plain(end));
            None
        };
        Row::new(vec![Some(name), Some(Document::words(ty)), value])
    }

    /// `carried left : money 0.. = start claim.deductible then left - paid`
    fn carried(&mut self, carried: &Carried) -> Row<'a> {
        let name = self.take_words(2);
        let ty = vec![self.take(), self.type_expression(&carried.ty)];
        let start = vec![self.take_words(2), self.expression(&carried.start)];
        let then = vec![
            Document::line(),
            self.take(),
            Document::blanks(1),
            self.expression(&carried.next),
        ];
        let value = vec![Document::words(start), Document::join(then).indent()];
        Row::new(vec![
            Some(name),
            Some(Document::words(ty)),
            Some(Document::join(value).group()),
        ])
        .of_kind(CARRIED)
    }

    fn requirement(&mut self, require: &Require) -> Row<'a> {
        let mut parts = vec![self.take(), self.expression(&require.condition)];
        parts.extend(require.message.as_ref().map(|_| self.take()));
        Row::new(vec![Some(Document::words(parts))]).of_kind(REQUIRE)
    }
}
