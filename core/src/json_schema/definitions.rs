use crate::graph::{EnumId, Graph};
use crate::value::Value;
use std::sync::Arc;

/// The keywords of a schema, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keywords(Vec<(Arc<str>, Value)>);

impl Keywords {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Values of this type.
    pub(super) fn of_type(ty: &str) -> Self {
        Self::new().with("type", ty)
    }

    /// Texts of this form.
    pub(super) fn text_like(pattern: &str) -> Self {
        Self::of_type("string").with("pattern", pattern)
    }

    /// Values that one of the schemas takes.
    pub(super) fn any_of(schemas: Vec<Self>) -> Self {
        Self::new().with("anyOf", schemas)
    }

    /// One of these values.
    pub(super) fn one_of(values: Vec<Value>) -> Self {
        Self::new().with("enum", Value::List(values))
    }

    pub(super) fn with(mut self, keyword: &str, value: impl Into<Value>) -> Self {
        self.0.push((keyword.into(), value.into()));
        self
    }

    pub(super) fn with_some(self, keyword: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(keyword, value),
            None => self,
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Also null.
    pub(super) fn or_null(self) -> Self {
        let null = Self::of_type("null");
        match self.0.as_slice() {
            [(keyword, Value::List(schemas))] if &**keyword == "anyOf" => {
                let mut schemas = schemas.clone();
                schemas.push(null.into());
                Self::new().with("anyOf", schemas)
            }
            _ => Self::any_of(vec![self, null]),
        }
    }
}

impl From<Keywords> for Value {
    fn from(keywords: Keywords) -> Self {
        Self::Record(keywords.0)
    }
}

/// What a schema defines by name.
#[derive(Debug)]
pub(super) struct Definitions<'g> {
    pub(super) graph: &'g Graph,
    defined: Vec<(Arc<str>, Keywords)>,
    /// For each object of the schema the reference to it, where it is defined already.
    objects: Vec<Option<Keywords>>,
}

impl<'g> Definitions<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            defined: Vec::new(),
            objects: vec![None; graph.schema.objects.len()],
        }
    }

    /// The definitions; none if nothing was defined.
    pub(super) fn finish(self) -> Option<Value> {
        let mut defined = self.defined;
        defined.sort_by(|(a, _), (b, _)| a.cmp(b));
        (!defined.is_empty()).then(|| defined.into_iter().collect())
    }

    /// Defines a schema by name, another name if there is a different one of this name, and refers to it.
    pub(super) fn define(&mut self, name: &str, schema: Keywords) -> Keywords {
        let mut chosen: Arc<str> = name.into();
        let mut number = 1_usize;
        while let Some((_, known)) = self.defined.iter().find(|(known, _)| *known == chosen) {
            if *known == schema {
                return reference(&chosen);
            }
            number = number.saturating_add(1);
            chosen = format!("{name}_{number}").into();
        }
        self.defined.push((chosen.clone(), schema));
        reference(&chosen)
    }

    /// The reference to an object of the input, which is made once.
    pub(super) fn object(
        &mut self,
        object: u32,
        make: impl FnOnce(&mut Self) -> Option<Keywords>,
    ) -> Keywords {
        let place = usize::try_from(object).unwrap_or(usize::MAX);
        if let Some(Some(known)) = self.objects.get(place) {
            return known.clone();
        }
        // An object inside itself, which no decoder takes, would be made without end.
        self.note(place, Keywords::new());
        let made = make(self).unwrap_or_default();
        self.note(place, made.clone());
        made
    }

    fn note(&mut self, place: usize, reference: Keywords) {
        if let Some(object) = self.objects.get_mut(place) {
            *object = Some(reference);
        }
    }

    /// The reference to an enumeration.
    pub(super) fn enumeration(&mut self, id: EnumId) -> Keywords {
        let graph = self.graph;
        let Some(enumeration) = graph.enumerations.get(id.index()) else {
            return Keywords::new();
        };
        let members = &enumeration.members;
        let names = members
            .iter()
            .map(|member| Value::from(member.name.clone()));
        let labels = members.iter().filter_map(|member| {
            let label = member.label.as_ref()?;
            Some(format!("{}: {label}", member.name))
        });
        let labels: Vec<String> = labels.collect();
        let description = (!labels.is_empty()).then(|| labels.join("; "));
        let schema = Keywords::new()
            .with_some("description", description)
            .and(Keywords::one_of(names.collect()));
        self.define(&enumeration.name, schema)
    }
}

/// A description of several sentences; none of none.
pub(super) fn described(sentences: &[String]) -> Option<String> {
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// A reference to a definition.
fn reference(name: &str) -> Keywords {
    // A name with other characters is written in the way of a pointer in a URI.
    let mut escaped = String::from("#/$defs/");
    for byte in name.bytes() {
        match byte {
            b'~' => escaped.push_str("~0"),
            b'/' => escaped.push_str("~1"),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'.' => {
                escaped.push(char::from(byte));
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    Keywords::new().with("$ref", escaped)
}
