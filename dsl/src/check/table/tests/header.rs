//! Which column is what.

use super::*;

fn base_rate() -> Sample {
    sample()
        .key("grade", GRADE, "")
        .key("coverage", COVERAGE, "")
        .gives(USD)
}

#[test]
fn a_grid_has_a_column_for_each_value_of_the_last_key() {
    let read = base_rate().csv("grade,BI,COMP\nlow,10,20.50\nmid,,21\nhigh,12,\n");
    insta::assert_snapshot!(read.read(), @r"
    2: #0, #0 -> 10
    2: #0, #2 -> 20.5
    3: #1, #2 -> 21
    4: #2, #0 -> 12
    ");
    let read =
        base_rate().written("grade | BI | COMP\nlow | 10 | 20.50\nmid | none | 21\nhigh | 12 |\n");
    insta::assert_snapshot!(read.read(), @r"
    E0201 rates.lutine:5:7 `10`: a name stands where `money` is needed [the result of `t`]
    E0201 rates.lutine:7:8 `12`: a name stands where `money` is needed [the result of `t`]
    ");
}

#[test]
fn a_grid_over_numbers_ranges_and_texts() {
    let read = sample()
        .key("grade", GRADE, "")
        .key("n", Type::Int, "1..4")
        .gives(Type::Int)
        .csv("grade,1,2..3,9\nlow,1,2,3\n");
    insta::assert_snapshot!(read.read(), @r"
    2: #0, 1 -> 1
    2: #0, 2..3 -> 2
    2: #0, 9 -> 3
    W0401 t.csv:1:14 `9`: no value fits here: the key `n` of `t` is 1..4 [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
    let read = sample()
        .key("grade", GRADE, "")
        .key("zip", Type::Text, "")
        .gives(Type::Int)
        .csv("grade,01001,01002\nlow,1,2\n");
    insta::assert_snapshot!(read.read(), @r#"
    2: #0, "01001" -> 1
    2: #0, "01002" -> 2
    "#);
    let read = sample()
        .key("grade", GRADE, "")
        .key("n", Type::Int, "")
        .gives(Type::Int)
        .written("grade | 1 | 2..3\nlow | 1 | 2\n");
    insta::assert_snapshot!(read.read(), @r"
    5: #0, 1 -> 1
    5: #0, 2..3 -> 2
    ");
}

#[test]
fn a_grid_of_one_line_and_one_with_a_named_result() {
    let read = sample()
        .key("coverage", COVERAGE, "")
        .result("fee", USD, "")
        .csv("BI,PD\n1,2\n");
    insta::assert_snapshot!(read.read(), @r"
    2: #0 -> 1
    2: #1 -> 2
    ");
}

#[test]
fn a_grid_with_optional_results_has_no_row_for_a_blank_cell() {
    let read = sample()
        .key("grade", GRADE, "")
        .key("coverage", COVERAGE, "")
        .gives(optional(USD))
        .csv("grade,BI,PD\nlow,,1\n");
    insta::assert_snapshot!(read.read(), @r"2: #0, #1 -> 1");
}

#[test]
fn headings_that_are_no_value_of_the_last_key() {
    let read = base_rate().csv("grade,BI,CMP,,COLL\nlow,1,2,3,4\n");
    insta::assert_snapshot!(read.read(), @r"
    E0402 t.csv:1:10 `CMP`: `CMP` is not a value of `Coverage` [a value of the key `coverage` of `t`] (did you mean `COMP`?)
    E0402 t.csv:1:14 ``: this column has no name [a value of the key `coverage` of `t`]
    ");
    let read = sample()
        .key("coverage", COVERAGE, "{BI, PD}")
        .gives(USD)
        .csv("BI,COLL\n1,2\n");
    insta::assert_snapshot!(read.read(), @r"
    2: #0 -> 1
    2: #3 -> 2
    W0401 t.csv:1:4 `COLL`: no value fits here: the key `coverage` of `t` is {BI, PD} [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
}

#[test]
fn a_list_in_any_order_of_columns() {
    let read = sample()
        .key("n", Type::Int, "")
        .result("fee", USD, "")
        .result("rate", optional(Type::Decimal), "")
        .csv("rate,n,fee\n0.5,1,10\n,2,20\n");
    insta::assert_snapshot!(read.read(), @r"
    2: 1 -> 10, 0.5
    3: 2 -> 20, none
    ");
}

#[test]
fn columns_under_other_names() {
    let mut other = sample().key_in("n", Type::Int, "", |s| {
        KeyColumn::Named(s.name("Class code"))
    });
    let fee = other.name("fee");
    let column = other.name("Fee in USD");
    other
        .results
        .push((Some(fee), declared(USD, ""), Some(column)));
    insta::assert_snapshot!(other.csv("Class code,Fee in USD\n1,10\n").read(), @r"2: 1 -> 10");
}

#[test]
fn missing_columns() {
    let two = || {
        sample()
            .key("state", GRADE, "")
            .key("n", Type::Int, "")
            .result("fee", USD, "")
            .result("rate", Type::Decimal, "")
    };
    insta::assert_snapshot!(two().csv("stat,n,fees,rate,extra\nlow,1,1,1,1\n").read(), @r"
    E0402 t.csv:1:1 `stat,n,fees,rate,extra`: there is no column for the key `state` (did you mean `stat`? Rename the column, or say behind the key's type which one it is: `column stat`)
      rates.lutine:2:1 `state`: the key
    E0402 t.csv:1:1 `stat,n,fees,rate,extra`: there is no column for the result `fee` (did you mean `fees`? Rename the column, or say behind the result's type which one it is: `column fees`)
      rates.lutine:4:1 `fee`: the result
    E0402 t.csv:1:1 `stat`: `stat` is neither a key nor a result of `t` (did you mean `state`?)
    E0402 t.csv:1:8 `fees`: `fees` is neither a key nor a result of `t` (did you mean `fee`?)
    E0402 t.csv:1:18 `extra`: `extra` is neither a key nor a result of `t` (take the column away, declare it as a result, or use it in `where`)
    ");
    insta::assert_snapshot!(two().csv("low\n").read(), @r"
    E0402 t.csv:1:1 `low`: there is no column for the key `state` (its columns are `low`)
      rates.lutine:2:1 `state`: the key
    E0402 t.csv:1:1 `low`: there is no column for the key `n` (its columns are `low`)
      rates.lutine:3:1 `n`: the key
    ");
    let named = sample()
        .key_in("n", Type::Int, "", |s| KeyColumn::Named(s.name("class")))
        .gives(USD);
    insta::assert_snapshot!(named.csv("clas,fee\n1,1\n").read(), @r"
    E0402 rates.lutine:3:1 `class`: the rows have no column `class` (did you mean `clas`?)
      t.csv:1:1 `clas,fee`: the header
    ");
    insta::assert_snapshot!(base_rate().csv("grade,coverag,premium\nlow,BI,5\n").read(), @r"
    E0402 t.csv:1:1 `grade,coverag,premium`: there is no column for the key `coverage` (did you mean `coverag`? Rename the column, or say behind the key's type which one it is: `column coverag`)
      rates.lutine:3:1 `coverage`: the key
    ");
    insta::assert_snapshot!(base_rate().written("grad | coverage | premium\nlow | BI | 5\n").read(), @r"
    E0402 rates.lutine:4:1 `grad | coverage | premium`: there is no column for the key `grade` (did you mean `grad`? Rename the column, or say behind the key's type which one it is: `column grad`)
      rates.lutine:2:1 `grade`: the key
    E0402 rates.lutine:4:19 `premium`: `t` has one result, and several columns could be it: `grad`, `premium` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)
    ");
}

#[test]
fn a_misspelt_text_key_is_no_grid() {
    let read = sample()
        .key("zip", Type::Text, "")
        .key("code", Type::Text, "")
        .gives(USD)
        .csv("zip,cod,fee\n1,2,3\n");
    insta::assert_snapshot!(read.read(), @r"
    E0402 t.csv:1:1 `zip,cod,fee`: there is no column for the key `code` (did you mean `cod`? Rename the column, or say behind the key's type which one it is: `column cod`)
      rates.lutine:3:1 `code`: the key
    ");
}

#[test]
fn the_one_result_takes_the_one_column_that_is_left() {
    insta::assert_snapshot!(sample().key("n", Type::Int, "").gives(USD).csv("n,whatever\n1,2\n").read(), @r"2: 1 -> 2");
    insta::assert_snapshot!(sample().key("n", Type::Int, "").gives(USD).csv("n\n1\n").read(), @r"E0402 t.csv:1:1 `n`: there is no column for the result of `t` (besides its keys' columns the table needs one with the values that it finds)");
    insta::assert_snapshot!(sample().key("n", Type::Int, "").gives(USD).csv("n,a,b\n1,2,3\n").read(), @r"E0402 t.csv:1:5 `b`: `t` has one result, and several columns could be it: `a`, `b` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)");
}

#[test]
fn two_columns_of_one_name() {
    let read = sample()
        .key("n", Type::Int, "")
        .gives(USD)
        .csv("n,n\n1,2\n");
    insta::assert_snapshot!(read.read(), @r"
    E0402 t.csv:1:3 `n`: two columns are called `n` (give each column a name of its own)
      t.csv:1:1 `n`: the other one
    ");
}

#[test]
fn a_filter_takes_the_lines_that_fit() {
    let filtered = |filter| {
        sample().key("n", Type::Int, "").gives(USD).filtered(filter).csv("kind,n,fee,year\nbase,1,10,2025\nbase,1,11,2024.0\nextra,1,x,2025\n base ,2,12,2025\n")
    };
    insta::assert_snapshot!(filtered(both(equals("kind", "base"), equals("year", "2025"))).read(), @r"
    2: 1 -> 10
    5: 2 -> 12
    ");
    insta::assert_snapshot!(filtered(both(equals("kind", "base"), equals("year", "2024"))).read(), @r"3: 1 -> 11");
    insta::assert_snapshot!(filtered(equals("kind", "bse")).read(), @r"E0402 t.csv:1:12 `year`: `t` has one result, and several columns could be it: `fee`, `year` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)");
    insta::assert_snapshot!(filtered(both(equals("knd", "base"), equals("n", "1"))).read(), @r"
    E0409 rates.lutine:1:1 ``: the rows have no column `knd` (did you mean `kind`?)
      t.csv:1:1 `kind,n,fee,year`: the header
    E0402 t.csv:1:8 `fee`: `t` has one result, and several columns could be it: `kind`, `fee`, `year` (say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go)
    ");
}

#[test]
fn a_filter_does_not_compare_words_with_numbers_in_silence() {
    let read = sample()
        .key("n", Type::Int, "")
        .gives(USD)
        .filtered(equals("year", "2025"))
        .csv("year,n,fee\n2025,1,1\n2O25,2,2\n");
    insta::assert_snapshot!(read.read(), @r"E0409 t.csv:3:1 `2O25`: `where` compares this column with a number, and `2O25` is none (compare it with a text, in quotes, if not all of its cells are numbers)");
}
