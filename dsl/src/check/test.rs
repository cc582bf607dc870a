//! Tests: the risks that they start from, what they change, what they expect.

use std::str::FromStr;
use std::sync::Arc;

use lutine_core::answer::FaultCode;
use lutine_core::date::Date;
use lutine_core::graph::{Comparison, Constant, ErrorCode};
use lutine_core::number::Decimal;
use lutine_core::value::Value;

use super::entity::literal_value;
use super::expr::{Expressions, expr};
use super::scope::Scope;
use super::signature::{Role, TypeName};
use crate::diagnostics::check as faults;
use crate::source::{Source, SourceError, Span, resolve};
use crate::syntax::{self, AccessStep, ExpressionKind, TestItemKind, TextLiteral};
use crate::typed::{
    Change, EntityId, Expectation, ExpectationKind, Expr, ExprKind, Literal, OutputItem,
    OutputValue, PathStep, Test, Type,
};

/// A file that a declaration names, relative to the file that it stands in.
pub(crate) fn read_named(
    expressions: &Expressions<'_, '_>,
    source: &dyn Source,
    file: &TextLiteral,
) -> Result<(String, Vec<u8>), SourceError> {
    let from = expressions
        .sources
        .file(file.span.file)
        .map_or("", |f| f.name());
    let path = resolve(from, &file.value)?;
    let bytes = source.read(&path)?;
    Ok((path, bytes))
}

impl Expressions<'_, '_> {
    /// The tests of one declaration: one, or one for each row of its file of cases.
    pub(crate) fn test(
        &mut self,
        test: &syntax::Test,
        root: EntityId,
        output: &[OutputItem],
        source: &dyn Source,
    ) -> Option<Vec<Test>> {
        let mut scope = Scope::of_risk(root);
        let mut given = None;
        let mut with = Vec::new();
        let mut expect = Vec::new();
        let mut failed = false;
        for item in &test.items {
            let done = match &item.kind {
                TestItemKind::Given { entity, file } => self
                    .given(entity, file, root, source)
                    .map(|text| given = Some(text)),
                TestItemKind::With { target, value } => self
                    .change(&mut scope, target, value, root, item.span)
                    .map(|c| with.push(c)),
                TestItemKind::Expect { value, fails } => self
                    .expectation(&mut scope, value, fails.as_ref(), root)
                    .map(|kind| {
                        let end = fails.as_ref().map_or(value.span.end, |code| code.span.end);
                        let span = Span { end, ..value.span };
                        let text = one_line(self.sources.text(span)).into();
                        expect.push(Expectation { kind, text, span });
                    }),
            };
            failed |= done.is_none();
        }
        if failed {
            return None;
        }
        let plain = Test {
            name: test.name.value.as_str().into(),
            given,
            with,
            expect,
            span: test.name.span,
        };
        match &test.cases {
            None => Some(vec![plain]),
            Some(cases) => self.cases(&plain, cases, root, output, source),
        }
    }

    fn given(
        &mut self,
        entity: &syntax::Path,
        file: &TextLiteral,
        root: EntityId,
        source: &dyn Source,
    ) -> Option<Arc<str>> {
        match self.signatures.types.get(&entity.text()) {
            Some((TypeName::Entity(id), _)) if *id == root => {}
            _ => {
                let name = self.signatures.entity(root).map_or("", |e| &*e.name);
                return self.report(faults::test_given(entity.span, name));
            }
        }
        let text = match read_named(self, source, file) {
            Ok((_, bytes)) => String::from_utf8(bytes).ok(),
            Err(error) => return self.report(faults::unreadable(file.span, &error)),
        };
        match text {
            Some(text) => Some(text.into()),
            None => self.report(faults::not_text(file.span, &file.value)),
        }
    }

