//! The JSON reader and writer: accepted and refused texts, and serde_json as the oracle.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic
)]

use lutine_core::date::Date;
use lutine_core::json::{
    Event, Events, JsonError, JsonErrorKind, JsonText, MAX_NESTING, ValueEvents, append_text,
};
use lutine_core::number::Decimal;
use lutine_core::value::Value;
use proptest::prelude::*;
use serde_json::Value as Tree;

/// Builds the tree that the events say, numbers by serde_json from their text.
fn tree(events: &mut impl Events) -> Result<Tree, JsonError> {
    let mut open: Vec<(Tree, Option<String>)> = Vec::new();
    let mut key = None;
    let mut whole = None;
    loop {
        let done = match events.next()? {
            Event::ObjectStart => {
                open.push((Tree::Object(serde_json::Map::new()), key.take()));
                continue;
            }
            Event::ArrayStart => {
                open.push((Tree::Array(Vec::new()), key.take()));
                continue;
            }
            Event::Key(text) => {
                key = Some(text.to_owned());
                continue;
            }
            Event::ObjectEnd | Event::ArrayEnd => {
                let (value, own_key) = open.pop().expect("an open bracket");
                key = own_key;
                value
            }
            Event::Text(text) => Tree::from(text),
            Event::Number(text) => serde_json::from_str(text).expect("a number"),
            Event::Bool(value) => Tree::from(value),
            Event::Null => Tree::Null,
            Event::Decimal(_) | Event::Date(_) => panic!("no JSON text has these"),
            Event::End => return Ok(whole.expect("a value before the end")),
        };
        match open.last_mut() {
            None => assert!(whole.replace(done).is_none(), "two values"),
            Some((Tree::Array(items), _)) => items.push(done),
            Some((Tree::Object(fields), _)) => {
                fields.insert(key.take().expect("a key before its value"), done);
            }
            Some(_) => panic!("a scalar is open"),
        }
    }
}

fn read(text: &[u8]) -> Result<Tree, JsonError> {
    tree(&mut JsonText::new(text)?)
}

#[test]
fn accepted() {
    for text in [
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "0",
        "-0",
        "-1",
        "1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "0e0",
        "0.0",
        "123456789",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\"",
        " [ 1 , 2 ] ",
        "\t\r\n{ \"a\" : 1 }\n",
        "[null]",
        "[\"a\",null,true,false,1,[],{}]",
        r#"{"":0}"#,
        r#"{"a":{"b":[1,{"c":null}]}}"#,
        r#"{"a":1,"b":2}"#,
        "\"é€😀\"",
        "\"\u{7f}\"",
        "\"\u{2028}\"",
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\u0041\u00e9\u20ac""#,
        r#""\ud83d\ude00""#,
        r#""\uD83D\uDE00""#,
        r#""\u0000""#,
        r#""\uFFFF""#,
        r#"{"\u0061":1}"#,
        r#"["a\\"]"#,
        r#""\\u0041""#,
        r#""a\"b""#,
    ] {
        let expected: Tree = serde_json::from_str(text).unwrap();
        assert_eq!(read(text.as_bytes()), Ok(expected), "{text}");
    }
}

