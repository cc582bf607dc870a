//! The grammar, compiled.

use pest_derive::Parser;

/// What `grammar.pest` describes.
#[derive(Parser)]
#[grammar = "grammar.pest"]
pub(super) struct Grammar;

/// A node of what the grammar found.
pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;
