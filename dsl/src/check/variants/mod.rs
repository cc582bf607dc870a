//! Dimensions, and the variants of what differs along them.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`guard`] | guards as sets of the values of a dimension |
//! | [`order`] | of two variants the one that wins |

mod guard;
pub(crate) mod order;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::collect::next_id;
use super::expr::{Expressions, expr};
use super::literal;
use super::scope::Scope;
use super::table::core_ty;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, Name};
use crate::typed::{
    Definition, DefinitionId, EntityId, Expr, ExprKind, TableId, Type, VariantArm, Variants,
};

/// What stands before the name of a dimension where it is shown among definitions.
pub(crate) const PREFIX: &str = "dimensions.";

/// The most variants that one thing has.
pub(crate) const MOST_VARIANTS: usize = 1_000;

/// A dimension. Without a type it has its diagnostic already.
#[derive(Debug, Clone)]
struct Dimension {
    name: Arc<str>,
    ty: Option<Type>,
    definition: DefinitionId,
}

/// What is known of the dimensions and of what has variants.
#[derive(Debug, Default)]
pub(crate) struct Varying {
    /// In the order of precedence; nothing while they are being looked at themselves.
    dimensions: Option<Vec<Dimension>>,
    /// Whether the declaration of the dimensions could not be read, so that nothing is said of what names one.
    pub(crate) unread: bool,
    /// Whether variants are all taken for the first, since nothing but its type is asked for.
    pub(crate) types_only: bool,
    /// All that has variants so far.
    pub(crate) found: Vec<Arc<Variants>>,
    /// The tables that have, by their first variant; none: it has its diagnostic.
    tables: BTreeMap<TableId, Option<Arc<Variants>>>,
}

impl Varying {
    /// For expressions that are looked at for their types alone, before anything is known of the dimensions.
    pub(crate) fn types_only() -> Self {
        Self {
            types_only: true,
            ..Self::default()
        }
    }
}

impl Expressions<'_, '_> {
    /// `dimensions { state = policy.state }`: values of the risk, known by name to guards alone.
    pub(crate) fn dimensions(
        &mut self,
        declared: Option<&syntax::Dimensions>,
        root: EntityId,
    ) -> Option<Vec<Definition>> {
        let mut known: Vec<Dimension> = Vec::new();
        let mut typed = Vec::new();
        let first = next_id(&self.signatures.definitions);
        for dimension in declared.map_or(&[][..], |d| &d.dimensions) {
            let name: Arc<str> = dimension.name.text.as_str().into();
            let mut scope = Scope::of_risk(root);
            let value = self.infer(&mut scope, &dimension.value, None);
            let value = value.and_then(|value| self.plain_dimension(value));
            known.push(Dimension {
                name: Arc::clone(&name),
                ty: value.as_ref().map(|value| value.ty.clone()),
                definition: DefinitionId(first.saturating_add(next_id(&known))),
            });
            typed.push(value.map(|value| Definition {
                // No definition can be called so.
                name: format!("{PREFIX}{name}").into(),
                doc: None,
                ty: value.ty.clone(),
                value,
                span: dimension.name.span,
            }));
        }
        self.varying.dimensions = Some(known);
        typed.into_iter().collect()
    }

    /// A value that guards can compare.
    fn plain_dimension(&mut self, value: Expr) -> Option<Expr> {
        match &value.ty {
            Type::Optional(_) => self.report(faults::absent_operand(value.span)),
            ty if core_ty(ty).is_none() => {
                let fault = faults::dimension_type(self.signatures, value.span, ty);
                self.report(fault)
            }
            _ => Some(value),
        }
    }

    /// What has variants, as one expression: `value` gives the value of each.
    pub(crate) fn varied<T>(
        &mut self,
        of: &Name,
        variants: &[syntax::Variant<T>],
        ty: &Type,
        mut value: impl FnMut(&mut Self, &T) -> Option<Expr>,
    ) -> Option<Expr> {
        let known = self.variants(of, variants);
        let mut values: Vec<Option<Expr>> = variants
            .iter()
            .map(|variant| value(self, &variant.value))
            .collect();
        let span = match (variants.first(), variants.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => of.span,
        };
        let known = known?;
        let ordered = known.arms.iter().map(|arm| {
            let place = usize::try_from(arm.place).ok()?;
            values.get_mut(place)?.take()
        });
        let values = ordered.collect::<Option<Vec<_>>>()?;
        Some(expr(
            ExprKind::Variants { of: known, values },
            ty.clone(),
            span,
        ))
    }

