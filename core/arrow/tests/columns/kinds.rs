//! Every type that a field takes, every one that it does not, and what is said then.

use crate::both_ways;
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal32Array, Decimal64Array,
    Decimal128Array, Decimal256Array, DictionaryArray, FixedSizeListArray, Float32Array,
    Float64Array, Int8Array, Int16Array, Int32Array, Int64Array, LargeListArray, LargeStringArray,
    ListArray, NullArray, RecordBatch, StringArray, StringViewArray, StructArray,
    TimestampMillisecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_buffer::{OffsetBuffer, i256};
use arrow_schema::{DataType, Field};
use insta::assert_snapshot;
use lutine::Rulebook;
use std::sync::Arc;

/// A field of each kind, all of which may be left out, answered as they came.
const KINDS: &str = r#"rulebook kinds version "1"
currency USD
enum Use { pleasure, business }
input Policy
record Address { zip: text?, floor: int? }
entity Policy {
  sure   : bool?
  count  : int -10..99_999?
  factor : decimal?
  amount : money?
  note   : text?
  born   : date?
  use    : Use?
  home   : Address?
  years  : list of int (0..3)
  cars   : list of Car (0..3)
  twice  : decimal? = if factor is given then factor * 2 else none
}
entity Car within Policy { symbol: int 1..30 }
output {
  sure = policy.sure
  count = policy.count
  factor = policy.factor
  amount = policy.amount
  note = policy.note
  born = policy.born
  use = policy.use
  years = policy.years
  cars = for c in policy.cars { symbol = c.symbol }
  inverse = 12 / sum(c.symbol for c in policy.cars)
}
"#;

fn kinds() -> Rulebook {
    Rulebook::from_text(KINDS).unwrap_or_else(|error| panic!("{error}"))
}

/// The same with a rounded quotient, so that all of it is computed in integers.
fn kinds_in_integers() -> Rulebook {
    let quotient = "12 / sum(c.symbol for c in policy.cars)";
    let text = KINDS.replace(quotient, &format!("round({quotient} half up to 0.01)"));
    Rulebook::from_text(&text).unwrap_or_else(|error| panic!("{error}"))
}

/// A column with an empty list of each kind beside it, which no row may leave out.
fn with_lists(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let rows = columns.first().map_or(0, |(_, column)| column.len());
    let empty = |item: ArrayRef| -> ArrayRef {
        let offsets = OffsetBuffer::from_lengths(vec![0; rows]);
        let field = Arc::new(Field::new("item", item.data_type().clone(), true));
        Arc::new(ListArray::new(field, offsets, item, None))
    };
    let symbol: ArrayRef = Arc::new(Int32Array::from(Vec::<i32>::new()));
    let field = Arc::new(Field::new("symbol", DataType::Int32, true));
    let car: ArrayRef = Arc::new(StructArray::from(vec![(field, symbol.clone())]));
    let mut all = columns;
    for (name, item) in [("years", symbol), ("cars", car)] {
        if !all.iter().any(|(known, _)| known.starts_with(name)) {
            all.push((name, empty(item)));
        }
    }
    let all = all.into_iter().map(|(name, column)| (name, column, true));
    RecordBatch::try_from_iter_with_nullable(all).expect("columns of one length")
}

/// What one column comes to, row by row; or what is said of it.
fn came(name: &str, column: ArrayRef) -> String {
    let kind = column.data_type().to_string();
    let rows = with_lists(vec![(name, column)]);
    let answers = both_ways::answers(&kinds(), &rows);
    let _ = both_ways::answers(&kinds_in_integers(), &rows);
    let came = match answers {
        Err(error) => format!("  {}: {error}\n", error.code()),
        Ok(answers) => {
            let shown = answers.iter().map(|answer| {
                let value = answer.get(name).map(lutine::Value::to_json);
                format!("  {}\n", value.unwrap_or_else(|| answer.to_json()))
            });
            shown.collect()
        }
    };
    format!("{name} of {kind}\n{came}")
}

fn all(columns: Vec<(&str, ArrayRef)>) -> String {
    let came = columns.into_iter().map(|(name, column)| came(name, column));
    came.collect()
}

fn decimals(places: i8, values: Vec<Option<i128>>) -> ArrayRef {
    let column = Decimal128Array::from(values);
    Arc::new(
        column
            .with_precision_and_scale(38, places)
            .expect("38 digits"),
    )
}

