//! The decoder: texts to columns and faults. The texts in `decode/ok` and `decode/bad` are found by themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic
)]

mod policy_schema;

use lutine_core::answer::Fault;
use lutine_core::batch::Batch;
use lutine_core::column::Values;
use lutine_core::decode::{Decoded, Decoder, SchemaError};
use lutine_core::graph::{Constant, Graph, InputId, ListId, RISK, Space, SpaceId, Ty};
use lutine_core::json::{Event, Events, JsonError, JsonText};
use lutine_core::schema::{Absence, Field, FieldKind, Item};
use lutine_core::value::Value;
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

fn decoder() -> Decoder {
    Decoder::new(&policy_schema::graph()).unwrap()
}

/// Name and bytes of the texts in a folder, by name.
fn texts(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/decode")
        .join(folder);
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    texts.sort();
    assert!(texts.len() > 3);
    texts
}

fn bytes(texts: &[(String, Vec<u8>)]) -> Vec<&[u8]> {
    texts.iter().map(|(_, text)| text.as_slice()).collect()
}

/// How many lanes a space has in a batch.
fn lanes(batch: &Batch, space: SpaceId) -> usize {
    if space == RISK {
        batch.risks as usize
    } else {
        batch.items[space.index()].parent.len()
    }
}

fn column_len(values: &Values) -> usize {
    match values {
        Values::Bool(values) => values.len(),
        Values::Number(values) => values.len(),
        Values::Text(values) => values.len(),
        Values::Date(values) => values.len(),
        Values::Enum(values) | Values::Ref(values) | Values::Row(values) => values.len(),
    }
}

/// That all columns have as many lanes as their space, and all lists and items agree.
fn check_alignment(graph: &Graph, batch: &Batch) {
    let given = optional_inputs(graph);
    for (id, input) in graph.schema.inputs.iter().enumerate() {
        assert_eq!(
            column_len(&batch.inputs[id]),
            lanes(batch, input.space),
            "input {id}"
        );
        let expected = if given[id] {
            lanes(batch, input.space)
        } else {
            0
        };
        assert_eq!(batch.given[id].len(), expected, "given {id}");
    }
    let mut in_lists = vec![0; graph.spaces.len()];
    for (id, list) in graph.lists.iter().enumerate() {
        let segments = &batch.segments[id];
        assert_eq!(segments.len(), lanes(batch, list.owner), "list {id}");
        for (owner, segment) in segments.iter().enumerate() {
            assert!(
                list.min <= segment.len && segment.len <= list.max,
                "list {id}"
            );
            for place in 0..segment.len {
                let items = &batch.items[list.items.index()];
                let lane = (segment.start + place) as usize;
                assert_eq!(items.list[lane].index(), id);
                assert_eq!(items.owner[lane] as usize, owner);
                assert_eq!(items.position[lane], place + 1);
                in_lists[list.items.index()] += 1;
            }
        }
    }
    for (id, space) in graph.spaces.iter().enumerate() {
        if let Space::Items { parent, .. } = space {
            let items = &batch.items[id];
            assert_eq!(
                items.parent.len(),
                in_lists[id],
                "every item of space {id} is in one list"
            );
            assert!(items.parent.is_sorted(), "parent-major");
            assert!(
                items
                    .parent
                    .iter()
                    .all(|lane| (*lane as usize) < lanes(batch, *parent))
            );
        }
    }
}

/// Which input columns hold values that may be absent.
fn optional_inputs(graph: &Graph) -> Vec<bool> {
    fn note(fields: &[Field], optional: &mut [bool]) {
        for field in fields {
            match &field.kind {
                FieldKind::Value(value) => {
                    optional[value.input.index()] = value.absence == Absence::Optional
                }
                FieldKind::Record { fields, .. } => note(fields, optional),
                _ => {}
            }
        }
    }
    let mut optional = vec![false; graph.schema.inputs.len()];
    for object in &graph.schema.objects {
        note(&object.fields, &mut optional);
    }
    optional
}

