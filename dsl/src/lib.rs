//! Lutine's language: what turns the text of a rulebook into rules that can be run.
//!
//! [`parse_file`] reads one file into its [syntax tree](syntax::File) and says what could not be read, in the reader's
//! words ([`diagnostics`], shown by [`render`]).
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice))]

pub mod coverage;
pub mod diagnostics;
pub mod diagram;
pub mod format;
pub mod item_paths;
pub mod lower;
pub mod prove;
pub mod render;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod typed;

mod check;
mod folder;
mod layout;
mod module;
mod parse;
mod rulebook;
mod uses;

pub use parse::parse_file;
pub use rulebook::{Checked, check, check_within};
