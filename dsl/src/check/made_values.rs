//! Lists made for the values of another: what their items are made for is known only when that list's expression is, which may read what other
//! made items are made for. So the types of these keys are found one behind the other, before expressions are checked for good.

use std::collections::BTreeSet;
use std::sync::Arc;

use lutine_core::graph::{Bound, Constant, Domain, EnumId, Interval};

use super::entity::scope_of;
use super::expr::Expressions;
use super::resolve::made_members;
use super::signature::{Declared, Extent, Role, Signatures};
use super::table::RowLists;
use super::variants::Varying;
use crate::source::{SourceMap, Span};
use crate::syntax::{BaseType, Expression, ExpressionKind, ListExtent};
use crate::typed::{Aggregation, AttributeId, EntityId, Expr, ExprKind, Type};

/// How often lists whose keys read each other are gone through: more turns of direction than a chain of them has in any rulebook that is read.
const MOST_ROUNDS: usize = 32;

/// Whether a list is made for the values of the expression, and not for members or numbers.
pub(crate) fn is_for_values(signatures: &Signatures<'_>, source: &Expression) -> bool {
    !matches!(
        source.kind,
        ExpressionKind::Range(_) | ExpressionKind::Set(_)
    ) && made_members(signatures, source).is_none()
}

/// A list made for values: whose it is, which of its attributes, and the entity of its items.
#[derive(Clone, Copy)]
struct Made<'a> {
    owner: EntityId,
    attribute: u32,
    item: EntityId,
    source: &'a Expression,
}

impl Made<'_> {
    const fn id(&self) -> AttributeId {
        AttributeId {
            entity: self.owner,
            attribute: self.attribute,
        }
    }
}

/// Finds the types of what items are made for, and gives the places of the lists for which there is none.
pub(crate) fn keys(
    signatures: &mut Signatures<'_>,
    row_lists: &RowLists,
    sources: &SourceMap,
) -> Vec<Span> {
    let mut open = made(signatures);
    // How long a list of a chain is hangs on those before it. Of lists that go through each other, none is the first.
    for of_known in [true, false] {
        for _ in 0..MOST_ROUNDS {
            let before = open.len();
            // Lists that read each other's keys are found in one round, whichever of them stands first.
            open.reverse();
            let mut unknown: BTreeSet<AttributeId> = open.iter().map(|list| list.id()).collect();
            open.retain(|list| {
                let wait_for = of_known.then_some(&unknown);
                let tables = (row_lists, sources);
                let Some((declared, extent)) = key(signatures, tables, *list, wait_for) else {
                    return true;
                };
                set(signatures, *list, declared, extent);
                unknown.remove(&list.id());
                false
            });
            if open.len() == before {
                break;
            }
        }
    }
    open.iter().map(|list| list.source.span).collect()
}

fn made<'a>(signatures: &Signatures<'a>) -> Vec<Made<'a>> {
    let mut found = Vec::new();
    for (owner, entity) in (0..).map(EntityId).zip(&signatures.entities) {
        for (place, attribute) in (0..).zip(&entity.attributes) {
            let Role::Declared(written) = attribute.role else {
                continue;
            };
            let (BaseType::List(list), Some(declared)) = (&written.ty.base, &attribute.declared)
            else {
                continue;
            };
            if let (ListExtent::Made { source, .. }, Type::List(item)) =
                (&list.extent, &declared.ty)
                && let Type::Entity(item) = **item
                && is_for_values(signatures, source)
            {
                found.push(Made {
                    owner,
                    attribute: place,
                    item,
                    source,
                });
            }
        }
    }
    found
}

