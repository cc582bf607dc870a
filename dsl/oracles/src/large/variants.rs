//! Very much that differs by state and date.

use super::Large;
use super::size::{Size, before, joined};

/// Variants, dimensions and guards.
pub(super) fn variants(size: Size) -> Vec<Large> {
    let policy = |members: usize| {
        let members = joined(members, ", ", |n| format!("s{n}"));
        format!(
            "enum State {{ {members} }}\nentity Policy {{ x : int 0..9, state : State, day : date, tier : int 0..1_000_000 }}\noutput {{ y = policy.x }}\ndimensions {{ state = policy.state, day = policy.day, tier = policy.tier }}\n"
        )
    };
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add("variants of a member each", {
        let count = size.of(30_000);
        let policy = policy(count);
        let all = joined(count, "\n", |n| format!("state s{n} : {n}"));
        format!(
            "{}{policy}define d : int {{\n{all}\n}}\n",
            super::size::HEAD
        )
    });
    add(
        "variants of a day each",
        size.filled(
            &format!("{}define d : int {{\n any : 1\n", policy(2)),
            "}\n",
        )
        .with(|n| {
            let (months, day) = (n / 28, n % 28);
            format!(
                "from {:04}-{:02}-{:02} : {n}\n",
                (months / 12).min(9_998).saturating_add(1),
                (months % 12).saturating_add(1),
                day.saturating_add(1)
            )
        }),
    );
    add(
        "variants of a range each",
        size.filled(
            &format!("{}define d : int {{\n any : 1\n", policy(2)),
            "}\n",
        )
        .with(|n| {
            format!(
                "tier {n}..{} : {n}\n",
                n.saturating_mul(2).saturating_add(1)
            )
        }),
    );
    add(
        "variants of ranges inside one another",
        size.filled(
            &format!("{}define d : int {{\n any : 1\n", policy(2)),
            "}\n",
        )
        .with(|n| format!("tier {n}..{} : {n}\n", 1_000_000_usize.saturating_sub(n))),
    );
    add(
        "variants of two guards",
        size.filled(
            &format!("{}define d : int {{\n any : 1\n", policy(50)),
            "}\n",
        )
        .with(|n| format!("state s{}, tier {n} : {n}\n", n % 50)),
    );
    add(
        "variants that are the same",
        size.filled(
            &format!("{}define d : int {{\n any : 1\n", policy(2)),
            "}\n",
        )
        .with(|_| "state s1 : 2\n".to_owned()),
    );
    add("guards of a variant", {
        let count = size.of(60_000);
        let members = joined(count, ", ", |n| format!("s{n}"));
        format!(
            "{}{}define d : int {{\n any : 1\n state {{{members}}} : 2\n}}\n",
            super::size::HEAD,
            policy(count)
        )
    });
    add(
        "definitions with variants",
        size.filled(&policy(3), "").with(|n| {
            format!("define d{n} : int {{\n any : 1\n state s1 : 2\n state s2, from 2025-01-01 : 3\n}}\n")
        }),
    );
    add(
        "chain of definitions with variants",
        size.filled(&policy(3), "").with(|n| match n {
            0 => "define d0 : int = policy.x\n".to_owned(),
            _ => format!(
                "define d{n} : int {{\n any : d{0}\n state s1 : d{0} + 1\n}}\n",
                before(n)
            ),
        }),
    );
    add(
        "functions with variants",
        size.filled(&policy(3), "").with(|n| {
            format!("function f{n}(a: int) -> int {{\n any : a\n state s1 : a + 1\n}}\ndefine d{n} : int = f{n}(policy.x)\n")
        }),
    );
    add("calls of a function with variants", {
        let all = joined(size.of(2_000), "\n", |n| format!("tier {n} : a + {n}"));
        size.filled(
            &format!(
                "{}function f(a: int) -> int {{\n any : a\n{all}\n}}\n",
                policy(3)
            ),
            "",
        )
        .with(|n| format!("define d{n} : int = f(policy.x)\n"))
    });
    add(
        "dimensions",
        size.filled("entity Policy { x : int 0..9, s : bool }\noutput { y = policy.x }\ndimensions { a = policy.s", "}\n")
            .with(|n| format!(", a{n} = policy.s")),
    );
    found
}
