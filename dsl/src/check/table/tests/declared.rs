//! What goes together, and types that no cell holds.

use lutine_core::graph::{CurrencyId, Ty};

use super::super::core_ty;
use super::*;
use crate::typed::Type;

#[test]
fn hit_policies() {
    assert_eq!(
        csv(
            "table fee(n: int) -> money unique from \"t.csv\"",
            "n,fee\n1,2\n"
        ),
        "2: 1 -> 2"
    );
    insta::assert_snapshot!(csv("table fee(n: int) -> money collect from \"t.csv\"", "n,fee\n1,2\n1..3,3\n"), @"
    2: 1 -> 2
    3: 1..3 -> 3
    ");
    insta::assert_snapshot!(csv("table fee(n: int) -> decimal collect interpolate linear on n from \"t.csv\"", "n,fee\n1,2\n"), @"E0411 rates.lutine:1:30 `collect`: an interpolated table has no other hit policy than `unique` (take the hit policy away: the rows are the nodes of lines, no two at one place)");
    insta::assert_snapshot!(csv("table fee(n: int) -> money first from \"t.csv\"", "n,fee\n1,2\n_,3\n"), @"
    2: 1 -> 2
    3: _ -> 3
    ");
    insta::assert_snapshot!(csv("table fee(n: int) exists from \"t.csv\"", "n\n1\n2..3\n"), @"
    2: 1 -> true
    3: 2..3 -> true
    0: _ -> false
    ");
    // Without results a look-up can only say whether a row fits, and says so.
    insta::assert_snapshot!(csv("table fee(n: int) from \"t.csv\"", "n\n1\n"), @"E0411 rates.lutine:1:7 `fee`: the table says no result (write `-> type` behind the keys, or `exists` if only whether a row fits is asked)");
    insta::assert_snapshot!(csv("table fee(n: int) -> money exists from \"t.csv\"", "n,fee\n1,2\n"), @"E0411 rates.lutine:1:28 `exists`: an `exists` table has keys alone (take the result away: a look-up says whether a row fits, `true` or `false`)");
    insta::assert_snapshot!(csv("table fee(n: int) exists from \"t.csv\"", "n,fee\n1,2\n"), @"E0402 t.csv:1:3 `fee`: `fee` is neither a key nor a result of `fee` (take the column away, declare it as a result, or use it in `where`)");
    insta::assert_snapshot!(csv("table fee(n: int) exists from \"t.csv\" otherwise true", "n\n1\n"), @"E0411 rates.lutine:1:49 `true`: an `exists` table has no `otherwise` (take `otherwise` away: where no row fits, a look-up is `false`)");
}

#[test]
fn otherwise() {
    insta::assert_snapshot!(csv("table fee(n: int) -> money from \"t.csv\" otherwise 5", "n,fee\n1,2\n"), @"
    2: 1 -> 2
    0: _ -> 5
    ");
    insta::assert_snapshot!(csv("table fee(n: int) -> (a: money, b: int?) from \"t.csv\" otherwise 5, none", "n,a,b\n1,2,3\n"), @"
    2: 1 -> 2, 3
    0: _ -> 5, none
    ");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  1         | 2
  otherwise | 3
}"), @"
    4: 1 -> 2
    5: _ -> 3
    ");
    insta::assert_snapshot!(written("
table fee(n: int, marital: Marital) -> money {
  n         | single | married
  1         | 2      |
  otherwise | 3
}"), @"
    4: 1, #0 -> 2
    5: _, _ -> 3
    ");
    insta::assert_snapshot!(written("
table fee(n: int) -> money otherwise 4 {
  n         | fee
  1         | 2
  otherwise | 3
}"), @"
    E0411 rates.lutine:5:3 `otherwise | 3`: the table says twice what holds otherwise (take one of the two away)
      rates.lutine:2:38 `4`: here too
    ");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  otherwise | 3
  1         | 2
}"), @"E0411 rates.lutine:4:3 `otherwise | 3`: `otherwise` is the last row of a table (put it last, once: it stands for all keys that no other row fits)");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  1         | 2
  otherwise | 3 | 4
}"), @"E0411 rates.lutine:5:3 `otherwise | 3 | 4`: `otherwise` has 2 values, and the table has 1 result (write a value for each result; `otherwise` stands for all keys at once)");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  1         | 2
  otherwise | 3.005
}"), @"E0305 rates.lutine:5:15 `3.005`: an amount of money has at most 2 decimal places here [the result of `fee`] (write the amount with no more places, or declare the value as `decimal` if it is a factor)");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  1         | 2
  otherwise |
}"), @"E0403 rates.lutine:5:14 ``: a result is blank [the result of `fee`] (fill it in, take the row away, or declare the result with `?` if it may be absent)");
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  otherwise | 3
}"), @"E0406 rates.lutine:2:7 `fee`: the table has no rows below its header (add a row, or take the table away)");
}

#[test]
fn types_that_no_cell_holds() {
    let table =
        "record Pair { a: int, b: int }\ntable t(n: int?, p: period) -> Pair from \"t.csv\"";
    insta::assert_snapshot!(csv(table, "n,p,x\n"), @r#"
    E0402 rates.lutine:2:7 `t`: keys and results of a table are plain values, and keys are never absent (take the `?` of a key away; name numbers, amounts, dates, texts, enums or `bool`)
    E0402 rates.lutine:2:12 `int?`: keys and results of a table are plain values, and keys are never absent (take the `?` of a key away; name numbers, amounts, dates, texts, enums or `bool`)
    E0402 rates.lutine:2:21 `period`: keys and results of a table are plain values, and keys are never absent (take the `?` of a key away; name numbers, amounts, dates, texts, enums or `bool`)
    "#);
    let usd = Type::Money(CurrencyId(0));
    assert_eq!(
        core_ty(&Type::Optional(Box::new(usd))),
        Some(Ty::Money(CurrencyId(0)))
    );
    assert_eq!(core_ty(&Type::Period), None);
}
