use super::domain::Domain;
use super::random::Random;

/// The types of the language, as far as they are generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    Bool,
    Int,
    Decimal,
    Money,
    Unrounded,
    Text,
    Date,
    Enum(usize),
    Record(usize),
    Entity(usize),
    List(Box<Ty>),
    Optional(Box<Ty>),
}

impl Ty {
    pub fn optional(self) -> Self {
        Self::Optional(Box::new(self))
    }

    pub fn given(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    pub fn is_plain(&self) -> bool {
        !matches!(
            self,
            Self::Record(_) | Self::Entity(_) | Self::List(_) | Self::Optional(_)
        )
    }
}

#[derive(Debug, Clone)]
pub struct Enum {
    pub name: String,
    /// The members' names; those that are no identifier stand in quotes.
    pub members: Vec<String>,
    pub ordered: bool,
    /// Whether it is the levels of an outcome, which are named only where one is expected.
    pub is_outcome: bool,
}

impl Enum {
    /// A member as a literal writes it.
    pub fn literal(member: &str) -> String {
        if member.starts_with(|c: char| c.is_ascii_digit()) {
            format!("{member:?}")
        } else {
            member.to_owned()
        }
    }
}

#[derive(Debug, Clone)]
pub struct Record {
    pub name: String,
    pub fields: Vec<Field>,
    /// Whether it is the reasons of an outcome, which cannot be written.
    pub is_reason: bool,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub ty: Ty,
    pub domain: Option<Domain>,
}

#[derive(Debug, Clone)]
pub struct Entity {
    pub name: String,
    pub snake_name: String,
    pub parent: Option<usize>,
    pub attributes: Vec<Attribute>,
    pub requirements: Vec<String>,
    /// What its items are put in order by.
    pub order: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Attribute {
    pub name: String,
    /// Its key in JSON.
    pub key: String,
    pub ty: Ty,
    pub domain: Option<Domain>,
    pub kind: Kind,
    /// What stands behind its name.
    pub text: String,
}

impl Attribute {
    /// One that is computed, without a declared range; its key is its name.
    pub fn computed(name: String, ty: Ty, text: String) -> Self {
        Self {
            key: name.clone(),
            name,
            ty,
            domain: None,
            kind: Kind::Computed,
            text,
        }
    }
}

/// Where an attribute's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Given {
        has_default: bool,
    },
    GivenList {
        min: usize,
        max: usize,
    },
    /// Made for the members of an enum, or for numbers.
    Made {
        min: usize,
    },
    Key,
    Computed,
    /// From item to item.
    Carried,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub name: String,
    pub keys: Vec<Ty>,
    /// Field name, where the table has several results, and type.
    pub results: Vec<(Option<String>, Ty)>,
}

/// The rows of a table.
#[derive(Debug, Clone)]
pub struct RowList {
    /// `rows of t1`
    pub path: String,
    /// Among the records.
    pub record: usize,
}

/// A `collect` table, whose look-ups are lists.
#[derive(Debug, Clone)]
pub struct Collection {
    pub name: String,
    pub keys: Vec<Ty>,
    /// A value, or the record of a row.
    pub item: Ty,
}

#[derive(Debug, Clone)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<Ty>,
    pub ty: Ty,
}

#[derive(Debug, Clone)]
pub struct Outcome {
    pub name: String,
    /// Its levels, among the enums.
    pub levels: usize,
    /// Its reasons, among the records.
    pub reason: usize,
}

/// What has been declared so far. Expressions only use what is there, so that nothing depends on itself.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub enums: Vec<Enum>,
    pub records: Vec<Record>,
    /// The first is the risk.
    pub entities: Vec<Entity>,
    pub tables: Vec<Table>,
    /// Tables of bands with the type of their key.
    pub bands: Vec<(String, Ty)>,
    /// Tables of which the rows can be gone through.
    pub row_lists: Vec<RowList>,
    pub collections: Vec<Collection>,
    pub functions: Vec<Function>,
    /// Definitions: name and type.
    pub definitions: Vec<(String, Ty)>,
    /// Dimensions: name and type.
    pub dimensions: Vec<(String, Ty)>,
    /// The names of functions and tables that have variants.
    pub varied: Vec<String>,
    /// Outcomes whose rules are all there.
    pub outcomes: Vec<Outcome>,
    names: usize,
}

impl Model {
    /// A name that nothing else has.
    pub fn fresh(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }

    /// Whether an expression calls something that has variants.
    pub fn calls_varied(&self, text: &str) -> bool {
        let mut calls = self.varied.iter().map(|name| format!("{name}("));
        calls.any(|call| text.contains(&call))
    }

    /// Whether a declaration can write a type: the levels of an outcome and its reasons have none of their own.
    pub fn has_name(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Enum(id) => !self.enums[*id].is_outcome,
            Ty::Record(id) => !self.records[*id].is_reason,
            Ty::List(inner) | Ty::Optional(inner) => self.has_name(inner),
            _ => true,
        }
    }

    /// A type as a declaration writes it, without its range.
    pub fn written(&self, ty: &Ty) -> String {
        match ty {
            Ty::Bool => "bool".to_owned(),
            Ty::Int => "int".to_owned(),
            Ty::Decimal => "decimal".to_owned(),
            Ty::Money => "money".to_owned(),
            Ty::Unrounded => "unrounded money".to_owned(),
            Ty::Text => "text".to_owned(),
            Ty::Date => "date".to_owned(),
            Ty::Enum(id) => self.enums[*id].name.clone(),
            Ty::Record(id) => self.records[*id].name.clone(),
            Ty::Entity(id) => self.entities[*id].name.clone(),
            Ty::List(item) => format!("list of {}", self.written(item)),
            Ty::Optional(inner) => format!("{}?", self.written(inner)),
        }
    }

    /// A type with its range or set: `int 0..40?`.
    pub fn written_in(&self, ty: &Ty, domain: Option<&Domain>) -> String {
        let domain = domain.map_or(String::new(), |domain| format!(" {}", domain.text));
        match ty {
            Ty::Optional(inner) => format!("{}{domain}?", self.written(inner)),
            ty => format!("{}{domain}", self.written(ty)),
        }
    }

    /// A type of a plain value.
    pub fn plain(&self, random: &mut Random) -> Ty {
        let ty = random.weighted(
            &[
                (22, Some(Ty::Int)),
                (22, Some(Ty::Decimal)),
                (20, Some(Ty::Money)),
                (12, Some(Ty::Bool)),
                (8, Some(Ty::Date)),
                (6, Some(Ty::Text)),
                (10, None),
            ]
            .each_ref()
            .map(|(weight, ty)| (*weight, ty)),
        );
        ty.clone().unwrap_or_else(|| {
            let declared = self.enums.iter().filter(|e| !e.is_outcome).count();
            Ty::Enum(random.below(declared))
        })
    }

    /// Whether values of a type are the same or not: plain ones, and records of such.
    pub fn is_told_apart(&self, ty: &Ty) -> bool {
        match ty {
            // Of a row it may not be: what is not known of its keys may be absent.
            Ty::Record(id) if self.records[*id].is_reason => false,
            Ty::Record(id) => {
                let mut fields = self.records[*id].fields.iter();
                fields.all(|field| self.is_told_apart(&field.ty))
            }
            ty => ty.is_plain(),
        }
    }

    /// The records that can be written.
    pub fn declared_records(&self) -> Vec<usize> {
        (0..self.records.len())
            .filter(|id| !self.records[*id].is_reason)
            .collect()
    }
}