#[test]
fn refused() {
    use JsonErrorKind as Kind;
    let cases: &[(&[u8], Kind, usize)] = &[
        (b"", Kind::UnexpectedEnd, 0),
        (b" \n", Kind::UnexpectedEnd, 2),
        (b"{", Kind::UnexpectedEnd, 1),
        (b"[1", Kind::UnexpectedEnd, 2),
        (b"[1,", Kind::UnexpectedEnd, 3),
        (b"{\"a\"", Kind::UnexpectedEnd, 4),
        (b"{\"a\":", Kind::UnexpectedEnd, 5),
        (b"\"a", Kind::UnexpectedEnd, 2),
        (b"\"a\\\"", Kind::UnexpectedEnd, 4),
        (b"]", Kind::ValueExpected, 0),
        (b"}", Kind::ValueExpected, 0),
        (b"[}", Kind::ValueExpected, 1),
        (b"{]", Kind::KeyExpected, 1),
        (b"[1}", Kind::ItemEndExpected, 2),
        (b"{\"a\":1]", Kind::FieldEndExpected, 6),
        (b"[1 2]", Kind::ItemEndExpected, 3),
        (b"[\"a\" \"b\"]", Kind::ItemEndExpected, 5),
        (b"{\"a\":1 \"b\":2}", Kind::FieldEndExpected, 7),
        (b"[,1]", Kind::ValueExpected, 1),
        (b"[1,,2]", Kind::ValueExpected, 3),
        (b"[1,]", Kind::TrailingComma, 3),
        (b"{\"a\":1,}", Kind::TrailingComma, 7),
        (b"{,}", Kind::KeyExpected, 1),
        (b"{\"a\" 1}", Kind::ColonExpected, 5),
        (b"{\"a\",1}", Kind::ColonExpected, 4),
        (b"{\"a\"::1}", Kind::ValueExpected, 5),
        (b"{\"a\":}", Kind::ValueExpected, 5),
        (b"{a:1}", Kind::KeyExpected, 1),
        (b"{'a':1}", Kind::KeyExpected, 1),
        (b"{1:1}", Kind::KeyExpected, 1),
        (b"{null:1}", Kind::KeyExpected, 1),
        (b"'a'", Kind::ValueExpected, 0),
        (b"1 2", Kind::TextAfterValue, 2),
        (b"{}{}", Kind::TextAfterValue, 2),
        (b"[]]", Kind::TextAfterValue, 2),
        (b"1,", Kind::TextAfterValue, 1),
        (b"truex", Kind::TextAfterValue, 4),
        (b"tru", Kind::ValueExpected, 0),
        (b"True", Kind::ValueExpected, 0),
        (b"NaN", Kind::ValueExpected, 0),
        (b"Infinity", Kind::ValueExpected, 0),
        (b"+1", Kind::ValueExpected, 0),
        (b".5", Kind::ValueExpected, 0),
        (b"// a\n1", Kind::ValueExpected, 0),
        (b"-", Kind::NotANumber, 1),
        (b"-a", Kind::NotANumber, 1),
        (b"--1", Kind::NotANumber, 1),
        (b"-Infinity", Kind::NotANumber, 1),
        (b"1.", Kind::NotANumber, 2),
        (b"1.e5", Kind::NotANumber, 2),
        (b"1e", Kind::NotANumber, 2),
        (b"1e+", Kind::NotANumber, 3),
        (b"[1.]", Kind::NotANumber, 3),
        (b"01", Kind::LeadingZero, 0),
        (b"-01", Kind::LeadingZero, 0),
        (b"00", Kind::LeadingZero, 0),
        (b"0x10", Kind::TextAfterValue, 1),
        (b"1_000", Kind::TextAfterValue, 1),
        (b"[1_000]", Kind::ItemEndExpected, 2),
        (b"\"\n\"", Kind::ControlCharacter, 1),
        (b"\"a\tb\"", Kind::ControlCharacter, 2),
        (b"\"\x00\"", Kind::ControlCharacter, 1),
        (b"\"\x1f\"", Kind::ControlCharacter, 1),
        (b"\"\\x\"", Kind::BadEscape, 1),
        (b"\"\\u12\"", Kind::BadEscape, 1),
        (b"\"\\u12g4\"", Kind::BadEscape, 1),
        (b"\"\\u+123\"", Kind::BadEscape, 1),
        (b"\"\\\xc3\xa9\"", Kind::BadEscape, 1),
        (b"\"\\ud800\"", Kind::LoneSurrogate, 1),
        (b"\"\\udc00\"", Kind::LoneSurrogate, 1),
        (b"\"\\udc00\\udc00\"", Kind::LoneSurrogate, 1),
        (b"\"\\ud800\\n\"", Kind::LoneSurrogate, 1),
        (b"\"\\ud800\\u0041\"", Kind::LoneSurrogate, 1),
        (b"\"\\ud800\\ud800\"", Kind::LoneSurrogate, 1),
        (b"\"\xff\"", Kind::NotUtf8, 1),
        (b"\"\xed\xa0\x80\"", Kind::NotUtf8, 1),
        (b"\"\xc0\xaf\"", Kind::NotUtf8, 1),
        (b"[1]\xe2\x82", Kind::NotUtf8, 3),
        (b"\xef\xbb\xbf1", Kind::ByteOrderMark, 0),
        (b"\xc2\xa01", Kind::ValueExpected, 0),
        (b"\x0c1", Kind::ValueExpected, 0),
    ];
    for (text, kind, offset) in cases {
        let shown = String::from_utf8_lossy(text);
        let error = read(text).expect_err(&shown);
        assert_eq!(
            (error.kind, error.place.unwrap().offset),
            (*kind, *offset),
            "{shown}"
        );
        assert!(
            serde_json::from_slice::<Tree>(text).is_err(),
            "serde_json accepts {shown}"
        );
    }
}

