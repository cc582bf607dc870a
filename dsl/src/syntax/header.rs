//! What a rulebook is, what it is given, and what it takes from elsewhere.

use super::definition::Signature;
use super::literal::TextLiteral;
use super::name::{Docs, Name, Path};

/// `rulebook personal_auto version "2025.1" leap_day february_28`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rulebook {
    /// Its name.
    pub name: Name,
    /// The edition.
    pub version: Option<TextLiteral>,
    /// When someone born on 29 February completes a year that has none.
    pub leap_day: Option<Name>,
}

/// `module oasis_terms version "1"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Module {
    /// Its name.
    pub name: Name,
    /// The edition.
    pub version: Option<TextLiteral>,
}

/// `currency USD`, `currency USD, EUR`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Currency {
    /// At least one; the first is that of plain `money`.
    pub currencies: Vec<Name>,
}

/// `input Policy`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Input {
    /// The entity that the input is.
    pub entity: Path,
}

/// `import oasis_terms from "../modules/oasis_terms"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Import {
    /// Under which name its declarations are found.
    pub name: Name,
    /// The folder, relative to this file.
    pub folder: TextLiteral,
}

/// `plugin telematics from "telematics.wasm" { function score(miles: decimal) -> decimal }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Plugin {
    /// Under which name its functions are found.
    pub name: Name,
    /// The WebAssembly module, relative to this file.
    pub file: TextLiteral,
    /// What it offers.
    pub functions: Vec<PluginFunction>,
}

/// A function of a plug-in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PluginFunction {
    /// The `///` lines above it.
    pub docs: Docs,
    /// Its name, parameters and result.
    pub signature: Signature,
}
