//! A stream of JSON values, whole and broken.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic
)]

use std::io::BufReader;

use lutine_core::json::{Events, JsonStream, JsonText, StreamError};
use proptest::prelude::*;

/// Line and text of each value, `too long` for the ones that are.
fn split_with_limit(text: &[u8], limit: usize) -> Vec<(u64, String)> {
    // A small buffer, so that lines come in pieces.
    let mut stream = JsonStream::with_limit(BufReader::with_capacity(7, text), limit);
    let mut seen = Vec::new();
    loop {
        match stream.read() {
            Ok(Some(value)) => seen.push((
                value.line,
                String::from_utf8_lossy(value.bytes).into_owned(),
            )),
            Ok(None) => return seen,
            Err(StreamError::TooLong { line, .. }) => seen.push((line, "too long".to_owned())),
            Err(error) => panic!("{error}"),
        }
    }
}

fn split(text: &str) -> Vec<(u64, String)> {
    split_with_limit(text.as_bytes(), 1 << 20)
}

fn check(text: &str, expected: &[(u64, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, text)| (*line, (*text).to_owned()))
        .collect();
    assert_eq!(split(text), expected, "{text}");
}

#[test]
fn whole_values() {
    check("", &[]);
    check(" \n\r\n\t", &[]);
    check("{\"a\":1}", &[(1, "{\"a\":1}")]);
    check(
        "{\"a\":1}\n{\"a\":2}\n",
        &[(1, "{\"a\":1}"), (2, "{\"a\":2}")],
    );
    check(
        "{\"a\":1}\r\n\r\n  {\"a\":2} \t\r\n",
        &[(1, "{\"a\":1}"), (3, "{\"a\":2}")],
    );
    check(
        "{\"a\":1}{\"a\":2} [3]\n4",
        &[(1, "{\"a\":1}"), (1, "{\"a\":2}"), (1, "[3]"), (2, "4")],
    );
    check(
        "1 2\n\"x\" null true",
        &[(1, "1"), (1, "2"), (2, "\"x\""), (2, "null"), (2, "true")],
    );
    check("\u{feff}{\"a\":1}\n[2]", &[(1, "{\"a\":1}"), (2, "[2]")]);
    check(
        "{\"a\": \"}\\\"{\"}\n[\"]\"]",
        &[(1, "{\"a\": \"}\\\"{\"}"), (2, "[\"]\"]")],
    );
    check(
        "{\n  \"a\": [\n    1\n  ]\n}\n{\n\"a\"\n:\n2\n}\n",
        &[
            (1, "{\n  \"a\": [\n    1\n  ]\n}"),
            (6, "{\n\"a\"\n:\n2\n}"),
        ],
    );
    check(
        "{\n\"a\": 1\n} {\n\"a\": 2\n}{\"a\": 3}\n",
        &[
            (1, "{\n\"a\": 1\n}"),
            (3, "{\n\"a\": 2\n}"),
            (5, "{\"a\": 3}"),
        ],
    );
    check(
        "[\n{\"a\": 1},\n{\"a\": 2}\n]\n[3]",
        &[(1, "[\n{\"a\": 1},\n{\"a\": 2}\n]"), (5, "[3]")],
    );
}

#[test]
fn a_broken_line_ends_with_its_line() {
    for broken in [
        "{\"a\": }",
        "{\"a\": 1",
        "{\"a\": [1,",
        "{\"a\": \"x",
        "{\"a\": \"x\\",
        "{\"a\"",
        "{",
        "[",
        "]",
        "}",
        "x",
        "{\"a\":1},",
        "{\"a\":1} x",
        "{\"a\":1}1",
        "{\"a\":1x} {\"b\":2}",
        "[1,]",
        "12abc",
        "\u{0}",
        "{\"a\":1]",
        ",",
    ] {
        let text = format!("{{\"n\":1}}\n{broken}\n{{\"n\":3}}\n{{\"n\":4}}\n\n[5]");
        check(
            &text,
            &[
                (1, "{\"n\":1}"),
                (2, broken),
                (3, "{\"n\":3}"),
                (4, "{\"n\":4}"),
                (6, "[5]"),
            ],
        );
        // The same where the lines are indented, and with other line ends.
        let text = format!("  {{\"n\":1}}\r\n  {broken}\r\n  {{\"n\":3}}\r\n");
        check(&text, &[(1, "{\"n\":1}"), (2, broken), (3, "{\"n\":3}")]);
        check(broken, &[(1, broken)]);
    }
}

/// By its second rule, where the third would take the next line for a part of the value.
#[test]
fn a_broken_line_costs_no_line_that_is_indented_deeper() {
    for broken in ["{\"a\": x", "{\"a\":1} x", "{\"a\": \"x", "[1 2", "]"] {
        check(
            &format!("{broken}\n    {{\"n\":2}}\n  [3]"),
            &[(1, broken), (2, "{\"n\":2}"), (3, "[3]")],
        );
    }
}

#[test]
fn a_broken_value_over_several_lines_is_one_fault() {
    let broken = "{\n  \"a\": 1x,\n  \"b\": [\n    2\n  ]\n}";
    check(
        &format!("{broken}\n{{\"n\": 7}}\n"),
        &[(1, broken), (7, "{\"n\": 7}")],
    );
    check(
        &format!("[0]\n{broken}\n{broken}"),
        &[(1, "[0]"), (2, broken), (8, broken)],
    );
    let unclosed = "{\n  \"a\": {\n    \"b\": 1\n}";
    check(
        &format!("{unclosed}\n{{\n  \"n\": 5\n}}\n"),
        &[(1, unclosed), (5, "{\n  \"n\": 5\n}")],
    );
}

