//! A plan for programs.

use super::Plan;
use lutine_core::fast::{
    Computed, NeededBy, NotInIntegers, PlannedStep, PlannedValue, Rounded, Rounding, SourcePlace,
    Watched, Within,
};
use lutine_core::value::Value;
use std::sync::Arc;

impl Plan {
    /// The plan as JSON, on one line: an object with `rulebook`, `version`, `in_integers` (whether any risk is computed in integers), `certain` (whether
    /// all are), the list `steps` and `totals`.
    ///
    /// A step has `kind`, `name`, `computed` (`constant`, `integer`, `rounded_at_once`, `integer_or_decimal`, `decimal`, `unneeded`), where it is written
    /// (`file`, `line`, `column`, null if unknown), `values`, `roundings`, `watched` (each with a stable `code`, that of the error of an answer where it would be one) and
    /// `not_in_integers` (each with what is `needed` for it: `every`, `some`, `its_list`).
    ///
    /// ```
    /// let rulebook = lutine::Rulebook::from_text(
    ///     "rulebook fee\ninput Policy\nentity Policy { cars: int 1..4, fee: int = 50 * cars }\noutput { fee = policy.fee }\n")?;
    /// let json = rulebook.plan().to_json();
    /// assert!(json.starts_with(r#"{"rulebook":"fee","version":null,"in_integers":true,"certain":true,"#), "{json}");
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let steps: Vec<Value> = self.steps.iter().map(step).collect();
        let totals = self.totals();
        Value::from([
            ("rulebook", Value::from(&*self.name)),
            ("version", self.version.as_deref().into()),
            ("in_integers", self.is_in_integers().into()),
            ("certain", self.is_certain().into()),
            ("unread", self.unread.into()),
            ("steps", steps.into()),
            (
                "totals",
                Value::from([
                    ("steps", number(totals.steps)),
                    ("in_integers", number(totals.in_integers)),
                    ("in_both", number(totals.in_both)),
                    ("in_decimals", number(totals.in_decimals)),
                    ("watched", number(totals.watched)),
                    ("unneeded", number(totals.unneeded)),
                ]),
            ),
        ])
        .to_json()
    }
}

/// A count; they never come near the end of an `i64`.
fn number(count: usize) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

fn step(step: &PlannedStep) -> Value {
    let list = |values: Vec<Value>| Value::from(values);
    let mut fields = vec![
        ("kind", Value::from(step.kind.as_str())),
        ("name", step.name.as_str().into()),
        ("computed", computed(step.computed).into()),
    ];
    fields.extend(place(step.place.as_ref()));
    fields.push(("values", list(step.values.iter().map(value).collect())));
    fields.push((
        "roundings",
        list(step.roundings.iter().map(|one| rounding(*one)).collect()),
    ));
    fields.push(("watched", list(step.watched.iter().map(watched).collect())));
    fields.push((
        "not_in_integers",
        list(step.missing.iter().map(missing).collect()),
    ));
    record(fields)
}

fn record(fields: Vec<(&str, Value)>) -> Value {
    let named = |(name, value): (&str, Value)| (Arc::<str>::from(name), value);
    fields.into_iter().map(named).collect()
}

const fn computed(computed: Computed) -> &'static str {
    match computed {
        Computed::Constant => "constant",
        Computed::Words => "integer",
        Computed::InItsRounding => "rounded_at_once",
        Computed::WordsOrDecimals => "integer_or_decimal",
        Computed::Decimals => "decimal",
        _ => "unneeded",
    }
}

fn place(place: Option<&SourcePlace>) -> [(&'static str, Value); 3] {
    [
        ("file", place.map(|place| &*place.file).into()),
        ("line", place.map(|place| place.line).into()),
        ("column", place.map(|place| place.column).into()),
    ]
}

fn value(value: &PlannedValue) -> Value {
    let (low, high, places) = match &value.within {
        Within::Numbers { low, high, places } => {
            let plain = |number: &str| Some(number.replace(',', ""));
            (plain(low), plain(high), Some(*places))
        }
        Within::AnyWord { places } => (None, None, Some(*places)),
        Within::Ordered { low, high } => (Some(low.clone()), Some(high.clone()), None),
        _ => (None, None, None),
    };
    Value::from([
        ("field", Value::from(value.field.as_str())),
        ("members", value.members.map(number).into()),
        ("low", low.into()),
        ("high", high.into()),
        ("places", places.into()),
    ])
}

fn rounding(rounding: Rounding) -> Value {
    let (of, products) = match rounding.of {
        Rounded::Products(count) => ("product", Some(number(count))),
        Rounded::Quotient => ("quotient", None),
        Rounded::InTheNext => ("number_in_product", None),
        _ => ("number", None),
    };
    Value::from([
        ("of", Value::from(of)),
        ("products", products.into()),
        ("one_multiplication", rounding.is_one_multiplication.into()),
    ])
}

fn watched(one: &Watched) -> Value {
    let mut fields = vec![
        ("code", Value::from(one.doubt.as_str())),
        ("words", one.words.as_str().into()),
    ];
    fields.extend(place(one.place.as_ref()));
    record(fields)
}

fn missing(one: &NotInIntegers) -> Value {
    let (needed, conditions) = match &one.needed {
        NeededBy::Every => ("every", &[] as &[_]),
        NeededBy::Some(conditions) => ("some", conditions.as_slice()),
        _ => ("its_list", &[] as &[_]),
    };
    let conditions = conditions.iter().map(|(at, holds)| {
        let mut fields = vec![("holds", Value::from(*holds))];
        fields.extend(place(Some(at)));
        record(fields)
    });
    let conditions: Vec<Value> = conditions.collect();
    let mut fields = vec![
        ("reason", Value::from(one.reason)),
        ("needed", needed.into()),
        ("conditions", conditions.into()),
        ("mend", one.mend.into()),
    ];
    fields.extend(place(one.place.as_ref()));
    record(fields)
}
