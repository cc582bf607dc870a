//! How much there is to compute. Functions are written out where they are called, so that a few lines can ask for more than any
//! machine holds; such a rulebook is refused before it is lowered.

use crate::diagnostics::{Diagnostic, check as faults};
use crate::lower::order::{Task, attribute, expressions, order};
use crate::lower::scan::each_with_depth;
use crate::source::Span;
use crate::typed::{Expr, ExprKind, OutputItem, OutputValue, Rulebook, Type};

/// The most expressions that a rulebook may have, functions written out.
pub(super) const MOST_OPERATIONS: u64 = 500_000;

/// The deepest that a function may be nested, those that it calls included.
const MOST_LEVELS: u32 = 200;

/// What it takes to compute something.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    operations: u64,
    levels: u32,
}

/// The place at which the rulebook becomes too large, if it does.
pub(crate) fn too_large(rulebook: &Rulebook) -> Option<Diagnostic> {
    let records = fields_of_records(rulebook);
    let size = |expr: &Expr, functions: &[Size]| size(expr, functions, &records);
    let mut functions = vec![Size::default(); rulebook.functions.len()];
    let mut total = 0_u64;
    for task in order(rulebook) {
        if let Task::Function(id) = task {
            let function = rulebook.functions.get(id.index())?;
            let size = size(&function.body, &functions);
            if size.operations > MOST_OPERATIONS {
                return Some(faults::too_large(function.span, MOST_OPERATIONS));
            }
            if size.levels > MOST_LEVELS {
                let fault = faults::called_too_deep(function.span, &function.name, MOST_LEVELS);
                return Some(fault);
            }
            if let Some(slot) = functions.get_mut(id.index()) {
                *slot = size;
            }
            continue;
        }
        for (expr, span) in computed_by(rulebook, task) {
            total = total.saturating_add(size(expr, &functions).operations);
            if total > MOST_OPERATIONS {
                return Some(faults::too_large(span, MOST_OPERATIONS));
            }
        }
    }
    for expr in computed_besides(rulebook) {
        total = total.saturating_add(size(expr, &functions).operations);
        if total > MOST_OPERATIONS {
            return Some(faults::too_large(expr.span, MOST_OPERATIONS));
        }
    }
    // A book of cases is large by itself; it is run in parts.
    let expected = rulebook.tests.iter().flat_map(|test| &test.expect);
    expected
        .filter_map(|expected| expected.kind.value())
        .find(|expr| size(expr, &functions).operations > MOST_OPERATIONS)
        .map(|expr| faults::too_large(expr.span, MOST_OPERATIONS))
}

/// How many expressions there are in one.
pub(super) fn operations(tree: &Expr) -> u64 {
    size(tree, &[], &[]).operations
}

/// How many columns each record is.
fn fields_of_records(rulebook: &Rulebook) -> Vec<u64> {
    let mut known: Vec<Option<u64>> = vec![None; rulebook.records.len()];
    for at in 0..known.len() {
        columns(rulebook, at, &mut known);
    }
    known
        .into_iter()
        .map(|fields| fields.unwrap_or(1))
        .collect()
}

/// Records nest to a depth that has been seen to be small.
fn columns(rulebook: &Rulebook, at: usize, known: &mut Vec<Option<u64>>) -> u64 {
    if let Some(Some(known)) = known.get(at) {
        return *known;
    }
    let fields = rulebook
        .records
        .get(at)
        .map(|record| record.fields.as_slice());
    let sum = fields.unwrap_or_default().iter().fold(0_u64, |sum, field| {
        sum.saturating_add(match field.ty.given() {
            Type::Record(inner) => columns(rulebook, inner.index(), known),
            _ => 1,
        })
    });
    if let Some(slot) = known.get_mut(at) {
        *slot = Some(sum);
    }
    sum
}

fn size(tree: &Expr, functions: &[Size], records: &[u64]) -> Size {
    let mut sum = Size::default();
    each_with_depth(tree, |expr, depth| {
        let body = match &expr.kind {
            ExprKind::Call { function, .. } => functions.get(function.index()).copied(),
            _ => None,
        };
        let body = body.unwrap_or_default();
        // What is done to a record is done to each of its fields.
        let own = match expr.ty.given() {
            Type::Record(id) => records.get(id.index()).copied().unwrap_or(1).max(1),
            _ => 1,
        };
        let operations = sum.operations.saturating_add(own);
        sum.operations = operations.saturating_add(body.operations);
        sum.levels = sum.levels.max(depth.saturating_add(body.levels));
    });
    sum
}

/// The expressions of a declaration, with its place.
fn computed_by(rulebook: &Rulebook, task: Task) -> Vec<(&Expr, Span)> {
    match task {
        Task::Attribute(id) => attribute(rulebook, id)
            .into_iter()
            .flat_map(|declared| {
                let all = expressions(declared).into_iter();
                all.map(|expr| (expr, declared.span))
            })
            .collect(),
        Task::Definition(id) => {
            let definition = rulebook.definitions.get(id.index());
            definition.map(|d| (&d.value, d.span)).into_iter().collect()
        }
        Task::Rule(place) => {
            let rule = usize::try_from(place)
                .ok()
                .and_then(|place| rulebook.rules.get(place));
            rule.into_iter()
                .flat_map(|rule| {
                    let lists = rule.clauses.iter().map(|clause| &clause.list);
                    let messages = rule.effects.iter().map(|effect| &effect.message);
                    let all = lists.chain([&rule.condition]).chain(messages);
                    all.map(|expr| (expr, rule.span))
                })
                .collect()
        }
        Task::Order(id) => {
            let entity = rulebook.entities.get(id.index());
            let order = entity.and_then(|entity| Some((entity.order.as_ref()?, entity.span)));
            order.into_iter().collect()
        }
        // With its attribute.
        Task::Then(_) => Vec::new(),
        Task::Outcome(_) | Task::Function(_) => Vec::new(),
    }
}

/// The expressions that stand in no declaration: requirements and output.
fn computed_besides(rulebook: &Rulebook) -> Vec<&Expr> {
    let requirements = rulebook.entities.iter().flat_map(|e| &e.requirements);
    let mut found: Vec<&Expr> = requirements.map(|r| &r.condition).collect();
    let mut open: Vec<&OutputItem> = rulebook.output.iter().collect();
    while let Some(item) = open.pop() {
        match &item.value {
            OutputValue::Value(value) => found.push(value),
            OutputValue::For { clause, items } => {
                found.push(&clause.list);
                open.extend(items);
            }
        }
    }
    found
}
