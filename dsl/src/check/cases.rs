//! Files of cases: `test "golden book" for each case in "cases/golden.csv"`, a test a row.
//!
//! CSV: a column is a field of the input (`policy.vehicles[1].symbol`), or `expect.` and a field of the output (`expect.total`,
//! `expect.vehicles[1].BI`), or `expect.errors` with the codes that the answer's errors must have. A blank cell of the input leaves the
//! field out (`none` is a list without items), a blank one behind `expect` expects nothing, `none` expects that the field is absent. A
//! column `name` names the case, a column `note` is for its readers: where it is printed, who worked it out.
//!
//! JSON (`.json`, a list) and JSON lines (`.jsonl`, `.ndjson`): `{"name": …, "input": {…}, "expect": {…}}`. What `expect` names is compared,
//! nested objects too; a list is compared as a whole.
//!
//! What is expected stays data and is compared with answers, so that a book of a hundred thousand cases is one graph.

use super::expr::Expressions;
use super::table::csv_text;
use super::test::{FileOfCases, TestFiles, Word, path_named};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax;
use crate::typed::{Case, CaseExpectation, EntityId, OutputItem, OutputValue, PathStep, Type};
use lutine_core::date::Date;
use lutine_core::number::Decimal;
use lutine_core::value::Value;
use std::str::FromStr;
use std::sync::Arc;

/// How many faults of one file are reported.
const MOST_FAULTS: usize = 20;

/// The field of an answer that holds its errors.
const ERRORS: &str = "errors";

/// A file of cases.
struct File {
    path: String,
    span: Span,
}

