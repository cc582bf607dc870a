//! What hardly anybody writes: names and comments without end, files of blanks, one thing that is as large as the file.

use super::Large;
use super::size::{HEAD, OUTPUT, POLICY, Size, joined};

/// Files that are odd in their shape, and cascades of what is wrong.
pub(super) fn unlikely(size: Size) -> Vec<Large> {
    let mut found = shapes(size);
    found.extend(giants(size));
    found.extend(cascades(size));
    found
}

/// Odd layouts.
fn shapes(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    let whole = size.bytes().saturating_sub(400);
    let long = "a".repeat(whole / 4);
    add(
        "one name as long as the file",
        format!("{HEAD}{POLICY}define {long} : int = 1\noutput {{ y = {long} + {long} }}\n"),
    );
    add(
        "long names that are nearly the same",
        size.filled(POLICY, "output { y = 1 }\n").with(|n| {
            format!(
                "define {}{n} : int = {}x\n",
                "a".repeat(2_000),
                "a".repeat(2_000)
            )
        }),
    );
    add(
        "a documentation as long as the file",
        size.filled(POLICY, &format!("define d : int = 1\n{OUTPUT}"))
            .with(|_| "/// What it means, and why.\n".to_owned()),
    );
    add(
        "comments between all words",
        size.filled("entity Policy { x : int 0..9\n", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n}// a\n : // b\n int // c\n")),
    );
    add(
        "lines that end as on Windows",
        size.filled(
            "entity Policy {\r\n x : int 0..9\r\n",
            "}\noutput { y = 1 }\n",
        )
        .with(|n| format!("\tb{n} :\tint\t= x  \r\n\r\n")),
    );
    add(
        "blank lines and blanks",
        size.filled(POLICY, OUTPUT).with(|n| match n % 3 {
            0 => "\n".to_owned(),
            1 => " \t ".to_owned(),
            _ => "\r\n".to_owned(),
        }),
    );
    add(
        "letters that are none",
        size.repeated(HEAD, "\u{feff}\u{200b}\u{7f}\u{1}"),
    );
    add("signs that are none", size.repeated(HEAD, "@ $ ` ~ ; ' "));
    add("quotes", size.repeated(HEAD, "\"\n"));
    add("brackets of all kinds", size.repeated(HEAD, "(]{)[}\n"));
    found
}

/// One thing that is as large as the file.
fn giants(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add("one row of a table", {
        let cells = joined(size.of(110_000), " | ", |n| n.to_string());
        format!("{HEAD}{POLICY}{OUTPUT}table t(b: int) -> int {{\n b | c\n {cells}\n}}\n")
    });
    add("one header of a table", {
        let cells = joined(size.of(90_000), " | ", |n| format!("c{n}"));
        format!("{HEAD}{POLICY}{OUTPUT}table t(b: int) -> int {{\n {cells}\n 1 | 2\n}}\n")
    });
    add("one set of a table", {
        let members = joined(size.of(120_000), ", ", |n| n.to_string());
        format!(
            "{HEAD}{POLICY}table t(b: int) -> int {{\n b | c\n {{{members}}} | 2\n}}\noutput {{ y = t(policy.x) }}\n"
        )
    });
    add(
        "values given in a row",
        size.filled("entity Policy { x : int 0..9?\n", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : int = {}0\n", "x ?? ".repeat(900))),
    );
    add(
        "steps each with many values",
        size.filled("entity Policy { x : int 0..9\n", "}\noutput { y = 1 }\n")
            .with(|n| {
                format!(
                    "b{n} : int = steps {{ start \"a\" x when {}x > 1 }}\n",
                    "x > 2 and ".repeat(400)
                )
            }),
    );
    add("dimensions", {
        let all = joined(size.of(50_000), "\n", |n| format!("d{n} = policy.x"));
        format!("{HEAD}{POLICY}{OUTPUT}dimensions {{\n{all}\n}}\n")
    });
    add(
        "definitions of few variants",
        size.filled(
            &format!("{POLICY}{OUTPUT}dimensions {{ level = policy.x }}\n"),
            "",
        )
        .with(|n| {
            format!("define d{n} : int {{\n level 0..4 : 1\n level 5..9 : 2\n any : 3\n}}\n")
        }),
    );
    add("one path", {
        let path = ".a".repeat(size.bytes().saturating_sub(400) / 2);
        format!("{HEAD}{POLICY}output {{ y = policy{path} }}\n")
    });
    add("parameters of a function", {
        let all = joined(size.of(70_000), ", ", |n| format!("a{n}: int"));
        format!("{HEAD}{POLICY}{OUTPUT}function f({all}) -> int = a0\n")
    });
    found
}

/// One kind of fault, as often as a file holds it.
fn cascades(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add("names that are nearly one of many", {
        let count = size.of(18_000);
        let names = joined(count, "\n", |n| format!("attribute_{n} : int"));
        let read = joined(count, "\n", |n| format!("b{n} : int = atribute_{n}"));
        format!("{HEAD}entity Policy {{\n{names}\n{read}\n}}\noutput {{ y = 1 }}\n")
    });
    add("members that are nearly one of many", {
        let count = size.of(20_000);
        let members = joined(count, ", ", |n| format!("member_{n}"));
        let read = joined(count, "\n", |n| format!("b{n} : bool = e = mebmer_{n}"));
        format!(
            "{HEAD}enum E {{ {members} }}\nentity Policy {{ e : E\n{read}\n}}\noutput {{ y = 1 }}\n"
        )
    });
    add("functions that are nearly one of many", {
        let count = size.of(10_000);
        let all = joined(count, "\n", |n| {
            format!("function function_{n}(a: int) -> int = a")
        });
        let read = joined(count, "\n", |n| format!("b{n} : int = funtcion_{n}(1)"));
        format!("{HEAD}{all}\nentity Policy {{\n{read}\n}}\noutput {{ y = 1 }}\n")
    });
    add(
        "types that are nearly one of many",
        size.filled(POLICY, OUTPUT)
            .with(|n| format!("enum Kind{n} {{ a{n} }}\ndefine d{n} : Knid{n} = 1\n")),
    );
    add(
        "variants that overlap, of few each",
        size.filled(
            &format!("{POLICY}{OUTPUT}dimensions {{ level = policy.x }}\n"),
            "",
        )
        .with(|n| format!("define d{n} : int {{\n level 0..5 : 1\n level 5..9 : 2\n}}\n")),
    );
    add(
        "words of another language",
        size.filled(POLICY, OUTPUT)
            .with(|n| format!("if (x == {n}) {{ return x ? 1 : 2; }} else {{ y += 1; }}\n")),
    );
    add(
        "operands of wrong types within one expression",
        size.filled("entity Policy { x : int 0..9\n", "}\noutput { y = 1 }\n")
            .with(|n| format!("b{n} : int = {}1\n", "(x and \"a\") + ".repeat(200))),
    );
    add(
        "tests that fail to be typed",
        size.filled(&format!("{POLICY}{OUTPUT}"), "")
            .with(|n| format!("test \"t{n}\" {{\n with policy.x = \"a\"\n expect y = true\n expect z fails nothing\n}}\n")),
    );
    found
}