#[test]
fn whole_numbers_and_decimals_of_every_width() {
    let small = Decimal32Array::from(vec![Some(150), None]);
    let small = small.with_precision_and_scale(9, 1).expect("nine digits");
    let medium = Decimal64Array::from(vec![Some(-150), None]);
    let medium = medium.with_precision_and_scale(18, 2).expect("18 digits");
    let wide = vec![Some(i256::from_i128(1250)), Some(i256::MAX), None];
    let wide = Decimal256Array::from(wide);
    let wide = wide.with_precision_and_scale(76, 3).expect("76 digits");
    assert_snapshot!(all(vec![
        (
            "count",
            Arc::new(Int8Array::from(vec![Some(-10), None, Some(-11)]))
        ),
        ("count", Arc::new(Int16Array::from(vec![Some(7)]))),
        (
            "count",
            Arc::new(Int32Array::from(vec![Some(99_999), Some(100_000)]))
        ),
        ("count", Arc::new(Int64Array::from(vec![Some(i64::MIN)]))),
        ("count", Arc::new(UInt8Array::from(vec![Some(255)]))),
        ("count", Arc::new(UInt16Array::from(vec![Some(65_535)]))),
        ("count", Arc::new(UInt32Array::from(vec![Some(3)]))),
        ("count", Arc::new(UInt64Array::from(vec![Some(u64::MAX)]))),
        ("count", decimals(2, vec![Some(300), Some(310)])),
        ("count", decimals(-3, vec![Some(42), Some(142)])),
        (
            "count",
            Arc::new(StringArray::from(vec!["12", "1e3", "1.5", "x", ""]))
        ),
        ("factor", Arc::new(small)),
        ("factor", Arc::new(medium)),
        (
            "factor",
            decimals(3, vec![Some(1250), None, Some(i128::from(i64::MAX))])
        ),
        (
            "factor",
            decimals(3, vec![Some(1250), None, Some(10_i128.pow(37) + 1)])
        ),
        ("factor", Arc::new(wide)),
        ("amount", decimals(2, vec![Some(-1250)])),
        (
            "amount",
            decimals(5, vec![Some(1_250_000), Some(1_250_010)])
        ),
        ("amount", Arc::new(Int32Array::from(vec![12]))),
    ]));
}

#[test]
fn texts_members_dates_and_truths() {
    let keys = Int8Array::from(vec![Some(1), None, Some(0), Some(2)]);
    let members = StringArray::from(vec![Some("business"), Some("pleasure"), None]);
    let dictionary = DictionaryArray::<Int8Type>::new(keys, Arc::new(members));
    let unknown: DictionaryArray<Int32Type> = vec!["business", "racing"].into_iter().collect();
    let empty = DictionaryArray::<Int8Type>::new(
        Int8Array::from(vec![None]),
        Arc::new(StringArray::from(Vec::<&str>::new())),
    );
    let dates: ArrayRef = Arc::new(Date32Array::from(vec![Some(-1), None, Some(i32::MAX)]));
    let midnight = Date64Array::from(vec![86_400_000, 86_400_001]);
    assert_snapshot!(all(vec![
        (
            "note",
            Arc::new(StringArray::from(vec![Some("né"), None, Some("")]))
        ),
        ("note", Arc::new(LargeStringArray::from(vec!["long"]))),
        (
            "note",
            Arc::new(StringViewArray::from(vec![
                "a view of more than twelve bytes"
            ]))
        ),
        ("note", Arc::new(NullArray::new(1))),
        (
            "use",
            Arc::new(StringArray::from(vec!["business", "Business"]))
        ),
        ("use", Arc::new(dictionary)),
        ("use", Arc::new(unknown)),
        ("use", Arc::new(empty)),
        ("born", dates),
        ("born", Arc::new(midnight)),
        (
            "born",
            Arc::new(StringArray::from(vec!["2024-02-29", "2025-02-29"]))
        ),
        (
            "sure",
            Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))
        ),
        (
            "sure",
            Arc::new(StringArray::from(vec!["true", "false", "yes"]))
        ),
    ]));
}

#[test]
fn columns_that_cannot_be_the_input() {
    let number: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    let text: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
    let truth: ArrayRef = Arc::new(BooleanArray::from(vec![true]));
    let field = |name| Arc::new(Field::new(name, DataType::Int32, true));
    let home = StructArray::from(vec![(field("flor"), number.clone())]);
    assert_snapshot!(all(vec![
        ("factor", Arc::new(Float64Array::from(vec![0.1]))),
        ("amount", Arc::new(Float32Array::from(vec![0.1]))),
        ("count", Arc::new(Float64Array::from(vec![1.0]))),
        ("note", Arc::new(Float64Array::from(vec![1.0]))),
        ("born", Arc::new(TimestampMillisecondArray::from(vec![0]))),
        ("born", number.clone()),
        ("note", number.clone()),
        ("note", truth.clone()),
        ("use", number.clone()),
        ("sure", number.clone()),
        ("count", truth),
        ("counts", number.clone()),
        ("colour", text.clone()),
        ("policy.policy.count", number.clone()),
        ("home", text.clone()),
        ("home", Arc::new(home)),
        ("home.flor", number.clone()),
        ("home[1].floor", number.clone()),
        ("note.x", text.clone()),
        ("note[1]", text.clone()),
        ("cars", text),
        ("cars.symbol", number.clone()),
        ("cars[0].symbol", number.clone()),
        ("cars[x].symbol", number.clone()),
        ("twice", number.clone()),
    ]));
    let twice = with_lists(vec![("home.floor", number.clone()), ("home", number)]);
    let said = kinds()
        .columns()
        .answers(&twice)
        .map_err(|error| error.to_string());
    assert_eq!(
        said,
        Err("column `home` gives what another column gives already".to_owned())
    );
}