    /// `expect policy.total = 100`, `expect policy.age fails out_of_range`, `expect policy fails requirement`
    fn expectation(
        &mut self,
        scope: &mut Scope,
        value: &syntax::Expression,
        fails: Option<&syntax::Name>,
        root: EntityId,
    ) -> Option<ExpectationKind> {
        let Some(code) = fails else {
            let condition = self.check(scope, value, &Type::Bool)?;
            return Some(ExpectationKind::Holds(condition));
        };
        let value = self.infer(scope, value, None)?;
        let errors = ErrorCode::ALL.iter().find(|c| c.as_str() == code.text);
        if matches!(value.kind, ExprKind::Item(item) if item == root) {
            let mut faults = FaultCode::ALL.iter().map(|c| c.as_str());
            if errors.is_none() && !faults.any(|fault| fault == code.text) {
                return self.report(faults::unknown_refusal(code));
            }
            let code = code.text.as_str().into();
            return Some(ExpectationKind::Refused { code });
        }
        let Some(code) = errors.copied() else {
            return self.report(faults::unknown_error(code));
        };
        let inner = match value.ty.given() {
            Type::List(item) => item,
            other => other,
        };
        if matches!(inner, Type::Entity(_) | Type::Period) {
            let fault = faults::test_fails(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        Some(ExpectationKind::Fails { value, code })
    }

    /// `with policy.vehicles[1].symbol = 12`
    fn change(
        &mut self,
        scope: &mut Scope,
        target: &syntax::Expression,
        value: &syntax::Expression,
        root: EntityId,
        span: Span,
    ) -> Option<Change> {
        let Some(words) = path_words(target) else {
            return self.report(faults::test_target(target.span));
        };
        let (path, ty) = self.input_path(&words, root, target.span)?;
        let value = self.check(scope, value, &ty)?;
        let Some(value) = self.literal_input(&value) else {
            return self.report(faults::test_value(value.span));
        };
        Some(Change { path, value, span })
    }

    /// The way to a field of the input, and its type.
    fn input_path(
        &mut self,
        words: &[Word],
        root: EntityId,
        span: Span,
    ) -> Option<(Vec<PathStep>, Type)> {
        let mut words = words.iter();
        let snake = self.signatures.entity(root).map_or("", |e| &*e.snake_name);
        if !matches!(words.next(), Some(Word::Name(name)) if name == snake) {
            return self.report(faults::test_path_start(span, snake));
        }
        let mut path = Vec::new();
        let mut ty = Type::Entity(root);
        for word in words {
            ty = match (word, ty.given()) {
                (Word::Name(name), Type::Entity(entity)) => {
                    let signature = self.signatures.entity(*entity)?;
                    let Some((_, attribute)) = signature.attribute(name) else {
                        return self.report(faults::test_no_field(span, &signature.name, name));
                    };
                    let Role::Declared(syntax) = attribute.role else {
                        return self.report(faults::test_no_field(span, &signature.name, name));
                    };
                    if matches!(syntax.value, syntax::AttributeValue::Computed(_)) {
                        return self.report(faults::test_derived(span, name));
                    }
                    let key = syntax
                        .json_name
                        .as_ref()
                        .map_or(name.as_str(), |t| &t.value);
                    path.push(PathStep::Key(key.into()));
                    attribute.declared.as_ref()?.ty.clone()
                }
                (Word::Name(name), Type::Record(record)) => {
                    let signature = self.signatures.record(*record)?;
                    let Some((_, declared)) = signature.field(name).map(|(_, field)| field) else {
                        return self.report(faults::test_no_field(span, &signature.name, name));
                    };
                    path.push(PathStep::Key(name.as_str().into()));
                    declared.as_ref()?.ty.clone()
                }
                (Word::Place(place), Type::List(item)) => {
                    let Some(place) = place.checked_sub(1) else {
                        return self.report(faults::test_target(span));
                    };
                    path.push(PathStep::Item(place));
                    (**item).clone()
                }
                _ => return self.report(faults::test_target(span)),
            };
        }
        Some((path, ty))
    }

    /// A written value as input.
    fn literal_input(&self, value: &Expr) -> Option<Value> {
        match &value.kind {
            ExprKind::Literal(literal) => Some(match literal {
                Literal::None => Value::Absent,
                Literal::Bool(value) => Value::Bool(*value),
                Literal::Number(number) => Value::Decimal(*number),
                Literal::Text(text) => Value::Text(Arc::clone(text)),
                Literal::Date(date) => Value::Date(*date),
                Literal::Enum(member) => {
                    let Type::Enum(id) = value.ty.given() else {
                        return None;
                    };
                    let member = usize::try_from(*member).ok()?;
                    Value::Text(Arc::clone(
                        &self.signatures.enumeration(*id)?.members.get(member)?.name,
                    ))
                }
            }),
            ExprKind::Wrap(inner) | ExprKind::Widen(inner) => self.literal_input(inner),
            _ => None,
        }
    }

    /// One test a row of a file of cases: a column is a field of the input, or `expect.` and a field of the output.
    fn cases(
        &mut self,
        plain: &Test,
        cases: &syntax::TestCases,
        root: EntityId,
        output: &[OutputItem],
        source: &dyn Source,
    ) -> Option<Vec<Test>> {
        let (path, bytes) = match read_named(self, source, &cases.file) {
            Ok(read) => read,
            Err(error) => return self.report(faults::unreadable(cases.file.span, &error)),
        };
        let span = cases.file.span;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let broken = |error: &csv::Error| faults::broken_csv(span, &path, &error.to_string());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(error) => return self.report(broken(&error)),
        };
        let columns: Vec<Option<Case>> = headers
            .iter()
            .map(|h| self.case_column(h.trim(), root, output, span))
            .collect();
        let columns = columns.into_iter().collect::<Option<Vec<_>>>()?;
        let mut tests = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => return self.report(broken(&error)),
            };
            let line = record.position().map_or(0, csv::Position::line);
            let mut test = plain.clone();
            test.name = format!("{} ({path}:{line})", plain.name).into();
            for (column, cell) in columns.iter().zip(&record) {
                let cell = cell.trim();
                match column {
                    Case::Input(path, ty) => {
                        let value = if cell.is_empty() {
                            Value::Absent
                        } else {
                            self.cell_input(cell, ty)
                        };
                        test.with.push(Change {
                            path: path.clone(),
                            value,
                            span,
                        });
                    }
                    Case::Output(name, value) => match self.cell_expected(cell, value, span) {
                        Some(condition) => {
                            let cell = if cell.is_empty() { "absent" } else { cell };
                            let text = format!("{name} = {cell}").into();
                            let kind = ExpectationKind::Holds(condition);
                            test.expect.push(Expectation { kind, text, span });
                        }
                        None => return self.report(faults::case_cell(span, &path, line, cell)),
                    },
                }
            }
            tests.push(test);
        }
        Some(tests)
    }

    fn case_column(
        &mut self,
        header: &str,
        root: EntityId,
        output: &[OutputItem],
        span: Span,
    ) -> Option<Case> {
        if let Some(name) = header.strip_prefix("expect.") {
            let found = output.iter().find(|o| *o.name == *name);
            return match found.map(|o| &o.value) {
                Some(OutputValue::Value(value)) => {
                    Some(Case::Output(name.into(), Box::new(value.clone())))
                }
                _ => self.report(faults::case_header(span, header)),
            };
        }
        match header_words(header) {
            Some(words) => {
                let (path, ty) = self.input_path(&words, root, span)?;
                Some(Case::Input(path, ty))
            }
            None => self.report(faults::case_header(span, header)),
        }
    }

    /// A cell as input; what does not fit is for the input's own check to say.
    fn cell_input(&self, cell: &str, ty: &Type) -> Value {
        match ty.given() {
            Type::Bool if cell == "true" => Value::Bool(true),
            Type::Bool if cell == "false" => Value::Bool(false),
            _ => Value::Text(cell.into()),
        }
    }

    /// That an output field is what the cell says; a blank one that it is absent.
    fn cell_expected(&self, cell: &str, value: &Expr, span: Span) -> Option<Expr> {
        let boolean = |kind| expr(kind, Type::Bool, span);
        let optional = matches!(value.ty, Type::Optional(_));
        if cell.is_empty() {
            let given = boolean(ExprKind::IsGiven(Box::new(value.clone())));
            return optional.then(|| boolean(ExprKind::Not(Box::new(given))));
        }
        let ty = value.ty.given().clone();
        let constant = self.cell_constant(cell, &ty)?;
        let right = Box::new(expr(
            ExprKind::Literal(literal_value(&constant)),
            ty.clone(),
            span,
        ));
        let compare = |left: Expr| {
            boolean(ExprKind::Compare {
                comparison: Comparison::Equal,
                left: Box::new(left),
                right,
            })
        };
        if !optional {
            return Some(compare(value.clone()));
        }
        let given = boolean(ExprKind::IsGiven(Box::new(value.clone())));
        let equal = compare(expr(ExprKind::Unwrap(Box::new(value.clone())), ty, span));
        Some(boolean(ExprKind::And(Box::new(given), Box::new(equal))))
    }

    fn cell_constant(&self, cell: &str, ty: &Type) -> Option<Constant> {
        match ty {
            Type::Bool => cell.parse().ok().map(Constant::Bool),
            Type::Text => Some(Constant::Text(cell.into())),
            Type::Date => Date::from_str(cell).ok().map(Constant::Date),
            Type::Enum(id) => self.signatures.member(*id, cell).map(Constant::Enum),
            ty if ty.is_number() => Decimal::from_str(cell).ok().map(Constant::Number),
            _ => None,
        }
    }
}

/// A text without its line breaks and the blanks around them.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ")
}

/// What a column of a file of cases stands for.
enum Case {
    Input(Vec<PathStep>, Type),
    Output(Arc<str>, Box<Expr>),
}

/// A step of a path as it is written.
enum Word {
    Name(String),
    Place(u32),
}

fn path_words(target: &syntax::Expression) -> Option<Vec<Word>> {
    let (base, steps) = match &target.kind {
        ExpressionKind::Name(_) => (target, [].as_slice()),
        ExpressionKind::Access { base, steps } => (&**base, steps.as_slice()),
        _ => return None,
    };
    let ExpressionKind::Name(name) = &base.kind else {
        return None;
    };
    let mut words = vec![Word::Name(name.text.clone())];
    for step in steps {
        words.push(match step {
            AccessStep::Field(name) => Word::Name(name.text.clone()),
            AccessStep::Index { index, .. } => match &index.kind {
                ExpressionKind::Number(number) if number.is_integer() => {
                    Word::Place(number.digits.parse().ok()?)
                }
                _ => return None,
            },
            AccessStep::With { .. } => return None,
        });
    }
    Some(words)
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
