//! Plug-ins. What else stands at the head of a rulebook is one line as it is.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Plugin, Signature};

const FUNCTIONS: [Column; 1] = [Column::new(1)];

impl<'a> Printer<'a> {
    /// `plugin telematics from "telematics.wasm" { function score(miles: decimal) -> decimal }`
    pub fn plugin(&mut self, plugin: &Plugin) -> Document<'a> {
        let head = self.plain_until("{");
        let body = self.block(&plugin.functions, &FUNCTIONS, |printer, function| {
            let word = printer.take();
            let signature = printer.signature(&function.signature);
            Row::new(vec![Some(Document::words(vec![word, signature]))])
        });
        Document::words(vec![head, body])
    }

    /// `score(miles: decimal, harsh_brakes: int) -> decimal`
    pub fn signature(&mut self, signature: &Signature) -> Document<'a> {
        let name = self.take();
        let parameters = self.in_parentheses(&signature.parameters, |printer, parameter| {
            let name = printer.plain(parameter.ty.span.start);
            Document::words(vec![name, printer.type_expression(&parameter.ty)])
        });
        let name = Document::join(vec![name, parameters]);
        let arrow = self.take();
        Document::words(vec![name, arrow, self.type_expression(&signature.result)])
    }
}
