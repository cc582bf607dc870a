//! What is computed from what is computed, for very long.

use super::Large;
use super::size::{OUTPUT, POLICY, Size, before};

/// Chains, circles and pyramids of what reads one another.
pub(super) fn chains(size: Size) -> Vec<Large> {
    let top = format!("{POLICY}{OUTPUT}");
    let top = size.filled(&top, "");
    let policy = size.filled(
        "entity Policy {\n  a0 : int 0..9\n",
        "}\noutput { y = policy.a0 }\n",
    );
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add(
        "chain of attributes",
        policy.with(|n| match n {
            0 => "b0 : int = a0\n".to_owned(),
            _ => format!("b{n} : int = b{} + 1\n", before(n)),
        }),
    );
    add(
        "chain of attributes backwards",
        policy.ended(
            |n| format!("b{n} : int = b{} + 1\n", n.saturating_add(1)),
            |n| format!("b{n} : int = a0\n"),
        ),
    );
    add("attributes that read all before", {
        let mut names = String::new();
        policy.with(|n| {
            let line = format!("b{n} : int = a0{names}\n");
            if n < 500 {
                names.push_str(&format!(" + b{n}"));
            }
            line
        })
    });
    add(
        "attributes that read two before",
        policy.with(|n| match n {
            0 | 1 => format!("b{n} : int = a0\n"),
            _ => format!("b{n} : int = b{} + b{}\n", before(n), before(before(n))),
        }),
    );
    add(
        "attributes that read one before twice",
        policy.with(|n| match n {
            0 => "b0 : int = a0\n".to_owned(),
            _ => format!("b{n} : int = if b{0} > 1 then b{0} else 1\n", before(n)),
        }),
    );
    add(
        "absent values handed on",
        policy.with(|n| match n {
            0 => "b0 : int? = if a0 > 1 then a0 else none\n".to_owned(),
            _ => format!("b{n} : int? = b{}\n", before(n)),
        }),
    );
    add(
        "texts that double",
        policy.with(|n| match n {
            0 => "b0 : text = \"{a0}\"\n".to_owned(),
            _ => format!("b{n} : text = \"{{b{0}}}{{b{0}}}\"\n", before(n)),
        }),
    );
    add(
        "numbers that square",
        policy.with(|n| match n {
            0 => "b0 : decimal = 1.5 + a0\n".to_owned(),
            _ => format!("b{n} : decimal = b{0} * b{0}\n", before(n)),
        }),
    );
    add(
        "records handed on",
        size.filled(
            "record R { a : int, b : int }\nentity Policy {\n  x : int 0..9\n b0 : R = R { a = x, b = x }\n",
            &format!("}}\n{OUTPUT}"),
        )
        .with(|n| format!("b{0} : R = b{n} with {{ a = b{n}.b }}\n", n.saturating_add(1))),
    );
    add(
        "chain of definitions",
        top.with(|n| match n {
            0 => "define d0 : int = policy.x\n".to_owned(),
            _ => format!("define d{n} : int = d{}\n", before(n)),
        }),
    );
    add(
        "cycle of definitions",
        top.with(|n| match n {
            0 => format!("define d0 : int = d{}\n", size.of(30_000)),
            _ => format!("define d{n} : int = d{} + d0\n", before(n)),
        }),
    );
    add(
        "small cycles of definitions",
        top.with(|n| format!("define d{n} : int = e{n}\ndefine e{n} : int = d{n}\n")),
    );
    add(
        "cycles of neighbours",
        top.ended(
            |n| {
                let (before, behind) = (before(n), n.saturating_add(1));
                format!("define d{n} : int = d{before} + d{behind}\n")
            },
            |n| format!("define d{n} : int = d{}\n", before(n)),
        ),
    );
    add(
        "chain of look-ups",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(a: int) -> int {{ a | v\n ..4 | 7\n 5.. | 3\n }}\n"),
            "",
        )
        .with(|n| match n {
            0 => "define d0 : int = t(policy.x)\n".to_owned(),
            _ => format!("define d{n} : int = t(d{})\n", before(n)),
        }),
    );
    add(
        "functions that double",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + 1\ndefine z : int = f40(1)\n".to_owned(),
            _ => format!(
                "function f{n}(a: int) -> int = f{0}(a) + f{0}(a)\n",
                before(n)
            ),
        }),
    );
    add(
        "functions that call two before",
        top.with(|n| match n {
            0 => "define z : int = f60(policy.x)\nfunction f0(a: int) -> int = a\nfunction f1(a: int) -> int = a\n".to_owned(),
            _ => format!(
                "function f{}(a: int) -> int = f{n}(f{}(a))\n",
                n.saturating_add(1),
                before(n)
            ),
        }),
    );
    add(
        "functions of arguments that double",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + a\ndefine z : int = f40(policy.x)\n".to_owned(),
            _ => format!("function f{n}(a: int) -> int = f{}(a + a) + a\n", before(n)),
        }),
    );
    add(
        "chain of functions",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + 1\n".to_owned(),
            _ => format!("function f{n}(a: int) -> int = f{}(a)\n", before(n)),
        }),
    );
    add(
        "chain of functions called",
        top.with(|n| match n {
            0 => "function f0(a: int) -> int = a + 1\n".to_owned(),
            _ => format!(
                "function f{n}(a: int) -> int = f{}(a)\ndefine d{n} : int = f{n}(policy.x)\n",
                before(n)
            ),
        }),
    );
    add(
        "function of itself",
        top.with(|n| format!("function f{n}(a: int) -> int = f{n}(a) + f0(a)\n")),
    );
    let year = size.filled(
        "entity Policy { x : int 0..9, years : list of Year (0..9) }\noutput { y = final(policy.years.c0) }\nentity Year within Policy {\n carried c0 : int 0..9 = start 0 then p\n p : int 0..9 = min(c0, 9)\n",
        "}\n",
    );
    add(
        "values carried by themselves",
        year.with(|n| format!("carried e{n} : int = start 0 then e{n} + 1\n")),
    );
    add(
        "chain of what is carried",
        year.with(|n| {
            format!(
                "carried c{0} : int = start 0 then c{0} + c{n}\n",
                n.saturating_add(1)
            )
        }),
    );
    add(
        "circle of what is carried",
        year.with(|n| match n {
            0 => format!("carried e0 : int = start 0 then e{}\n", size.of(20_000)),
            _ => format!("carried e{n} : int = start 0 then e{} + 1\n", before(n)),
        }),
    );
    add(
        "circle of what is carried by way of others",
        year.with(
            |n| format!("carried e{n} : int = start 0 then g{n}\n g{n} : int = e{n} + c0\n",),
        ),
    );
    add(
        "finals of what is carried",
        size.filled(
            "entity Policy { x : int 0..9, years : list of Year (0..9)\n",
            "}\noutput { y = policy.x }\nentity Year within Policy {\n carried c : int 0..9 = start 0 then c }\n",
        )
        .with(|n| format!("b{n} : int = final(years.c)\n")),
    );
    found
}
