//! What cells say.

use super::*;

fn driver_class() -> Sample {
    sample()
        .key("age", Type::Int, "0..120")
        .key("marital", MARITAL, "")
        .gives(Type::Decimal)
}

#[test]
fn every_form_of_a_key_cell() {
    let read = driver_class().csv(
        "age,marital,factor\n..15,_,3\n16..17,single,1.75\n18..<25,\"{single, married}\",1.4\n\"{25, 30..40}\",Marital.married,1\n41,single,15%\n42..,_,-0.5\n",
    );
    insta::assert_snapshot!(read.read(), @r"
    2: ..15, _ -> 3
    3: 16..17, #0 -> 1.75
    4: 18..24, {#0, #1} -> 1.4
    5: {25, 30..40}, #1 -> 1
    6: 41, #0 -> 0.15
    7: 42.., _ -> -0.5
    ");
}

#[test]
fn the_same_forms_in_the_rulebook() {
    let read = driver_class().written(
        "age | marital | factor\n..15 | _ | 3\n16..17 | single | 1.75\n\n18..<25 | {single, married} | 1.4\n{25, 30..40} | married | 1\n41 | single | 15%\n42.. | _ | -0.5\n",
    );
    insta::assert_snapshot!(read.read(), @r"
    5: ..15, _ -> 3
    6: 16..17, #0 -> 1.75
    8: 18..24, {#0, #1} -> 1.4
    9: {25, 30..40}, #1 -> 1
    10: 41, #0 -> 0.15
    11: 42.., _ -> -0.5
    ");
}

#[test]
fn each_fault_at_its_cell() {
    let read = driver_class().csv(
        "age,marital,factor\n16-17,single,1.75\n18.5,singel,1\n,married,1,\n25+,maried,.56\n30,_,\n31..30,single..married,1 000\n..,{},\"1,000.50\"\n{1;2},married,$5\n",
    );
    insta::assert_snapshot!(read.read(), @r#"
    E0403 t.csv:2:1 `16-17`: `16-17` is not a whole number [the key `age` of `t`] (a range is written `16..17`)
    E0203 t.csv:3:1 `18.5`: a whole number is needed here, and this one has a fraction [the key `age` of `t`] (declare the value as `decimal`, or round it)
    E0105 t.csv:3:6 `singel`: `singel` is not a value of `Marital` [the key `marital` of `t`] (did you mean `single`?)
    E0404 t.csv:4:1 `,married,1,`: this row has 4 cells, and the header has 3 columns (a row has a cell for each column; one that holds nothing stays blank)
      t.csv:1:1 `age,marital,factor`: the header
    E0403 t.csv:5:1 `25+`: `25+` is not a whole number [the key `age` of `t`] (a range without an upper end is written `25..`)
    E0105 t.csv:5:5 `maried`: `maried` is not a value of `Marital` [the key `marital` of `t`] (did you mean `married`?)
    E0403 t.csv:5:12 `.56`: `.56` is not a number [the result of `t`] (write it with a digit before the point: `0.56`)
    E0403 t.csv:6:6 ``: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0206 t.csv:7:1 `31..30`: this range is empty: its upper end lies below its lower end [the key `age` of `t`] (write the lower end first)
    E0205 t.csv:7:8 `single..married`: values of `Marital` have no ranges [the key `marital` of `t`] (list the values in braces, or declare the enum in order: `{ low < high }`)
    E0403 t.csv:7:24 `1 000`: `1 000` is not a number [the result of `t`]
    E0403 t.csv:8:1 `..`: a range has at least one end, and `..<` has an upper one [the key `age` of `t`] (write it like `16..17`, `25..`, `..5` or `0..<0.5`; `_` matches every value)
    E0403 t.csv:8:4 `{}`: a set has a member that is blank [the key `marital` of `t`] (write it like `{single, married}`)
    E0403 t.csv:8:7 `"1,000.50"`: `1,000.50` is not a number [the result of `t`] (numbers have no commas: write `1234.50`, or `1_234.50`)
    E0403 t.csv:9:1 `{1;2}`: `1;2` is not a whole number [the key `age` of `t`]
    E0403 t.csv:9:15 `$5`: `$5` is not a number [the result of `t`] (write the amount without the currency's sign)
    "#);
}

#[test]
fn each_fault_at_its_cell_in_the_rulebook() {
    let read = sample()
        .key("age", Type::Int, "")
        .key("marital", MARITAL, "")
        .gives(USD)
        .written("age | marital | fee\n16..17 | singel | 1.755\n | single | 1\n18.5 | married |\n20 | single | 1..2\n21 | single | single\n22 | single | 5 EUR\n");
    insta::assert_snapshot!(read.read(), @r"
    E0105 rates.lutine:5:10 `singel`: `singel` is not a value of `Marital` [the key `marital` of `t`] (did you mean `single`?)
    E0305 rates.lutine:5:19 `1.755`: an amount of money has at most 2 decimal places here [the result of `t`] (write the amount in full cents, or declare the value as `decimal` if it is a factor)
    E0403 rates.lutine:6:2 ``: a key is blank [the key `age` of `t`] (write `_` where every value fits)
    E0203 rates.lutine:7:1 `18.5`: a whole number is needed here, and this one has a fraction [the key `age` of `t`] (declare the value as `decimal`, or round it)
    E0403 rates.lutine:7:17 ``: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 rates.lutine:8:15 `1..2`: a result is one value [the result of `t`]
    E0201 rates.lutine:9:15 `single`: a name stands where `money` is needed [the result of `t`]
    E0106 rates.lutine:10:15 `5 EUR`: `EUR` is not a currency of this rulebook [the result of `t`] (the rulebook's currencies are `USD`)
    ");
}

#[test]
fn blank_results_are_absent_only_where_they_may_be() {
    let written = |ty| {
        sample()
            .key("class", Type::Int, "")
            .gives(ty)
            .written("class | limit\n1 | 5\n2 |\n3 | none\n")
    };
    let csv = |ty| {
        sample()
            .key("class", Type::Int, "")
            .gives(ty)
            .csv("class,limit\n1,5\n2,\n3,none\n")
    };
    insta::assert_snapshot!(written(optional(USD)).read(), @r"
    4: 1 -> 5
    5: 2 -> none
    6: 3 -> none
    ");
    insta::assert_snapshot!(csv(optional(USD)).read(), @r"
    2: 1 -> 5
    3: 2 -> none
    4: 3 -> none
    ");
    insta::assert_snapshot!(written(USD).read(), @r"
    E0403 rates.lutine:5:4 ``: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 rates.lutine:6:5 `none`: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    ");
    insta::assert_snapshot!(csv(USD).read(), @r"
    E0403 t.csv:3:3 ``: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 t.csv:4:3 `none`: a result is blank [the result of `t`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    ");
}

#[test]
fn texts_stand_as_they_are_in_csv() {
    let read = sample().key("code", Type::Text, "").gives(Type::Text).csv(
        "code,name\n007,\"Spring, coil\"\n1..2, plain \n_,none\n\"{a, \"\"b,c\"\"}\",\"  kept \"\nnone,\"say \"\"hi\"\"\"\n5\" pipe,x\n",
    );
    insta::assert_snapshot!(read.read(), @r#"
    2: "007" -> "Spring, coil"
    3: "1..2" -> "plain"
    4: _ -> "none"
    5: {"a", "b,c"} -> "  kept "
    6: "none" -> "say \"hi\""
    7: "5\" pipe" -> "x"
    "#);
}

#[test]
fn enum_values_stand_bare_in_csv_whatever_they_look_like() {
    let read = sample().key("limit", LIMIT, "").key("grade", GRADE, "").gives(LIMIT).csv(
        "limit,grade,next\n1M,low..mid,10M\n10M,high,a..b\na..b,low..<high,_\n_,mid..,1M\n\"{1M, a..b}\",_,1M\n",
    );
    insta::assert_snapshot!(read.read(), @r"
    2: #0, #0..#1 -> #1
    3: #1, #2 -> #2
    4: #2, #0..#1 -> #3
    5: #3, #1.. -> #0
    6: {#0, #2}, _ -> #0
    ");
}

#[test]
fn money_dates_and_bools() {
    let read = sample()
        .key("from", Type::Date, "2020-01-01..")
        .key("smoker", Type::Bool, "")
        .gives(USD)
        .csv("from,smoker,fee\n2024-02-29,true,12.50 USD\n2024-03-01..<2025-01-01,false,007\n2025-01-01..,_,1_000.00\n");
    insta::assert_snapshot!(read.read(), @r"
    2: 2024-02-29, true -> 12.5
    3: 2024-03-01..2024-12-31, false -> 7
    4: 2025-01-01.., _ -> 1000
    ");
    let wrong = sample()
        .key("from", Type::Date, "2020-01-01..")
        .key("smoker", Type::Bool, "")
        .gives(USD)
        .csv("from,smoker,fee\n2025-02-29,TRUE,12.505\n1.1.2025,true..,12 EUR\n2025-01-01,1,12.50 usd\n0000-01-01,true,99999999999999999999999999999\n");
    insta::assert_snapshot!(wrong.read(), @r"
    E0019 t.csv:2:1 `2025-02-29`: the calendar has no day `2025-02-29` [the key `from` of `t`]
    E0403 t.csv:2:12 `TRUE`: `TRUE` is not `true` or `false` [the key `smoker` of `t`] (write it in small letters: `true`, `false`)
    E0305 t.csv:2:17 `12.505`: an amount of money has at most 2 decimal places here [the result of `t`] (write the amount in full cents, or declare the value as `decimal` if it is a factor)
    E0403 t.csv:3:1 `1.1.2025`: `1.1.2025` is not a date [the key `from` of `t`] (a date is written year-month-day: `2025-01-31`)
    E0205 t.csv:3:10 `true..`: values of `bool` have no ranges [the key `smoker` of `t`]
    E0106 t.csv:3:17 `12 EUR`: `EUR` is not a currency of this rulebook [the result of `t`] (the rulebook's currencies are `USD`)
    E0403 t.csv:4:12 `1`: `1` is not `true` or `false` [the key `smoker` of `t`] (write it in small letters: `true`, `false`)
    E0403 t.csv:4:14 `12.50 usd`: `12.50 usd` is not an amount of money [the result of `t`]
    E0019 t.csv:5:1 `0000-01-01`: the calendar has no day `0000-01-01` [the key `from` of `t`]
    E0307 t.csv:5:17 `99999999999999999999999999999`: this number has more digits than a decimal can hold [the result of `t`] (a number has at most 28 digits, of which at most 28 stand behind the point)
    ");
}

#[test]
fn results_outside_what_they_declare() {
    let read = sample()
        .key("n", Type::Int, "")
        .result("share", Type::Decimal, "0..1")
        .csv("n,share\n1,0\n2,1.0\n3,1.01\n4,-0.5\n");
    insta::assert_snapshot!(read.read(), @r"
    E0403 t.csv:4:3 `1.01`: this value is outside 0..1, which the result declares [the result `share` of `t`]
    E0403 t.csv:5:3 `-0.5`: this value is outside 0..1, which the result declares [the result `share` of `t`]
    ");
}

#[test]
fn rows_that_no_value_can_hit_are_warned_of() {
    let read = driver_class()
        .csv("age,marital,factor\n121..,_,1\n-5,_,1\n100..200,single,1\n\"{200, 300}\",single,1\n");
    insta::assert_snapshot!(read.read(), @r#"
    2: 121.., _ -> 1
    3: -5, _ -> 1
    4: 100..200, #0 -> 1
    5: {200, 300}, #0 -> 1
    W0401 t.csv:2:1 `121..`: no value fits here: the key `age` of `t` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:3:1 `-5`: no value fits here: the key `age` of `t` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:5:1 `"{200, 300}"`: no value fits here: the key `age` of `t` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    "#);
    let read = sample()
        .key("n", Type::Int, "{25, 50, 100, 60..80}")
        .gives(Type::Int)
        .csv("n,x\n26..49,1\n51..59,2\n25,3\n49..51,4\n81..99,5\n79..85,6\n101..,7\n..24,8\n");
    insta::assert_snapshot!(read.read(), @r"
    2: 26..49 -> 1
    3: 51..59 -> 2
    4: 25 -> 3
    5: 49..51 -> 4
    6: 81..99 -> 5
    7: 79..85 -> 6
    8: 101.. -> 7
    9: ..24 -> 8
    W0401 t.csv:2:1 `26..49`: no value fits here: the key `n` of `t` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:3:1 `51..59`: no value fits here: the key `n` of `t` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:6:1 `81..99`: no value fits here: the key `n` of `t` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:8:1 `101..`: no value fits here: the key `n` of `t` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:9:1 `..24`: no value fits here: the key `n` of `t` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
}

#[test]
fn twenty_faults_are_shown_and_the_rest_is_counted() {
    let mut text = "age,marital,factor\n".to_owned();
    for _ in 0..30 {
        text.push_str("x,single,1\n");
    }
    let (table, diagnostics, sources) = driver_class().csv(&text).outcome();
    assert!(table.is_none());
    assert_eq!(diagnostics.len(), 21);
    insta::assert_snapshot!(shown::diagnostic(&diagnostics[20], &sources), @r"E0403 rates.lutine:1:7 `t`: the rows of `t` have 10 more faults");
    for _ in 0..3_000 {
        text.push_str("x,single,1\n");
    }
    let (_, diagnostics, sources) = driver_class().csv(&text).outcome();
    insta::assert_snapshot!(shown::diagnostic(&diagnostics[20], &sources), @r"E0403 rates.lutine:1:7 `t`: the rows of `t` have at least 980 more faults");
}

#[test]
fn lines_with_too_few_or_too_many_cells() {
    let read = driver_class().csv("age,marital,factor\n1,single\n2,single,1,\n\n3,single,1\n   \n");
    insta::assert_snapshot!(read.read(), @r"
    E0404 t.csv:2:1 `1,single`: this row has 2 cells, and the header has 3 columns (a row has a cell for each column; one that holds nothing stays blank)
      t.csv:1:1 `age,marital,factor`: the header
    E0404 t.csv:3:1 `2,single,1,`: this row has 4 cells, and the header has 3 columns (a row has a cell for each column; one that holds nothing stays blank)
      t.csv:1:1 `age,marital,factor`: the header
    E0404 t.csv:6:1 ``: this row has 1 cell, and the header has 3 columns (a row has a cell for each column; one that holds nothing stays blank)
      t.csv:1:1 `age,marital,factor`: the header
    ");
    let read = driver_class().written("age | marital | factor\n1 | single\n2 | single | 1\n");
    insta::assert_snapshot!(read.read(), @r"
    E0404 rates.lutine:5:1 `1 | single`: this row has 2 cells, and the header has 3 columns (a row has a cell for each column; one that holds nothing stays blank)
      rates.lutine:4:1 `age | marital | factor`: the header
    ");
}