/// What the items of a list are made for, and how many there can be; nothing as long as that is not known, be it because it goes through
/// one of the lists to wait for.
fn key(
    signatures: &Signatures<'_>,
    (row_lists, sources): (&RowLists, &SourceMap),
    list: Made<'_>,
    wait_for: Option<&BTreeSet<AttributeId>>,
) -> Option<(Declared, Extent)> {
    // The fault, if there is one, is found again where the list is checked.
    let (mut diagnostics, mut variables, mut lets) = (Vec::new(), 0, Vec::new());
    let mut expressions = Expressions {
        signatures,
        sources,
        diagnostics: &mut diagnostics,
        variables: &mut variables,
        lets: &mut lets,
        bands: &[],
        row_lists,
        placed: &mut BTreeSet::new(),
        varying: Varying::types_only(),
    };
    // What a table with variants says depends on them.
    if let Some(root) = signatures.root {
        let declared = signatures.dimensions.map(|(dimensions, _)| dimensions);
        expressions.dimensions(declared, root);
    }
    let mut scope = scope_of(signatures, list.owner);
    let values = expressions.infer(&mut scope, list.source, None)?;
    let Type::List(ty) = &values.ty else {
        return None;
    };
    if wait_for.is_some_and(|lists| goes_through(&values, lists)) {
        return None;
    }
    let declared = Declared {
        ty: (**ty).clone(),
        domain: domain_of(signatures, item_of(&values)),
    };
    let extent = Extent {
        min: u32::from(never_empty(signatures, &values)),
        max: most_values(signatures, &values),
        made: true,
    };
    Some((declared, extent))
}

fn set(signatures: &mut Signatures<'_>, list: Made<'_>, declared: Declared, extent: Extent) {
    if let Some(entity) = signatures.entities.get_mut(list.item.index()) {
        let key = entity
            .attributes
            .iter_mut()
            .find(|attribute| matches!(attribute.role, Role::Key));
        if let Some(key) = key {
            key.declared = Some(declared);
        }
    }
    if let Some(owner) = signatures.entities.get_mut(list.owner.index()) {
        owner.extents.insert(list.attribute, extent);
    }
}

/// What stands for each value of a list: the value of a comprehension, else the list itself.
fn item_of(values: &Expr) -> &Expr {
    match &values.kind {
        ExprKind::Aggregate {
            kind: Aggregation::Collect | Aggregation::Distinct,
            value,
            ..
        } => value,
        ExprKind::Sorted { clause, .. } => item_of(&clause.list),
        _ => values,
    }
}

/// The declared range or set of a value, or of the values of a list.
pub(super) fn domain_of(signatures: &Signatures<'_>, value: &Expr) -> Option<Arc<Domain>> {
    match &value.kind {
        ExprKind::Attribute { attribute, .. } => {
            let entity = signatures.entity(attribute.entity)?;
            let place = usize::try_from(attribute.attribute).ok()?;
            let declared = entity.attributes.get(place)?.declared.as_ref()?;
            declared.domain.clone()
        }
        ExprKind::Field { of, field } => match &of.ty {
            Type::Record(id) => {
                let place = usize::try_from(*field).ok()?;
                let (_, declared) = signatures.record(*id)?.fields.get(place)?;
                declared.as_ref()?.domain.clone()
            }
            _ => None,
        },
        ExprKind::Unwrap(inner) => domain_of(signatures, inner),
        _ => None,
    }
}

/// Whether the number of values hangs on that of the items of one of these lists.
fn goes_through(values: &Expr, lists: &BTreeSet<AttributeId>) -> bool {
    match &values.kind {
        ExprKind::Attribute { attribute, .. } => lists.contains(attribute),
        ExprKind::Aggregate { clauses, .. } => clauses
            .iter()
            .any(|clause| goes_through(&clause.list, lists)),
        ExprKind::Sorted { clause, .. } => goes_through(&clause.list, lists),
        _ => false,
    }
}

fn never_empty(signatures: &Signatures<'_>, values: &Expr) -> bool {
    match &values.kind {
        ExprKind::Aggregate {
            clauses,
            condition: None,
            ..
        } => clauses
            .iter()
            .all(|clause| has_items(signatures, &clause.list)),
        _ => has_items(signatures, values),
    }
}

