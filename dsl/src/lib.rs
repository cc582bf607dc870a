//! Lutine's language: what turns the text of a rulebook into rules that can be run.
//!
//! The parser reads one file into its [syntax tree](syntax::File) and says what could not be read, in the
//! reader's words ([`diagnostics`]).
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice))]

pub mod diagnostics;
pub mod source;
pub mod syntax;
pub mod typed;

mod folder;
mod check;
