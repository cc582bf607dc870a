//! `rows of table`

use std::sync::Arc;

use super::{Expressions, expr};
use crate::check::signature::Callable;
use crate::check::table::{MOST_ROWS, NoRows};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::Path;
use crate::typed::{Expr, ExprKind, Type};

impl Expressions<'_, '_> {
    pub(super) fn rows_of(&mut self, path: &Path, span: Span) -> Option<Expr> {
        let table = match self.signatures.callable_at(path) {
            Ok(Some(Callable::Table(id))) => id,
            Ok(Some(Callable::Unread)) | Err(None) => return None,
            Err(Some(fault)) => return self.report(*fault),
            Ok(_) => return self.report(faults::rows_of_no_table(path.span, &path.text())),
        };
        let signature = self.signatures.tables.get(table.index())?;
        if signature.variant.is_some() {
            return self.report(faults::rows_of_variants(path.span, &signature.name));
        }
        // A table that could not be read has its faults already.
        match self.row_lists.get(table.index())?.as_ref()? {
            Ok(rows) => {
                let rows = Arc::clone(rows);
                let item = Type::Record(rows.record);
                let ty = Type::List(Box::new(item));
                Some(expr(ExprKind::Rows(rows), ty, span))
            }
            Err(NoRows::TooMany) => {
                let fault = faults::rows_too_many(path.span, &signature.name, MOST_ROWS);
                self.report(fault)
            }
        }
    }
}
