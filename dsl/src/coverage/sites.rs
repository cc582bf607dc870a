use super::Kind;
use crate::lower::scan::each_expression;
use crate::source::Span;
use crate::typed::{
    AttributeKind, Clause, Expr, ExprKind, MadeFor, OutputItem, OutputValue, Rulebook, Type,
};

/// A place at which there is something to evaluate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Where its branches stand: of a `match` and of variants the arms, of an `if` both results, else the place itself for each.
    pub branches: Vec<Span>,
}

/// Whether the expression of a declaration of this type is a site of its own: not where it only names items.
#[must_use]
pub fn has_mark(ty: &Type) -> bool {
    !matches!(ty.given(), Type::Entity(_) | Type::List(_))
}

/// The sites of a rulebook, those of its tests left out, by place.
#[must_use]
pub fn sites(rulebook: &Rulebook) -> Vec<Site> {
    let mut sites = Vec::new();
    for attribute in rulebook
        .entities
        .iter()
        .flat_map(|entity| &entity.attributes)
    {
        match &attribute.kind {
            AttributeKind::Derived(expr) => declared(expr, &mut sites),
            AttributeKind::Carried { start, then } => {
                declared(start, &mut sites);
                declared(then, &mut sites);
            }
            AttributeKind::MadeList(MadeFor::Numbers { from, to, .. }) => {
                inside(from, &mut sites);
                inside(to, &mut sites);
            }
            AttributeKind::MadeList(MadeFor::Values { list, .. }) => inside(list, &mut sites),
            _ => {}
        }
    }
    let requirements = rulebook
        .entities
        .iter()
        .flat_map(|entity| &entity.requirements);
    requirements.for_each(|requirement| inside(&requirement.condition, &mut sites));
    let definitions = rulebook
        .definitions
        .iter()
        .map(|definition| &definition.value);
    let functions = rulebook.functions.iter().map(|function| &function.body);
    definitions
        .chain(functions)
        .for_each(|expr| declared(expr, &mut sites));
    for rule in &rulebook.rules {
        in_clauses(&rule.clauses, &mut sites);
        inside(&rule.condition, &mut sites);
        sites.push(two_sides(&rule.condition, Kind::Rule));
        rule.effects
            .iter()
            .for_each(|effect| inside(&effect.message, &mut sites));
    }
    in_output(&rulebook.output, &mut sites);
    sites.sort_by_key(|site| (site.span, site.kind));
    sites.dedup_by_key(|site| (site.span, site.kind));
    sites
}

fn in_output(items: &[OutputItem], sites: &mut Vec<Site>) {
    for item in items {
        match &item.value {
            OutputValue::Value(expr) => declared(expr, sites),
            OutputValue::For { clause, items } => {
                inside(&clause.list, sites);
                in_output(items, sites);
            }
        }
    }
}

fn in_clauses(clauses: &[Clause], sites: &mut Vec<Site>) {
    clauses
        .iter()
        .for_each(|clause| inside(&clause.list, sites));
}

/// The expression of a declaration, and what is in it.
fn declared(expr: &Expr, sites: &mut Vec<Site>) {
    if has_mark(&expr.ty) {
        sites.push(Site {
            span: expr.span,
            kind: Kind::Value,
            branches: vec![expr.span],
        });
    }
    inside(expr, sites);
}

fn inside(expr: &Expr, sites: &mut Vec<Site>) {
    each_expression(expr, |part| match &part.kind {
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => sites.push(Site {
            span: condition.span,
            kind: Kind::If,
            branches: vec![then.span, otherwise.span],
        }),
        ExprKind::Match {
            value,
            arms,
            otherwise,
        } => sites.push(Site {
            span: value.span,
            kind: Kind::Match,
            branches: arms
                .iter()
                .map(|arm| arm.value.span)
                .chain([otherwise.span])
                .collect(),
        }),
        ExprKind::Variants { of, .. } => sites.push(Site {
            span: of.span,
            kind: Kind::Variants,
            branches: of.arms.iter().map(|arm| arm.span).collect(),
        }),
        ExprKind::And(_, right) => sites.push(two_sides(right, Kind::And)),
        ExprKind::Or(_, right) => sites.push(two_sides(right, Kind::Or)),
        ExprKind::Coalesce(_, other) => sites.push(two_sides(other, Kind::Default)),
        ExprKind::Aggregate {
            condition: Some(condition),
            ..
        }
        | ExprKind::Pick {
            condition: Some(condition),
            ..
        }
        | ExprKind::Sorted {
            condition: Some(condition),
            ..
        } => sites.push(two_sides(condition, Kind::Where)),
        ExprKind::Steps { lines, .. } => {
            let conditions = lines.iter().filter_map(|line| line.when.as_ref());
            sites.extend(conditions.map(|when| two_sides(when, Kind::When)));
        }
        _ => {}
    });
}

/// A condition that is true or false.
fn two_sides(condition: &Expr, kind: Kind) -> Site {
    Site {
        span: condition.span,
        kind,
        branches: vec![condition.span; 2],
    }
}
