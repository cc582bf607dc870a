//! Typed values that go in and come out: a risk that a service builds, the output of an answer.

use std::sync::Arc;

use crate::date::Date;
use crate::json;
use crate::number::Decimal;

/// A value with its type.
///
/// ```
/// use lutine_core::value::Value;
/// let risk = Value::from([
///     ("id", Value::from(7)),
///     ("state", Value::from("TX")),
///     ("drivers", Value::from(vec![Value::from([("points", Value::from(2))])])),
/// ]);
/// assert_eq!(risk.pointer("/drivers/0/points").and_then(Value::as_i64), Some(2));
/// assert_eq!(risk.to_json(), r#"{"id":7,"state":"TX","drivers":[{"points":2}]}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing: left out, or not applicable.
    #[default]
    Absent,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(Decimal),
    /// A decimal number: a factor, a rate, a share.
    Decimal(Decimal),
    /// An amount of money.
    Money {
        /// How much, in the currency's main unit: dollars, not cents.
        amount: Decimal,
        /// The decimal places of the currency: 2 for dollars and cents.
        places: u8,
    },
    /// Text.
    Text(Arc<str>),
    /// A calendar date.
    Date(Date),
    /// A name of a closed list.
    Enum(Arc<str>),
    /// Several values.
    List(Vec<Value>),
    /// Fields in their order.
    Record(Vec<(Arc<str>, Value)>),
}

impl Value {
    /// The field of a record; nothing if there is none of that name or this is no record.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_record()?
            .iter()
            .find(|(field, _)| &**field == name)
            .map(|(_, value)| value)
    }

    /// The value at a JSON pointer (RFC 6901): `/vehicles/0/covers/BI`; the empty pointer is the value itself.
    ///
    /// ```
    /// use lutine_core::value::Value;
    /// let answer = Value::from([("limits", Value::from(vec![25, 50]))]);
    /// assert_eq!(answer.pointer("/limits/1"), Some(&Value::from(50)));
    /// assert_eq!(answer.pointer("/limits/2"), None);
    /// ```
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let steps = pointer.strip_prefix('/')?.split('/');
        steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .try_fold(self, |value, step| match value {
                Self::List(items) => items.get(list_index(&step)?),
                _ => value.get(&step),
            })
    }

    /// Whether this is [`Value::Absent`].
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// True or false, of a bool.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number of an int, a decimal or an amount of money.
    #[must_use]
    pub const fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Int(number) | Self::Decimal(number) | Self::Money { amount: number, .. } => {
                Some(*number)
            }
            _ => None,
        }
    }

    /// The whole number of an int, a decimal or an amount of money without a fraction, if it fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.to_i64()
    }

    /// The text, or the name of an enum's member.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Enum(text) => Some(text),
            _ => None,
        }
    }

    /// The date.
    #[must_use]
    pub const fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of a record.
    #[must_use]
    pub fn as_record(&self) -> Option<&[(Arc<str>, Self)]> {
        match self {
            Self::Record(fields) => Some(fields),
            _ => None,
        }
    }

    /// JSON text on one line, without blanks.
    ///
    /// Money is text with its currency's decimals, a decimal its shortest text, an int a number, what is absent null.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// use lutine_core::value::Value;
    /// let premium = Value::Money { amount: Decimal::new(5086, 1)?, places: 2 };
    /// assert_eq!(premium.to_json(), r#""508.60""#);
    /// assert_eq!(Value::Decimal(Decimal::new(1250, 3)?).to_json(), r#""1.25""#);
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        json::append_value(&mut text, self);
        text
    }

    /// JSON text for people: a line for each field and item.
    ///
    /// ```
    /// use lutine_core::value::Value;
    /// assert_eq!(Value::from(vec![1, 2]).to_json_pretty(), "[\n  1,\n  2\n]");
    /// ```
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        let mut text = String::new();
        json::append_value_pretty(&mut text, self);
        text
    }
}

/// The index that a step of a pointer names: digits without a leading zero.
fn list_index(step: &str) -> Option<usize> {
    let digits = step.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = step == "0" || !step.starts_with('0');
    if digits && canonical {
        step.parse().ok()
    } else {
        None
    }
}

macro_rules! from_plain {
    ($($plain:ty => |$value:ident| $result:expr),* $(,)?) => {$(
        impl From<$plain> for Value {
            fn from($value: $plain) -> Self {
                $result
            }
        }
    )*};
}

from_plain! {
    bool => |value| Self::Bool(value),
    i8 => |value| Self::Int(value.into()),
    i16 => |value| Self::Int(value.into()),
    i32 => |value| Self::Int(value.into()),
    i64 => |value| Self::Int(value.into()),
    u8 => |value| Self::Int(value.into()),
    u16 => |value| Self::Int(value.into()),
    u32 => |value| Self::Int(value.into()),
    u64 => |value| Self::Int(value.into()),
    Decimal => |value| Self::Decimal(value),
    Date => |value| Self::Date(value),
    &str => |value| Self::Text(value.into()),
    String => |value| Self::Text(value.into()),
    Arc<str> => |value| Self::Text(value),
}

/// Nothing is [`Value::Absent`].
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// A list.
impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// A record.
impl<K: Into<Arc<str>>, V: Into<Self>, const N: usize> From<[(K, V); N]> for Value {
    fn from(fields: [(K, V); N]) -> Self {
        fields.into_iter().collect()
    }
}

/// A record.
impl<K: Into<Arc<str>>, V: Into<Self>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        Self::Record(
            fields
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }
}
