use lutine_dsl::typed::Type;

/// Which part of a value is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// All of it, of a record up to the first field in error: what an item of a list is needed for.
    Strict,
    /// Whether it is given, of what is a record where it is: of anything else that needs the value.
    Given,
    /// A part of a field of a record.
    Field(u32, Box<Part>),
}

impl Part {
    /// What `is given` needs of a value of the type.
    pub fn given(ty: &Type) -> Self {
        match ty.given() {
            Type::Record(_) | Type::Period | Type::List(_) => Self::Given,
            _ => Self::Whole,
        }
    }
}
