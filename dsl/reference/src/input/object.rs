use super::fault::{Fault, below, shown};
use super::field::{self, Field, FieldKind};
use super::plain;
use super::risk::{Item, Owner, Risk};
use crate::json::Json;
use crate::value::{ItemId, Value};
use lutine_core::graph::Domain;
use lutine_dsl::typed::{EntityId, RecordId, Rulebook, Type};
use serde_json::value::RawValue;
use std::rc::Rc;

/// Walks through an input along the declared entities.
pub struct Reader<'a> {
    pub rulebook: &'a Rulebook,
    pub risk: Risk,
    pub faults: Vec<Fault>,
}

type Entries<'j> = [(String, &'j RawValue)];

/// What is read; nothing where it has a fault. The outer error is that a text is not Unicode.
type Read<T = Value> = Result<Option<T>, serde_json::Error>;

/// Where the value of a field goes: what has the field, and which it is.
#[derive(Clone, Copy)]
struct Place {
    owner: ItemId,
    attribute: u32,
}

impl<'a> Reader<'a> {
    /// Reads an item of an entity.
    pub fn item(
        &mut self,
        entity: EntityId,
        owner: Option<Owner>,
        entries: &Entries,
        pointer: &str,
    ) -> Result<ItemId, serde_json::Error> {
        let declared = &self.rulebook.entities[entity.index()];
        let id = self.risk.add(Item {
            entity,
            owner,
            key: None,
            given: Vec::new(),
        });
        let fields = field::of_entity(declared);
        let given = self.fields(&fields, &declared.name, Some(id), entries, pointer)?;
        self.risk.give(id, given);
        Ok(id)
    }

    fn record(&mut self, record: RecordId, entries: &Entries, pointer: &str) -> Read {
        let declared = &self.rulebook.records[record.index()];
        let fields = field::of_record(declared);
        let values = self.fields(&fields, &declared.name, None, entries, pointer)?;
        let values: Option<Vec<Value>> = values.into_iter().collect();
        Ok(values.map(|values| Value::Record(Rc::new(values.into_iter().map(Ok).collect()))))
    }

    /// Reads the fields of an object: what stands in the text, in its order, then what is missing.
    fn fields(
        &mut self,
        fields: &[Field<'a>],
        object: &str,
        item: Option<ItemId>,
        entries: &Entries,
        pointer: &str,
    ) -> Result<Vec<Option<Value>>, serde_json::Error> {
        let mut values: Vec<Option<Value>> = fields.iter().map(|_| None).collect();
        let mut was_seen = vec![false; fields.len()];
        let mut was_given = vec![false; fields.len()];
        for (key, raw) in entries {
            let pointer = below(pointer, key);
            let Some(at) = fields.iter().position(|field| field.key == key) else {
                self.unknown_field(key, fields, object, &pointer);
                continue;
            };
            let field = &fields[at];
            if was_seen[at] {
                let message = format!("{} stands twice", field.key);
                self.faults
                    .push(Fault::new("duplicate_field", &pointer, message));
                continue;
            }
            was_seen[at] = true;
            let json = Json::of(raw)?;
            if matches!(json, Json::Null) {
                continue;
            }
            was_given[at] = true;
            let place = item.map(|owner| Place {
                owner,
                attribute: at as u32,
            });
            values[at] = self.field(field, place, &json, &pointer)?;
        }
        for (at, field) in fields.iter().enumerate() {
            if !was_given[at] {
                values[at] = self.left_out(field, pointer);
            }
        }
        Ok(values)
    }

    fn unknown_field(&mut self, key: &str, fields: &[Field], object: &str, pointer: &str) {
        let mut message = format!("{} is not a field of {object}", shown(key));
        if let Some(near) = plain::nearest(key, fields.iter().map(|field| field.key)) {
            message += &format!("; did you mean {near}?");
        }
        self.faults
            .push(Fault::new("unknown_field", pointer, message));
    }

    fn left_out(&mut self, field: &Field, pointer: &str) -> Option<Value> {
        match &field.kind {
            FieldKind::Computed => None,
            FieldKind::Defaulted(default) => Some(Value::from(*default)),
            FieldKind::Given if matches!(field.ty, Type::Optional(_)) => Some(Value::Absent),
            FieldKind::Given | FieldKind::List { .. } => {
                let message = format!("{} is missing", field.key);
                self.faults
                    .push(Fault::new("missing_field", pointer, message));
                None
            }
        }
    }

    fn field(
        &mut self,
        field: &Field<'a>,
        place: Option<Place>,
        json: &Json,
        pointer: &str,
    ) -> Read {
        match (&field.kind, field.ty) {
            (FieldKind::Computed, _) => {
                let message = format!(
                    "{} is computed by the rulebook and cannot be given",
                    field.key
                );
                self.faults
                    .push(Fault::new("derived_field", pointer, message));
                Ok(None)
            }
            (FieldKind::List { min, max }, Type::List(ty)) => match json {
                Json::List(items) => self.list(ty, field, (*min, *max), place, items, pointer),
                other => Ok(self.wrong_type(pointer, "a list", other)),
            },
            (_, ty) => self.value(ty.given(), field.domain, place, None, json, pointer),
        }
    }

    /// Reads the items of a list, then counts them.
    fn list(
        &mut self,
        ty: &Type,
        field: &Field<'a>,
        (min, max): (u32, u32),
        place: Option<Place>,
        items: &[&RawValue],
        pointer: &str,
    ) -> Read {
        let mut values = Vec::new();
        for (at, raw) in items.iter().enumerate() {
            let pointer = below(pointer, &at.to_string());
            let position = Some(at as u32 + 1);
            let json = Json::of(raw)?;
            values.push(self.value(ty, field.domain, place, position, &json, &pointer)?);
        }
        let count = items.len();
        if count < min as usize {
            let message = format!("{count} items, at least {min}");
            self.faults
                .push(Fault::new("too_few_items", pointer, message));
        }
        if count > max as usize {
            let message = format!("{count} items, at most {max}");
            self.faults
                .push(Fault::new("too_many_items", pointer, message));
        }
        let values: Option<Vec<Value>> = values.into_iter().collect();
        Ok(values.map(|values| Value::List(Rc::new(values))))
    }

    /// Reads an item, a record or a plain value; `null` is none of these.
    fn value(
        &mut self,
        ty: &Type,
        domain: Option<&Domain>,
        place: Option<Place>,
        position: Option<u32>,
        json: &Json,
        pointer: &str,
    ) -> Read {
        match (ty, json) {
            (Type::Entity(entity), Json::Object(entries)) => {
                let owner = place.map(|place| Owner {
                    item: place.owner,
                    attribute: place.attribute,
                    position,
                });
                let item = self.item(*entity, owner, entries, pointer)?;
                Ok(Some(Value::Item(item)))
            }
            (Type::Record(record), Json::Object(entries)) => self.record(*record, entries, pointer),
            (Type::Entity(_) | Type::Record(_), other) => {
                Ok(self.wrong_type(pointer, "an object", other))
            }
            _ => Ok(
                match plain::read(self.rulebook, ty, domain, json, pointer) {
                    Ok(value) => Some(value),
                    Err(fault) => {
                        self.faults.push(fault);
                        None
                    }
                },
            ),
        }
    }

    fn wrong_type(&mut self, pointer: &str, expected: &str, found: &Json) -> Option<Value> {
        self.faults
            .push(Fault::wrong_type(pointer, expected, found));
        None
    }
}
