use crate::value::Value;

/// A fault of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its stable code, `missing_field`.
    pub code: FaultCode,
    /// Where in the JSON text: `/vehicles/0/symbol`.
    pub pointer: String,
    /// What is wrong, in the words of the table in ARCHITECTURE.md.
    pub message: String,
}

impl Fault {
    /// As an answer writes it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::from([
            ("code", Value::from(self.code.as_str())),
            ("pointer", Value::from(self.pointer.as_str())),
            ("message", Value::from(self.message.as_str())),
        ])
    }
}

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The kinds of input fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultCode {
            $($(#[$doc])* $name,)*
        }

        impl FaultCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code that answers carry.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

fault_codes! {
    /// The text is not JSON.
    NotJson "not_json",
    /// A key that the entity does not have.
    UnknownField "unknown_field",
    /// A key that stands twice.
    DuplicateField "duplicate_field",
    /// A required field is left out.
    MissingField "missing_field",
    /// A value for a computed attribute.
    DerivedField "derived_field",
    /// A value of another kind.
    WrongType "wrong_type",
    /// Text that is not a date.
    BadDate "bad_date",
    /// Text that is not a member of the enumeration.
    UnknownMember "unknown_member",
    /// An int with a fraction.
    NotWhole "not_whole",
    /// An amount off its currency's grid.
    NotOnGrid "not_on_grid",
    /// Text that is not a number.
    BadNumber "bad_number",
    /// A number that a decimal cannot hold.
    TooManyDigits "too_many_digits",
    /// Outside the declared range or set.
    OutOfRange "out_of_range",
    /// A list with too few items.
    TooFewItems "too_few_items",
    /// A list with too many items.
    TooManyItems "too_many_items",
    /// A `require` that does not hold.
    Requirement "requirement",
}
