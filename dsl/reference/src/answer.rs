//! The answer to a risk as JSON text.

use crate::census::Census;
use crate::evaluate::{Evaluator, Frame, Scope};
use crate::failure::{Failure, Outcome};
use crate::input::{Fault, Risk};
use crate::json::quoted;
use crate::number::Number;
use crate::value::{ItemId, Value, ill_typed, text_of};
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::{AttributeKind, EntityId, OutputItem, OutputValue, Rulebook, Type};
use std::rc::Rc;

/// Why a risk is refused.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// The input has a fault.
    Fault(Fault),
    /// Whether it meets a requirement cannot be computed: an error, as JSON.
    Error(String),
}

/// The answer to a risk that is refused.
#[must_use]
pub fn refused(refusals: Vec<Refusal>) -> String {
    let refusals: Vec<String> = refusals
        .into_iter()
        .map(|refusal| match refusal {
            Refusal::Error(error) => error,
            Refusal::Fault(fault) => format!(
                r#"{{"code":{},"pointer":{},"message":{}}}"#,
                quoted(fault.code),
                quoted(&fault.pointer),
                quoted(&fault.message)
            ),
        })
        .collect();
    format!(r#"{{"errors":[{}]}}"#, refusals.join(","))
}

/// The answer to a risk whose input has no fault.
pub fn answer(rulebook: &Rulebook, sources: &SourceMap, risk: Risk, census: &mut Census) -> String {
    let mut evaluator = Evaluator::new(rulebook, sources, risk, census);
    let refusals = requirements(&mut evaluator);
    if !refusals.is_empty() {
        return refused(refusals);
    }
    let mut writer = Writer {
        evaluator,
        errors: Errors::default(),
    };
    let mut fields = writer.object(&rulebook.output, "output", &Scope::of(Risk::ROOT));
    for error in &writer.errors.found {
        writer.evaluator.census.error(error.code);
    }
    if !writer.errors.found.is_empty() {
        let errors = writer.errors.written(sources).join(",");
        fields.push(format!(r#""errors":[{errors}]"#));
    }
    format!("{{{}}}", fields.join(","))
}

/// The requirements that the risk does not meet: by entity, by line, by item.
pub(crate) fn requirements(evaluator: &mut Evaluator) -> Vec<Refusal> {
    let rulebook = evaluator.rulebook;
    let mut refusals = Vec::new();
    let mut errors = Errors::default();
    for (entity, id) in rulebook
        .entities
        .iter()
        .zip(0..)
        .map(|(e, id)| (e, EntityId(id)))
    {
        if entity.requirements.is_empty() {
            continue;
        }
        let items = items_of(evaluator, id);
        for requirement in &entity.requirements {
            for item in &items {
                let holds = item.clone().and_then(|item| {
                    evaluator.within(Frame::Requirement(item), |this| {
                        this.condition(&requirement.condition, &Scope::of(item))
                    })
                });
                let refusal = match (holds, item) {
                    (Ok(true), _) => continue,
                    (Ok(false), Ok(item)) => Refusal::Fault(Fault::new(
                        "requirement",
                        &evaluator.pointer(*item),
                        requirement.message.to_string(),
                    )),
                    (Err(failure), _) if errors.add(evaluator.sources, &failure) => {
                        Refusal::Error(written(evaluator.sources, &failure))
                    }
                    (Err(_), _) | (_, Err(_)) => continue,
                };
                if let Refusal::Fault(fault) = &refusal {
                    evaluator.census.fault(fault.code);
                }
                refusals.push(refusal);
            }
        }
    }
    for error in &errors.found {
        evaluator.census.error(error.code);
    }
    refusals
}

/// The items of an entity, in the order of their owners; a made list in error is one item in error.
pub(crate) fn items_of(evaluator: &mut Evaluator, entity: EntityId) -> Vec<Outcome<ItemId>> {
    let rulebook = evaluator.rulebook;
    let made = rulebook.entities.iter().zip(0..).find_map(|(owner, id)| {
        let is_made = |attribute: &lutine_dsl::typed::Attribute| {
            matches!(attribute.kind, AttributeKind::MadeList(_))
                && attribute.ty == Type::List(Box::new(Type::Entity(entity)))
        };
        let attribute = owner.attributes.iter().position(is_made)?;
        Some((EntityId(id), attribute as u32))
    });
    let Some((owner, attribute)) = made else {
        return evaluator
            .risk
            .items_of(entity)
            .into_iter()
            .map(Ok)
            .collect();
    };
    let mut items = Vec::new();
    for owner in items_of(evaluator, owner) {
        match owner.and_then(|owner| evaluator.attribute(owner, attribute)) {
            Err(failure) => items.push(Err(failure)),
            Ok(Value::List(list)) => items.extend(list.iter().map(|item| match item {
                Value::Item(item) => Ok(*item),
                other => ill_typed(&format!("{other:?} is an item of a made list")),
            })),
            Ok(other) => ill_typed(&format!("{other:?} is a made list")),
        }
    }
    items
}

/// Writes the fields of an answer and gathers the errors of those that it leaves out.
struct Writer<'a> {
    evaluator: Evaluator<'a>,
    errors: Errors,
}

impl<'a> Writer<'a> {
    /// The fields of an object of the answer.
    fn object(&mut self, items: &'a [OutputItem], path: &str, scope: &Scope) -> Vec<String> {
        let mut fields = Vec::new();
        for item in items {
            let path = format!("{path}.{}", item.name);
            if let Some(value) = self.field(&item.value, &path, scope) {
                fields.push(format!("{}:{value}", quoted(&item.name)));
            }
        }
        fields
    }

    fn field(&mut self, value: &'a OutputValue, path: &str, scope: &Scope) -> Option<String> {
        let frame = Frame::Output(path.to_owned());
        match value {
            OutputValue::Value(expr) => {
                let value = self
                    .evaluator
                    .within(frame, |this| this.evaluate(expr, scope));
                self.value(&value, &expr.ty)
            }
            OutputValue::For { clause, items } => {
                let list = self
                    .evaluator
                    .within(frame, |this| this.evaluate(&clause.list, scope));
                let list = match list {
                    Ok(Value::List(list)) => list,
                    Ok(other) => ill_typed(&format!("{other:?} is walked through")),
                    Err(failure) => {
                        self.errors.add(self.evaluator.sources, &failure);
                        return None;
                    }
                };
                let mut objects = Vec::new();
                for (item, position) in list.iter().zip(1..) {
                    let path = format!("{path}[{position}]");
                    let scope = scope.with_item(clause.variable, item, position);
                    let fields = self.object(items, &path, &scope);
                    objects.push(format!("{{{}}}", fields.join(",")));
                }
                Some(format!("[{}]", objects.join(",")))
            }
        }
    }

    /// A value as JSON; nothing where it is in error.
    fn value(&mut self, value: &Outcome, ty: &Type) -> Option<String> {
        let rulebook = self.evaluator.rulebook;
        let value = match value {
            Ok(value) => value,
            Err(failure) => {
                self.errors.add(self.evaluator.sources, failure);
                return None;
            }
        };
        let text = || text_of(rulebook, value, ty);
        Some(match (value, ty.given()) {
            (Value::Absent, _) => "null".to_owned(),
            (Value::Bool(value), _) => value.to_string(),
            (Value::Number(value), Type::Int) => Number::shortest(value),
            (Value::Record(fields), Type::Record(record)) => {
                let declared = &rulebook.records[record.index()].fields;
                let mut written = Vec::new();
                for (field, value) in declared.iter().zip(fields.iter()) {
                    if let Some(value) = self.value(value, &field.ty) {
                        written.push(format!("{}:{value}", quoted(&field.name)));
                    }
                }
                format!("{{{}}}", written.join(","))
            }
            (Value::List(items), Type::List(ty)) => {
                let items = items.iter().map(|item| self.value(&Ok(item.clone()), ty));
                let items: Option<Vec<String>> = items.collect();
                format!("[{}]", items?.join(","))
            }
            _ => quoted(&text()),
        })
    }
}

/// Errors of an answer, each place and item once, first come first.
#[derive(Default)]
struct Errors {
    found: Vec<Rc<Failure>>,
}

impl Errors {
    /// Adds an error; false if it is there already.
    fn add(&mut self, sources: &SourceMap, failure: &Rc<Failure>) -> bool {
        let place = |failure: &Failure| (failure.span.file, sources.line_column(failure.span));
        let is_new = !self.found.iter().any(|other| {
            other.code == failure.code
                && other.path == failure.path
                && place(other) == place(failure)
        });
        if is_new {
            self.found.push(Rc::clone(failure));
        }
        is_new
    }

    fn written(&self, sources: &SourceMap) -> Vec<String> {
        let errors = self.found.iter();
        errors.map(|failure| written(sources, failure)).collect()
    }
}

/// An error as JSON.
fn written(sources: &SourceMap, failure: &Failure) -> String {
    let file = sources.file(failure.span.file);
    format!(
        r#"{{"code":{},"path":{},"message":{},"file":{},"line":{}}}"#,
        quoted(failure.code),
        quoted(&failure.path),
        quoted(&failure.message),
        quoted(file.map_or("", |file| file.name())),
        sources.line_column(failure.span).line
    )
}
