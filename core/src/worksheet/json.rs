//! A worksheet as one value: for JSON, and for programs that lay it out themselves.

use super::{
    Entry, Hit, Item, Line, LookUp, Node, Origin, Place, Reading, Share, Shown, StepsBlock,
    Variant, Worksheet,
};
use crate::answer::FieldError;
use crate::value::Value;
use std::sync::Arc;

/// The fields of a record, as they come.
#[derive(Default)]
struct Fields(Vec<(Arc<str>, Value)>);

impl Fields {
    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// A field that is left out where there is nothing to say.
    fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// A list that is left out where it is empty.
    fn with_list<T>(self, name: &str, items: &[T], value: impl Fn(&T) -> Value) -> Self {
        let items: Vec<Value> = items.iter().map(value).collect();
        self.with_some(name, (!items.is_empty()).then_some(items))
    }

    /// What is shown, its errors beside it.
    fn with_shown(self, shown: &Shown) -> Self {
        self.with_some("value", shown.value.clone()).with_list(
            "errors",
            &shown.errors,
            FieldError::to_value,
        )
    }

    fn with_place(self, place: &Place) -> Self {
        self.with("file", place.file.clone())
            .with("line", place.line)
    }

    fn record(self) -> Value {
        Value::Record(self.0)
    }
}

impl Worksheet {
    /// The worksheet as one value: items in items, each with its entries.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Fields::default()
            .with("rulebook", self.rulebook.clone())
            .with_some("version", self.version.clone())
            .with("risk", item(&self.risk))
            .with_list("definitions", &self.definitions, entry)
            .with_list("rules", &self.rules, entry)
            .record()
    }

    /// The worksheet as JSON text on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_value().to_json()
    }

    /// The worksheet as JSON text, a line for each field.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        self.to_value().to_json_pretty()
    }
}

fn item(shown: &Item) -> Value {
    Fields::default()
        .with("path", shown.path.as_str())
        .with_list("entries", &shown.entries, entry)
        .with_list("items", &shown.items, item)
        .record()
}

fn entry(entry: &Entry) -> Value {
    Fields::default()
        .with("path", entry.path.as_str())
        .with_some("of", entry.of.as_deref())
        .with_some("label", entry.label.clone())
        .with_shown(&entry.value)
        .with_some("carried", entry.carried.as_ref().map(origin))
        .with("formula", entry.formula.clone())
        .with_place(&entry.place)
        .with_list("operands", &entry.operands, reading)
        .with_list("look_ups", &entry.look_ups, look_up)
        .with_list("variants", &entry.variants, variant)
        .with_list("steps", &entry.steps, block)
        .with_list("shares", &entry.shares, share)
        .record()
}

fn share(share: &Share) -> Value {
    Fields::default()
        .with("total", share.total.clone())
        .with("weight", share.weight.clone())
        .with("weights", share.weights.clone())
        .with("step", share.step.clone())
        .with("exact", share.exact)
        .with("taken_down", share.taken_down.clone())
        .with("rest", share.rest)
        .with("has_more", share.has_more)
        .with("share", share.share.clone())
        .record()
}

fn origin(origin: &Origin) -> Value {
    let fields = Fields::default();
    match origin {
        Origin::Start => fields.with("from", "start"),
        Origin::Item(item) => fields.with("from", "item").with("item", item.as_str()),
        Origin::Unordered(item) => fields.with("from", "no_order").with("item", item.as_str()),
    }
    .record()
}

fn reading(reading: &Reading) -> Value {
    Fields::default()
        .with("text", reading.text.clone())
        .with_shown(&reading.value)
        .record()
}

fn look_up(look_up: &LookUp) -> Value {
    let place = |place: &Place| Fields::default().with_place(place).record();
    let rows = match &look_up.hit {
        Hit::Row(row) => vec![place(row)],
        Hit::Several(first, second) => vec![place(first), place(second)],
        Hit::Between(between) => [&between.low, &between.high].map(node).into(),
        Hit::Nothing | Hit::KeyInError => Vec::new(),
    };
    let weight = match &look_up.hit {
        Hit::Between(between) => between.weight,
        _ => None,
    };
    Fields::default()
        .with("table", look_up.table.clone())
        .with_some("of", look_up.of.as_deref())
        .with_list("keys", &look_up.keys, reading)
        .with("rows", rows)
        .with_some("weight", weight)
        .with("cells", cells(&look_up.cells))
        .record()
}

/// A row of an interpolated table, with its cells.
fn node(node: &Node) -> Value {
    let (key, value) = &node.key;
    Fields::default()
        .with_place(&node.place)
        .with("key", Value::from([(key.clone(), value.clone())]))
        .with("cells", cells(&node.cells))
        .record()
}

fn cells(cells: &[(Arc<str>, Option<Value>)]) -> Value {
    let cells = cells.iter().cloned();
    cells
        .map(|(column, value)| (column, Value::from(value)))
        .collect()
}

fn variant(variant: &Variant) -> Value {
    Fields::default()
        .with("of", variant.of.clone())
        .with("guards", variant.guards.clone())
        .with("formula", variant.formula.clone())
        .with_some("because", variant.because.clone())
        .with_place(&variant.place)
        .record()
}

fn block(block: &StepsBlock) -> Value {
    Fields::default()
        .with_some("of", block.of.as_deref())
        .with_some("each_rounded", block.each_rounded.clone())
        .with_list("lines", &block.lines, line)
        .record()
}

fn line(line: &Line) -> Value {
    let shown = |shown: &Shown| Fields::default().with_shown(shown).record();
    Fields::default()
        .with("kind", line.kind.as_str())
        .with_some("label", line.label.clone())
        .with("formula", line.formula.clone())
        .with_some("operand", line.operand.as_ref().map(shown))
        .with_some("condition", line.condition.clone())
        .with("applied", line.applied)
        .with("running", shown(&line.running))
        .with_place(&line.place)
        .with_list("operands", &line.operands, reading)
        .with_list("look_ups", &line.look_ups, look_up)
        .with_list("variants", &line.variants, variant)
        .record()
}