#[test]
fn names_may_begin_with_the_risk_and_lists_stand_in_any_layout() {
    let number = |values: Vec<Option<i32>>| -> ArrayRef { Arc::new(Int32Array::from(values)) };
    let rows = with_lists(vec![
        (
            "policy.count",
            number(vec![Some(1), Some(2), Some(3), Some(4)]),
        ),
        ("home.floor", number(vec![Some(0), None, None, None])),
        ("cars[2].symbol", number(vec![Some(2), None, Some(3), None])),
        (
            "cars[1].symbol",
            number(vec![Some(10), Some(11), None, None]),
        ),
        ("years[1]", number(vec![Some(2020), None, None, Some(2020)])),
        ("years[3]", number(vec![None, None, None, Some(2022)])),
    ]);
    let rulebook = kinds();
    let answers = both_ways::answers(&rulebook, &rows).expect("its columns fit");
    both_ways::answers(&kinds_in_integers(), &rows).expect("its columns fit");
    let shown: Vec<String> = answers.iter().map(lutine::Answer::to_json).collect();
    assert_snapshot!(shown.join("\n"));

    let years = number(vec![Some(2020), Some(2021), Some(2022), None]);
    let item = Arc::new(Field::new("item", DataType::Int32, true));
    let offsets = OffsetBuffer::from_lengths([1, 3]);
    let large: ArrayRef = Arc::new(LargeListArray::new(
        item.clone(),
        offsets,
        years.clone(),
        None,
    ));
    let fixed: ArrayRef = Arc::new(FixedSizeListArray::new(item, 2, years, None));
    let sliced = with_lists(vec![("years", fixed.clone())]).slice(1, 1);
    let mut shown = all(vec![("years", large), ("years", fixed)]);
    let answers = both_ways::answers(&rulebook, &sliced).expect("its columns fit");
    both_ways::answers(&kinds_in_integers(), &sliced).expect("its columns fit");
    shown.extend(answers.iter().map(lutine::Answer::to_json));
    assert_snapshot!(shown);
}

#[test]
fn errors_of_rows_stand_in_a_column_and_the_other_rows_go_on() {
    let number = |values: Vec<Option<i64>>| -> ArrayRef { Arc::new(Int64Array::from(values)) };
    let rows = with_lists(vec![
        ("count", number(vec![Some(1), Some(-11), Some(3), Some(4)])),
        (
            "factor",
            Arc::new(StringArray::from(vec![
                "0.10",
                "x",
                "1e-28",
                "79228162514264337593543950335",
            ])),
        ),
        (
            "amount",
            decimals(2, vec![Some(123_456), Some(1), None, Some(-5)]),
        ),
        (
            "cars[1].symbol",
            number(vec![Some(12), Some(31), None, Some(5)]),
        ),
    ]);
    let rulebook = kinds();
    let columns = rulebook.columns();
    let answers = both_ways::answers(&rulebook, &rows).expect("its columns fit");
    both_ways::answers(&kinds_in_integers(), &rows).expect("its columns fit");
    let encoded = columns.encode(&answers).expect("they are encoded");
    assert_eq!(encoded.schema_ref(), columns.schema());
    let shown = encoded.schema_ref().fields().iter().zip(encoded.columns());
    let shown = shown
        .map(|(field, column)| format!("{} {}\n{column:?}\n", field.name(), field.data_type()));
    assert_snapshot!(shown.collect::<String>());
}

#[test]
fn a_whole_number_that_fits_no_column_is_an_error_of_its_row() {
    let text = "rulebook n version \"1\"\ninput Policy\nentity Policy { n: int }\noutput { n = policy.n }\n";
    let rulebook = Rulebook::from_text(text).expect("it compiles");
    let columns = rulebook.columns();
    let numbers = StringArray::from(vec!["9223372036854775807", "9223372036854775808"]);
    let rows =
        RecordBatch::try_from_iter([("n", Arc::new(numbers) as ArrayRef)]).expect("a column");
    let answers = both_ways::answers(&rulebook, &rows).expect("its columns fit");
    let encoded = columns.encode(&answers).expect("they are encoded");
    assert_snapshot!(format!("{:?}", encoded.columns()));
}