/// The columns, a line each, by the path of the field.
fn shown(graph: &Graph, batch: &Batch) -> String {
    fn columns(prefix: &str, fields: &[Field], batch: &Batch, out: &mut String) {
        let column = |name: &str, input: InputId| {
            let mut line = format!("{name}: {:?}", batch.inputs[input.index()]);
            if !batch.given[input.index()].is_empty() {
                write!(line, " given {:?}", batch.given[input.index()]).unwrap();
            }
            line + "\n"
        };
        for field in fields {
            let name = format!("{prefix}.{}", field.name);
            match &field.kind {
                FieldKind::Value(value) => out.push_str(&column(&name, value.input)),
                FieldKind::Record {
                    optional, fields, ..
                } => {
                    if let Some(input) = optional {
                        out.push_str(&column(&name, *input));
                    }
                    columns(&name, fields, batch, out);
                }
                FieldKind::List { list, item } => {
                    if let Item::Value(value) = item {
                        out.push_str(&column(&name, value.input));
                    }
                    let segments = batch.segments[list.index()].iter();
                    let segments: Vec<_> =
                        segments.map(|s| format!("{}+{}", s.start, s.len)).collect();
                    writeln!(out, "{name}: {}", segments.join(" ")).unwrap();
                }
                FieldKind::Derived => {}
            }
        }
    }
    let mut out = String::new();
    for object in &graph.schema.objects {
        columns(&object.name, &object.fields, batch, &mut out);
    }
    for (space, items) in graph.spaces.iter().zip(&batch.items) {
        if let Space::Items { name, .. } = space {
            let list: Vec<u32> = items.list.iter().map(|list| list.0).collect();
            writeln!(
                out,
                "items {name}: parent {:?} list {list:?} owner {:?} position {:?}",
                items.parent, items.owner, items.position
            )
            .unwrap();
        }
    }
    out
}

fn fault_lines(faults: &[Fault]) -> String {
    let line = |fault: &Fault| {
        format!(
            "{} {:?} {}\n",
            fault.code.as_str(),
            fault.pointer,
            fault.message
        )
    };
    faults.iter().map(line).collect()
}

#[test]
fn good_texts() {
    let graph = policy_schema::graph();
    for (name, text) in texts("ok") {
        let decoded = decoder().decode_json(&[&text]);
        assert_eq!(decoded.lanes, [Ok(0)], "{name}");
        check_alignment(&graph, &decoded.batch);
        insta::assert_snapshot!(format!("ok_{name}"), shown(&graph, &decoded.batch));
    }
}

#[test]
fn bad_texts() {
    let empty = decoder().decode_json(&[]).batch;
    for (name, text) in texts("bad") {
        let decoded = decoder().decode_json(&[&text]);
        assert_eq!(
            decoded.batch, empty,
            "{name}: a faulty risk leaves nothing behind"
        );
        let [Err(faults)] = &decoded.lanes[..] else {
            panic!("{name} has no fault");
        };
        insta::assert_snapshot!(format!("bad_{name}"), fault_lines(faults));
    }
}

/// A batch of good and bad risks is the batch of the good ones.
#[test]
fn neighbours_of_faulty_risks() {
    let (good, bad) = (texts("ok"), texts("bad"));
    let alone = decoder().decode_json(&bytes(&good));
    let mut mixed = Vec::new();
    for (_, good) in &good {
        mixed.extend(bytes(&bad));
        mixed.push(good);
    }
    let mixed = decoder().decode_json(&mixed);
    assert_eq!(mixed.batch, alone.batch);
    let fine: Vec<u32> = mixed.lanes.iter().flatten().copied().collect();
    assert_eq!(fine, [0, 1, 2, 3]);
    check_alignment(&policy_schema::graph(), &mixed.batch);
}

