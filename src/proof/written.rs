//! A witness as a test that can be pasted.

use lutine_core::value::Value;
use lutine_dsl::testing::quoted;
use lutine_dsl::typed::{AttributeKind, EntityId, Rulebook, Type};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The `with` lines of a risk; nothing where it cannot be written: a list without items, an item without fields.
pub(super) fn given(rulebook: &Rulebook, risk: &Value) -> Option<String> {
    let root = rulebook.entities.get(rulebook.root.index())?;
    let mut text = String::new();
    write_item(rulebook, rulebook.root, risk, &root.snake_name, &mut text)?;
    Some(text)
}

/// The same lines with some of their fields given otherwise, each written as `policy.state = TX`.
pub(super) fn given_otherwise(lines: &str, fields: &[Arc<str>]) -> String {
    let of = |line: &str| {
        let path = line.trim_start().strip_prefix("with ")?;
        let path = path.split(" = ").next()?;
        let same = |field: &&Arc<str>| field.split(" = ").next() == Some(path);
        fields.iter().find(same).cloned()
    };
    let kept = lines.lines().filter(|line| of(line).is_none());
    let kept = kept.map(str::to_owned);
    let own = fields.iter().map(|field| format!("  with {field}"));
    kept.chain(own).map(|line| line + "\n").collect()
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
    let fields = match item {
        Value::Record(fields) => fields.as_slice(),
        _ => &[],
    };
    // There may be ten thousands of fields.
    let fields: BTreeMap<&str, &Value> = fields.iter().map(|(name, v)| (&**name, v)).collect();
    for attribute in &declared.attributes {
        let given = matches!(
            attribute.kind,
            AttributeKind::Input { .. } | AttributeKind::GivenList { .. }
        );
        if let (true, Some(value)) = (given, fields.get(&*attribute.json_name)) {
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

fn is_word(member: &str) -> bool {
    let first = member.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic())
        && member
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
}