/// A part of the output.
#[derive(Clone)]
enum Part<'o> {
    Object(&'o [OutputItem]),
    Objects(&'o [OutputItem]),
    Typed(Type),
}

/// What a column stands for.
enum Column<'o> {
    Input(Arc<[PathStep]>, Type),
    Expected(Arc<str>, Arc<[PathStep]>, Part<'o>),
    Errors(Arc<[PathStep]>),
    Name,
    Note,
}

impl Expressions<'_, '_> {
    /// The cases of a file. What is wrong with it is said where it is first named.
    pub(super) fn cases(
        &mut self,
        cases: &syntax::TestCases,
        (root, output): (EntityId, &[OutputItem]),
        files: &mut TestFiles<'_>,
    ) -> Option<FileOfCases> {
        let span = cases.file.span;
        let path = match path_named(self, &cases.file) {
            Ok(path) => path,
            Err(error) => return self.report(faults::unreadable(span, &error)),
        };
        if let Some(known) = files.cases.get(&path) {
            return known.clone();
        }
        let bytes = match files.source.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return self.report(faults::unreadable(span, &error)),
        };
        let file = File { path, span };
        let (found, wrong) = self.read_cases(&file, bytes, root, output);
        let is_sound = wrong.is_empty();
        if is_sound && found.is_empty() {
            self.diagnostics
                .push(faults::no_cases(file.span, &file.path));
        }
        for fault in wrong.into_iter().take(MOST_FAULTS) {
            let _: Option<()> = self.report(fault);
        }
        let found = is_sound.then(|| FileOfCases::new(found));
        files.cases.insert(file.path, found.clone());
        found
    }

    fn read_cases(
        &mut self,
        file: &File,
        bytes: Vec<u8>,
        root: EntityId,
        output: &[OutputItem],
    ) -> (Vec<Case>, Vec<Diagnostic>) {
        let ending = file.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let lines = matches!(ending, "jsonl" | "ndjson");
        if !lines && ending != "json" {
            return self.csv_cases(file, &bytes, root, output);
        }
        match String::from_utf8(bytes) {
            Ok(text) => self.json_cases(file, &text, lines, output),
            Err(_) => (Vec::new(), vec![faults::not_text(file.span, &file.path)]),
        }
    }

    fn csv_cases(
        &mut self,
        file: &File,
        bytes: &[u8],
        root: EntityId,
        output: &[OutputItem],
    ) -> (Vec<Case>, Vec<Diagnostic>) {
        let line_of = |place: Option<&csv::Position>| {
            place.map_or(0, |place| csv_text::beginning(bytes, place).1)
        };
        let broken = |error: &csv::Error| match error.kind() {
            csv::ErrorKind::UnequalLengths {
                pos,
                expected_len,
                len,
            } => {
                let line = line_of(pos.as_ref());
                faults::ragged_line(file.span, &file.path, line, (*len, *expected_len))
            }
            _ => faults::not_text(file.span, &file.path),
        };
        let mut reader = csv::Reader::from_reader(bytes);
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => return (Vec::new(), vec![broken(&error)]),
        };
        let (mut columns, mut found) = (Vec::new(), Vec::new());
        for header in &headers {
            match self.column(header.trim(), root, output, file) {
                Ok(column) => columns.push(column),
                Err(fault) => found.extend(fault),
            }
        }
        let mut cases = Vec::new();
        if columns.len() < headers.len() {
            return (cases, found);
        }
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    found.push(broken(&error));
                    break;
                }
            };
            let line = line_of(record.position());
            let is_name = |(column, _): &(&Column<'_>, _)| matches!(column, Column::Name);
            let named = columns.iter().zip(&record).find(is_name);
            let name = named.map(|(_, name)| name.trim());
            let mut case = Case {
                name: case_name(name, &format!("{}:{line}", file.path)),
                risk: None,
                with: Vec::new(),
                expect: Vec::new(),
            };
            for (column, cell) in columns.iter().zip(&record) {
                match self.cell(column, cell.trim()) {
                    Ok(Cell::Change(path, value)) => case.with.push((path, value)),
                    Ok(Cell::Expectation(expectation)) => case.expect.push(expectation),
                    Ok(Cell::Nothing) => {}
                    Err(no_cell) => {
                        let fault = match no_cell {
                            NoCell::Output => faults::case_cell,
                            NoCell::List => faults::case_list,
                        };
                        found.push(fault(file.span, &file.path, line, cell));
                    }
                }
            }
            cases.push(case);
            if found.len() > MOST_FAULTS {
                break;
            }
        }
        (cases, found)
    }

    fn column<'o>(
        &mut self,
        header: &str,
        root: EntityId,
        output: &'o [OutputItem],
        file: &File,
    ) -> Result<Column<'o>, Option<Diagnostic>> {
        let fault = |near: Option<&str>| Some(faults::case_header(file.span, header, near));
        if let Some(name) = header.strip_prefix("expect.") {
            if name == ERRORS && !output.iter().any(|item| &*item.name == ERRORS) {
                return Ok(Column::Errors(Arc::from([PathStep::Key(ERRORS.into())])));
            }
            let words = header_words(name).ok_or_else(|| fault(None))?;
            let (path, part) = self.expected(&words, output).map_err(|names| {
                let last = name.rsplit('.').next().unwrap_or(name);
                let near = faults::nearest(last, names.iter().map(|name| &**name));
                fault(near)
            })?;
            return Ok(Column::Expected(name.into(), path.into(), part));
        }
        match header {
            "name" => return Ok(Column::Name),
            "note" => return Ok(Column::Note),
            _ => {}
        }
        let words = header_words(header).ok_or_else(|| fault(None))?;
        let is_input = header.starts_with(&format!("{}.", self.input_name(root)));
        if !is_input {
            return Err(fault(None));
        }
        let before = self.diagnostics.len();
        match self.input_path(&words, root, file.span) {
            Some((path, ty)) => Ok(Column::Input(path.into(), ty)),
            None => {
                for fault in self.diagnostics.iter_mut().skip(before) {
                    fault.message = format!("column `{header}`: {}", fault.message);
                }
                Err(None)
            }
        }
    }

    /// The way to a part of the output; the names that could stand where one does not.
    fn expected<'o>(
        &self,
        words: &[Word],
        output: &'o [OutputItem],
    ) -> Result<(Vec<PathStep>, Part<'o>), Vec<Arc<str>>> {
        let (mut path, mut part) = (Vec::new(), Part::Object(output));
        for word in words {
            part = match word {
                Word::Name(name) => {
                    path.push(PathStep::Key(name.as_str().into()));
                    self.output_field(&part, name)?
                }
                Word::Place(place) => {
                    path.push(PathStep::Item(place.checked_sub(1).ok_or_else(Vec::new)?));
                    item(&part).ok_or_else(Vec::new)?
                }
            };
        }
        Ok((path, part))
    }

    fn output_field<'o>(&self, part: &Part<'o>, name: &str) -> Result<Part<'o>, Vec<Arc<str>>> {
        match part {
            Part::Object(items) => match items.iter().find(|item| *item.name == *name) {
                Some(item) => Ok(match &item.value {
                    OutputValue::Value(expr) => Part::Typed(expr.ty.clone()),
                    OutputValue::For { items, .. } => Part::Objects(items),
                }),
                None => Err(items.iter().map(|item| Arc::clone(&item.name)).collect()),
            },
            Part::Objects(_) => Err(Vec::new()),
            Part::Typed(ty) => {
                let Type::Record(id) = ty.given() else {
                    return Err(Vec::new());
                };
                let fields = self.signatures.record(*id).map(|record| &record.fields);
                let fields = fields.into_iter().flatten();
                match fields.clone().find(|(field, _)| **field == *name) {
                    Some((_, Some(declared))) => Ok(Part::Typed(declared.ty.clone())),
                    _ => Err(fields.map(|(field, _)| Arc::clone(field)).collect()),
                }
            }
        }
    }

    fn cell(&self, column: &Column<'_>, cell: &str) -> Result<Cell, NoCell> {
        Ok(match column {
            Column::Input(path, ty) => {
                let value = match ty.given() {
                    _ if cell.is_empty() => Value::Absent,
                    Type::Bool if cell == "true" => Value::Bool(true),
                    Type::Bool if cell == "false" => Value::Bool(false),
                    Type::List(_) if cell == "none" => Value::List(Vec::new()),
                    Type::List(_) => return Err(NoCell::List),
                    _ => Value::Text(cell.into()),
                };
                Cell::Change(Arc::clone(path), value)
            }
            Column::Name | Column::Note => Cell::Nothing,
            _ if cell.is_empty() => Cell::Nothing,
            Column::Errors(path) => {
                let code = |code: &str| Value::from([("code", Value::from(code))]);
                let codes = cell.split_whitespace().filter(|code| *code != "none");
                let value = Value::List(codes.map(code).collect());
                Cell::Expectation(CaseExpectation {
                    path: Arc::clone(path),
                    value,
                    text: format!("{ERRORS} = {cell}").into(),
                })
            }
            Column::Expected(name, path, part) => {
                let value = match cell {
                    "none" => Value::Absent,
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    _ => Value::from(cell),
                };
                if !self.fits(&value, part) {
                    return Err(NoCell::Output);
                }
                Cell::Expectation(CaseExpectation {
                    path: Arc::clone(path),
                    value,
                    text: format!("{name} = {cell}").into(),
                })
            }
        })
    }

    /// Whether a value, written in a file of cases, can be one of a part of the output.
    fn fits(&self, value: &Value, part: &Part<'_>) -> bool {
        let Part::Typed(ty) = part else { return false };
        let text = value.as_text();
        match ty.given() {
            _ if value.is_absent() => true,
            Type::Bool => value.as_bool().is_some(),
            Type::Text => text.is_some() || value.as_bool().is_some(),
            Type::Date => text.is_some_and(|text| Date::from_str(text).is_ok()),
            Type::Enum(id) => text.is_some_and(|text| self.signatures.member(*id, text).is_some()),
            ty if ty.is_number() => {
                value.as_number().is_some()
                    || text.is_some_and(|text| Decimal::from_str(text).is_ok())
            }
            _ => false,
        }
    }

    fn json_cases(
        &self,
        file: &File,
        text: &str,
        lines: bool,
        output: &[OutputItem],
    ) -> (Vec<Case>, Vec<Diagnostic>) {
        let (mut cases, mut found) = (Vec::new(), Vec::new());
        let add = |place: String, case: Value, found: &mut Vec<Diagnostic>| {
            let mut check = JsonCase {
                checker: self,
                file,
                place,
                found,
            };
            check.case(case, output)
        };
        let read = crate::testing::read_json;
        let form = |place: &str, error: &str| faults::case_form(file.span, place, error);
        if lines {
            for (line, text) in (1_u32..).zip(text.lines()) {
                let place = format!("{}:{line}", file.path);
                match read(text) {
                    _ if text.trim().is_empty() => {}
                    Ok(case) => cases.extend(add(place, case, &mut found)),
                    Err(error) => found.push(form(&place, &error.to_string())),
                }
                if found.len() > MOST_FAULTS {
                    break;
                }
            }
        } else {
            match read(text) {
                Ok(Value::List(all)) => {
                    for (number, case) in (1_u32..).zip(all) {
                        let place = format!("{}#{number}", file.path);
                        cases.extend(add(place, case, &mut found));
                        if found.len() > MOST_FAULTS {
                            break;
                        }
                    }
                }
                Ok(_) => found.push(form(&file.path, "a list of cases is expected")),
                Err(error) => found.push(form(&file.path, &error.to_string())),
            }
        }
        (cases, found)
    }
}

