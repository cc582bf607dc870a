//! A witness as a test that can be pasted.

use lutine_core::answer::FieldError;
use lutine_core::value::Value;
use lutine_dsl::prove::Witness;
use lutine_dsl::typed::{Attribute, AttributeKind, Definition, EntityId, Rulebook, Type};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// Writes witnesses as tests. There may be ten thousands of claims and of fields: what is declared is looked up, not searched.
pub(super) struct Writer<'r> {
    rulebook: &'r Rulebook,
    /// Of each entity what is given.
    given: Vec<Vec<&'r Attribute>>,
    attributes: Vec<BTreeMap<&'r str, &'r Attribute>>,
    definitions: BTreeMap<&'r str, &'r Definition>,
    /// The risk that was written last, and its lines.
    last: RefCell<Option<(Rc<Value>, Option<Rc<str>>)>>,
}

impl<'r> Writer<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Self {
        let entities = || {
            rulebook
                .entities
                .iter()
                .map(|entity| entity.attributes.iter())
        };
        let is_given = |attribute: &&Attribute| {
            matches!(
                attribute.kind,
                AttributeKind::Input { .. } | AttributeKind::GivenList { .. }
            )
        };
        let given = entities().map(|all| all.filter(is_given).collect());
        let attributes = entities().map(|all| all.map(|a| (&*a.name, a)).collect());
        let definitions = rulebook.definitions.iter().map(|d| (&*d.name, d));
        Self {
            rulebook,
            given: given.collect(),
            attributes: attributes.collect(),
            definitions: definitions.collect(),
            last: RefCell::new(None),
        }
    }

    /// The test: the risk field by field, and the error that it has. Nothing where it cannot be written as one.
    pub(super) fn test(&self, risk: &Rc<Value>, error: &FieldError) -> Option<String> {
        let (path, code) = (&error.path, error.code.as_str());
        if !self.is_nameable(path) {
            return None;
        }
        let name = format!("{path} fails with {code}");
        self.whole(risk, &name, &format!("expect {path} fails {code}"))
    }

    /// Whether a test can name what has this path: attributes and definitions, but neither a rule, nor a field of the output, nor what belongs
    /// to something that may be absent, nor whole items and lists of them.
    fn is_nameable(&self, path: &str) -> bool {
        let mut parts = path.split('.');
        let root = self.rulebook.entities.get(self.rulebook.root.index());
        let (Some(head), Some(root)) = (parts.next(), root) else {
            return false;
        };
        let root_type = Type::Entity(self.rulebook.root);
        let mut ty = match (*root.snake_name == *head, self.definitions.get(head)) {
            (true, _) => &root_type,
            (false, Some(definition)) => &definition.ty,
            (false, None) => return false,
        };
        for part in parts {
            let name = part.split('[').next().unwrap_or_default();
            let attributes = match ty {
                Type::Entity(id) => self.attributes.get(id.index()),
                // What belongs to a record is told apart by its error alone.
                Type::Record(_) => return true,
                _ => return false,
            };
            let Some(attribute) = attributes.and_then(|all| all.get(name)) else {
                return false;
            };
            // The error of what is carried has the path of the item in which it arose, and is seen of those behind it.
            if matches!(attribute.kind, AttributeKind::Carried { .. }) {
                return false;
            }
            ty = match &attribute.ty {
                Type::List(item) if part.contains('[') => item,
                ty => ty,
            };
        }
        match ty.given() {
            Type::Entity(_) => false,
            Type::List(item) => !matches!(**item, Type::Entity(_)),
            _ => true,
        }
    }

    /// The test of what the compiler has refuted: it holds for every risk that the input accepts, such as this one. Nothing where no test can
    /// show it.
    pub(super) fn shown(
        &self,
        risk: &Rc<Value>,
        subject: &str,
        witness: &Witness,
    ) -> Option<String> {
        // Which part of a table that varies a test finds hangs on its risk.
        let varies = subject.contains(' ');
        if witness.expect.is_empty() || witness.with.is_some() || varies {
            return None;
        }
        let code = witness.expect.rsplit(' ').next()?;
        let name = format!("{subject} fails with {code}");
        self.whole(risk, &name, &witness.expect)
    }

    fn whole(&self, risk: &Rc<Value>, name: &str, expect: &str) -> Option<String> {
        let lines = self.lines(risk)?;
        Some(format!("test \"{name}\" {{\n{lines}  {expect}\n}}"))
    }

    /// The `with` lines of a risk.
    fn lines(&self, risk: &Rc<Value>) -> Option<Rc<str>> {
        let mut last = self.last.borrow_mut();
        if let Some((known, lines)) = &*last
            && Rc::ptr_eq(known, risk)
        {
            return lines.clone();
        }
        let written = || {
            let root = self.rulebook.entities.get(self.rulebook.root.index())?;
            let mut text = String::new();
            self.write_item(self.rulebook.root, risk, &root.snake_name, &mut text)?;
            Some(Rc::from(text))
        };
        let lines: Option<Rc<str>> = written();
        *last = Some((Rc::clone(risk), lines.clone()));
        lines
    }

    /// The `with` lines of an item.
    fn write_item(
        &self,
        entity: EntityId,
        item: &Value,
        path: &str,
        text: &mut String,
    ) -> Option<()> {
        let fields = match item {
            Value::Record(fields) => fields.as_slice(),
            _ => &[],
        };
        let fields: BTreeMap<&str, &Value> =
            fields.iter().map(|(n, value)| (&**n, value)).collect();
        for attribute in self.given.get(entity.index())? {
            if let Some(value) = fields.get(&*attribute.json_name) {
                let path = format!("{path}.{}", attribute.name);
                self.write_value(&attribute.ty, value, &path, text)?;
            }
        }
        Some(())
    }

    fn write_value(&self, ty: &Type, value: &Value, path: &str, text: &mut String) -> Option<()> {
        match (ty.given(), value) {
            (_, Value::Absent) => Some(()),
            (Type::Entity(entity), item) => {
                let before = text.len();
                self.write_item(*entity, item, path, text)?;
                // A test makes an item by its fields: one without any it cannot make.
                (text.len() > before).then_some(())
            }
            (Type::Record(id), value) => {
                let record = self.rulebook.records.get(id.index())?;
                let before = text.len();
                for field in &record.fields {
                    if let Some(value) = value.get(&field.name) {
                        let path = format!("{path}.{}", field.name);
                        self.write_value(&field.ty, value, &path, text)?;
                    }
                }
                (text.len() > before).then_some(())
            }
            (Type::List(item), Value::List(items)) => {
                // A test makes a list by its items: an empty one it cannot make.
                items.first()?;
                for (place, value) in (1..).zip(items) {
                    self.write_value(item, value, &format!("{path}[{place}]"), text)?;
                }
                Some(())
            }
            (ty, value) => {
                let literal = literal(ty, value)?;
                writeln!(text, "  with {path} = {literal}").ok()
            }
        }
    }
}

fn literal(ty: &Type, value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(number) | Value::Decimal(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(member) if matches!(ty, Type::Enum(_)) && is_word(member) => member.to_string(),
        Value::Text(text) => quoted(text),
        _ => return None,
    })
}

/// A text with its quotes, as an expression has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '{' | '}' => quoted.extend([c, c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn is_word(member: &str) -> bool {
    let first = member.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic())
        && member
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
}
