//! The rows of tables as lists.

use super::expression::Generator;
use super::model::{Field, Record, RowList, Ty};

impl Generator {
    /// Lets the rows of a table, with the texts of its cells, be gone through; the record of a row.
    pub(super) fn row_list(
        &mut self,
        table: &str,
        keys: &[(String, Ty)],
        results: &[(Option<String>, Ty)],
        rows: &[Vec<String>],
    ) -> usize {
        let mut fields = Vec::new();
        for (place, (key, ty)) in keys.iter().enumerate() {
            let cells = rows.iter().skip(1).filter(|row| row[0] != "otherwise");
            let cells: Vec<&str> = cells
                .filter_map(|row| Some(row.get(place)?.as_str()))
                .collect();
            let is_one = |cell: &&str| *cell != "_" && !cell.contains("..") && !cell.contains('{');
            let ty = if cells.iter().all(is_one) {
                ty.clone()
            } else if is_band(&cells, ty) {
                let end = |name: &str| (name.to_owned(), ty.clone().optional());
                Ty::Record(self.row_record([end("from"), end("to")]))
            } else {
                continue;
            };
            fields.push((key.clone(), ty));
        }
        for (result, ty) in results {
            let name = result.clone().unwrap_or_else(|| "result".to_owned());
            fields.push((name, ty.clone()));
        }
        let record = self.row_record(fields);
        self.model.row_lists.push(RowList {
            path: format!("rows of {table}"),
            record,
        });
        record
    }

    /// A record that nobody can write.
    fn row_record(&mut self, fields: impl IntoIterator<Item = (String, Ty)>) -> usize {
        let fields = fields.into_iter().map(|(name, ty)| Field {
            name,
            ty,
            domain: None,
        });
        self.model.records.push(Record {
            name: "a row".to_owned(),
            fields: fields.collect(),
            is_reason: true,
        });
        self.model.records.len() - 1
    }
}

/// Whether the cells are ranges for certain: one has no end.
fn is_band(cells: &[&str], ty: &Ty) -> bool {
    let has_ends = matches!(ty, Ty::Int | Ty::Decimal | Ty::Money | Ty::Date);
    let is_open = |cell: &&str| *cell == "_" || cell.starts_with("..") || cell.ends_with("..");
    has_ends && cells.iter().any(is_open) && cells.iter().all(|cell| !cell.contains('{'))
}
