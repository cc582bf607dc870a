use super::DefinitionId;
use crate::source::Span;
use lutine_core::graph::Domain;
use std::sync::Arc;

/// What a definition, a function or a table has variants for: which of them applies to a risk. Their values stand with
/// [`super::ExprKind::Variants`].
#[derive(Debug, Clone)]
pub struct Variants {
    /// What has variants.
    pub of: Arc<str>,
    /// The dimensions that a guard names, in their order of precedence.
    pub dimensions: Vec<DefinitionId>,
    /// The more specific ones first, so that the first whose guards hold is the one that applies.
    pub arms: Vec<VariantArm>,
    /// The place of the name of what has variants.
    pub span: Span,
}

/// When a variant applies, and why.
#[derive(Debug, Clone)]
pub struct VariantArm {
    /// All must hold.
    pub guards: Vec<DimensionGuard>,
    /// The guards as they are written.
    pub text: Arc<str>,
    /// Its value as it is written; of a table the name of its file, in quotes.
    pub value: Arc<str>,
    /// Why it is as it is.
    pub because: Option<Arc<str>>,
    /// Its place among the variants as they are written, from 0.
    pub place: u32,
    /// Where it is written.
    pub span: Span,
}

/// `state TX`
#[derive(Debug, Clone)]
pub struct DimensionGuard {
    /// Which dimension, by its place in [`Variants::dimensions`].
    pub dimension: usize,
    /// The values for which it holds.
    pub domain: Domain,
}
