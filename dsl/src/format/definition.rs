//! Definitions and functions, and what varies with state and date.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Body, Define, Dimensions, Function, Variant};

const DIMENSIONS: [Column; 2] = [Column::new(1), Column::new(1)];

/// Up to six guards, the value, `because`.
const VARIANTS: [Column; 8] = [
    Column::new(1),
    Column::new(1),
    Column::new(1),
    Column::new(1),
    Column::new(1),
    Column::new(1),
    Column::new(1),
    Column::new(2).may_break(),
];

/// How many of the columns of a variant hold guards.
const GUARDS: usize = 6;

impl<'a> Printer<'a> {
    /// `define fee`, `: money`, `= 12.50`
    pub fn definition(&mut self, define: &Define) -> Vec<Document<'a>> {
        let name = self.take_words(2);
        let ty = Document::words(vec![self.take(), self.type_expression(&define.ty)]);
        match &define.body {
            Body::Expression(value) => {
                let value = Document::join(vec![self.take(), self.value(value)]);
                vec![name, ty, value]
            }
            Body::Variants(variants) => {
                let body = self.variants(variants, |printer, value| printer.value(value));
                vec![name, Document::words(vec![ty, body])]
            }
        }
    }

    /// `function net(gross: money, rate: decimal) -> unrounded money = gross / (1 + rate)`
    pub fn function(&mut self, function: &Function) -> Document<'a> {
        let word = self.take();
        let head = Document::words(vec![word, self.signature(&function.signature)]);
        match &function.body {
            Body::Expression(value) => {
                let value = Document::join(vec![self.take(), self.value(value)]);
                Document::words(vec![head, value])
            }
            Body::Variants(variants) => {
                let body = self.variants(variants, |printer, value| printer.value(value));
                Document::words(vec![head, body])
            }
        }
    }

    /// The braces with all variants; `value` prints what is behind a `:`, with the blank before it.
    pub fn variants<T>(
        &mut self,
        variants: &[Variant<T>],
        mut value: impl FnMut(&mut Self, &T) -> Document<'a>,
    ) -> Document<'a> {
        let most = variants.iter().map(|variant| variant.guards.len()).max();
        let most = most.unwrap_or_default().clamp(1, GUARDS);
        self.block_of(
            variants,
            true,
            |_| &VARIANTS,
            |printer, variant| {
                let mut cells = printer.guards(variant, most);
                cells.resize_with(GUARDS, || None);
                let own = vec![printer.take(), value(printer, &variant.value)];
                cells.push(Some(Document::join(own)));
                cells.push(variant.because.as_ref().map(|_| printer.take_words(2)));
                Row::new(cells)
            },
        )
    }

    /// One cell a guard, each with the comma behind it; from the last column on all in one.
    fn guards<T>(&mut self, variant: &Variant<T>, most: usize) -> Vec<Option<Document<'a>>> {
        let mut cells: Vec<Option<Document<'a>>> = Vec::new();
        for (at, guard) in variant.guards.iter().enumerate() {
            let mut own = self.plain(guard.span.end);
            if at.saturating_add(1) < variant.guards.len() {
                own = Document::join(vec![own, self.comma()]);
            }
            if cells.len() < most {
                cells.push(Some(own));
            } else if let Some(Some(last)) = cells.last_mut() {
                let before = std::mem::replace(last, Document::nothing());
                *last = Document::words(vec![before, own]);
            }
        }
        cells
    }

    /// `dimensions { state = policy.state, effective = policy.effective }`
    pub fn dimensions(&mut self, dimensions: &Dimensions) -> Document<'a> {
        let head = self.take();
        let body = self.block(&dimensions.dimensions, &DIMENSIONS, |printer, dimension| {
            let name = printer.take();
            let value = vec![printer.take(), printer.value(&dimension.value)];
            Row::new(vec![Some(name), Some(Document::join(value))])
        });
        Document::words(vec![head, body])
    }
}
