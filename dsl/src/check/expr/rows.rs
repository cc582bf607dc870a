//! `rows of table`, and the rows of a `collect` table that fit keys

use std::sync::Arc;

use super::{Expressions, expr};
use crate::check::signature::Callable;
use crate::check::table::{MOST_ROWS, NoRows};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::Path;
use crate::typed::{Expr, ExprKind, RowField, TableId, TableRows, Type};

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
        let rows = self.row_list(table, path.span)?;
        let ty = Type::List(Box::new(Type::Record(rows.record)));
        Some(expr(ExprKind::Rows(rows), ty, span))
    }

    /// A look-up in a `collect` table.
    pub(super) fn fitting_rows(
        &mut self,
        table: TableId,
        keys: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
        let rows = self.row_list(table, span)?;
        let signature = self.signatures.tables.get(table.index())?;
        let (item, value) = match (signature.record, rows.fields.last()) {
            (None, Some(RowField::Column(only))) => {
                let ty = rows.rows.columns.get(usize::try_from(*only).ok()?)?;
                (ty.clone(), Some(*only))
            }
            _ => (Type::Record(rows.record), None),
        };
        let ty = Type::List(Box::new(item));
        Some(expr(ExprKind::Fitting { rows, keys, value }, ty, span))
    }

    /// The rows of a table as a list; one that could not be read has its faults already.
    fn row_list(&mut self, table: TableId, span: Span) -> Option<Arc<TableRows>> {
        match self.row_lists.get(table.index())?.as_ref()? {
            Ok(rows) => Some(Arc::clone(rows)),
            Err(NoRows::TooMany) => {
                let name = &self.signatures.tables.get(table.index())?.name;
                self.report(faults::rows_too_many(span, name, MOST_ROWS))
            }
        }
    }
}
