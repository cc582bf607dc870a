//! A witness as a test that can be pasted.

use lutine_core::answer::FieldError;
use lutine_core::value::Value;
use lutine_dsl::prove::Witness;
use lutine_dsl::typed::{AttributeKind, EntityId, Rulebook, Type};
use std::fmt::Write;

/// The test: the risk field by field, and the error that it has. Nothing where it cannot be written as one.
pub(super) fn test(rulebook: &Rulebook, risk: &Value, error: &FieldError) -> Option<String> {
    let (path, code) = (&error.path, error.code.as_str());
    if !is_nameable(rulebook, path) {
        return None;
    }
    let name = format!("{path} fails with {code}");
    whole(
        rulebook,
        risk,
        &name,
        &format!("expect {path} fails {code}"),
    )
}

/// Whether a test can name what has this path: attributes and definitions, but neither a rule, nor a field of the output, nor what belongs to
/// something that may be absent, nor whole items and lists of them.
fn is_nameable(rulebook: &Rulebook, path: &str) -> bool {
    let mut parts = path.split('.');
    let (Some(head), Some(root)) = (parts.next(), rulebook.entities.get(rulebook.root.index()))
    else {
        return false;
    };
    let definition = || rulebook.definitions.iter().find(|d| *d.name == *head);
    let mut ty = match (*root.snake_name == *head, definition()) {
        (true, _) => &Type::Entity(rulebook.root),
        (false, Some(definition)) => &definition.ty,
        (false, None) => return false,
    };
    for part in parts {
        let name = part.split('[').next().unwrap_or_default();
        let declared = match ty {
            Type::Entity(id) => rulebook.entities.get(id.index()),
            // What belongs to a record is told apart by its error alone.
            Type::Record(_) => return true,
            _ => return false,
        };
        let mut attributes = declared.iter().flat_map(|entity| &entity.attributes);
        let Some(attribute) = attributes.find(|attribute| *attribute.name == *name) else {
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
    rulebook: &Rulebook,
    risk: &Value,
    subject: &str,
    witness: &Witness,
) -> Option<String> {
    // Which part of a table that varies a test finds hangs on its risk.
    let varies = subject.contains(' ');
    if witness.expect.is_empty() || witness.with.is_some() || varies {
        return None;
    }
    let code = witness.expect.rsplit(' ').next()?;
    whole(
        rulebook,
        risk,
        &format!("{subject} fails with {code}"),
        &witness.expect,
    )
}

fn whole(rulebook: &Rulebook, risk: &Value, name: &str, expect: &str) -> Option<String> {
    let root = rulebook.entities.get(rulebook.root.index())?;
    let mut text = String::new();
    writeln!(text, "test \"{name}\" {{").ok()?;
    write_item(rulebook, rulebook.root, risk, &root.snake_name, &mut text)?;
    writeln!(text, "  {expect}").ok()?;
    text.push('}');
    Some(text)
}

/// The `with` lines of an item.
fn write_item(
    rulebook: &Rulebook,
    entity: EntityId,
    item: &Value,
    path: &str,
    text: &mut String,
) -> Option<()> {
    let declared = rulebook.entities.get(entity.index())?;
    for attribute in &declared.attributes {
        let given = matches!(
            attribute.kind,
            AttributeKind::Input { .. } | AttributeKind::GivenList { .. }
        );
        if let (true, Some(value)) = (given, item.get(&attribute.json_name)) {
            let path = format!("{path}.{}", attribute.name);
            write_value(rulebook, &attribute.ty, value, &path, text)?;
        }
    }
    Some(())
}

fn write_value(
    rulebook: &Rulebook,
    ty: &Type,
    value: &Value,
    path: &str,
    text: &mut String,
) -> Option<()> {
    match (ty.given(), value) {
        (_, Value::Absent) => Some(()),
        (Type::Entity(entity), item) => {
            let before = text.len();
            write_item(rulebook, *entity, item, path, text)?;
            // A test makes an item by its fields: one without any it cannot make.
            (text.len() > before).then_some(())
        }
        (Type::Record(id), value) => {
            let record = rulebook.records.get(id.index())?;
            let before = text.len();
            for field in &record.fields {
                if let Some(value) = value.get(&field.name) {
                    let path = format!("{path}.{}", field.name);
                    write_value(rulebook, &field.ty, value, &path, text)?;
                }
            }
            (text.len() > before).then_some(())
        }
        (Type::List(item), Value::List(items)) => {
            // A test makes a list by its items: an empty one it cannot make.
            items.first()?;
            for (place, value) in (1..).zip(items) {
                write_value(rulebook, item, value, &format!("{path}[{place}]"), text)?;
            }
            Some(())
        }
        (ty, value) => {
            let literal = literal(ty, value)?;
            writeln!(text, "  with {path} = {literal}").ok()
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
