//! Entities of modules to which the input does not lead.
//!
//! A module may declare more than its importer needs. What is checked and cannot have items is taken away before anything is computed from it:
//! nothing can be asked of it.

use crate::lower::scan::each_expression;
use crate::typed::{Entity, Expr, ExprKind, Function, Literal, Type};

/// Takes away the attributes of entities that are not reached, and the functions that speak of them, which nothing can call.
pub(crate) fn take_away(entities: &mut [Entity], functions: &mut [Function], reached: &[bool]) {
    for (entity, reached) in entities.iter_mut().zip(reached) {
        if !reached {
            entity.is_reached = false;
            entity.attributes.clear();
            entity.requirements.clear();
            entity.order = None;
        }
    }
    let speaks = |ty: &Type| match ty.given() {
        Type::Entity(id) => reached.get(id.index()) == Some(&false),
        Type::List(item) => {
            matches!(&**item, Type::Entity(id) if reached.get(id.index()) == Some(&false))
        }
        _ => false,
    };
    for function in functions {
        let mut speaks_of_it = function.parameters.iter().any(|p| speaks(&p.ty));
        each_expression(&function.body, |part| speaks_of_it |= speaks(&part.ty));
        if speaks_of_it {
            let span = function.body.span;
            function.parameters.clear();
            function.ty = Type::Bool;
            function.body = Expr {
                kind: ExprKind::Literal(Literal::Bool(false)),
                ty: Type::Bool,
                span,
            };
        }
    }
}