/// Whether a list is declared to always have an item, in whatever order.
pub(crate) fn has_items(signatures: &Signatures<'_>, list: &Expr) -> bool {
    match &list.kind {
        ExprKind::Attribute { attribute, .. } => {
            let extent = signatures.extent(*attribute);
            extent.is_some_and(|extent| extent.min > 0)
        }
        ExprKind::Sorted {
            clause,
            condition: None,
            ..
        } => has_items(signatures, &clause.list),
        ExprKind::Rows(_) => true,
        _ => false,
    }
}

/// How many different values a list can have at most.
pub(crate) fn most_values(signatures: &Signatures<'_>, values: &Expr) -> u32 {
    let items = match &values.kind {
        ExprKind::Aggregate { clauses, .. } => {
            let lists = clauses
                .iter()
                .map(|clause| most_items(signatures, &clause.list));
            lists.fold(1, u64::saturating_mul)
        }
        _ => most_items(signatures, values),
    };
    let different = different(signatures, item_of(values)).unwrap_or(u64::MAX);
    u32::try_from(items.min(different)).unwrap_or(u32::MAX)
}

pub(super) fn most_items(signatures: &Signatures<'_>, list: &Expr) -> u64 {
    let extent = match &list.kind {
        ExprKind::Sorted { clause, .. } => return most_items(signatures, &clause.list),
        ExprKind::Numbers { max, .. } => return u64::from(*max),
        ExprKind::Attribute { attribute, .. } => signatures.extent(*attribute),
        ExprKind::Rows(rows) | ExprKind::Fitting { rows, .. } => {
            return u64::try_from(rows.rows.data.rows.len()).unwrap_or(u64::MAX);
        }
        _ => None,
    };
    extent.map_or(u64::MAX, |extent| u64::from(extent.max))
}

/// How many different values an expression, or the items of a list, can have: of a record its fields one with another.
fn different(signatures: &Signatures<'_>, value: &Expr) -> Option<u64> {
    let ty = match &value.ty {
        Type::List(item) => item,
        ty => ty,
    };
    if let ExprKind::Record { fields, .. } = &value.kind {
        let mut counts = fields.iter().map(|field| different(signatures, field));
        return counts.try_fold(1_u64, |all, one| Some(all.saturating_mul(one?)));
    }
    of_type(signatures, ty, domain_of(signatures, value).as_deref())
}

fn of_type(signatures: &Signatures<'_>, ty: &Type, domain: Option<&Domain>) -> Option<u64> {
    match ty {
        Type::Bool => Some(2),
        Type::Enum(id) => members(signatures, *id),
        Type::Int => domain?.intervals.iter().try_fold(0_u64, |sum, interval| {
            Some(sum.saturating_add(whole_numbers(interval)?))
        }),
        Type::Record(id) => {
            let fields = &signatures.record(*id)?.fields;
            fields.iter().try_fold(1_u64, |all, (_, declared)| {
                let declared = declared.as_ref()?;
                let one = of_type(signatures, &declared.ty, declared.domain.as_deref())?;
                Some(all.saturating_mul(one))
            })
        }
        _ => None,
    }
}

fn members(signatures: &Signatures<'_>, id: EnumId) -> Option<u64> {
    u64::try_from(signatures.enumeration(id)?.members.len()).ok()
}

/// How many whole numbers an interval has: its ends count, whether they stand inside or not.
fn whole_numbers(interval: &Interval) -> Option<u64> {
    let (low, high) = (whole_number(&interval.low)?, whole_number(&interval.high)?);
    let count = high.checked_sub(low)?.checked_add(1)?;
    Some(u64::try_from(count).unwrap_or(0))
}

pub(super) fn whole_number(bound: &Option<Bound>) -> Option<i64> {
    match &bound.as_ref()?.value {
        Constant::Number(number) => number.to_i64(),
        _ => None,
    }
}
