//! CSV as text: records, fields, places.

use proptest::prelude::*;

use super::super::csv_text::{Quotes, RawFields, Record, Records, Scattered};
use super::*;

const FEE: &str = "table fee(n: int) -> money from \"t.csv\"";

#[test]
fn line_ends_marks_and_empty_lines() {
    for text in [
        "n,fee\n1,2\n3,4\n",
        "n,fee\r\n1,2\r\n3,4",
        "\u{feff}n,fee\n1,2\n3,4\n",
        " n , fee \n 1 ,\t2\n\"3\",\" 4\"\n",
    ] {
        assert_eq!(csv(FEE, text), "2: 1 -> 2\n3: 3 -> 4", "{text:?}");
    }
    assert_eq!(
        csv(FEE, "\r\n\nn,fee\n\n\r\n1,2\n\n3,4\n\n"),
        "6: 1 -> 2\n8: 3 -> 4"
    );
}

#[test]
fn places_behind_quotes_line_breaks_and_wide_characters() {
    let text = "name,fee\r\n\"Zürich\nÜber, alles\", x\r\n\r\nÄÖ,\"y\"\n";
    insta::assert_snapshot!(csv("table fee(name: text) -> money from \"t.csv\"", text), @r#"
    E0403 t.csv:3:15 `x`: `x` is not an amount of money [the result of `fee`] (write an amount of money, or mend the type of the column)
    E0403 t.csv:5:4 `"y"`: `y` is not an amount of money [the result of `fee`] (write an amount of money, or mend the type of the column)
    "#);
}

#[test]
fn quotation_marks_that_do_not_fit() {
    insta::assert_snapshot!(csv(FEE, "n,fee\n1,\"2\n3,4\n5,6\n"), @r#"E0409 t.csv:2:3 `"`: the field that begins with this quotation mark is never closed (end the field with `"`; write a quotation mark within it twice: `""`)"#);
    insta::assert_snapshot!(csv(FEE, "n,fee\n1,\"2\"x\n\"3\"\"\",4\n"), @r#"
    E0409 t.csv:2:6 `x`: something stands behind the quotation mark that closes this field (write a quotation mark within a quoted field twice: `""`)
    E0403 t.csv:3:1 `"3"""`: `3"` is not a whole number [the key `n` of `fee`] (write a whole number, or mend the type of the column)
    "#);
    insta::assert_snapshot!(csv(FEE, "n,\"fee\n1,2\n"), @r#"E0409 t.csv:1:3 `"`: the field that begins with this quotation mark is never closed (end the field with `"`; write a quotation mark within it twice: `""`)"#);
}

#[test]
fn files_that_cannot_be_read() {
    insta::assert_snapshot!(csv(FEE, ""), @r#"E0406 rates.lutine:1:33 `"t.csv"`: the file `t.csv` is empty (name the columns on its first line, and write a row on each line below it)"#);
    insta::assert_snapshot!(csv(FEE, "\n\n"), @r#"E0406 rates.lutine:1:33 `"t.csv"`: the file `t.csv` is empty (name the columns on its first line, and write a row on each line below it)"#);
    insta::assert_snapshot!(csv(FEE, "n,fee\n"), @r#"E0406 rates.lutine:1:33 `"t.csv"`: `t.csv` has no rows below its header (add a row, or take the table away)"#);
    insta::assert_snapshot!(written("table fee(n: int) -> money {\n}"), @r#"E0012 rates.lutine:1:28 `{`: this table has no rows (name its file with `from "rates.csv"`, or write its rows in `{ … }`)"#);
    insta::assert_snapshot!(written("table fee(n: int) -> money {\n  n | fee\n}"), @r"E0406 rates.lutine:1:7 `fee`: the table has no rows below its header (add a row, or take the table away)");
    insta::assert_snapshot!(written("table fee(n: int) -> money from \"tables/none.csv\""), @r#"E0401 rates.lutine:1:33 `"tables/none.csv"`: there is no file `tables/none.csv` (name a file that is there, relative to the one that it is named in)"#);
    insta::assert_snapshot!(written("table fee(n: int) -> money from \"/etc/passwd\""), @r#"E0401 rates.lutine:1:33 `"/etc/passwd"`: `/etc/passwd` is not a path relative to the rulebook (name the file relative to this one, with `/` between folders: `"tables/rates.csv"`)"#);
    let read = outcome(FEE, b"n,fee\n1,\xff\n".as_slice());
    insta::assert_snapshot!(shown::diagnostic(&read.diagnostics[0], &read.sources), @r#"E0401 rates.lutine:1:33 `"t.csv"`: the file `t.csv` is not UTF-8 text: byte 8 cannot be read (save it as CSV in UTF-8)"#);
}

#[test]
fn a_file_is_read_once() {
    let two = "table a(n: int) -> money from \"t.csv\"\ntable b(n: int) -> money from \"./t.csv\"";
    let read = outcome(two, "n,fee\n1,2\n");
    let names: Vec<&str> = read.sources.files().map(|(_, file)| file.name()).collect();
    assert_eq!(names, ["a.lutine", "rates.lutine", "t.csv"]);
    assert_eq!(read.table.unwrap().file, 2);
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

    /// A record that is read by itself is the one that stands there.
    #[test]
    fn a_record_by_itself_is_the_same(text in "[a-c\",ü \r\n]{0,60}") {
        let shown = |record: Record<'_>| {
            let fields: Vec<_> = (0..record.fields.len()).map(|at| record.field(at)).collect();
            format!("{fields:?} {} {}", record.start, record.line)
        };
        let (mut records, mut alone) = (Records::new(&text), Scattered::new(&text));
        let (mut first, mut place) = (true, None);
        while let Some(record) = records.next() {
            place = record.as_ref().map_or(place, |record| Some(record.place()));
            let read = record.map(shown);
            if std::mem::take(&mut first) {
                prop_assert_eq!(alone.first().map(|it| it.map(shown)), Some(read.clone()));
            }
            if let (Ok(read), Some(place)) = (read, place) {
                prop_assert_eq!(alone.at(place).map(|it| it.map(shown)), Some(Ok(read)));
            }
        }
        if first {
            prop_assert!(alone.first().is_none());
        }
    }

    /// No text makes the reading panic, or fail without a word.
    #[test]
    fn any_text_is_read_or_refused(text in "(n,|fee|\"|\n|,|[0-9]|\\.\\.|<|_|\\{|\\}| |%|-|USD|é){0,40}") {
        csv(FEE, &text);
        csv(FEE, &format!("n,fee\n{text}"));
        csv("table fee(n: int, m: money 0.. up to column to) -> money from \"t.csv\"", &format!("n,to,fee\n{text}"));
        csv("table fee(n: date, g: Grade) -> Limit? from \"t.csv\"", &format!("n,low,mid\n{text}"));
    }
}
