//! Record values: `Layer { loss = 5, limit = 10 }`, `p with { loss = 6 }`.

use std::collections::BTreeSet;

use super::{Expressions, checked, expr};
use crate::check::scope::Scope;
use crate::check::signature::TypeName;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{FieldValue, Path};
use crate::typed::{Expr, ExprKind, RecordId, Type};

impl Expressions<'_, '_> {
    pub(super) fn record(
        &mut self,
        scope: &mut Scope,
        path: &Path,
        fields: &[FieldValue],
        span: Span,
    ) -> Option<Expr> {
        let id = match self.signatures.type_at(path) {
            Ok(TypeName::Record(id)) => id,
            Ok(_) => return self.report(faults::not_a_record(path)),
            Err(None) => return None,
            Err(Some(fault)) => return self.report(*fault),
        };
        let found = self.fields(scope, id, fields)?;
        let signature = self.signatures.record(id)?;
        let written: BTreeSet<u32> = found.iter().map(|(at, _)| *at).collect();
        let missing: Vec<String> = (0..)
            .zip(&signature.fields)
            .filter(|(at, _)| !written.contains(at))
            .map(|(_, (name, _))| format!("`{name}`"))
            .collect();
        if !missing.is_empty() {
            return self.report(faults::missing_fields(span, &signature.name, &missing));
        }
        let mut found = found;
        found.sort_by_key(|(field, _)| *field);
        let fields = found.into_iter().map(|(_, value)| value).collect();
        Some(expr(
            ExprKind::Record { record: id, fields },
            Type::Record(id),
            span,
        ))
    }

    pub(super) fn with(
        &mut self,
        scope: &mut Scope,
        of: Expr,
        fields: &[FieldValue],
        with_span: Span,
    ) -> Option<Expr> {
        let Type::Record(id) = of.ty else {
            let fault = faults::with_on_other(self.signatures, of.span, &of.ty);
            return self.report(fault);
        };
        let fields = self.fields(scope, id, fields)?;
        let span = of.span.to(with_span);
        Some(expr(
            ExprKind::With {
                of: Box::new(of),
                fields,
            },
            Type::Record(id),
            span,
        ))
    }

    /// The fields that are written, in the order in which they are.
    fn fields(
        &mut self,
        scope: &mut Scope,
        id: RecordId,
        fields: &[FieldValue],
    ) -> Option<Vec<(u32, Expr)>> {
        let signature = self.signatures.record(id)?;
        let mut found: Vec<(u32, Expr)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut failed = false;
        for field in fields {
            let known = signature.field(&field.name.text);
            let Some((at, (name, declared))) = known else {
                let names: Vec<&str> = signature.fields.iter().map(|(n, _)| &**n).collect();
                self.diagnostics.push(faults::unknown_attribute(
                    &field.name,
                    &signature.name,
                    &names,
                ));
                failed = true;
                continue;
            };
            if !seen.insert(field.name.text.as_str()) {
                self.diagnostics.push(faults::field_twice(&field.name));
                failed = true;
            }
            let value = declared
                .as_ref()
                .and_then(|d| Some((self.check(scope, &field.value, &d.ty)?, &d.domain)));
            match value {
                Some((value, domain)) => found.push((at, checked(value, domain, name))),
                None => failed = true,
            }
        }
        if failed { None } else { Some(found) }
    }
}
