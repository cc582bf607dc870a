//! What comes with later versions, and types that no cell holds.

use lutine_core::graph::{CurrencyId, Ty};

use super::super::core_ty;
use super::*;
use crate::typed::Type;

#[test]
fn what_comes_later() {
    insta::assert_snapshot!(csv("table fee(n: int) -> money first from \"t.csv\"", "n,fee\n1,2\n"), @r#"E0506 rates.lutine:1:28 `first`: a `first` table cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)"#);
    insta::assert_snapshot!(csv("table fee(n: int) -> money collect from \"t.csv\"", "n,fee\n1,2\n"), @r#"E0506 rates.lutine:1:28 `collect`: a `collect` table cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)"#);
    insta::assert_snapshot!(csv("table fee(n: int) exists from \"t.csv\"", "n\n1\n"), @r#"
    E0506 rates.lutine:1:7 `fee`: a table without results cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)
    E0506 rates.lutine:1:19 `exists`: an `exists` table cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)
    "#);
    insta::assert_snapshot!(csv("table fee(n: int) -> money interpolate linear on n clamp from \"t.csv\" otherwise 5", "n,fee\n1,2\n"), @r#"
    E0506 rates.lutine:1:28 `interpolate linear on n clamp`: `interpolate` cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)
    E0506 rates.lutine:1:81 `5`: `otherwise` in a table cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)
    "#);
    insta::assert_snapshot!(written("
table fee(n: int) -> money {
  n         | fee
  1         | 2
  otherwise | 3
}"), @r#"E0506 rates.lutine:5:3 `otherwise | 3`: `otherwise` in a table cannot be used in this version of Lutine (write it in another way; the language reference lists under "Not yet" what is to come)"#);
    assert_eq!(
        csv(
            "table fee(n: int) -> money unique from \"t.csv\"",
            "n,fee\n1,2\n"
        ),
        "2: 1 -> 2"
    );
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
