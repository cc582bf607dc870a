//! Very many declarations of a kind.

use super::Large;
use super::size::{HEAD, OUTPUT, POLICY, Size, before};
use std::fmt::Write;

/// Very many declarations of a kind, right ones.
pub(super) fn declarations(size: Size) -> Vec<Large> {
    let top = format!("{POLICY}{OUTPUT}");
    let top = size.filled(&top, "");
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    let policy = size.filled(
        "entity Policy {\n  a0 : int\n",
        "}\noutput { y = policy.a0 }\n",
    );
    add(
        "inputs of an entity",
        policy.with(|n| format!("  b{n} : int\n")),
    );
    add(
        "attributes that read one",
        policy.with(|n| format!("  b{n} : int = a0 + 1\n")),
    );
    add(
        "requirements",
        policy.with(|_| "require a0 > 0 \"a\"\n".to_owned()),
    );
    add(
        "definitions",
        top.with(|n| format!("define d{n} : int = 1\n")),
    );
    add(
        "functions",
        top.with(|n| format!("function f{n}(a: int) -> int = a\n")),
    );
    add("calls of a large function", {
        let sum = vec!["a"; 900].join(" + ");
        let top = format!("{POLICY}{OUTPUT}function f(a: int) -> int = {sum}\n");
        size.filled(&top, "")
            .with(|n| format!("define d{n} : int = f(policy.x)\n"))
    });
    add(
        "records",
        top.with(|n| format!("record R{n} {{ a : int }}\n")),
    );
    add(
        "records in records",
        top.with(|n| match n {
            0 => "record R0 { a : int }\n".to_owned(),
            _ => format!("record R{n} {{ a : R{} }}\n", before(n)),
        }),
    );
    add(
        "records twice in records",
        top.with(|n| match n {
            0 => "record R0 { a : int }\n".to_owned(),
            _ => format!("record R{n} {{ a : R{0}, b : R{0} }}\n", before(n)),
        }),
    );
    add("values of records twice in records", {
        let mut text = format!("{HEAD}{OUTPUT}record R0 {{ a : int }}\n");
        for n in 1..40 {
            let _ = writeln!(text, "record R{n} {{ a : R{0}, b : R{0} }}", before(n));
        }
        text.push_str("entity Policy { x : int\n r : R39 }\n");
        text
    });
    add("table of records twice in records", {
        let mut text = format!("{HEAD}{OUTPUT}{POLICY}record R0 {{ a : int }}\n");
        for n in 1..40 {
            let _ = writeln!(text, "record R{n} {{ a : R{0}, b : R{0} }}", before(n));
        }
        text.push_str("define d : R39? = none\n");
        text
    });
    add(
        "fields of a record",
        size.filled(&format!("{POLICY}{OUTPUT}record R {{ z : int\n"), "}\n")
            .with(|n| format!("a{n} : int\n")),
    );
    add(
        "entities in entities",
        size.filled(
            "entity Policy { x : int, e0 : list of E0 }\noutput { y = policy.x }\n",
            "",
        )
        .with(|n| format!("entity E{n} {{ e : list of E{} }}\n", n.saturating_add(1))),
    );
    add("entities within entities", size.filled("entity Policy { x : int, e0 : list of E0 }\nentity E0 within Policy { e : list of E1 }\noutput { y = policy.x }\n", "").with(|n| {
        format!("entity E{} within E{n} {{ e : list of E{} }}\n", n.saturating_add(1), n.saturating_add(2))
    }));
    add(
        "entities nowhere",
        top.with(|n| format!("entity E{n} {{ x : int }}\n")),
    );
    add(
        "lists of one entity",
        size.filled(
            "entity A { x : int }\nentity Policy { x : int\n",
            "}\noutput { y = policy.x }\n",
        )
        .with(|n| format!("l{n} : list of A\n")),
    );
    add("enums", top.with(|n| format!("enum E{n} {{ a, b }}\n")));
    add(
        "members of an enum",
        size.filled(&format!("{POLICY}{OUTPUT}enum E {{ z"), " }\n")
            .with(|n| format!(", a{n}")),
    );
    add(
        "ordered members",
        size.filled(&format!("{POLICY}{OUTPUT}enum E {{ z"), " }\n")
            .with(|n| format!(" < a{n}")),
    );
    add("members matched", {
        let members: Vec<String> = (0..size.of(50_000)).map(|n| format!("a{n}")).collect();
        let arms: Vec<String> = (0..size.of(50_000)).map(|n| format!("a{n}: 1")).collect();
        format!(
            "{HEAD}enum E {{ {} }}\nentity Policy {{ x : E\n y : int = match x {{ {} }} }}\noutput {{ y = policy.y }}\n",
            members.join(", "),
            arms.join(", ")
        )
    });
    add(
        "numbers matched",
        size.filled(
            "entity Policy { x : int\n y : int = match x { ",
            " otherwise: 1 } }\noutput { y = policy.y }\n",
        )
        .with(|n| format!("{n}: 1, ")),
    );
    add("set of members", {
        let members: Vec<String> = (0..size.of(60_000)).map(|n| format!("a{n}")).collect();
        let members = members.join(",");
        format!(
            "{HEAD}enum E {{ {members} }}\nentity Policy {{ x : E {{ {members} }} }}\noutput {{ y = policy.x }}\n"
        )
    });
    add("made list of members", {
        let members: Vec<String> = (0..size.of(50_000)).map(|n| format!("a{n}")).collect();
        format!(
            "{HEAD}enum E {{ {} }}\nentity A {{ y : int = 1 }}\nentity Policy {{ x : list of A for each e in E }}\noutput {{ y = count(policy.x) }}\n",
            members.join(", ")
        )
    });
    add(
        "levels of an outcome",
        size.filled(&format!("{POLICY}{OUTPUT}outcome o {{ z"), " }\n")
            .with(|n| format!(" < a{n}")),
    );
    add(
        "outcomes",
        top.with(|n| format!("outcome o{n} {{ a < b }}\n")),
    );
    add(
        "rules of an outcome",
        size.filled(
            &format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\n"),
            "",
        )
        .with(|n| format!("rule R{n} {{ when policy.x > 1, o b }}\n")),
    );
    add(
        "a rule an outcome",
        top.with(|n| {
            format!("outcome o{n} {{ a < b }}\nrule R{n} {{ when policy.x > 1, o{n} b }}\n")
        }),
    );
    add("effects of a rule", size.filled(&format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\nrule R {{ when policy.x > 1\n"), "}\n").with(|_| "o b \"x {policy.x}\"\n".to_owned()));
    add("effects behind lets of a rule", {
        let mut text =
            format!("{POLICY}output {{ y = o.decision }}\noutcome o {{ a < b }}\nrule R {{ \n");
        for n in 0..size.of(20_000) {
            let _ = writeln!(text, "let l{n} = policy.x");
        }
        text.push_str("when policy.x > 1\n");
        size.filled(&text, "}\n")
            .with(|_| "o b \"x {policy.x}\"\n".to_owned())
    });
    add("fields behind lets of an output", {
        let mut text = "entity A { z : int }\nentity Policy { x : int, l : list of A }\noutput { y = for a in policy.l { \n".to_owned();
        for n in 0..size.of(20_000) {
            let _ = writeln!(text, "let l{n} = a.z");
        }
        size.filled(&text, "} }\n")
            .with(|n| format!("b{n} = a.z\n"))
    });
    add(
        "fields of an output",
        size.filled(&format!("{POLICY}output {{ y = policy.x\n"), "}\n")
            .with(|n| format!("a{n} = policy.x\n")),
    );
    add(
        "tests of a rulebook",
        top.with(|n| format!("test \"t{n}\" {{\n with policy.x = 1\n expect policy.x = 1\n}}\n")),
    );
    add(
        "expectations of a test",
        size.filled(
            &format!("{POLICY}{OUTPUT}test \"a\" {{\n with policy.x = 1\n"),
            "}\n",
        )
        .with(|_| "expect policy.x = 1\n".to_owned()),
    );
    add("values of a test", {
        let inputs = size.half(|n| format!("i{n} : int\n"));
        size.filled(
            &format!("entity Policy {{ x : int\n{inputs} }}\n{OUTPUT}test \"a\" {{\n expect policy.x = 1\n"),
            "}\n",
        )
        .with(|n| format!("with policy.i{n} = 1\n"))
    });
    add("values of a test in a list", {
        size.filled(
            &format!("entity Policy {{ x : int, l : list of A }}\nentity A {{ z : int }}\n{OUTPUT}test \"a\" {{\n expect policy.x = 1\n"),
            "}\n",
        )
        .with(|n| format!("with policy.l[{}].z = 1\n", n.saturating_add(1)))
    });
    add(
        "tables",
        top.with(|n| format!("table t{n}(b: int) -> int {{ b | c\n 1 | 2\n }}\n")),
    );
    add(
        "members with labels",
        size.filled(&format!("{POLICY}{OUTPUT}enum E {{ z"), " }\n")
            .with(|n| format!(", a{n} \"A {n}\"")),
    );
    add(
        "inputs with all that they can have",
        policy.with(|n| format!("/// Doc.\n b{n} : int {{1, 3, 7}} as \"b-{n}\" default 3\n")),
    );
    add(
        "extensions",
        top.with(|n| format!("extend Policy {{ b{n} : int = x }}\n")),
    );
    add(
        "documented definitions",
        top.with(|n| format!("/// What it is.\ndefine d{n} : int = policy.x // why\n")),
    );
    add(
        "rules of levels of their own",
        size.filled(
            &format!(
                "{POLICY}output {{ y = o.decision }}\noutcome o {{ z{} }}\n",
                size.half(|n| format!(" < a{n}"))
            ),
            "",
        )
        .with(|n| format!("rule R{n} {{ when policy.x > 1, o a{n} }}\n")),
    );
    add(
        "reasons of outcomes",
        size.filled(POLICY, "output { y = policy.x }\n").with(|n| {
            format!("outcome o{n} {{ a < b }}\nrule R{n} {{ when policy.x > 1, o{n} b \"t {{policy.x}}\" }}\ndefine d{n} : list of text = collect(r.message for r in o{n}.reasons)\n")
        }),
    );
    add("names of a thousand letters", {
        let long = "a".repeat(1_000);
        top.with(|n| format!("define {long}{n} : int = policy.x\n"))
    });
    add("one very long name", {
        let long = "a".repeat(size.of(250_000));
        format!("{HEAD}{POLICY}define {long} : int = policy.x\noutput {{ y = {long} + {long} }}\n")
    });
    add("one very long text", {
        let long = "a\u{e9} ".repeat(size.of(200_000));
        format!("{HEAD}{POLICY}{OUTPUT}define t : text = \"{long}\"\n")
    });
    add("one very long comment", {
        let long = "a\u{e9} ".repeat(size.of(100_000));
        format!("{HEAD}{POLICY}{OUTPUT}// {long}\n/// {long}\ndefine t : int = 1\n")
    });
    add(
        "attributes on one line",
        size.filled("entity Policy { x : int", " }\noutput { y = policy.x }\n")
            .with(|n| format!(", b{n} : int = x")),
    );
    found
}
