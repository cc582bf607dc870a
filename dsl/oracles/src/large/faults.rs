//! Very many things that are wrong.

use super::Large;
use super::size::{OUTPUT, POLICY, Size};

/// Very many faults, of one kind each.
pub(super) fn faults(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add(
        "wrong types",
        size.filled("entity Policy { x : int\n", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : text = x\n")),
    );
    add(
        "faults on one line",
        size.filled("entity Policy { x : int, ", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : text = x, ")),
    );
    add(
        "names declared twice",
        size.filled("entity Policy { x : int\n", "}\noutput { y = 1 }\n")
            .with(|_| "b : int\n".to_owned()),
    );
    add(
        "declarations twice",
        size.filled(POLICY, "output { y = 1 }\n")
            .with(|_| "define d : int = 1\n".to_owned()),
    );
    add(
        "rules twice",
        size.filled(&format!("{POLICY}{OUTPUT}outcome o {{ a < b }}\n"), "")
            .with(|_| "rule R { when policy.x > 1, o b }\n".to_owned()),
    );
    let policy = size.filled(
        "entity Policy { x : int 0..9\n",
        "}\noutput { y = policy.x }\n",
    );
    let top = format!("{POLICY}{OUTPUT}");
    let top = size.filled(&top, "");
    let mut each = |name, filled: &super::size::Filled<'_>, line: &str| {
        add(name, filled.with(|n| line.replace('#', &n.to_string())));
    };
    each("misspelt words", &top, "defin d# : int = 1\n");
    each("operators that are none", &policy, "b# : bool = x == 1\n");
    each("expressions that end early", &policy, "b# : int = x +\n");
    each("types that are missing", &policy, "b# = x\n");
    each("texts never closed", &policy, "b# : text = \"abc\n");
    each("escapes that are none", &policy, "b# : text = \"a\\qb\"\n");
    each("braces in texts", &policy, "b# : text = \"a } {\"\n");
    each(
        "brackets that are not the same",
        &policy,
        "b# : int = (x]\n",
    );
    each("braces never closed", &policy, "b# : int = { let a = x\n");
    each(
        "choices without otherwise",
        &policy,
        "b# : int = choose { x > 1: 2 }\n",
    );
    each(
        "matches with holes",
        &policy,
        "b# : int = match x { 1: 2 }\n",
    );
    each(
        "wrong numbers of arguments",
        &policy,
        "b# : int = abs(x, x)\n",
    );
    each("ranges upside down", &policy, "b# : int 9..1\n");
    each(
        "absent values used",
        &policy,
        "b# : int? = none\n c# : int = b# + 1\n",
    );
    each(
        "money without a round",
        &policy,
        "b# : money = 12.50 * 1.075\n",
    );
    each(
        "lets that nothing uses",
        &policy,
        "b# : int = { let z = x\n 1 }\n",
    );
    each(
        "rules without outcome",
        &top,
        "rule R# { when policy.x > 1, nowhere refer }\n",
    );
    each(
        "tests of what is not there",
        &top,
        "test \"t#\" {\n with policy.z# = 1\n expect policy.z# = 1\n}\n",
    );
    each(
        "tests named the same",
        &top,
        "test \"t\" {\n with policy.x = 1\n expect policy.x = 1\n}\n",
    );
    each(
        "tables without columns",
        &top,
        "table t#(b: int) -> int { x\n 1\n }\n",
    );
    each(
        "tables with cells too many",
        &top,
        "table t#(b: int) -> int { b | c\n 1 | 2 | 3\n }\n",
    );
    each(
        "tables with holes",
        &top,
        "table t#(b: int 0..99) -> int { b | c\n 1 | 2\n 7 | 3\n }\n",
    );
    each(
        "tables that overlap",
        &top,
        "table t#(b: int 0..99) -> int { b | c\n 1.. | 2\n 7.. | 3\n }\n",
    );
    each(
        "words that are not built yet",
        &policy,
        "b# : int = allocated(x)\n",
    );
    each(
        "entities without place",
        &top,
        "entity E# within F# { x : int }\n",
    );
    add(
        "faults behind a long line",
        size.filled(
            &format!(
                "entity Policy {{ x : int, {}",
                super::size::joined(size.of(60_000), ", ", |n| format!("a{n} : int"))
            ),
            "}\noutput { y = 1 }\n",
        )
        .with(|n| {
            if n < 200 {
                format!(", b{n} : text = x")
            } else {
                " ".to_owned()
            }
        }),
    );
    add(
        "rows of a table that are too long",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n} | 2 | 3\n")),
    );
    add(
        "faults in one text",
        size.filled(
            "entity Policy { x : int 0..9\n y : text = \"",
            "\"}\noutput { y = policy.y }\n",
        )
        .with(|_| "{z}\\q".to_owned()),
    );
    add(
        "warnings on one line",
        size.filled("entity Policy { x : int", " }\noutput { y = 1 }\n")
            .with(|n| format!(", b{n} : int")),
    );
    add(
        "faults behind wide letters on one line",
        size.filled(
            "entity Policy { x : int, t : text = \"",
            " }\noutput { y = 1 }\n",
        )
        .with(|n| match n {
            0 => format!("{}\"", "\u{4e2d}".repeat(size.of(100_000))),
            _ => format!(", b{n} : text = x"),
        }),
    );
    found
}
