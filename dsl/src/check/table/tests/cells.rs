//! What cells say.

use super::*;

const CLASS: &str = "table class(age: int 0..120, marital: Marital) -> decimal from \"t.csv\"";

#[test]
fn every_form_of_a_key_cell() {
    insta::assert_snapshot!(csv(CLASS, r#"age,marital,factor
..15,_,3
16..17,single,1.75
18..<25,"{single, married}",1.4
"{25, 30..40}",Marital.married,1
41,single,15%
42..,_,-0.5
"#), @r"
    2: ..15, _ -> 3
    3: 16..17, #0 -> 1.75
    4: 18..24, {#0, #1} -> 1.4
    5: {25, 30..40}, #1 -> 1
    6: 41, #0 -> 0.15
    7: 42.., _ -> -0.5
    ");
    insta::assert_snapshot!(written("
table class(age: int 0..120, marital: Marital) -> decimal {
  age          | marital           | factor
  ..15         | _                 | 3
  16..17       | single            | 1.75

  18..<25      | {single, married} | 1.4
  {25, 30..40} | Marital.married   | 1
  41           | single            | 15%
  42..         | _                 | -0.5
}"), @r"
    4: ..15, _ -> 3
    5: 16..17, #0 -> 1.75
    7: 18..24, {#0, #1} -> 1.4
    8: {25, 30..40}, #1 -> 1
    9: 41, #0 -> 0.15
    10: 42.., _ -> -0.5
    ");
}

#[test]
fn each_fault_at_its_cell() {
    insta::assert_snapshot!(csv(CLASS, r#"age,marital,factor
16-17,single,1.75
18.5,singel,1
,married,1,
25+,maried,.56
30,_,
31..30,single..married,1 000
..,{},"1,000.50"
{1;2},married,$5
33,single,_
"#), @r#"
    E0403 t.csv:2:1 `16-17`: `16-17` is not a whole number [the key `age` of `class`] (write the range `16..17`)
    E0203 t.csv:3:1 `18.5`: a whole number is needed here, and this one has a fraction [the key `age` of `class`] (declare the value as `decimal`, or round it)
    E0105 t.csv:3:6 `singel`: `singel` is not a value of `Marital` [the key `marital` of `class`] (did you mean `single`?)
    E0404 t.csv:4:1 `,married,1,`: this row has 4 cells, and the header has 3 columns (write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing)
    E0403 t.csv:5:1 `25+`: `25+` is not a whole number [the key `age` of `class`] (write the range without an upper end `25..`)
    E0105 t.csv:5:5 `maried`: `maried` is not a value of `Marital` [the key `marital` of `class`] (did you mean `married`?)
    E0403 t.csv:5:12 `.56`: `.56` is not a number [the result of `class`] (write it with a digit before the point: `0.56`)
    E0403 t.csv:6:6 ``: a result is blank [the result of `class`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0206 t.csv:7:1 `31..30`: this range is empty: its upper end lies below its lower end [the key `age` of `class`] (write the lower end first)
    E0205 t.csv:7:8 `single..married`: a value of `Marital` has no order, so that there is no range of it [the key `marital` of `class`] (list the values in braces, or declare the enum in order: `{ low < high }`)
    E0403 t.csv:7:24 `1 000`: `1 000` is not a number [the result of `class`] (write it without blanks: `1_000`)
    E0403 t.csv:8:1 `..`: a range has at least one end, and `..<` has an upper one [the key `age` of `class`] (write it like `16..17`, `25..`, `..5` or `0..<0.5`; `_` matches every value)
    E0403 t.csv:8:4 `{}`: a set has a member that is blank [the key `marital` of `class`] (write it like `{single, married}`)
    E0403 t.csv:8:7 `"1,000.50"`: `1,000.50` is not a number [the result of `class`] (write it without commas: `1234.50`, or `1_234.50`)
    E0403 t.csv:9:1 `{1;2}`: `1;2` is not a whole number [the key `age` of `class`] (write a whole number, or mend the type of the column)
    E0403 t.csv:9:15 `$5`: `$5` is not a number [the result of `class`] (write the amount without the currency's sign)
    E0403 t.csv:10:11 `_`: `_` is not a number [the result of `class`] (write a number, or mend the type of the column)
    "#);
    insta::assert_snapshot!(written("
table fee(age: int, marital: Marital) -> money {
  age    | marital | fee
  16..17 | singel  | 1.755
         | single  | 1
  18.5   | married |
  20     | single  | 1..2
  21     | single  | single
  22     | single  | 5 EUR
}"), @r"
    E0105 rates.lutine:4:12 `singel`: `singel` is not a value of `Marital` [the key `marital` of `fee`] (did you mean `single`?)
    E0305 rates.lutine:4:22 `1.755`: an amount of money has at most 2 decimal places here [the result of `fee`] (write the amount with no more places, or declare the value as `decimal` if it is a factor)
    E0403 rates.lutine:5:10 ``: a key is blank [the key `age` of `fee`] (write `_` where every value fits)
    E0203 rates.lutine:6:3 `18.5`: a whole number is needed here, and this one has a fraction [the key `age` of `fee`] (declare the value as `decimal`, or round it)
    E0403 rates.lutine:6:21 ``: a result is blank [the result of `fee`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 rates.lutine:7:22 `1..2`: a result is one value [the result of `fee`] (write the one value that the table finds there)
    E0201 rates.lutine:8:22 `single`: an amount of money is needed here, and this is a name [the result of `fee`] (write an amount of money, or change the type that is declared)
    E0106 rates.lutine:9:24 `EUR`: `EUR` is not a currency of this rulebook [the result of `fee`] (write the amount in `USD`, or declare `EUR` too, behind `currency`)
    ");
}

#[test]
fn blank_results_are_absent_only_where_they_may_be() {
    let text = "class,limit\n1,5\n2,\n3,none\n";
    let rows = "{
  class | limit
  1     | 5
  2     |
  3     | none
}";
    insta::assert_snapshot!(csv("table limit(class: int) -> money? from \"t.csv\"", text), @r"
    2: 1 -> 5
    3: 2 -> none
    4: 3 -> none
    ");
    insta::assert_snapshot!(csv("table limit(class: int) -> money from \"t.csv\"", text), @r"
    E0403 t.csv:3:3 ``: a result is blank [the result of `limit`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 t.csv:4:3 `none`: a result is blank [the result of `limit`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    ");
    insta::assert_snapshot!(written(&format!("table limit(class: int) -> money? {rows}")), @r"
    3: 1 -> 5
    4: 2 -> none
    5: 3 -> none
    ");
    insta::assert_snapshot!(written(&format!("table limit(class: int) -> money {rows}")), @r"
    E0403 rates.lutine:4:10 ``: a result is blank [the result of `limit`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    E0403 rates.lutine:5:11 `none`: a result is blank [the result of `limit`] (fill it in, take the row away, or declare the result with `?` if it may be absent)
    ");
}

#[test]
fn texts_stand_as_they_are_in_csv() {
    insta::assert_snapshot!(csv("table name(n: int, code: text) -> text from \"t.csv\"", r#"n,code,name
1,007,"Spring, coil"
2,1..2, plain 
3,_,none
4,"{a, ""b,c""}","  kept "
5,none,"say ""hi"""
6,5" pipe,x
"#), @r#"
    2: 1, "007" -> "Spring, coil"
    3: 2, "1..2" -> "plain"
    4: 3, _ -> "none"
    5: 4, {"a", "b,c"} -> "  kept "
    6: 5, "none" -> "say \"hi\""
    7: 6, "5\" pipe" -> "x"
    "#);
}

#[test]
fn enum_values_stand_bare_in_csv_whatever_they_look_like() {
    insta::assert_snapshot!(csv("table next(n: int, limit: Limit, grade: Grade) -> Limit from \"t.csv\"", r#"n,limit,grade,next
1,1M,low..mid,10M
2,10M,high,a..b
3,a..b,low..<high,_
4,_,mid..,1M
5,"{1M, a..b}",_,1M
"#), @r"
    2: 1, #0, #0..#1 -> #1
    3: 2, #1, #2 -> #2
    4: 3, #2, #0..#1 -> #3
    5: 4, #3, #1.. -> #0
    6: 5, {#0, #2}, _ -> #0
    ");
}

#[test]
fn money_dates_and_bools() {
    let fee = "table fee(from: date 2020-01-01..2099-12-31, smoker: bool) -> money from \"t.csv\"";
    insta::assert_snapshot!(csv(fee, "from,smoker,fee
2024-02-29,true,12.50 USD
2024-03-01..<2025-01-01,false,007
2025-01-01..,_,1_000.00
"), @r"
    2: 2024-02-29, true -> 12.5
    3: 2024-03-01..2024-12-31, false -> 7
    4: 2025-01-01.., _ -> 1000
    ");
    insta::assert_snapshot!(csv(fee, "from,smoker,fee
2025-02-29,TRUE,12.505
1.1.2025,true..,12 EUR
2025-01-01,1,12.50 usd
0000-01-01,true,99999999999999999999999999999
"), @r"
    E0019 t.csv:2:1 `2025-02-29`: the calendar has no day `2025-02-29` [the key `from` of `fee`] (write a day that there is, year-month-day: `2025-01-31`)
    E0403 t.csv:2:12 `TRUE`: `TRUE` is not `true` or `false` [the key `smoker` of `fee`] (write it in small letters: `true`, `false`)
    E0305 t.csv:2:17 `12.505`: an amount of money has at most 2 decimal places here [the result of `fee`] (write the amount with no more places, or declare the value as `decimal` if it is a factor)
    E0403 t.csv:3:1 `1.1.2025`: `1.1.2025` is not a date [the key `from` of `fee`] (write the date year-month-day: `2025-01-31`)
    E0205 t.csv:3:10 `true..`: a condition (true or false) has no order, so that there is no range of it [the key `smoker` of `fee`] (list the values in braces: `{…}`)
    E0106 t.csv:3:17 `12 EUR`: `EUR` is not a currency of this rulebook [the result of `fee`] (write the amount in `USD`, or declare `EUR` too, behind `currency`)
    E0403 t.csv:4:12 `1`: `1` is not `true` or `false` [the key `smoker` of `fee`] (write it in small letters: `true`, `false`)
    E0403 t.csv:4:14 `12.50 usd`: `12.50 usd` is not an amount of money [the result of `fee`] (write an amount of money, or mend the type of the column)
    E0019 t.csv:5:1 `0000-01-01`: the calendar has no day `0000-01-01` [the key `from` of `fee`] (write a day that there is, year-month-day: `2025-01-31`)
    E0307 t.csv:5:17 `99999999999999999999999999999`: this number has more digits than a decimal can hold [the result of `fee`] (shorten it to 28 digits, before and behind the point together)
    ");
}

#[test]
fn results_outside_what_they_declare() {
    insta::assert_snapshot!(csv("table t(n: int) -> (share: decimal 0..1) from \"t.csv\"", "n,share
1,0
2,1.0
3,1.01
4,-0.5
"), @r"
    E0403 t.csv:4:3 `1.01`: this value is outside 0..1, which the result declares [the result `share` of `t`] (mend the cell, or widen what the result declares)
    E0403 t.csv:5:3 `-0.5`: this value is outside 0..1, which the result declares [the result `share` of `t`] (mend the cell, or widen what the result declares)
    ");
}

#[test]
fn rows_that_no_value_can_hit_are_warned_of() {
    insta::assert_snapshot!(csv(CLASS, r#"age,marital,factor
121..,_,1
-5,_,1
100..200,single,1
"{200, 300}",single,1
"#), @r#"
    2: 121.., _ -> 1
    3: -5, _ -> 1
    4: 100..200, #0 -> 1
    5: {200, 300}, #0 -> 1
    W0401 t.csv:2:1 `121..`: no value fits here: the key `age` of `class` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:3:1 `-5`: no value fits here: the key `age` of `class` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:5:1 `"{200, 300}"`: no value fits here: the key `age` of `class` is 0..120 [never found] (mend the cell, take the row away, or widen what the key declares)
    "#);
    let set = "table x(n: int {25, 50, 100, 60..80}) -> int from \"t.csv\"";
    insta::assert_snapshot!(csv(set, "n,x
26..49,1
51..59,2
25,3
49..51,4
81..99,5
79..85,6
101..,7
..24,8
"), @r"
    2: 26..49 -> 1
    3: 51..59 -> 2
    4: 25 -> 3
    5: 49..51 -> 4
    6: 81..99 -> 5
    7: 79..85 -> 6
    8: 101.. -> 7
    9: ..24 -> 8
    W0401 t.csv:2:1 `26..49`: no value fits here: the key `n` of `x` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:3:1 `51..59`: no value fits here: the key `n` of `x` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:6:1 `81..99`: no value fits here: the key `n` of `x` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:8:1 `101..`: no value fits here: the key `n` of `x` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    W0401 t.csv:9:1 `..24`: no value fits here: the key `n` of `x` is {25, 50, 100, 60..80} [never found] (mend the cell, take the row away, or widen what the key declares)
    ");
}

#[test]
fn twenty_faults_are_shown_and_the_rest_is_counted() {
    let text = |rows| format!("age,marital,factor\n{}", "x,single,1\n".repeat(rows));
    let said = |rows: usize| {
        let read = outcome(CLASS, text(rows));
        let last = |d: &&Diagnostic| d.message.contains("more fault");
        let more = read.diagnostics.iter().find(last).unwrap();
        (
            read.diagnostics.len(),
            shown::diagnostic(more, &read.sources),
        )
    };
    let (count, more) = said(30);
    assert_eq!(count, 21);
    insta::assert_snapshot!(more, @r"E0403 rates.lutine:1:7 `class`: the rows of `class` have 10 more faults (mend those that are shown first: many rows may have the same one)");
    let (count, more) = said(3_000);
    assert_eq!(count, 21);
    insta::assert_snapshot!(more, @r"E0403 rates.lutine:1:7 `class`: the rows of `class` have at least 180 more faults (mend those that are shown first: many rows may have the same one)");
}

#[test]
fn lines_with_too_few_or_too_many_cells() {
    insta::assert_snapshot!(csv(CLASS, "age,marital,factor\n1,single\n2,single,1,\n\n3,single,1\n   \n"), @r"
    E0404 t.csv:2:1 `1,single`: this row has 2 cells, and the header has 3 columns (write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing)
    E0404 t.csv:3:1 `2,single,1,`: this row has 4 cells, and the header has 3 columns (write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing)
    E0404 t.csv:6:1 ``: this row has 1 cell, and the header has 3 columns (write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing)
    ");
    insta::assert_snapshot!(written("
table class(age: int, marital: Marital) -> decimal {
  age | marital | factor
  1   | single
  2   | single  | 1
}"), @r"E0404 rates.lutine:4:3 `1   | single`: this row has 2 cells, and the header has 3 columns (write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing)");
}
