//! From syntax trees to a checked rulebook: names, types, units, tables.

mod literal;
mod signature;

pub(crate) use signature::Signatures;
