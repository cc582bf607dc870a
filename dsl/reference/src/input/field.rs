use lutine_core::graph::{Constant, Domain};
use lutine_dsl::typed::{Attribute, AttributeKind, Entity, Record, Type};

/// A field of a JSON object, be that an entity or a record.
pub struct Field<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its type.
    pub ty: &'a Type,
    /// The declared range or set of its value, or of the values of its list.
    pub domain: Option<&'a Domain>,
    /// Whether and how it comes in the input.
    pub kind: FieldKind<'a>,
}

/// Whether and how a field comes in the input.
pub enum FieldKind<'a> {
    /// It must be given, unless its type is an optional.
    Given,
    /// It may be left out and is then this.
    Defaulted(&'a Constant),
    /// A list with bounds.
    List {
        /// Least number of items.
        min: u32,
        /// Most number of items.
        max: u32,
    },
    /// It never comes in the input.
    Computed,
}

/// The fields of an entity.
pub fn of_entity(entity: &Entity) -> Vec<Field<'_>> {
    entity.attributes.iter().map(of_attribute).collect()
}

fn of_attribute(attribute: &Attribute) -> Field<'_> {
    let kind = match &attribute.kind {
        AttributeKind::Input { default: None } => FieldKind::Given,
        AttributeKind::Input {
            default: Some(default),
        } => FieldKind::Defaulted(default),
        AttributeKind::GivenList { min, max } => FieldKind::List {
            min: *min,
            max: *max,
        },
        AttributeKind::MadeList(_)
        | AttributeKind::Key
        | AttributeKind::Derived(_)
        | AttributeKind::Carried { .. } => FieldKind::Computed,
    };
    Field {
        key: &attribute.json_name,
        ty: &attribute.ty,
        domain: attribute.domain.as_ref(),
        kind,
    }
}

/// The fields of a record.
pub fn of_record(record: &Record) -> Vec<Field<'_>> {
    let fields = record.fields.iter().map(|field| Field {
        key: &field.name,
        ty: &field.ty,
        domain: field.domain.as_ref(),
        kind: FieldKind::Given,
    });
    fields.collect()
}