#[test]
fn an_error_has_its_line_and_column() {
    let error = read("{\n  \"näme\": \"€\" x\n}".as_bytes()).unwrap_err();
    let place = error.place.unwrap();
    assert_eq!((place.line, place.column), (2, 15));
    assert_eq!(
        error.to_string(),
        "line 2, column 15: a comma or the object's closing } is expected here"
    );
}

#[test]
fn an_error_stays() {
    let mut events = JsonText::from_text("[1 2]");
    assert_eq!(events.next(), Ok(Event::ArrayStart));
    assert_eq!(events.next(), Ok(Event::Number("1")));
    let error = events.next().unwrap_err();
    assert_eq!(events.next(), Err(error));
    assert_eq!(events.skip_value(), Err(error));
    assert_eq!(events.leave(), Err(error));

    // What stands behind the place of the error could be taken for a value.
    let mut events = JsonText::from_text("--1");
    let error = events.next().unwrap_err();
    assert_eq!(events.next(), Err(error));
}

#[test]
fn nesting() {
    let nested = |levels: usize, open: &str, close: &str| {
        format!("{}0{}", open.repeat(levels), close.repeat(levels))
    };
    let most = MAX_NESTING as usize;
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let levels = most / open.matches(['[', '{']).count();
        let fits = nested(levels, open, close);
        assert_eq!(
            read(fits.as_bytes()),
            Ok(serde_json::from_str(&fits).unwrap())
        );
        let error = read(nested(levels + 1, open, close).as_bytes()).unwrap_err();
        assert_eq!(error.kind, JsonErrorKind::TooDeep);
    }
    assert_eq!(
        read("[".repeat(1_000_000).as_bytes()).unwrap_err().kind,
        JsonErrorKind::TooDeep
    );

    let deep = (0..=most).fold(Value::from(1), |inner, _| Value::from(vec![inner]));
    assert_eq!(
        tree(&mut ValueEvents::new(&deep)).unwrap_err().kind,
        JsonErrorKind::TooDeep
    );
    assert!(tree(&mut ValueEvents::new(deep.pointer("/0").unwrap())).is_ok());
}

