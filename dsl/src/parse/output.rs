//! The shape of the answer.

use super::declaration::{Declaring, Reading};
use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, children};
use crate::layout::Separators;
use crate::syntax::{DeclarationKind, Docs, Output, OutputForEach, OutputItem, OutputValue};

impl Declaring<'_> {
    pub fn output(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(Rule::output_head, "the output", "`output { … }`"),
            |_, _| Some(()),
        );
        let reading = Reading::new(Rule::output_item, "a field of the output", "`name = value`");
        let items = self.items_with_docs(reading, Separators::Items, |reader, docs, pair| {
            let item = reader.output_field(&child(pair, Rule::output_field)?)?;
            Some(OutputItem {
                docs: docs(),
                ..item
            })
        });
        head?;
        Some(DeclarationKind::Output(Output { items }))
    }
}

impl Reader<'_> {
    fn output_field(&self, pair: &Pair<'_>) -> Option<OutputItem> {
        let ty = match child(pair, Rule::type_expression) {
            Some(ty) => Some(self.type_expression(&ty)?),
            None => None,
        };
        let json_name = child(pair, Rule::json_name).and_then(|clause| child(&clause, Rule::text));
        let value = match child(pair, Rule::output_for) {
            Some(each) => OutputValue::ForEach(Box::new(self.output_for(&each)?)),
            None => OutputValue::Expression(self.clause_operand(pair)?),
        };
        Some(OutputItem {
            docs: Docs::default(),
            name: self.name(&child(pair, Rule::any_name)?),
            ty,
            json_name: json_name.map(|text| self.text_literal(&text)),
            value,
            span: self.span(pair),
        })
    }

    fn output_for(&self, pair: &Pair<'_>) -> Option<OutputForEach> {
        let items: Option<Vec<_>> = children(pair, Rule::output_field)
            .map(|it| self.output_field(&it))
            .collect();
        Some(OutputForEach {
            clause: self.for_clause(pair)?,
            lets: self.lets(pair)?,
            items: items?,
            span: self.span(pair),
        })
    }
}
