//! The grammar, compiled.

use pest_derive::Parser;

/// What `grammar.pest` describes.
#[derive(Parser)]
#[grammar = "grammar.pest"]
pub(super) struct Grammar;
