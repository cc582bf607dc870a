//! Tables: their rows are the product of a few cells for each key, with holes here and there.

use super::expression::Generator;
use super::model::{Collection, Enum, Table, Ty};
use super::program::Piece;

impl Generator {
    /// Declares a table, with the CSV files of its rows where they stand in some: one, or one for each variant.
    pub fn table(&mut self) -> (Piece, Vec<(String, String)>) {
        if self.random.chance(20) {
            return (self.interpolated_table(), Vec::new());
        }
        let is_grid = self.random.chance(25);
        let name = self.model.fresh("t");
        let mut keys: Vec<(String, Ty)> = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let ty = self.plain_type();
            keys.push((self.model.fresh("k"), ty));
        }
        if is_grid {
            keys.truncate(1);
            let ty = if self.random.chance(70) {
                self.enum_type()
            } else {
                Ty::Int
            };
            keys.push((self.model.fresh("k"), ty));
        }
        let policy = self.policy(is_grid);
        let results = match policy {
            Policy::Exists => vec![(None, Ty::Bool)],
            Policy::Collect => self.collected_results(is_grid),
            Policy::Unique | Policy::First => self.results(is_grid),
        };
        let columns = match policy {
            Policy::Exists => &[],
            _ => results.as_slice(),
        };
        let mut head = self.head(&name, &keys, columns);
        let mut files = Vec::new();
        let variants = (policy == Policy::Unique)
            .then(|| {
                self.varied(|own| {
                    let rows = own.table_rows(is_grid, &keys, &results);
                    let file = format!("{name}_{}.csv", files.len());
                    files.push((file.clone(), csv_text(&rows)));
                    format!("\"{file}\"")
                })
            })
            .flatten();
        if let Some(pieces) = variants {
            self.model.varied.push(name.clone());
            self.model.tables.push(Table {
                name,
                keys: keys.into_iter().map(|(_, ty)| ty).collect(),
                results,
            });
            let open = format!("{head} {{");
            return (Piece::Block { open, pieces }, files);
        }
        let mut rows = self.table_rows(is_grid, &keys, columns);
        if !is_grid && policy != Policy::Unique {
            self.overlap(&mut rows, keys.len(), columns);
        }
        head.push_str(policy.words());
        let in_file = self.random.chance(30);
        let mut behind = String::new();
        let has_otherwise = matches!(policy, Policy::Unique | Policy::First);
        if has_otherwise && self.random.chance(25) {
            let otherwise: Vec<String> = (results.iter())
                .map(|(_, ty)| self.result_cell(ty))
                .collect();
            if !in_file && self.random.chance(60) {
                rows.push([vec!["otherwise".to_owned()], otherwise].concat());
            } else if otherwise.iter().all(|value| !value.is_empty()) {
                behind = format!(" otherwise {}", otherwise.join(", "));
            }
        }
        let told = if is_grid { &[] } else { keys.as_slice() };
        let record = self.row_list(&name, told, columns, &rows);
        let key_types = keys.into_iter().map(|(_, ty)| ty).collect();
        match policy {
            Policy::Collect => self.model.collections.push(Collection {
                name: name.clone(),
                keys: key_types,
                item: match results.as_slice() {
                    [(None, value)] => value.clone(),
                    _ => Ty::Record(record),
                },
            }),
            Policy::Unique | Policy::First | Policy::Exists => self.model.tables.push(Table {
                name: name.clone(),
                keys: key_types,
                results,
            }),
        }
        if in_file {
            let file = format!("{name}.csv");
            let piece = Piece::Text(format!("{head} from \"{file}\"{behind}"));
            return (piece, vec![(file, csv_text(&rows))]);
        }
        let lines = rows.iter().map(|row| Piece::Text(row.join(" | ")));
        let piece = Piece::Block {
            open: format!("{head}{behind} {{"),
            pieces: lines.collect(),
        };
        (piece, Vec::new())
    }

    fn table_rows(
        &mut self,
        is_grid: bool,
        keys: &[(String, Ty)],
        results: &[(Option<String>, Ty)],
    ) -> Vec<Vec<String>> {
        if is_grid {
            self.grid(keys, &results[0].1)
        } else {
            self.rows(keys, results)
        }
    }

    /// A table with nodes for one key, each for all cells of another key if there is one.
    fn interpolated_table(&mut self) -> Piece {
        let name = self.model.fresh("t");
        let types = [Ty::Int, Ty::Decimal, Ty::Money, Ty::Date];
        let (along, ty) = (self.model.fresh("k"), self.random.pick(&types).clone());
        let mut keys = vec![(along.clone(), ty)];
        let mut groups = vec![None];
        if self.random.chance(50) {
            let other = self.plain_type();
            groups = self.key_cells(&other).into_iter().map(Some).collect();
            keys.push((self.model.fresh("k"), other));
        }
        let count = if self.random.chance(70) { 1 } else { 2 };
        let mut results = Vec::new();
        for _ in 0..count {
            let ty = self
                .random
                .pick(&[Ty::Decimal, Ty::Decimal, Ty::Unrounded])
                .clone();
            let ty = if self.random.chance(25) {
                ty.optional()
            } else {
                ty
            };
            results.push(((count > 1).then(|| self.model.fresh("r")), ty));
        }
        let outside = self
            .random
            .word(&["", " clamp", " clamp", " extend", " extend", " error"]);
        let header = keys.iter().map(|(name, _)| name.clone());
        let named = results
            .iter()
            .map(|(name, _)| name.clone().unwrap_or_else(|| "value".to_owned()));
        let mut rows = vec![header.chain(named).collect::<Vec<String>>()];
        for group in &groups {
            let nodes = nodes(&keys[0].1);
            let fewest = if outside == " extend" { 2 } else { 1 };
            let some = fewest + self.random.below(nodes.len() - fewest + 1);
            let mut nodes = self
                .random
                .shuffled(nodes.iter().map(|node| (*node).to_owned()).collect());
            nodes.truncate(some);
            for node in nodes {
                let mut row = vec![node];
                row.extend(group.clone());
                for (_, ty) in &results {
                    row.push(self.result_cell(ty));
                }
                rows.push(row);
            }
        }
        let mut head = self.head(&name, &keys, &results);
        head.push_str(&format!(" interpolate linear on {along}{outside}"));
        self.model.tables.push(Table {
            name,
            keys: keys.into_iter().map(|(_, ty)| ty).collect(),
            results,
        });
        let lines = rows.iter().map(|row| Piece::Text(row.join(" | ")));
        Piece::Block {
            open: format!("{head} {{"),
            pieces: lines.collect(),
        }
    }

    fn enum_type(&mut self) -> Ty {
        let declared = self.model.enums.iter().filter(|e| !e.is_outcome).count();
        Ty::Enum(self.random.below(declared))
    }

    fn results(&mut self, is_grid: bool) -> Vec<(Option<String>, Ty)> {
        let count = if is_grid || self.random.chance(60) {
            1
        } else {
            self.random.between(2, 3)
        };
        let is_named = count > 1;
        let mut results = Vec::new();
        for _ in 0..count {
            let ty = self.plain_type();
            let ty = if self.random.chance(30) {
                ty.optional()
            } else {
                ty
            };
            results.push((is_named.then(|| self.model.fresh("r")), ty));
        }
        results
    }

    /// The results of a `collect` table: a single one without a name is always there.
    fn collected_results(&mut self, is_grid: bool) -> Vec<(Option<String>, Ty)> {
        let mut results = self.results(is_grid);
        if let [(name, ty)] = results.as_mut_slice() {
            if !is_grid && self.random.chance(40) {
                *name = Some(self.model.fresh("r"));
            } else {
                *ty = ty.given().clone();
            }
        }
        results
    }

    fn head(&self, name: &str, keys: &[(String, Ty)], results: &[(Option<String>, Ty)]) -> String {
        let keys: Vec<String> = keys
            .iter()
            .map(|(name, ty)| format!("{name}: {}", self.model.written(ty)))
            .collect();
        let result = |(name, ty): &(Option<String>, Ty)| match name {
            Some(name) => format!("{name}: {}", self.model.written(ty)),
            None => self.model.written(ty),
        };
        let written: Vec<String> = results.iter().map(result).collect();
        let written = match written.as_slice() {
            [] => String::new(),
            [single] if results[0].0.is_none() => format!(" -> {single}"),
            several => format!(" -> ({})", several.join(", ")),
        };
        format!("table {name}({}){written}", keys.join(", "))
    }

    fn policy(&mut self, is_grid: bool) -> Policy {
        match self.random.below(100) {
            0..20 => Policy::First,
            20..35 if !is_grid => Policy::Exists,
            35..55 => Policy::Collect,
            _ => Policy::Unique,
        }
    }

    /// Rows among the others that fit some of the keys that these fit.
    fn overlap(
        &mut self,
        rows: &mut Vec<Vec<String>>,
        keys: usize,
        results: &[(Option<String>, Ty)],
    ) {
        for _ in 0..self.random.between(1, 3) {
            let mut row = rows[1 + self.random.below(rows.len() - 1)].clone();
            row.truncate(keys);
            let wide = self.random.below(keys);
            if self.random.chance(70) {
                row[wide] = "_".to_owned();
            }
            for (_, ty) in results {
                row.push(self.result_cell(ty));
            }
            rows.insert(1 + self.random.below(rows.len()), row);
        }
    }

    /// Rows with a column for each key and result, the header first.
    fn rows(
        &mut self,
        keys: &[(String, Ty)],
        results: &[(Option<String>, Ty)],
    ) -> Vec<Vec<String>> {
        let mut combinations: Vec<Vec<String>> = vec![Vec::new()];
        for (_, ty) in keys {
            let cells = self.key_cells(ty);
            combinations = combinations
                .iter()
                .flat_map(|row| {
                    let longer = |cell: &String| [row.clone(), vec![cell.clone()]].concat();
                    cells.iter().map(longer).collect::<Vec<_>>()
                })
                .collect();
        }
        combinations.retain(|_| !self.random.chance(12));
        if combinations.is_empty() {
            combinations.push(vec!["_".to_owned(); keys.len()]);
        }
        let header = keys.iter().map(|(name, _)| name.clone());
        let named = results
            .iter()
            .map(|(name, _)| name.clone().unwrap_or_else(|| "value".to_owned()));
        let mut rows = vec![header.chain(named).collect()];
        for mut row in combinations {
            for (_, ty) in results {
                row.push(self.result_cell(ty));
            }
            rows.push(row);
        }
        rows
    }

    /// Rows with a column for each value of the last key.
    fn grid(&mut self, keys: &[(String, Ty)], result: &Ty) -> Vec<Vec<String>> {
        let (first, across) = (&keys[0], &keys[1].1);
        let columns = match across {
            Ty::Enum(id) => {
                let members = self.model.enums[*id].members.clone();
                let some = if self.random.chance(70) {
                    members
                } else {
                    self.random.some(&members)
                };
                some.iter().map(|m| Enum::literal(m)).collect()
            }
            _ => vec![
                "0".to_owned(),
                "1".to_owned(),
                "2..3".to_owned(),
                "5..".to_owned(),
            ],
        };
        let mut header = vec![first.0.clone()];
        header.extend(columns.iter().cloned());
        let mut rows = vec![header];
        for cell in self.key_cells(&first.1) {
            let mut row = vec![cell];
            for _ in &columns {
                row.push(if rows.len() > 1 && self.random.chance(12) {
                    String::new()
                } else {
                    self.result_cell(result.given())
                });
            }
            rows.push(row);
        }
        rows
    }

    /// Cells that between them match most values of a key once.
    fn key_cells(&mut self, ty: &Ty) -> Vec<String> {
        let fixed: &[&[&str]] = match ty {
            Ty::Bool => &[&["true", "false"], &["_"]],
            Ty::Int => &[
                &["..-1", "0", "1", "2..4", "5.."],
                &["..<3", "3..40", "41.."],
                &["0", "1", "2", "3", "4", "{5..9, 25}"],
                &["..0", "{1, 3, 5}", "2", "6.."],
            ],
            Ty::Decimal => &[
                &["..<0", "0..<0.5", "0.5..<1", "1.."],
                &["..<1.15", "1.15", "2.."],
                &["_"],
            ],
            Ty::Money => &[
                &["..-0.01", "0..100", "100.01.."],
                &["..<250", "250.."],
                &["..0", "0.01..99.99", "{100, 250.50}"],
            ],
            Ty::Date => &[
                &["..2009-12-31", "2010-01-01..2024-02-28", "2024-02-29.."],
                &["2000-01-01..2023-12-31", "2024-01-01.."],
            ],
            Ty::Text => &[
                &[r#""a""#, r#""b""#, r#""c""#],
                &[r#""a""#, r#"{"b", "c"}"#, r#""été \"1\"""#],
            ],
            Ty::Enum(id) => return self.member_cells(*id),
            other => unreachable!("{other:?} is no key"),
        };
        self.random
            .pick(fixed)
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect()
    }

    fn member_cells(&mut self, id: usize) -> Vec<String> {
        let members = &self.model.enums[id].members;
        let literals: Vec<String> = members.iter().map(|m| Enum::literal(m)).collect();
        match self.random.below(4) {
            0 => vec!["_".to_owned()],
            1 if literals.len() > 2 => vec![
                format!("{{{}, {}}}", literals[0], literals[1]),
                literals[2].clone(),
            ],
            _ => literals,
        }
    }

    fn result_cell(&mut self, ty: &Ty) -> String {
        let random = &mut self.random;
        match ty {
            Ty::Optional(_) if random.chance(30) => String::new(),
            Ty::Optional(inner) => self.result_cell(inner),
            Ty::Bool => random.word(&["true", "false"]),
            Ty::Int => random.word(&[
                "0",
                "1",
                "2",
                "5",
                "-3",
                "12",
                "1_000",
                "79228162514264337593543950335",
            ]),
            Ty::Decimal => random.word(&[
                "0",
                "0.5",
                "1.15",
                "0.900",
                "1",
                "-0.25",
                "12.345678",
                "0.0000000000000000000000000001",
            ]),
            Ty::Money | Ty::Unrounded => {
                random.word(&["0", "12.50", "100", "-5.25", "99.99", "1_234.56"])
            }
            Ty::Text => random.word(&[r#""a""#, r#""b""#, r#""c""#]),
            Ty::Date => random.word(&["2024-02-29", "2000-01-31", "9999-12-31"]),
            Ty::Enum(id) => {
                let member = random.pick(&self.model.enums[*id].members);
                Enum::literal(member)
            }
            other => unreachable!("{other:?} is no result"),
        }
    }
}

fn csv_text(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| csv_line(row)).collect();
    lines.join("\n") + "\n"
}

/// What it means that several rows fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Policy {
    Unique,
    First,
    Exists,
    Collect,
}

impl Policy {
    const fn words(self) -> &'static str {
        match self {
            Self::Unique => "",
            Self::First => " first",
            Self::Exists => " exists",
            Self::Collect => " collect",
        }
    }
}

/// Values of a key that can be nodes.
fn nodes(ty: &Ty) -> &'static [&'static str] {
    match ty {
        Ty::Int => &["-5", "0", "3", "7", "40"],
        Ty::Decimal => &["0", "0.5", "1.15", "3", "12.345678"],
        Ty::Money => &["-10", "0", "99.99", "250.50", "1_000"],
        Ty::Date => &["2000-01-01", "2010-06-15", "2024-02-29", "2026-01-01"],
        other => unreachable!("{other:?} is no key with nodes"),
    }
}

/// A line of a CSV file; texts stand in it without the quotes of the language.
fn csv_line(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let is_text = cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"');
        let bare = if is_text {
            cell[1..cell.len() - 1].replace("\\\"", "\"")
        } else {
            cell.clone()
        };
        if bare.contains(['"', ',']) || (is_text && bare.is_empty()) {
            format!("\"{}\"", bare.replace('"', "\"\""))
        } else {
            bare
        }
    };
    let cells: Vec<String> = cells.iter().map(cell).collect();
    cells.join(",")
}
