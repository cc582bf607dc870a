//! Which column is what.

use super::*;

const BASE: &str = "table base(grade: Grade, coverage: Coverage) -> money from \"t.csv\"";

#[test]
fn a_grid_has_a_column_for_each_value_of_the_last_key() {
    insta::assert_snapshot!(csv(BASE, "grade,BI,COMP
low,10,20.50
mid,,21
high,12,
"), @r"
    2: #0, #0 -> 10
    2: #0, #2 -> 20.5
    3: #1, #2 -> 21
    4: #2, #0 -> 12
    ");
    insta::assert_snapshot!(written("
table base(grade: Grade, coverage: Coverage) -> money {
  grade | BI   | COMP
  low   | 10   | 20.50
  mid   | none | 21
  high  | 12   |
}"), @r"
    4: #0, #0 -> 10
    4: #0, #2 -> 20.5
    5: #1, #2 -> 21
    6: #2, #0 -> 12
    ");
}

#[test]
fn a_grid_over_numbers_ranges_and_texts() {
    insta::assert_snapshot!(csv("table t(grade: Grade, n: int 1..4) -> int from \"t.csv\"", "grade,1,2..3,9\nlow,1,2,3\n"), @r"
    2: #0, 1 -> 1
    2: #0, 2..3 -> 2
    2: #0, 9 -> 3
    W0401 t.csv:1:14 `9`: no value fits here: the key `n` of `t` is 1..4 [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
    insta::assert_snapshot!(csv("table t(grade: Grade, zip: text) -> int from \"t.csv\"", "grade,01001,01002\nlow,1,2\n"), @r#"
    2: #0, "01001" -> 1
    2: #0, "01002" -> 2
    "#);
    insta::assert_snapshot!(written("
table t(grade: Grade, n: int) -> int {
  grade | 1 | 2..3
  low   | 1 | 2
}"), @r"
    4: #0, 1 -> 1
    4: #0, 2..3 -> 2
    ");
    insta::assert_snapshot!(written("
table t(grade: Grade, zip: text) -> int {
  grade | \"01001\" | \"01002\"
  low   | 1       | 2
}"), @r#"
    4: #0, "01001" -> 1
    4: #0, "01002" -> 2
    "#);
}

#[test]
fn a_grid_of_one_key_and_a_named_result() {
    insta::assert_snapshot!(csv("table t(coverage: Coverage) -> (fee: money) from \"t.csv\"", "BI,PD\n1,2\n"), @r"
    2: #0 -> 1
    2: #1 -> 2
    ");
}

#[test]
fn a_grid_with_optional_results_has_no_row_for_a_blank_cell() {
    insta::assert_snapshot!(csv("table t(grade: Grade, coverage: Coverage) -> money? from \"t.csv\"", "grade,BI,PD\nlow,,1\n"), @r"2: #0, #1 -> 1");
}

#[test]
fn headings_that_are_no_value_of_the_last_key() {
    insta::assert_snapshot!(csv(BASE, "grade,BI,CMP,,COLL\nlow,1,2,3,4\n"), @r"
    E0402 t.csv:1:10 `CMP`: `CMP` is not a value of `Coverage` [a value of the key `coverage` of `base`] (did you mean `COMP`?)
    E0402 t.csv:1:14 ``: this column has no name [a value of the key `coverage` of `base`] (name it as a value of the last key, or take it away)
    ");
    insta::assert_snapshot!(csv("table t(coverage: Coverage {BI, PD}) -> money from \"t.csv\"", "BI,COLL\n1,2\n"), @r"
    2: #0 -> 1
    2: #3 -> 2
    W0401 t.csv:1:4 `COLL`: no value fits here: the key `coverage` of `t` is {BI, PD} [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
}

#[test]
fn a_list_in_any_order_of_columns() {
    insta::assert_snapshot!(csv("table t(n: int) -> (fee: money, rate: decimal?) from \"t.csv\"", "rate,n,fee\n0.5,1,10\n,2,20\n"), @r"
    2: 1 -> 10, 0.5
    3: 2 -> 20, none
    ");
}

#[test]
fn columns_under_other_names() {
    let table = "table t(n: int column \"Class code\") -> (fee: money column \"Fee in USD\") from \"t.csv\"";
    insta::assert_snapshot!(csv(table, "Class code,Fee in USD\n1,10\n"), @r"2: 1 -> 10");
    insta::assert_snapshot!(csv(table, "Class Code,Fee\n1,10\n"), @r#"
    E0402 rates.lutine:1:23 `"Class code"`: the rows have no column `Class code` (did you mean `Class Code`?)
      t.csv:1:1 `Class Code,Fee`: the header
    "#);
}

#[test]
fn missing_columns() {
    let two = "table t(state: Grade, n: int) -> (fee: money, rate: decimal) from \"t.csv\"";
    insta::assert_snapshot!(csv(two, "stat,n,fees,rate,extra\nlow,1,1,1,1\n"), @r"
    E0402 t.csv:1:1 `stat,n,fees,rate,extra`: there is no column for the key `state` (did you mean `stat`? Rename the column, or say behind the key's type which one it is: `column stat`)
      rates.lutine:1:9 `state`: the key
    E0402 t.csv:1:1 `stat,n,fees,rate,extra`: there is no column for the result `fee` (did you mean `fees`? Rename the column, or say behind the result's type which one it is: `column fees`)
      rates.lutine:1:35 `fee`: the result
    E0402 t.csv:1:18 `extra`: `extra` is neither a key nor a result of `t` (take the column away, declare it as a result, or use it in `where`)
    ");
    insta::assert_snapshot!(csv(two, "low\n"), @r"
    E0402 t.csv:1:1 `low`: there is no column for the key `state` (add it; the columns are `low`)
      rates.lutine:1:9 `state`: the key
    E0402 t.csv:1:1 `low`: there is no column for the key `n` (add it; the columns are `low`)
      rates.lutine:1:23 `n`: the key
    ");
    insta::assert_snapshot!(csv(BASE, "grad,BI,CMP\nlow,5,6\n"), @r"
    E0402 t.csv:1:1 `grad,BI,CMP`: there is no column for the key `grade` (did you mean `grad`? Rename the column, or say behind the key's type which one it is: `column grad`)
      rates.lutine:1:12 `grade`: the key
    E0402 t.csv:1:9 `CMP`: `CMP` is not a value of `Coverage` [a value of the key `coverage` of `base`] (did you mean `COMP`?)
    ");
    insta::assert_snapshot!(csv(BASE, "grade,coverag,premium\nlow,BI,5\n"), @r"
    E0402 t.csv:1:1 `grade,coverag,premium`: there is no column for the key `coverage` (did you mean `coverag`? Rename the column, or say behind the key's type which one it is: `column coverag`)
      rates.lutine:1:26 `coverage`: the key
    ");
    insta::assert_snapshot!(written("
table base(grade: Grade, coverage: Coverage) -> money {
  grad | coverage | premium
  low  | BI       | 5
}"), @r"
    E0402 rates.lutine:3:3 `grad | coverage | premium`: there is no column for the key `grade` (did you mean `grad`? Rename the column, or say behind the key's type which one it is: `column grad`)
      rates.lutine:2:12 `grade`: the key
    ");
}

#[test]
fn a_misspelt_text_key_is_no_grid() {
    insta::assert_snapshot!(csv("table t(zip: text, code: text) -> money from \"t.csv\"", "zip,cod,fee\n1,2,3\n"), @r"
    E0402 t.csv:1:1 `zip,cod,fee`: there is no column for the key `code` (did you mean `cod`? Rename the column, or say behind the key's type which one it is: `column cod`)
      rates.lutine:1:20 `code`: the key
    ");
}

#[test]
fn the_one_result_takes_the_one_column_that_is_left() {
    let fee = "table fee(n: int) -> money from \"t.csv\"";
    insta::assert_snapshot!(csv(fee, "n,whatever\n1,2\n"), @r"2: 1 -> 2");
    insta::assert_snapshot!(csv(fee, "n\n1\n"), @r"E0402 t.csv:1:1 `n`: there is no column for the result of `fee` (add a column with the values that the table finds, beside those of its keys)");
    insta::assert_snapshot!(csv(fee, "n,a,b\n1,2,3\n"), @r"E0402 t.csv:1:5 `b`: `fee` has one result, and several columns could be it: `a`, `b` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)");
    insta::assert_snapshot!(csv(fee, "n,n\n1,2\n"), @r"
    E0402 t.csv:1:3 `n`: two columns are called `n` (give each column a name of its own)
      t.csv:1:1 `n`: the other one
    ");
}

#[test]
fn a_filter_takes_the_lines_that_fit() {
    let filtered = |filter| {
        let table = format!("table fee(n: int) -> (fee: money) from \"t.csv\" where {filter}");
        csv(
            &table,
            "kind,n,fee,year\nbase,1,10,2025\nbase,1,11,2024.0\nextra,1,x,2025\n base ,2,12,2025\n",
        )
    };
    insta::assert_snapshot!(filtered("kind = \"base\" and year = 2025"), @r"
    2: 1 -> 10
    5: 2 -> 12
    ");
    insta::assert_snapshot!(filtered("kind = \"base\" and (year = 2024)"), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered("kind != \"extra\" and year < 2025"), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered("kind = \"base\" and year <= 2024"), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered("kind = \"base\" and year != 2025"), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered("kind = \"base\" and year > 2024"), @r"
    2: 1 -> 10
    5: 2 -> 12
    ");
    insta::assert_snapshot!(filtered("kind = \"base\" and year >= 2025"), @r"
    2: 1 -> 10
    5: 2 -> 12
    ");
    insta::assert_snapshot!(filtered("kind = \"bse\" and year = 2024"), @r#"E0406 rates.lutine:1:40 `"t.csv"`: none of the 4 rows of `t.csv` fits `where` (mend the text or number that `where` asks for)"#);
    insta::assert_snapshot!(filtered("knd = \"base\" and kind > \"b\" and kind = base and kind = 2025 USD"), @r#"
    E0408 rates.lutine:1:54 `knd`: the rows have no column `knd` (did you mean `kind`?)
      t.csv:1:1 `kind,n,fee,year`: the header
    E0408 rates.lutine:1:71 `kind > "b"`: `where` knows no order of texts (compare the column with `=` or `!=`, or with a number)
    E0408 rates.lutine:1:93 `base`: `where` compares columns of the file with texts and numbers, and nothing else (write it like `where kind = "base" and year >= 2025`)
    E0408 rates.lutine:1:109 `2025 USD`: `where` compares columns of the file with texts and numbers, and nothing else (write it like `where kind = "base" and year >= 2025`)
    "#);
}

#[test]
fn columns_of_the_filter_need_no_other_use() {
    let filtered = |filter| {
        let table = format!("table fee(n: int) -> money from \"t.csv\" where {filter}");
        csv(&table, "kind,n,fee\nbase,1,10\nextra,1,11\n")
    };
    insta::assert_snapshot!(filtered("kind = \"extra\""), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered("n = 1"), @r"E0402 t.csv:1:8 `fee`: `fee` has one result, and several columns could be it: `kind`, `fee` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)");
}

#[test]
fn a_filter_does_not_compare_words_with_numbers_in_silence() {
    insta::assert_snapshot!(csv("table fee(n: int) -> money from \"t.csv\" where year = 2025", "year,n,fee\n2025,1,1\n2O25,2,2\n"), @r"E0408 t.csv:3:1 `2O25`: `where` compares this column with a number, and `2O25` is none (compare it with a text, in quotes, if not all of its cells are numbers)");
}
