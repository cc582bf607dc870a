//! `let`s that their block does not use, and types that nothing is of.

use std::collections::BTreeSet;

use lutine_core::graph::EnumId;

use super::signature::{Signatures, TypeName};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::lower::order::expressions;
use crate::lower::scan::each_expression;
use crate::module::ModuleId;
use crate::syntax::Name;
use crate::typed::{Expr, ExprKind, OutputItem, OutputValue, RecordId, Rulebook, Type, VariableId};

/// What of a rulebook is named.
#[derive(Default)]
struct Named {
    variables: BTreeSet<VariableId>,
    enums: BTreeSet<EnumId>,
    records: BTreeSet<RecordId>,
}

/// A finding for each of these `let`s and each declared type that is not used.
pub(super) fn unused(
    rulebook: &Rulebook,
    signatures: &Signatures<'_>,
    lets: &[(VariableId, Name)],
) -> Vec<Diagnostic> {
    let mut named = Named::default();
    named.rulebook(rulebook);
    let lets = lets.iter().filter(|(id, _)| !named.variables.contains(id));
    let lets = lets.map(|(_, name)| faults::unused_let(name));
    let unused = |what: &TypeName| match what {
        TypeName::Enum(id) => !named.enums.contains(id),
        TypeName::Record(id) => !named.records.contains(id),
        // Nothing leads to the items of an entity that has no place, which is a fault of its own.
        TypeName::Entity(_) | TypeName::Unread => false,
    };
    let types = signatures.names(ModuleId::ROOT).types.iter();
    let types = types.filter(|(_, (what, _))| unused(what));
    let types = types.map(|(name, (_, span))| faults::unused_type(name, *span));
    lets.chain(types).collect()
}

impl Named {
    fn rulebook(&mut self, rulebook: &Rulebook) {
        for entity in &rulebook.entities {
            for attribute in &entity.attributes {
                self.ty(&attribute.ty);
                expressions(attribute).iter().for_each(|e| self.expr(e));
            }
            let conditions = entity.requirements.iter().map(|r| &r.condition);
            conditions.for_each(|e| self.expr(e));
        }
        let fields = rulebook.records.iter().flat_map(|record| &record.fields);
        fields.for_each(|field| self.ty(&field.ty));
        for table in &rulebook.tables {
            let types = table.keys.iter().chain(&table.columns);
            types.for_each(|ty| self.ty(ty));
        }
        for definition in &rulebook.definitions {
            self.ty(&definition.ty);
            self.expr(&definition.value);
        }
        for function in &rulebook.functions {
            self.ty(&function.ty);
            function.parameters.iter().for_each(|p| self.ty(&p.ty));
            self.expr(&function.body);
        }
        for rule in &rulebook.rules {
            rule.clauses
                .iter()
                .for_each(|clause| self.expr(&clause.list));
            self.expr(&rule.condition);
            rule.effects.iter().for_each(|e| self.expr(&e.message));
        }
        self.output(&rulebook.output);
        let expected = rulebook.tests.iter().flat_map(|test| &test.expect);
        expected
            .filter_map(|expected| expected.kind.value())
            .for_each(|e| self.expr(e));
    }

    fn output(&mut self, items: &[OutputItem]) {
        for item in items {
            match &item.value {
                OutputValue::Value(value) => self.expr(value),
                OutputValue::For { clause, items } => {
                    self.expr(&clause.list);
                    self.output(items);
                }
            }
        }
    }

    fn expr(&mut self, tree: &Expr) {
        each_expression(tree, |part| {
            self.ty(&part.ty);
            if let ExprKind::Variable(id) = part.kind {
                self.variables.insert(id);
            }
        });
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Enum(id) => {
                self.enums.insert(*id);
            }
            Type::Record(id) => {
                self.records.insert(*id);
            }
            Type::List(inner) | Type::Optional(inner) => self.ty(inner),
            _ => {}
        }
    }
}
