//! Tests: the risks that they start from, what they change, what they expect.

use std::collections::BTreeMap;
use std::sync::Arc;

use lutine_core::answer::FaultCode;
use lutine_core::graph::ErrorCode;
use lutine_core::value::Value;

use super::expr::Expressions;
use super::scope::Scope;
use super::signature::{Role, TypeName};
use crate::diagnostics::{Diagnostic, check as faults};
use crate::source::{Source, SourceError, Span, resolve};
use crate::syntax::{self, AccessStep, ExpressionKind, TestItemKind, TextLiteral};
use crate::typed::{
    Case, Cases, Change, EntityId, Expectation, ExpectationKind, Expr, ExprKind, Literal,
    OutputItem, PathStep, Test, Type,
};

/// The files that tests name: each is read once, however many tests name it.
pub(super) struct TestFiles<'s> {
    pub(super) source: &'s dyn Source,
    /// Cases from which tests start.
    given: BTreeMap<String, Arc<str>>,
    /// Files of cases; nothing for one whose faults have been reported.
    pub(super) cases: BTreeMap<String, Option<FileOfCases>>,
}

/// The cases of a file.
#[derive(Clone)]
pub(super) struct FileOfCases {
    all: Arc<[Case]>,
    /// The first that compares nothing with an answer, and how many do not.
    idle: Option<(Arc<str>, usize)>,
}

impl FileOfCases {
    pub(super) fn new(all: Vec<Case>) -> Self {
        let mut idle = all.iter().filter(|case| case.expect.is_empty());
        let first = idle.next().map(|case| Arc::clone(&case.name));
        let idle = first.map(|first| (first, idle.count().saturating_add(1)));
        Self {
            all: all.into(),
            idle,
        }
    }

    /// What is wrong with it where the test expects nothing by itself.
    fn without_expectation(&self, span: Span) -> Option<Diagnostic> {
        let (first, count) = self.idle.as_ref()?;
        Some(faults::cases_expect_nothing(span, first, *count))
    }
}

impl<'s> TestFiles<'s> {
    pub(super) const fn new(source: &'s dyn Source) -> Self {
        Self {
            source,
            given: BTreeMap::new(),
            cases: BTreeMap::new(),
        }
    }
}

/// The path of a file that a declaration names, relative to the file that it stands in.
pub(super) fn path_named(
    expressions: &Expressions<'_, '_>,
    file: &TextLiteral,
) -> Result<String, SourceError> {
    let from = expressions.sources.file(file.span.file);
    resolve(from.map_or("", |f| f.name()), &file.value)
}

impl Expressions<'_, '_> {
    /// The test of one declaration, with its file of cases.
    pub(super) fn test(
        &mut self,
        test: &syntax::Test,
        root: EntityId,
        output: &[OutputItem],
        files: &mut TestFiles<'_>,
    ) -> Option<Test> {
        let mut scope = Scope::of_risk(root);
        let mut given = None;
        let mut with = Vec::new();
        let mut expect = Vec::new();
        let mut failed = false;
        for item in &test.items {
            let done = match &item.kind {
                TestItemKind::Given { entity, file } => self
                    .given(entity, file, root, files)
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
        let cases = match &test.cases {
            None => None,
            Some(cases) => {
                let read = self.cases(cases, (root, output), files)?;
                Some((read, cases.file.span))
            }
        };
        if expect.is_empty() {
            let fault = match &cases {
                None => Some(faults::expects_nothing(test.name.span)),
                Some((cases, span)) => cases.without_expectation(*span),
            };
            self.diagnostics.extend(fault);
        }
        let cases = cases.map(|(read, span)| Cases {
            all: read.all,
            span,
        });
        Some(Test {
            name: test.name.value.as_str().into(),
            given,
            with,
            expect,
            cases,
            span: test.name.span,
        })
    }

    fn given(
        &mut self,
        entity: &syntax::Path,
        file: &TextLiteral,
        root: EntityId,
        files: &mut TestFiles<'_>,
    ) -> Option<Arc<str>> {
        match self.signatures.type_at(entity) {
            Ok(TypeName::Entity(id)) if id == root => {}
            _ => {
                let name = self.signatures.entity(root).map_or("", |e| &*e.name);
                return self.report(faults::test_given(entity.span, name));
            }
        }
        let path = match path_named(self, file) {
            Ok(path) => path,
            Err(error) => return self.report(faults::unreadable(file.span, &error)),
        };
        if let Some(known) = files.given.get(&path) {
            return Some(Arc::clone(known));
        }
        let bytes = match files.source.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => return self.report(faults::unreadable(file.span, &error)),
        };
        let Ok(text) = String::from_utf8(bytes) else {
            return self.report(faults::not_text(file.span, &file.value));
        };
        let text: Arc<str> = text.into();
        files.given.insert(path, Arc::clone(&text));
        Some(text)
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
        if matches!(ty, Type::List(_)) {
            // A list is always there: without items it is empty.
            return match value.kind {
                ExpressionKind::None => Some(Change {
                    path,
                    value: Value::List(Vec::new()),
                    span,
                }),
                _ => self.report(faults::test_list(value.span)),
            };
        }
        let value = self.check(scope, value, &ty)?;
        let Some(value) = self.literal_input(&value) else {
            return self.report(faults::test_value(value.span));
        };
        Some(Change { path, value, span })
    }

    /// By which name fields of the input are named.
    pub(super) fn input_name(&self, root: EntityId) -> String {
        let entity = self.signatures.entity(root);
        entity.map_or_else(String::new, |entity| entity.snake_name.to_string())
    }

    /// The way to a field of the input, and its type.
    pub(super) fn input_path(
        &mut self,
        words: &[Word],
        root: EntityId,
        span: Span,
    ) -> Option<(Vec<PathStep>, Type)> {
        let mut words = words.iter();
        let snake = self.input_name(root);
        if !matches!(words.next(), Some(Word::Name(name)) if *name == snake) {
            return self.report(faults::test_path_start(span, &snake));
        }
        let mut path = Vec::new();
        let mut ty = Type::Entity(root);
        for word in words {
            ty = match (word, ty.given()) {
                (Word::Name(name), Type::Entity(entity)) => {
                    let signature = self.signatures.entity(*entity)?;
                    let Some((_, attribute)) = signature.attribute(name) else {
                        return self.report(self.no_field(span, *entity, name));
                    };
                    let Role::Declared(syntax) = attribute.role else {
                        return self.report(self.no_field(span, *entity, name));
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
                        let fields: Vec<&str> =
                            signature.fields.iter().map(|(n, _)| &**n).collect();
                        return self.report(faults::test_no_field(
                            span,
                            &signature.name,
                            name,
                            &fields,
                        ));
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

    /// An entity has no such field in the input; those that it has are known.
    fn no_field(&self, span: Span, entity: EntityId, name: &str) -> Diagnostic {
        let Some(signature) = self.signatures.entity(entity) else {
            return faults::test_target(span);
        };
        let given = signature.attributes.iter().filter(|attribute| {
            matches!(attribute.role, Role::Declared(syntax) if !matches!(syntax.value, syntax::AttributeValue::Computed(_)))
        });
        let names: Vec<&str> = given.map(|attribute| &*attribute.name).collect();
        faults::test_no_field(span, &signature.name, name, &names)
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
}

/// A text without its line breaks and the blanks around them.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ")
}

/// A step of a path as it is written.
pub(super) enum Word {
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
