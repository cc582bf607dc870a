//! Names that are not known, each near to very many that are.

use super::Large;
use super::size::{HEAD, OUTPUT, POLICY, Size, joined};

/// Names that are not known, each near to very many that are.
pub(super) fn misspelt(size: Size) -> Vec<Large> {
    let long = "a".repeat(100);
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    let names = |line: &dyn Fn(usize) -> String| size.half(line);
    add(
        "unknown names",
        size.filled(POLICY, "")
            .with(|n| format!("define d{n} : int = e{n}\n")),
    );
    add("unknown attributes", {
        let known = names(&|n| format!("  attribute{n} : int\n"));
        size.filled(
            &format!("entity Policy {{\n{known}}}\noutput {{ y = 1\n"),
            "}\n",
        )
        .with(|n| format!("a{n} = policy.attribut{n}x\n"))
    });
    add("unknown own attributes", {
        let known = names(&|n| format!("  attribute{n} : int\n"));
        size.filled(
            &format!("output {{ y = 1 }}\nentity Policy {{\n{known}"),
            "}\n",
        )
        .with(|n| format!("b{n} : int = attribut{n}x\n"))
    });
    add("unknown long names", {
        let known = names(&|n| format!("  {long}{n} : int\n"));
        size.filled(
            &format!("output {{ y = 1 }}\nentity Policy {{\n{known}"),
            "}\n",
        )
        .with(|n| format!("b{n} : int = {long}x{n}\n"))
    });
    add("one very long name unknown", {
        let long = "a".repeat(size.of(200_000));
        format!("{HEAD}output {{ y = 1 }}\nentity Policy {{ {long}b : int\n y : int = {long}c }}\n")
    });
    add("unknown members", {
        let known = names(&|n| format!(", member{n}"));
        size.filled(
            &format!("enum E {{ z{known} }}\nentity Policy {{ x : E\n"),
            "}\noutput { y = 1 }\n",
        )
        .with(|n| format!("b{n} : E = membr{n}x\n"))
    });
    add("members without their enum", {
        let known = names(&|n| format!(", member{n}"));
        size.filled(
            &format!("enum E {{ z{known} }}\nentity Policy {{ x : E\n"),
            "}\noutput { y = 1 }\n",
        )
        .with(|n| format!("b{n} : int = member{n}\n"))
    });
    add("unknown members of a table", {
        let known = names(&|n| format!(", member{n}"));
        size.filled(
            &format!("{POLICY}{OUTPUT}enum E {{ z{known} }}\ntable t(a: E) -> int {{ a | b\n"),
            "}\n",
        )
        .with(|n| format!("membr{n}x | 1\n"))
    });
    add("unknown types", {
        let known = names(&|n| format!("record Record{n} {{ a : int }}\n"));
        size.filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("define d{n} : Recrd{n}x = 1\n"))
    });
    add("unknown functions", {
        let known = names(&|n| format!("function function{n}(a: int) -> int = a\n"));
        size.filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("define d{n} : int = functin{n}x(1)\n"))
    });
    add("unknown fields", {
        let known = names(&|n| format!("  field{n} : int\n"));
        size.filled(
            &format!(
                "{POLICY}{OUTPUT}record R {{\n{known}}}\nfunction f(r: R) -> int = r.field1\n"
            ),
            "",
        )
        .with(|n| format!("function f{n}(r: R) -> int = r.fild{n}x\n"))
    });
    add("unknown fields of a record of 1,000", {
        let known = joined(size.of(1_000).max(2), "", |n| format!("  field{n} : int\n"));
        size.filled(&format!("{POLICY}{OUTPUT}record R {{\n{known}}}\n"), "")
            .with(|n| format!("function f{n}(r: R) -> int = r.fild{n}x\n"))
    });
    add("unknown outcomes", {
        let known = names(&|n| format!("outcome outcome{n} {{ a < b }}\n"));
        size.filled(&format!("{POLICY}{OUTPUT}{known}"), "")
            .with(|n| format!("rule R{n} {{ when policy.x > 1, outcme{n}x b }}\n"))
    });
    add("unknown levels", {
        let known = names(&|n| format!(" < level{n}"));
        size.filled(&format!("{POLICY}{OUTPUT}outcome o {{ a{known} }}\n"), "")
            .with(|n| format!("rule R{n} {{ when policy.x > 1, o levl{n}x }}\n"))
    });
    found
}