#[test]
fn bytes_that_are_no_text_are_handed_out() {
    let mut stream = JsonStream::new(&b"{\"a\":\"\xff\"}\n{\"a\":2}"[..]);
    assert_eq!(stream.read().unwrap().unwrap().bytes, b"{\"a\":\"\xff\"}");
    assert_eq!(stream.read().unwrap().unwrap().bytes, b"{\"a\":2}");
    assert!(stream.read().unwrap().is_none());
    assert!(stream.read().unwrap().is_none());
}

#[test]
fn values_that_are_too_long() {
    let check = |text: &str, expected: &[(u64, &str)]| {
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, text)| (*line, (*text).to_owned()))
            .collect();
        assert_eq!(split_with_limit(text.as_bytes(), 10), expected, "{text}");
    };
    check(
        "[1234567]\n[12345678]\n[123456789]\n[4]",
        &[
            (1, "[1234567]"),
            (2, "[12345678]"),
            (3, "too long"),
            (4, "[4]"),
        ],
    );
    check(
        "[1]\n[\"a very long line\"]",
        &[(1, "[1]"), (2, "too long")],
    );
    check("[1]\n[12345678]", &[(1, "[1]"), (2, "[12345678]")]);
    check(
        "[\n \"a very long line\"\n]\n[4]",
        &[(1, "["), (2, "too long"), (3, "]"), (4, "[4]")],
    );
    check(
        "[\n 1,\n 2,\n 3,\n 4\n]\n[7]",
        &[(1, "too long"), (5, "4"), (6, "]"), (7, "[7]")],
    );
}

/// The bytes of a text that are no blanks.
fn ink(text: &[u8]) -> Vec<u8> {
    text.iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        .collect()
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(serde_json::Value::from),
        "[ -~\n]{0,8}".prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ];
    let tree = leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[a-z{}\\[\\]]{0,4}", inner, 0..4)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("[a-z]{1,4}", tree, 0..4)
        .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1024) })]

    #[test]
    fn values_come_back(values in prop::collection::vec((value(), any::<bool>(), "[ \n\r\t]{0,3}"), 0..6)) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (value, pretty, between) in values {
            let shown = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            text.push_str(&between);
            expected.push((1 + text.matches('\n').count() as u64, shown.clone()));
            text.push_str(&shown);
        }
        prop_assert_eq!(split(&text), expected);
    }

    /// JSON lines of which some are cut short: every other line comes back as it was, with its number.
    #[test]
    fn a_cut_line_costs_no_other_line(lines in prop::collection::vec((value(), prop::option::weighted(0.3, any::<prop::sample::Index>())), 1..8)) {
        let mut text = String::new();
        let mut whole = Vec::new();
        for (number, (value, cut)) in (1_u64..).zip(lines) {
            let mut shown = serde_json::to_string(&value).unwrap();
            match cut {
                Some(cut) => shown.truncate(cut.index(shown.len())),
                None => whole.push((number, shown.clone())),
            }
            text.push_str(&shown);
            text.push('\n');
        }
        let seen = split(&text);
        for line in whole {
            prop_assert!(seen.contains(&line), "{line:?} is lost in {seen:?}");
        }
        for (_, value) in &seen {
            prop_assert!(!value.contains('\n'));
        }
    }

    /// Whatever the bytes are, each stands in exactly one value, and lines are numbered rightly.
    #[test]
    fn nothing_is_lost(text in "([\\[\\]{}\",:1a \n]|true|\\{\"a\":1\\}|\n  ){0,30}", noise in prop::collection::vec(any::<u8>(), 0..10)) {
        let mut bytes = text.into_bytes();
        bytes.extend(noise);
        let mut stream = JsonStream::new(&bytes[..]);
        let (mut handed_out, mut last_line) = (Vec::new(), 1);
        while let Some(value) = stream.read().unwrap() {
            prop_assert!(value.line >= last_line);
            prop_assert!(!value.bytes.is_empty());
            let text_line = bytes.split(|byte| *byte == b'\n').nth(usize::try_from(value.line - 1).unwrap()).unwrap();
            let first = value.bytes.split(|byte| *byte == b'\n').next().unwrap();
            let first = &first[..first.len().min(text_line.len())];
            prop_assert!(text_line.windows(first.len().max(1)).any(|window| window == first));
            last_line = value.line;
            handed_out.extend(ink(value.bytes));
        }
        prop_assert_eq!(handed_out, ink(&bytes));
    }

    /// With a limit, what is handed out is in order and each gap is told.
    #[test]
    fn a_limit_ends(text in "([\\[\\]{}\",:1a \n]|\\{\"a\":1\\}\n){0,40}", limit in 1_usize..20) {
        let seen = split_with_limit(text.as_bytes(), limit);
        prop_assert!(seen.is_sorted_by_key(|(line, _)| *line));
    }
}

#[test]
fn a_value_of_the_stream_decodes() {
    let mut stream = JsonStream::new(&b"{\"a\": 1} \n"[..]);
    let value = stream.read().unwrap().unwrap();
    assert_eq!(JsonText::new(value.bytes).unwrap().skip_value(), Ok(()));
}

/// Many lines that each begin something and never end it are read in a time that grows with their number.
#[test]
fn broken_input_is_read_in_linear_time() {
    for line in [
        "{\"a\":[1,\n",
        "[\n",
        "[1,\n",
        "{\"a\":\n",
        "[[1],[\n",
        "1,\n",
        "{\"a\":1\n",
        ",[1\n",
    ] {
        let text = line.repeat(20_000);
        assert_eq!(
            split_with_limit(text.as_bytes(), 1 << 24).len(),
            20_000,
            "{line}"
        );
    }
}