    /// When which of the variants applies.
    fn variants<T>(&mut self, of: &Name, variants: &[syntax::Variant<T>]) -> Option<Arc<Variants>> {
        if variants.is_empty() {
            return self.report(faults::no_variants(of));
        }
        if variants.len() > MOST_VARIANTS {
            let why = format!("there are more than {MOST_VARIANTS}");
            return self.report(faults::too_many_variants(of.span, &of.text, &why));
        }
        let Some(dimensions) = self.varying.dimensions.clone() else {
            return self.report(faults::dimension_of_variants(of));
        };
        let mut arms = Vec::new();
        let mut failed = false;
        for (place, variant) in (0_u32..).zip(variants) {
            let mut guards = Vec::new();
            for guard in &variant.guards {
                match self.guard(guard, &dimensions) {
                    Some(found) => guards.extend(found.map(|found| (found, guard.span))),
                    None => failed = true,
                }
            }
            if let Some((first, second)) = guard::two_sets(&guards) {
                self.diagnostics.push(faults::two_sets(second, first));
                failed = true;
            }
            let guards = guards.into_iter().map(|(guard, _)| guard).collect();
            arms.push(VariantArm {
                guards,
                text: self.guards_text(&variant.guards),
                value: self.value_text(variant),
                because: variant.because.as_ref().map(|b| b.value.as_str().into()),
                place,
                span: variant.span,
            });
        }
        if failed {
            return None;
        }
        let named = guard::named(&dimensions, &mut arms);
        let types = named.iter().map(|d| core_ty(d.ty.as_ref()?));
        let types = types.collect::<Option<Vec<_>>>()?;
        let known = Variants {
            of: of.text.as_str().into(),
            dimensions: named.iter().map(|d| d.definition).collect(),
            arms,
            span: of.span,
        };
        let known = match order::in_order(known, &types, self.signatures.units()) {
            Ok(known) => Arc::new(known),
            Err(fault) => {
                let why = fault.to_string();
                return self.report(faults::too_many_variants(of.span, &of.text, &why));
            }
        };
        self.varying.found.push(Arc::clone(&known));
        Some(known)
    }

    fn guards_text(&self, guards: &[syntax::Guard]) -> Arc<str> {
        let span = match (guards.first(), guards.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        };
        literal::one_line(self.sources.text(span)).into()
    }

    /// What stands between the guards and `because`.
    fn value_text<T>(&self, variant: &syntax::Variant<T>) -> Arc<str> {
        let guards = variant.guards.last();
        let start = guards.map_or(variant.span.start, |guard| guard.span.end);
        let because = variant.because.as_ref();
        let end = because.map_or(variant.span.end, |because| because.span.start);
        let text = self.sources.text(Span::new(variant.span.file, start, end));
        let text = text.trim().trim_start_matches(':').trim_start();
        let text = match because {
            Some(_) => text.trim_end_matches("because").trim_end(),
            None => text,
        };
        literal::one_line(text).into()
    }

    /// A look-up in a table that has variants: the keys once, then in the variant that applies.
    pub(crate) fn varied_lookup(
        &mut self,
        first: TableId,
        keys: Vec<Expr>,
        ty: &Type,
        span: Span,
    ) -> Option<Expr> {
        if self.varying.types_only {
            // All variants have the types of the first.
            let kind = ExprKind::Lookup { table: first, keys };
            return Some(expr(kind, ty.clone(), span));
        }
        let of = self.table_variants(first)?;
        let (mut bound, mut names) = (Vec::new(), Vec::new());
        for key in keys {
            if matches!(key.kind, ExprKind::Literal(_)) {
                names.push(key);
                continue;
            }
            let variable = self.fresh_variable();
            names.push(expr(ExprKind::Variable(variable), key.ty.clone(), key.span));
            bound.push((variable, key));
        }
        let lookup = |arm: &VariantArm| {
            let table = TableId(first.0.saturating_add(arm.place));
            let keys = names.clone();
            expr(ExprKind::Lookup { table, keys }, ty.clone(), span)
        };
        let values = of.arms.iter().map(lookup).collect();
        let mut found = expr(ExprKind::Variants { of, values }, ty.clone(), span);
        for (variable, value) in bound.into_iter().rev() {
            let kind = ExprKind::Let {
                variable,
                value: Arc::new(value),
                body: Box::new(found),
            };
            found = expr(kind, ty.clone(), span);
        }
        Some(found)
    }

    /// When which variant of a table applies; looked at once, and for tables that nothing looks up as well.
    pub(crate) fn table_variants(&mut self, first: TableId) -> Option<Arc<Variants>> {
        if let Some(known) = self.varying.tables.get(&first) {
            return known.clone();
        }
        let table = self.signatures.tables.get(first.index())?.syntax;
        let syntax::TableContent::Variants(variants) = &table.content else {
            return None;
        };
        let found = self.variants(&table.name, variants);
        self.varying.tables.insert(first, found.clone());
        found
    }
}
