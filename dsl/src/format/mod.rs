//! The formatter: one canonical layout for every rulebook.
//!
//! Text is laid out and parsed as for a compiler; then a printer (`printer`) walks over the tree and, in step with
//! it, over the tokens. Each token brings the comments before it along, so that none is lost, doubled or moved past another.
//! What is printed is a document (`document`), text with the places where a line may be broken; rendering (`render`) chooses.
//! Items of a block are rows of cells, which `columns` puts below one another, the rows of tables a `grid`.
//!
//! What stands on a page depends on tokens, comments and blank lines alone, never on where lines were broken before: so
//! formatting twice changes nothing. Only layout changes: commas at the ends of lines, blanks, line breaks.
//!
//! Lines have 132 characters, those of a wide listing: in a rate manual a line carries label, operand and condition side by
//! side, and of the lines that people wrote by hand in the examples hardly one is longer. Padding does not count, so that a
//! line is never broken because its neighbour is long; the rows of tables and texts are never broken at all.

mod block;
mod branch;
mod columns;
mod decision;
mod declaration;
mod definition;
mod document;
mod entity;
mod expression;
mod faithful;
mod grid;
mod header;
mod operators;
mod output;
mod plain;
mod printer;
mod render;
mod steps;
mod table;
mod test;
mod trailing;
mod word_form;

use crate::diagnostics::syntax::layout_too_large;
use crate::diagnostics::{Diagnostic, Shown};
use crate::layout::{lay_out, span};
use crate::parse::{parse_file, parse_laid_out};
use crate::source::{FileId, SOURCE_FILE_LIMIT};

/// The characters of a line, padding not counted.
const WIDTH: usize = 132;

/// The blanks of a level of indentation.
const INDENT: usize = 2;

/// The text of a file in the canonical layout.
///
/// # Errors
/// A text that cannot be read is not touched; the diagnostics say why. Neither is one that would mean something else in the new layout, or lose
/// a comment: that would be a defect of the formatter, and is looked for every time. Nor is one whose new layout would be larger than a file may be.
///
/// ```
/// let text = "entity P { a: int, // points\n total:money=a*2.50 USD }";
/// let formatted = lutine_dsl::format::format(text).unwrap();
/// assert_eq!(formatted, "\
/// entity P {
///   a     : int  // points
///   total : money = a * 2.50 USD
/// }
/// ");
/// ```
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let file = FileId(0);
    if text.len() > SOURCE_FILE_LIMIT {
        return Err(parse_file(file, text).1);
    }
    let layout = lay_out(file, text);
    let (tree, diagnostics) = parse_laid_out(&layout);
    if diagnostics.iter().any(Diagnostic::is_error) {
        let mut shown = Shown::default();
        shown.add(diagnostics);
        return Err(shown.finish());
    }
    let page = printer::Printer::new(&layout).file(&tree);
    let formatted = render::render(&page);
    if formatted.len() > SOURCE_FILE_LIMIT {
        return Err(vec![layout_too_large(
            span(file, 0, 0),
            formatted.len(),
            SOURCE_FILE_LIMIT,
        )]);
    }
    match faithful::difference((&tree, &layout), &formatted) {
        None => Ok(formatted),
        Some(defect) => Err(vec![defect]),
    }
}
