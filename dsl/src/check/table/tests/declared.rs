//! What comes with later versions, and types that no cell holds.

use lutine_core::graph::Ty;

use super::super::core_ty;
use super::*;
use crate::syntax::{HitPolicy, Interpolation, TablePolicy};
use crate::typed::RecordId;

fn fee() -> Sample {
    sample()
        .key("n", Type::Int, "")
        .gives(USD)
        .csv("n,fee\n1,2\n")
}

#[test]
fn what_comes_later() {
    insta::assert_snapshot!(fee().but(|table| table.policy = policy(HitPolicy::First)).read(), @r"E0506 rates.lutine:1:7 `t`: `first` tables come with a later version of Lutine");
    insta::assert_snapshot!(fee().but(|table| table.policy = policy(HitPolicy::Collect)).read(), @r"E0506 rates.lutine:1:7 `t`: `collect` tables come with a later version of Lutine");
    insta::assert_snapshot!(fee().but(|table| table.results = TableResults::Nothing).read(), @r"E0506 rates.lutine:1:7 `t`: tables without results (`exists`) come with a later version of Lutine");
    let several = fee().but(|table| {
        table.policy = policy(HitPolicy::Exists);
        table.interpolation = Some(Interpolation {
            key: table.name.clone(),
            outside: None,
            span: table.name.span,
        });
        table.content = TableContent::Variants(Vec::new());
    });
    insta::assert_snapshot!(several.read(), @r"
    E0506 rates.lutine:1:7 `t`: `exists` tables come with a later version of Lutine
    E0506 rates.lutine:1:7 `t`: `interpolate` comes with a later version of Lutine
    E0506 rates.lutine:1:7 `t`: rows that vary with time or place come with a later version of Lutine
    ");
    let otherwise = sample()
        .key("n", Type::Int, "")
        .gives(USD)
        .written("n | fee\n1 | 2\n")
        .but(|table| {
            if let TableContent::Rows { rows, .. } = &mut table.content {
                rows[0].otherwise = true;
            }
        });
    insta::assert_snapshot!(otherwise.read(), @r"E0506 rates.lutine:4:1 `1 | 2`: `otherwise` in tables come with a later version of Lutine");
    assert_eq!(
        fee()
            .but(|table| table.policy = policy(HitPolicy::Unique))
            .read(),
        "2: 1 -> 2"
    );
}

fn policy(kind: HitPolicy) -> Option<TablePolicy> {
    Some(TablePolicy {
        kind,
        span: span(0, 6, 7),
    })
}

#[test]
fn types_that_no_cell_holds() {
    let read = sample()
        .key("n", optional(Type::Int), "")
        .key("p", Type::Period, "")
        .gives(Type::Record(RecordId(0)))
        .csv("n,p,x\n");
    insta::assert_snapshot!(read.read(), @r"
    E0407 rates.lutine:2:1 `n`: a key of a table is never absent (declare it as `int` and look the table up only where the value is given)
    E0407 rates.lutine:3:1 `p`: a cell of a table cannot hold `period` (keys and results are bools, numbers, amounts, texts, dates and values of enums; give each field a column of its own)
    E0407 rates.lutine:1:7 `t`: a cell of a table cannot hold `?` (keys and results are bools, numbers, amounts, texts, dates and values of enums; give each field a column of its own)
    ");
    assert_eq!(core_ty(&optional(USD)), Some(Ty::Money(CurrencyId(0))));
    assert_eq!(core_ty(&Type::Period), None);
}
