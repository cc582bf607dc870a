//! CSV as text: records, fields, places.

use proptest::prelude::*;

use super::super::csv_text::{Quotes, RawFields, Records};
use super::*;

fn fee() -> Sample {
    sample().key("n", Type::Int, "").gives(USD)
}

#[test]
fn line_ends_marks_and_empty_lines() {
    for text in [
        "n,fee\n1,2\n3,4\n",
        "n,fee\r\n1,2\r\n3,4",
        "\u{feff}n,fee\n1,2\n3,4\n",
        " n , fee \n 1 ,\t2\n\"3\",\" 4\"\n",
    ] {
        assert_eq!(fee().csv(text).read(), "2: 1 -> 2\n3: 3 -> 4", "{text:?}");
    }
    assert_eq!(
        fee().csv("\r\n\nn,fee\n\n\r\n1,2\n\n3,4\n\n").read(),
        "6: 1 -> 2\n8: 3 -> 4"
    );
}

#[test]
fn places_behind_quotes_line_breaks_and_wide_characters() {
    let read = sample()
        .key("name", Type::Text, "")
        .gives(USD)
        .csv("name,fee\r\n\"Zürich\nÜber, alles\", x\r\n\r\nÄÖ,\"y\"\n");
    insta::assert_snapshot!(read.read(), @r#"
    E0403 t.csv:3:15 `x`: `x` is not an amount of money [the result of `t`]
    E0403 t.csv:5:4 `"y"`: `y` is not an amount of money [the result of `t`]
    "#);
}

#[test]
fn quotation_marks_that_do_not_fit() {
    insta::assert_snapshot!(fee().csv("n,fee\n1,\"2\n3,4\n5,6\n").read(), @r#"E0410 t.csv:2:3 `"`: the field that begins with this quotation mark is never closed (a field that begins with `"` ends with `"`, and a quotation mark within it is written twice: `""`)"#);
    insta::assert_snapshot!(fee().csv("n,fee\n1,\"2\"x\n\"3\"\"\",4\n").read(), @r#"
    E0410 t.csv:2:6 `x`: something stands behind the quotation mark that closes this field (a quotation mark within a quoted field is written twice: `""`)
    E0403 t.csv:3:1 `"3"""`: `3"` is not a whole number [the key `n` of `t`]
    "#);
    insta::assert_snapshot!(fee().csv("n,\"fee\n1,2\n").read(), @r#"E0410 t.csv:1:3 `"`: the field that begins with this quotation mark is never closed (a field that begins with `"` ends with `"`, and a quotation mark within it is written twice: `""`)"#);
}

#[test]
fn files_that_cannot_be_read() {
    insta::assert_snapshot!(fee().csv("").read(), @r"E0406 rates.lutine:3:1 `t.csv`: the file `t.csv` is empty (its first line names the columns, and each line below it is a row)");
    insta::assert_snapshot!(fee().csv("\n\n").read(), @r"E0406 rates.lutine:3:1 `t.csv`: the file `t.csv` is empty (its first line names the columns, and each line below it is a row)");
    insta::assert_snapshot!(fee().csv("n,fee\n").read(), @r"E0406 rates.lutine:3:1 `t.csv`: `t.csv` has no rows below its header");
    insta::assert_snapshot!(fee().written("").read(), @r"E0406 rates.lutine:1:7 `t`: the table is empty (its first line names the columns, and each line below it is a row)");
    insta::assert_snapshot!(fee().written("n | fee\n").read(), @r"E0406 rates.lutine:1:7 `t`: the table has no rows below its header");
    insta::assert_snapshot!(fee().bytes(b"n,fee\n1,\xff\n").read(), @r"E0401 rates.lutine:3:1 `t.csv`: the file `t.csv` is not UTF-8 text: byte 8 cannot be read (save it as CSV in UTF-8)");
    let mut missing = fee();
    missing.content = Rows::File("tables/none.csv".to_owned());
    insta::assert_snapshot!(missing.read(), @r"E0401 rates.lutine:3:1 `tables/none.csv`: there is no file `tables/none.csv` (the name is relative to the file that it stands in)");
    let mut absolute = fee();
    absolute.content = Rows::File("/etc/passwd".to_owned());
    insta::assert_snapshot!(absolute.read(), @r#"E0401 rates.lutine:3:1 `/etc/passwd`: `/etc/passwd` is not a path relative to the rulebook (name the file relative to this one, with `/` between folders: `"tables/rates.csv"`)"#);
}

#[test]
fn a_file_is_read_once() {
    let source = MemorySource::new().with("rates/t.csv", "n,fee\n1,2\n");
    let mut sources = SourceMap::default();
    sources.add("rates/auto.lutine", "\"t.csv\"");
    let named = |value: &str| TextLiteral {
        value: value.to_owned(),
        span: span(0, 0, 7),
    };
    let mut files = Files::default();
    let first = files.open(&mut sources, &source, &named("t.csv"));
    let second = files.open(&mut sources, &source, &named("../rates/./t.csv"));
    assert_eq!(first, Ok(FileId(1)));
    assert_eq!(second, first);
    assert_eq!(sources.files().count(), 2);
}

proptest! {
    /// Our places and the reader's fields are those of the same division of the text.
    #[test]
    fn fields_are_where_they_are_said_to_be(text in "[a-c\",ü \r\n]{0,60}") {
        let mut records = Records::new(&text);
        while let Some(record) = records.next() {
            let Ok(record) = record else { continue };
            prop_assert_eq!(record.line, 1 + text[..record.start].matches('\n').count() as u64);
            let raw: Vec<_> = RawFields::new(record.text).collect();
            prop_assert_eq!(raw.len(), record.fields.len());
            for (raw, field) in raw.iter().zip(record.fields) {
                let own = &record.text[raw.range.clone()];
                let unquoted = match raw.quotes {
                    Quotes::None => own.to_owned(),
                    _ => own[1..own.len() - 1].replace("\"\"", "\""),
                };
                prop_assert_eq!(unquoted, field);
            }
        }
    }

    /// No text makes the reading panic, or fail without a word.
    #[test]
    fn any_text_is_read_or_refused(text in "(n,|fee|\"|\n|,|[0-9]|\\.\\.|<|_|\\{|\\}| |%|-|USD|é){0,40}") {
        fee().csv(&text).read();
        let header = format!("n,fee\n{text}");
        fee().csv(&header).read();
        sample().key("n", Type::Int, "").gives(USD).key_up_to("m", USD, "0..", "to").csv(&format!("n,to,fee\n{text}")).read();
        sample().key("n", Type::Date, "").key("g", GRADE, "").gives(optional(LIMIT)).csv(&format!("n,low,mid\n{text}")).read();
    }
}