/// What a case adds to the name of its test: its own name and its place.
fn case_name(name: Option<&str>, place: &str) -> Arc<str> {
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!(": {name} ({place})").into(),
        None => format!(" ({place})").into(),
    }
}

/// What a cell adds to a case.
enum Cell {
    Change(Arc<[PathStep]>, Value),
    Expectation(CaseExpectation),
    Nothing,
}

/// Why a cell adds nothing.
enum NoCell {
    /// It is no value of its output field.
    Output,
    /// It stands where a list does.
    List,
}

/// A case in JSON.
struct JsonCase<'c, 'a, 'b> {
    checker: &'c Expressions<'a, 'b>,
    file: &'c File,
    /// The file and line.
    place: String,
    found: &'c mut Vec<Diagnostic>,
}

impl JsonCase<'_, '_, '_> {
    fn case(&mut self, case: Value, output: &[OutputItem]) -> Option<Case> {
        const KEYS: [&str; 3] = ["name", "input", "expect"];
        let span = self.file.span;
        let Value::Record(fields) = case else {
            let form = "an object with `input` and `expect` is expected";
            self.found.push(faults::case_form(span, &self.place, form));
            return None;
        };
        for (key, _) in fields.iter().filter(|(key, _)| !KEYS.contains(&&**key)) {
            let near = faults::nearest(key, KEYS);
            let fault = faults::case_key(span, &self.place, key, "a case", near);
            self.found.push(fault);
        }
        let field = |name: &str| fields.iter().find(|(key, _)| **key == *name);
        let field = |name| field(name).map(|(_, value)| value);
        let mut made = Case {
            name: case_name(field("name").and_then(Value::as_text), &self.place),
            risk: field("input").cloned(),
            with: Vec::new(),
            expect: Vec::new(),
        };
        if let Some(Value::Record(expected)) = field("expect") {
            for (key, value) in expected {
                if **key != *ERRORS {
                    match self.checker.output_field(&Part::Object(output), key) {
                        Ok(part) => self.check(value, &part, key),
                        Err(names) => self.unknown(key, &names),
                    }
                }
                made.expect.push(CaseExpectation {
                    path: Arc::from([PathStep::Key(Arc::clone(key))]),
                    value: value.clone(),
                    text: format!("{key} = {}", value.to_json()).into(),
                });
            }
        } else {
            let form = "what is expected stands in an object `expect`";
            self.found.push(faults::case_form(span, &self.place, form));
        }
        Some(made)
    }

    /// Whether what is expected can be a part of the output.
    fn check(&mut self, value: &Value, part: &Part<'_>, path: &str) {
        match value {
            Value::Record(fields) => {
                for (key, value) in fields {
                    match self.checker.output_field(part, key) {
                        Ok(part) => self.check(value, &part, &format!("{path}.{key}")),
                        Err(names) => self.unknown(&format!("{path}.{key}"), &names),
                    }
                }
            }
            Value::List(items) => match item(part) {
                Some(part) => items.iter().for_each(|item| self.check(item, &part, path)),
                None => self.misfit(value),
            },
            value if self.checker.fits(value, part) => {}
            value => self.misfit(value),
        }
    }

    fn unknown(&mut self, path: &str, names: &[Arc<str>]) {
        let last = path.rsplit('.').next().unwrap_or(path);
        let near = faults::nearest(last, names.iter().map(|name| &**name));
        let fault = faults::case_key(self.file.span, &self.place, path, "the output", near);
        self.found.push(fault);
    }

    fn misfit(&mut self, value: &Value) {
        let (value, place) = (value.to_json(), &self.place);
        self.found
            .push(faults::case_value(self.file.span, place, &value));
    }
}

/// An item of a list in the output.
fn item<'o>(part: &Part<'o>) -> Option<Part<'o>> {
    match part {
        Part::Objects(items) => Some(Part::Object(items)),
        Part::Typed(ty) => match ty.given() {
            Type::List(item) => Some(Part::Typed((**item).clone())),
            _ => None,
        },
        Part::Object(_) => None,
    }
}

/// `policy.vehicles[1].symbol` in the header of a file of cases.
fn header_words(header: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    for part in header.split('.') {
        let (name, places) = part
            .split_once('[')
            .map_or((part, ""), |(name, rest)| (name, rest));
        if !super::literal::is_identifier(name) {
            return None;
        }
        words.push(Word::Name(name.to_owned()));
        for place in places.split('[').filter(|p| !p.is_empty()) {
            words.push(Word::Place(place.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(words)
}
