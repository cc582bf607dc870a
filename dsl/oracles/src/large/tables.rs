//! Large tables.

use super::Large;
use super::size::{HEAD, OUTPUT, POLICY, Size, joined};

/// Tables that are large, each in its own way.
pub(super) fn tables(size: Size) -> Vec<Large> {
    let mut found = Vec::new();
    let mut add = |name, text| found.push(Large::new(name, text));
    add(
        "rows of a table",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n} | 2\n")),
    );
    add(
        "ranges of a table",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n}..{n} | 2\n")),
    );
    add(
        "overlapping ranges",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|n| format!("{n}.. | 2\n")),
    );
    add(
        "overlapping ranges of two keys",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(a: int, b: int) -> int {{ a | b | c\n"),
            "}\n",
        )
        .with(|n| format!("..{n} | {n}.. | 2\n")),
    );
    add(
        "ranges of three keys",
        size.filled(
            &format!(
                "{POLICY}{OUTPUT}table t(a: int, b: int, d: int) -> int first {{ a | b | d | c\n"
            ),
            "}\n",
        )
        .with(|n| format!("..{n} | {n}.. | {n} | 2\n")),
    );
    add("look-ups of all rows", {
        let top = format!("{POLICY}table t(b: int) -> (c: int) collect {{ b | c\n");
        let rows = joined(size.of(2_000), "", |n| format!("{n}.. | 2\n"));
        size.filled(&format!("{top}{rows}}}\n"), OUTPUT)
            .with(|n| format!("define d{n} : int = sum(r.c for r in t({n}))\n"))
    });
    add(
        "same rows",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|_| "1 | 2\n".to_owned()),
    );
    add(
        "bad cells",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n"),
            "}\n",
        )
        .with(|_| "x | y\n".to_owned()),
    );
    add("columns of a table", {
        let names: Vec<String> = (0..size.of(40_000)).map(|n| format!("k{n}: int")).collect();
        let header: Vec<String> = (0..size.of(40_000)).map(|n| format!("k{n}")).collect();
        format!(
            "{HEAD}{POLICY}{OUTPUT}table t({}) -> int {{ {} | c\n }}\n",
            names.join(", "),
            header.join(" | ")
        )
    });
    add("headings of a grid", {
        let header: Vec<String> = (0..size.of(60_000)).map(|n| n.to_string()).collect();
        let cells = vec!["1"; size.of(60_000)];
        format!(
            "{HEAD}{POLICY}{OUTPUT}table t(a: int, b: int) -> int {{ a | {}\n 1 | {}\n }}\n",
            header.join(" | "),
            cells.join(" | ")
        )
    });
    add(
        "sets of a table",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int) -> int {{ b | c\n {{0"),
            "} | 1\n }\n",
        )
        .with(|n| format!(", {n}")),
    );
    let top = |keys: &str, policy: &str, head: &str| {
        format!("{POLICY}{OUTPUT}table t({keys}) -> int{policy} {{ {head}\n")
    };
    add("cells of a grid", {
        let head = joined(700, " | ", |n| n.to_string());
        let cells = "|1".repeat(700);
        size.filled(&top("a: int, b: int", "", &format!("a | {head}")), "}\n")
            .with(|n| format!("{n}{cells}\n"))
    });
    add("blank cells of a grid", {
        let head = joined(700, " | ", |n| n.to_string());
        let cells = "|".repeat(700);
        let head = format!("a | {head}");
        let head = format!("{POLICY}{OUTPUT}table t(a: int, b: int) -> int? {{ {head}\n");
        size.filled(&head, "}\n").with(|n| format!("{n}{cells}\n"))
    });
    add("results of a table", {
        let count = size.of(25_000);
        let results = joined(count, ", ", |n| format!("r{n}: int"));
        let head = joined(count, " | ", |n| format!("r{n}"));
        let cells = "| 1".repeat(count);
        format!(
            "{HEAD}{POLICY}{OUTPUT}table t(a: int) -> ({results}) {{ a | {head}\n1 {cells}\n}}\n"
        )
    });
    add(
        "rows of pairs of values",
        size.filled(&top("a: int, b: int", "", "a | b | c"), "}\n")
            .with(|n| format!("{} | {} | 2\n", n / 300, n % 300)),
    );
    add(
        "rows of all but one value",
        size.filled(&top("a: int 0..9_999, b: int", "", "a | b | c"), "}\n")
            .with(|n| format!("{} | _ | 2\n", n)),
    );
    add("rows of members", {
        let members = size.part(2).half(|n| format!(", a{n}"));
        size.filled(
            &format!("{POLICY}{OUTPUT}enum E {{ z{members} }}\ntable t(a: E) -> int {{ a | c\n"),
            "}\n",
        )
        .with(|n| format!("a{n} | 1\n"))
    });
    add(
        "rows of texts",
        size.filled(&top("a: text", "", "a | c"), "}\n")
            .with(|n| format!("\"k{n}\" | 1\n")),
    );
    add(
        "rows of dates",
        size.filled(&top("a: date", "", "a | c"), "}\n").with(|n| {
            let (months, day) = (n / 28, n % 28);
            format!(
                "{:04}-{:02}-{:02}.. | 1\n",
                (months / 12).saturating_add(1),
                (months % 12).saturating_add(1),
                day.saturating_add(1)
            )
        }),
    );
    add(
        "ends of a table",
        size.filled(&top("a: int up to column a", "", "a | c"), "}\n")
            .with(|n| format!("{n} | 1\n")),
    );
    add(
        "ends of a table that fall",
        size.filled(&top("a: int up to column a", "", "a | c"), "}\n")
            .with(|n| format!("{} | 1\n", 1_000_000_usize.saturating_sub(n))),
    );
    add(
        "nodes of a table",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(a: decimal) -> decimal interpolate linear on a clamp {{ a | c\n"),
            "}\n",
        )
        .with(|n| format!("{n} | 1\n")),
    );
    add(
        "nodes of two keys of a table",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(b: int, a: decimal) -> decimal interpolate linear on a extend {{ b | a | c\n"),
            "}\n",
        )
        .with(|n| format!("{} | {n} | 1\n", n % 100)),
    );
    add(
        "first rows that hide others",
        size.filled(&top("a: int, b: int", " first", "a | b | c"), "}\n")
            .with(|n| format!("{n}.. | {n}.. | 2\n")),
    );
    add(
        "first rows behind all",
        size.filled(&top("a: int, b: int", " first", "a | b | c"), "}\n")
            .with(|n| format!("_ | {n} | 2\n")),
    );
    add(
        "first rows with otherwise",
        size.filled(
            &top("a: int 0..1_000, b: int 0..1_000", " first", "a | b | c"),
            "otherwise | 1\n}\n",
        )
        .with(|n| format!("{}..{} | {}.. | 2\n", n % 700, n % 700, n % 997)),
    );
    // Numbers that look as if chosen by chance.
    let chance = |n: usize, of: usize| {
        let high = n
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407)
            >> 33;
        high.checked_rem(of).unwrap_or(0)
    };
    let range = |n: usize, salt: usize| {
        let low = chance(n.wrapping_mul(8).wrapping_add(salt), 900_000);
        let wide = chance(
            n.wrapping_mul(8)
                .wrapping_add(salt)
                .wrapping_add(77_777_777),
            100_000,
        );
        format!("{low}..{}", low.saturating_add(wide))
    };
    for (name, keys, policy) in [
        ("boxes of two keys", 2, ""),
        ("boxes of three keys", 3, ""),
        ("boxes of five keys", 5, ""),
        ("first boxes of two keys", 2, " first"),
        ("first boxes of three keys", 3, " first"),
        ("first boxes of five keys", 5, " first"),
    ] {
        let declared = joined(keys, ", ", |k| format!("k{k}: int 0..1_000_000"));
        let head = joined(keys, " | ", |k| format!("k{k}"));
        add(
            name,
            size.filled(&top(&declared, policy, &format!("{head} | c")), "}\n")
                .with(|n| format!("{} | {n}\n", joined(keys, " | ", |k| range(n, k)))),
        );
    }
    for (name, keys) in [
        ("apart along four keys", 4_usize),
        ("apart along sixteen keys", 16),
    ] {
        let declared = joined(keys, ", ", |k| format!("k{k}: int 0..1_000_000"));
        let head = joined(keys, " | ", |k| format!("k{k}"));
        add(
            name,
            size.filled(&top(&declared, "", &format!("{head} | c")), "}\n")
                .with(|n| {
                    let cell = |k: usize| match n.checked_rem(keys) == Some(k) {
                        true => format!("{n}"),
                        false => format!("{n}.."),
                    };
                    format!("{} | {n}\n", joined(keys, " | ", cell))
                }),
        );
    }
    add(
        "sets of a table that meet",
        size.filled(&top("a: int, b: int", " first", "a | b | c"), "}\n")
            .with(|n| {
                let set = joined(20, ", ", |k| {
                    chance(n.wrapping_mul(20).wrapping_add(k), 5_000).to_string()
                });
                format!("{{{set}}} | {n}.. | 1\n")
            }),
    );
    add("look-ups of a large table", {
        let rows = size.half(|n| format!("{n} | 2\n"));
        size.filled(&format!("{}{rows}}}\n", top("a: int", "", "a | c")), "")
            .with(|n| format!("define d{n} : int = t({n})\n"))
    });
    add("look-ups of a large table by input", {
        let rows = size.half(|n| format!("{n} | {n}\n"));
        size.filled(&format!("{}{rows}}}\n", top("a: int", "", "a | c")), "")
            .with(|n| format!("define d{n} : int = t(policy.x)\n"))
    });
    add("look-ups of a large table of ranges", {
        let rows = size.half(|n| format!("..{n} | {n}.. | {n}\n"));
        size.filled(
            &format!("{}{rows}}}\n", top("a: int, b: int", " first", "a | b | c")),
            "",
        )
        .with(|n| format!("define d{n} : int = t(policy.x, policy.x)\n"))
    });
    add("look-ups of a table of very many columns", {
        let count = size.of(12_000);
        let results = joined(count, ", ", |n| format!("r{n}: int"));
        let head = joined(count, " | ", |n| format!("r{n}"));
        let cells = "| 1".repeat(count);
        size.filled(
            &format!(
                "{POLICY}{OUTPUT}table t(a: int) -> ({results}) {{ a | {head}\n1 {cells}\n}}\n"
            ),
            "",
        )
        .with(|n| {
            format!(
                "define d{n} : int = t(policy.x).r{}\n",
                n.checked_rem(count).unwrap_or(0)
            )
        })
    });
    add(
        "tables used once",
        size.filled(&format!("{POLICY}{OUTPUT}"), "").with(|n| {
            format!("table t{n}(b: int 0..9) -> int {{ b | c\n ..4 | 2\n 5.. | {n}\n }}\ndefine d{n} : int = t{n}(policy.x)\n")
        }),
    );
    add(
        "relations",
        size.filled(
            &format!("{POLICY}{OUTPUT}table t(a: int, b: int) exists {{ a | b\n"),
            "}\n",
        )
        .with(|n| format!("{n} | _\n")),
    );
    found
}
