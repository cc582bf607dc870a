//! Very large expressions.

use super::Large;
use super::size::{HEAD, Size};

/// Very large expressions.
pub(super) fn expressions(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    let one = |open: &str| format!("entity Policy {{ x : int\n y : int = {open}");
    let end = " }\noutput { y = policy.y }\n";
    add(
        "arms of a choose",
        size.filled(&one("choose { "), &format!("otherwise: 1 }}{end}"))
            .with(|n| format!("x > {n}: {n}, ")),
    );
    add(
        "guards of a choose",
        size.filled(
            "entity Policy { x : int?\n y : int = choose { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("x is given and x > {n}: {n}, ")),
    );
    add(
        "refusals of a choose",
        size.filled(
            "entity Policy { x : int?\n y : int = choose { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("x is not given: {n}, ")),
    );
    add(
        "chain of else if",
        size.filled(&one(""), &format!(" 1 {end}"))
            .with(|n| format!("if x > {n} then {n} else ")),
    );
    add(
        "chain of lets",
        size.filled(&one("{ let a0 = x\n"), &format!(" x }}{end}"))
            .with(|n| format!("let a{} = a{n}\n", n.saturating_add(1))),
    );
    add(
        "long chain of with",
        size.filled(
            "record R { a : int }\nentity Policy { x : int\n y : R = R { a = x }",
            end,
        )
        .with(|_| " with { a = 1 }".to_owned()),
    );
    add(
        "path through itself",
        size.filled(
            "entity Policy { x : int\n y : Policy = policy",
            &format!("\n{end}"),
        )
        .with(|_| ".y".to_owned()),
    );
    add(
        "lines of steps",
        size.filled(&one("steps { start 1\n"), &format!("}}{end}"))
            .with(|_| "plus x\n".to_owned()),
    );
    add(
        "lines of steps with when",
        size.filled(&one("steps { start 1\n"), &format!("}}{end}"))
            .with(|_| "plus x when x > 1\n".to_owned()),
    );
    add(
        "arguments of max",
        size.filled(&one("max(x"), &format!("){end}"))
            .with(|_| ", x".to_owned()),
    );
    add(
        "insertions of a text",
        size.filled(
            "entity Policy { x : int\n y : text = \"",
            &format!("\"{end}"),
        )
        .with(|_| "{x}".to_owned()),
    );
    add(
        "clauses of a comprehension",
        size.filled(
            "entity A { z : int }\nentity Policy { x : int, l : list of A\n y : int = count(1",
            &format!("){end}"),
        )
        .with(|n| format!(" for a{n} in l")),
    );
    add("fields of a record literal", {
        let fields: Vec<String> = (0..size.of(40_000))
            .map(|n| format!("a{n} : int"))
            .collect();
        let values: Vec<String> = (0..size.of(40_000)).map(|n| format!("a{n} = x")).collect();
        format!(
            "{HEAD}record R {{ {} }}\nentity Policy {{ x : int\n y : R = R {{ {} }} {end}",
            fields.join(", "),
            values.join(", ")
        )
    });
    add(
        "set of numbers",
        size.filled(
            "entity Policy { x : int\n y : bool = x in {0",
            &format!("}}{end}"),
        )
        .with(|n| format!(", {n}")),
    );
    add(
        "numbers of a domain",
        size.filled("entity Policy { y : int {0", &format!("}} {end}"))
            .with(|n| format!(", {n}")),
    );
    add("large domain read often", {
        let numbers: Vec<String> = (0..size.of(60_000)).map(|n| n.to_string()).collect();
        size.filled(
            &format!(
                "function f(a: int {{{}}}) -> int = a\nentity Policy {{ x : int, y : int = x\n",
                numbers.join(", ")
            ),
            end,
        )
        .with(|n| format!("b{n} : int = f(x)\n"))
    });
    add("sums of 1,000", {
        let sum = vec!["x"; 1_000].join(" + ");
        size.filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {sum}\n"))
    });
    add("sums of sums", {
        let sum = vec!["x"; 1_000].join(" + ");
        size.filled("entity Policy { x : int, y : int = x", end)
            .with(|n| {
                if n < 990 {
                    format!(" + ({sum})")
                } else {
                    " ".repeat(5_000)
                }
            })
    });
    add("conditions in sums in conditions", {
        let mut inner = "x".to_owned();
        for _ in 0..20 {
            inner = format!("(x + x * (if x > 0 then {inner} else {inner}))");
            if inner.len() > size.of(400_000) {
                break;
            }
        }
        format!("{HEAD}{}{inner}{end}", one(""))
    });
    add("deep sums of literals", {
        let sum = format!("{}1{}", "(1 + ".repeat(60), ")".repeat(60));
        size.filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {sum}\n"))
    });
    add("deep decisions of literals", {
        let deep = format!("{}1{}", "if x > 1 then (".repeat(30), ") else 2".repeat(30));
        size.filled("entity Policy { x : int, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {deep}\n"))
    });
    add(
        "lines of steps with labels",
        size.filled(&one("steps { start \"Base\" 1\n"), &format!("}}{end}"))
            .with(|n| format!("plus \"Line {n}\" x when x > {n}\n at most \"Cap {n}\" 5\n")),
    );
    add(
        "lines of steps rounded each",
        size.filled(
            "entity Policy { x : decimal 0..1\n y : decimal = steps each rounded half up to 0.001 { start 1\n",
            &format!("}}{end}"),
        )
        .with(|_| "times x\n".to_owned()),
    );
    add(
        "steps",
        size.filled("entity Policy { x : decimal 0..1, y : decimal = x\n", end).with(|n| {
            format!("b{n} : decimal = steps {{ start \"A\" x\n times \"B\" 1.5 when x > 0\n at least \"C\" 0\n round half up to 0.01 }}\n")
        }),
    );
    add(
        "dates matched",
        size.filled(
            "entity Policy { x : date\n y : int = match x { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| {
            let (months, day) = (n / 28, n % 28);
            format!(
                "{:04}-{:02}-{:02}: {n}, ",
                (months / 12).saturating_add(1),
                (months % 12).saturating_add(1),
                day.saturating_add(1)
            )
        }),
    );
    add(
        "texts matched",
        size.filled(
            "entity Policy { x : text\n y : int = match x { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("\"k{n}\": {n}, ")),
    );
    add(
        "ranges matched",
        size.filled(&one("match x { "), &format!("otherwise: 1 }}{end}"))
            .with(|n| {
                format!(
                    "{}..{}: {n}, ",
                    n.saturating_mul(2),
                    n.saturating_mul(2).saturating_add(1)
                )
            }),
    );
    add(
        "same numbers matched",
        size.filled(&one("match x { "), &format!("otherwise: 1 }}{end}"))
            .with(|_| "1: 2, ".to_owned()),
    );
    add(
        "ranges matched that lie over one another",
        size.filled(&one("match x { "), &format!("otherwise: 1 }}{end}"))
            .with(|n| format!("..{n}: {n}, ")),
    );
    add(
        "matches",
        size.filled(
            "enum E { a, b, c }\nentity Policy { x : int 0..9, e : E, y : int = x\n",
            end,
        )
        .with(|n| format!("b{n} : int = match e {{ a: x, b: {n}, c: 3 }}\n")),
    );
    add(
        "choices by equality",
        size.filled(&one("choose { "), &format!("otherwise: 1 }}{end}"))
            .with(|n| format!("x = {n}: {n}, ")),
    );
    add(
        "choices by two values",
        size.filled(
            "entity Policy { x : int, z : int\n y : int = choose { ",
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("x = {n} and z > {n}: {n}, ")),
    );
    add("choices by a value each", {
        let inputs = size.half(|n| format!("i{n} : int\n"));
        size.filled(
            &format!("entity Policy {{ {inputs} y : int = choose {{ "),
            &format!("otherwise: 1 }}{end}"),
        )
        .with(|n| format!("i{n} > 1: {n}, "))
    });
    add("chain of else if by absent values", {
        let inputs = size.half(|n| format!("i{n} : int?\n"));
        size.filled(
            &format!("entity Policy {{ {inputs} y : int = "),
            &format!(" 1 {end}"),
        )
        .with(|n| format!("if i{n} is given then i{n} else "))
    });
    let width = size.of(3_000).min(900);
    let fields = super::size::joined(width, ", ", |n| format!("f{n} : int"));
    let two_records =
        format!("record R {{ {fields} }}\nentity Policy {{ x : int, y : int = x, r : R, s : R\n");
    add("wide records", {
        let values = super::size::joined(width, ", ", |n| format!("f{n} = x"));
        size.filled(
            &format!("record R {{ {fields} }}\nentity Policy {{ x : int, y : int = x, r : R = R {{ {values} }}\n"),
            end,
        )
        .with(|n| format!("b{n} : R = if x > {n} then r else b{}\n", super::size::before(n)))
    });
    add(
        "wide records chosen",
        size.filled(&two_records, end)
            .with(|n| format!("b{n} : int = (if x > {n} then r else s).f1\n")),
    );
    add(
        "wide records compared",
        size.filled(&two_records, end)
            .with(|n| format!("b{n} : bool = r = s\n")),
    );
    add(
        "dates of literals",
        size.filled("entity Policy { x : date, y : date = x\n", end)
            .with(|n| format!("b{n} : bool = x > 2025-01-{:02}\n", n % 28 + 1)),
    );
    add(
        "long numbers",
        size.filled("entity Policy { x : decimal, y : decimal = x\n", end)
            .with(|n| format!("b{n} : decimal = 1234567890.{n}12345678\n")),
    );
    add(
        "texts with values",
        size.filled("entity Policy { x : int 0..9, y : int = x\n", end)
            .with(|n| format!("b{n} : text = \"x is {{x}} and {{x + 1}} of {n}\"\n")),
    );
    add(
        "lets with one name",
        size.filled(&one("{ let a = x\n"), &format!(" a }}{end}"))
            .with(|n| format!("let b{n} = a\n")),
    );
    add(
        "blocks in blocks",
        size.filled("entity Policy { x : int 0..9, y : int = x\n", end)
            .with(|n| format!("b{n} : int = {{ let a = {{ let b = {{ let c = x\n c + 1 }}\n b + 1 }}\n a + {n} }}\n")),
    );
    found
}