#[test]
fn skipping() {
    let mut events = JsonText::from_text(r#"{"a":[1,{"b":2}],"c":"x","d":[3,[4],5],"e":6}"#);
    assert_eq!(events.next(), Ok(Event::ObjectStart));
    assert_eq!(events.next(), Ok(Event::Key("a")));
    assert_eq!(events.skip_value(), Ok(()));
    assert_eq!(events.next(), Ok(Event::Key("c")));
    assert_eq!(events.skip_value(), Ok(()));
    assert_eq!(events.next(), Ok(Event::Key("d")));
    assert_eq!(events.next(), Ok(Event::ArrayStart));
    assert_eq!(events.next(), Ok(Event::Number("3")));
    assert_eq!(events.leave(), Ok(()));
    assert_eq!(events.next(), Ok(Event::Key("e")));
    assert_eq!(events.next(), Ok(Event::Number("6")));
    assert_eq!(events.leave(), Ok(()));
    assert_eq!(events.next(), Ok(Event::End));
    assert_eq!(events.next(), Ok(Event::End));
}

#[test]
fn values_as_json() {
    let number = |text: &str| text.parse::<Decimal>().unwrap();
    let value = Value::from([
        ("id", Value::from(7)),
        ("factor", Value::from(number("1.2340"))),
        (
            "total",
            Value::Money {
                amount: number("2666.9"),
                places: 2,
            },
        ),
        (
            "yen",
            Value::Money {
                amount: number("1200"),
                places: 0,
            },
        ),
        (
            "unrounded",
            Value::Money {
                amount: number("0.125"),
                places: 2,
            },
        ),
        ("since", Value::from("2025-07-01".parse::<Date>().unwrap())),
        ("state", Value::Enum("TX".into())),
        ("note", Value::from("5\" pipe\n\u{1}")),
        ("none", Value::from(None::<i64>)),
        ("reasons", Value::from(Vec::<Value>::new())),
        ("empty", Value::Record(Vec::new())),
        ("taken", Value::from(vec![true, false])),
    ]);
    let compact = concat!(
        r#"{"id":7,"factor":"1.234","total":"2666.90","yen":"1200","unrounded":"0.125","since":"2025-07-01","#,
        r#""state":"TX","note":"5\" pipe\n\u0001","none":null,"reasons":[],"empty":{},"taken":[true,false]}"#,
    );
    assert_eq!(value.to_json(), compact);
    let tree: Tree = serde_json::from_str(compact).unwrap();
    let compact_again: Tree = serde_json::from_str(&value.to_json_pretty()).unwrap();
    assert_eq!(tree, compact_again);
    insta::assert_snapshot!(value.to_json_pretty());
}

#[test]
fn pointers() {
    let value = Value::from([
        (
            "a/b",
            Value::from([("~", vec![Value::from(1), Value::from(2)])]),
        ),
        ("", Value::from(3)),
    ]);
    assert_eq!(value.pointer("/a~1b/~0/1"), Some(&Value::from(2)));
    assert_eq!(value.pointer(""), Some(&value));
    assert_eq!(value.pointer("/"), Some(&Value::from(3)));
    for none in [
        "a",
        "/a",
        "/a~1b/~0/2",
        "/a~1b/~0/01",
        "/a~1b/~0/+1",
        "/a~1b/~0/-",
        "/a~1b/~0/",
        "//x",
    ] {
        assert_eq!(value.pointer(none), None, "{none}");
    }
}

/// Values such as risks and answers hold.
fn value() -> impl Strategy<Value = Value> {
    let number = (any::<i64>(), 0_u32..=28)
        .prop_map(|(coefficient, scale)| Decimal::new(coefficient.into(), scale).unwrap());
    let leaf = prop_oneof![
        Just(Value::Absent),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        number.clone().prop_map(Value::Decimal),
        (number, 0_u8..4).prop_map(|(amount, places)| Value::Money { amount, places }),
        any::<String>().prop_map(Value::from),
        "[ -~é\\\\\"\n]{0,12}".prop_map(Value::from),
        (0_i32..50_000).prop_map(|days| Value::from(Date::from_days(days).unwrap())),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[a-z\"\\\\é]{0,6}", inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// What the value's own events say; numbers that leave as text become text.
fn expected_tree(value: &Value) -> Tree {
    match value {
        Value::Int(number) => serde_json::from_str(&number.to_string()).unwrap(),
        Value::Decimal(number) => Tree::from(number.to_string()),
        Value::Money { amount, places } => Tree::from(amount.fixed(*places).to_string()),
        Value::List(items) => items.iter().map(expected_tree).collect(),
        Value::Record(fields) => fields
            .iter()
            .map(|(key, value)| (key.to_string(), expected_tree(value)))
            .collect(),
        Value::Absent => Tree::Null,
        Value::Bool(value) => Tree::from(*value),
        Value::Text(text) | Value::Enum(text) => Tree::from(&**text),
        Value::Date(date) => Tree::from(date.to_string()),
    }
}

/// The same value with every number an int's or decimal's, as its events show them.
fn numbers_as_text(events: &mut impl Events) -> Vec<String> {
    let mut shown = Vec::new();
    loop {
        let event = events.next().unwrap();
        shown.push(match event {
            Event::Number(text) | Event::Text(text) => format!("scalar {text}"),
            other => format!("{other:?}"),
        });
        if event == Event::End {
            return shown;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2048) })]

    #[test]
    fn what_is_written_is_read(value in value()) {
        let (compact, pretty) = (value.to_json(), value.to_json_pretty());
        prop_assert_eq!(&serde_json::from_str::<Tree>(&compact).unwrap(), &expected_tree(&value));
        prop_assert_eq!(read(compact.as_bytes()).unwrap(), expected_tree(&value));
        prop_assert_eq!(read(pretty.as_bytes()).unwrap(), expected_tree(&value));
    }

    #[test]
    fn values_and_their_text_have_the_same_events(value in value()) {
        fn plain(value: Value) -> Value {
            match value {
                Value::Money { amount, .. } => Value::Decimal(amount),
                Value::List(items) => Value::List(items.into_iter().map(plain).collect()),
                Value::Record(fields) => fields.into_iter().map(|(key, value)| (key, plain(value))).collect(),
                other => other,
            }
        }
        let value = plain(value);
        let text = value.to_json();
        prop_assert_eq!(
            numbers_as_text(&mut ValueEvents::new(&value)),
            numbers_as_text(&mut JsonText::from_text(&text))
        );
    }

    #[test]
    fn texts_are_escaped_as_serde_json_does(text in any::<String>(), more in "[\u{0}-\u{20}\"\\\\/é\u{7f}]{0,20}") {
        for text in [text, more] {
            let mut written = String::new();
            append_text(&mut written, &text);
            prop_assert_eq!(&written, &serde_json::to_string(&text).unwrap());
            let mut events = JsonText::from_text(&written);
            prop_assert_eq!(events.next(), Ok(Event::Text(&text)));
        }
    }

    /// A text with a few bytes changed is JSON for both readers, with the same value, or for neither.
    #[test]
    fn broken_texts_are_judged_as_by_serde_json(
        value in value(),
        pretty in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[-+.,:{}\\[\\]\"\\\\abcdf0-9un \n\u{1}]", 0_u8..3), 0..3),
    ) {
        let text = if pretty { value.to_json_pretty() } else { value.to_json() };
        let mut bytes = text.into_bytes();
        for (place, byte, how) in changes {
            let at = place.index(bytes.len() + 1);
            match how {
                0 => { bytes.splice(at..at, byte.bytes()); }
                1 if at < bytes.len() => { bytes.remove(at); }
                _ if at < bytes.len() => { bytes[at] = byte.as_bytes()[0]; }
                _ => {}
            }
        }
        match (read(&bytes), serde_json::from_slice::<Tree>(&bytes)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(_), Err(_)) => {}
            (Err(error), Ok(_)) => prop_assert!(false, "we refuse it: {error}"),
            (Ok(_), Err(error)) => prop_assert!(false, "serde_json refuses it: {error}"),
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_hang(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "[\\[\\]{}\",:\\\\ud8c0-9.eE+ \n-]{0,40}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            if let Ok(mut events) = JsonText::new(bytes) {
                let mut count = 0;
                while let Ok(event) = events.next() {
                    if event == Event::End {
                        break;
                    }
                    count += 1;
                    assert!(count <= bytes.len());
                }
            }
        }
    }
}
