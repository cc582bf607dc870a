//! From syntax trees to a checked rulebook: names, types, units, tables.

pub(crate) mod literal;
mod signature;
pub(crate) mod table;

pub(crate) use signature::Signatures;