/// The typed value of a JSON text.
fn value(text: &[u8]) -> Result<Value, JsonError> {
    fn rest(events: &mut JsonText<'_>, first: Option<Value>) -> Result<Value, JsonError> {
        if let Some(value) = first {
            return Ok(value);
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        while let Event::Key(key) = events.next()? {
            let key = key.to_owned();
            fields.push((key, any(events)?.unwrap()));
        }
        Ok(fields.into_iter().collect())
    }
    fn any(events: &mut JsonText<'_>) -> Result<Option<Value>, JsonError> {
        let plain = match events.next()? {
            Event::ArrayEnd => return Ok(None),
            Event::Null => Value::Absent,
            Event::Bool(value) => Value::Bool(value),
            Event::Number(text) => Value::Decimal(text.parse().unwrap_or_default()),
            Event::Text(text) => Value::from(text),
            Event::ArrayStart => {
                let mut items = Vec::new();
                while let Some(item) = any(events)? {
                    items.push(item);
                }
                Value::List(items)
            }
            _ => return rest(events, None).map(Some),
        };
        rest(events, Some(plain)).map(Some)
    }
    Ok(any(&mut JsonText::new(text)?)?.unwrap_or_default())
}

/// Typed values are read like their JSON.
#[test]
fn typed_values() {
    let good = texts("ok");
    let values: Vec<Value> = good.iter().map(|(_, text)| value(text).unwrap()).collect();
    assert_eq!(
        decoder().decode_values(&values),
        decoder().decode_json(&bytes(&good))
    );
    let (_, faulty) = texts("bad")
        .into_iter()
        .find(|(name, _)| name == "keys")
        .unwrap();
    let values = decoder().decode_values(&[value(&faulty).unwrap()]);
    assert_eq!(values, decoder().decode_json(&[&faulty]));
}

/// A list far beyond its most is read to its end, and nothing of it is kept meanwhile.
#[test]
fn lists_beyond_their_most() {
    let items = vec![r#"{"loss": 1, "share": 1}"#; 100_000].join(",");
    let (_, least) = texts("ok")
        .into_iter()
        .find(|(name, _)| name == "least")
        .unwrap();
    let text = String::from_utf8(least)
        .unwrap()
        .replace(r#""layers": []"#, &format!(r#""layers": [{items}]"#));
    let decoded = decoder().decode_json(&[text.as_bytes()]);
    let faults = decoded.lanes[0].as_ref().unwrap_err();
    assert_eq!(
        fault_lines(faults),
        "too_many_items \"/layers\" 100000 items, at most 9\n"
    );
}

/// What can be done to a text.
#[derive(Debug, Clone)]
enum Mutation {
    Cut(usize),
    Remove(usize, usize),
    Insert(usize, Vec<u8>),
    Copy(usize, usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "1",
            "-",
            "e9",
            ".5",
            "\"\"",
            "{}",
            "[]",
            "\"id\":1,",
            "0",
            "00",
            "99999999999999999999999999999",
            "\\ud800",
            "é",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let place = || any::<usize>();
    prop_oneof![
        1 => place().prop_map(Mutation::Cut),
        4 => (place(), 1..9_usize).prop_map(|(at, len)| Mutation::Remove(at, len)),
        8 => (place(), piece).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        3 => (place(), 1..40_usize, place()).prop_map(|(from, len, to)| Mutation::Copy(from, len, to)),
    ]
}

impl Mutation {
    fn apply(&self, text: &mut Vec<u8>) {
        let within = |at: usize, text: &[u8]| at % (text.len() + 1);
        let span = |at: usize, len: usize, text: &[u8]| {
            let start = within(at, text);
            start..(start + len).min(text.len())
        };
        match self {
            Self::Cut(at) => text.truncate(within(*at, text)),
            Self::Remove(at, len) => drop(text.drain(span(*at, *len, text))),
            Self::Insert(at, piece) => {
                let at = within(*at, text);
                text.splice(at..at, piece.iter().copied());
            }
            Self::Copy(from, len, to) => {
                let piece = text[span(*from, *len, text)].to_vec();
                let to = within(*to, text);
                text.splice(to..to, piece);
            }
        }
    }
}

/// What holds for any text between two good ones.
fn check_between(text: &[u8]) {
    let good = texts("ok");
    let decoded = decoder().decode_json(&[&good[0].1, text, &good[1].1]);
    check_alignment(&policy_schema::graph(), &decoded.batch);
    let alone = decoder().decode_json(&[text]);
    let Decoded { batch, lanes } = &decoded;
    match &lanes[1] {
        Ok(lane) => {
            assert_eq!((*lane, &alone.lanes[0]), (1, &Ok(0)));
            assert_eq!((&lanes[0], &lanes[2]), (&Ok(0), &Ok(2)));
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            assert_eq!(alone.lanes[0].as_ref(), Err(faults));
            let without = decoder().decode_json(&[&good[0].1, &good[1].1]);
            assert_eq!(batch, &without.batch);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn mutated_texts(which: prop::sample::Index, mutations in prop::collection::vec(mutation(), 1..6)) {
        let mut texts = texts("ok");
        texts.extend(self::texts("bad"));
        let mut text = which.get(&texts).1.clone();
        for mutation in &mutations {
            mutation.apply(&mut text);
        }
        check_between(&text);
    }

    #[test]
    fn any_bytes(text in prop::collection::vec(any::<u8>(), 0..60)) {
        check_between(&text);
    }

    /// What stands in a text, wherever it stands, is a fault or a value, never a panic.
    #[test]
    fn any_number(number in "-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,25})?", quoted: bool) {
        let (_, least) = texts("ok").into_iter().find(|(name, _)| name == "least").unwrap();
        let number = if quoted { format!("\"{number}\"") } else { number };
        let text = String::from_utf8(least).unwrap().replace(r#""id": -1"#, &format!(r#""rate": {number}, "id": 1"#));
        check_between(text.as_bytes());
    }
}

/// Graphs that contradict themselves are refused.
#[test]
fn damaged_schemas() {
    let error = |change: fn(&mut Graph)| -> SchemaError {
        let mut graph = policy_schema::graph();
        change(&mut graph);
        Decoder::new(&graph).unwrap_err()
    };
    fn field_of<'g>(graph: &'g mut Graph, object: usize, name: &str) -> &'g mut FieldKind {
        let fields = &mut graph.schema.objects[object].fields;
        &mut fields
            .iter_mut()
            .find(|field| &*field.name == name)
            .unwrap()
            .kind
    }
    let errors = [
        error(|graph| graph.schema.objects.clear()),
        error(|graph| graph.domains.clear()),
        error(|graph| graph.schema.inputs.truncate(3)),
        error(|graph| graph.schema.inputs.push(graph.schema.inputs[0])),
        error(|graph| graph.schema.inputs[0].space = SpaceId(3)),
        error(|graph| graph.schema.inputs[0].ty = Ty::Ref(SpaceId(3))),
        error(|graph| graph.enumerations.clear()),
        error(|graph| graph.lists.clear()),
        error(|graph| graph.lists[2].owner = SpaceId(4)),
        error(|graph| graph.spaces[3] = Space::Risk),
        error(|graph| {
            let field = graph.schema.objects[0].fields[0].clone();
            graph.schema.objects[0].fields.push(field);
        }),
        error(|graph| {
            if let FieldKind::Value(value) = field_of(graph, 0, "tier") {
                value.absence = Absence::Default(Constant::Bool(true));
            }
        }),
        error(|graph| {
            if let FieldKind::Value(value) = field_of(graph, 0, "tier") {
                value.input = InputId(0);
            }
        }),
        error(|graph| {
            if let FieldKind::List { list, .. } = field_of(graph, 0, "tags") {
                *list = ListId(0);
            }
        }),
        error(|graph| {
            // Covers that stand in covers.
            graph.lists[7].owner = graph.lists[7].items;
            let covers = field_of(graph, 1, "covers").clone();
            *field_of(graph, 3, "premium") = covers;
            *field_of(graph, 1, "covers") = FieldKind::Derived;
        }),
    ];
    let text: Vec<_> = errors
        .iter()
        .map(|error| format!("{}: {error}", error.code()))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}
