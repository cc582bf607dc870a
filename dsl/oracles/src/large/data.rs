//! Rulebooks of many files, or with a large file beside them.

use super::Large;
use super::size::{HEAD, OUTPUT, POLICY, Size, joined};

/// Tables, members and cases that come from files, and modules.
pub(super) fn data(size: Size) -> Vec<Large> {
    let top = format!("{HEAD}{POLICY}{OUTPUT}");
    let whole = size.bytes();
    let mut found = Vec::new();
    let mut add = |name, text: String, files: Vec<(String, String)>| {
        found.push(Large { name, text, files });
    };
    let file = |text: String| vec![("t.csv".to_owned(), text)];
    let rows = |head: &str, row: &dyn Fn(usize) -> String| {
        let mut text = head.to_owned();
        for n in 0_usize.. {
            let row = row(n);
            if text.len().saturating_add(row.len()) > whole {
                break;
            }
            text.push_str(&row);
        }
        file(text)
    };
    let one = |keys: &str| format!("{top}table t({keys}) -> int from \"t.csv\"\n");
    add(
        "rows of a file",
        one("b: int"),
        rows("b,c\n", &|n| format!("{n},1\n")),
    );
    add(
        "ranges of a file",
        one("b: int"),
        rows("b,c\n", &|n| format!("{n}..{n},1\n")),
    );
    add(
        "ends of a file",
        one("b: int up to column b"),
        rows("b,c\n", &|n| format!("{n},1\n")),
    );
    add(
        "texts of a file",
        one("b: text"),
        rows("b,c\n", &|n| format!("k{n},1\n")),
    );
    add(
        "dates of a file",
        one("b: date"),
        rows("b,c\n", &|n| {
            let (year, day) = (n / 28, n % 28);
            format!(
                "{:04}-01-{:02},1\n",
                year.min(9_998).saturating_add(1),
                day.saturating_add(1)
            )
        }),
    );
    add(
        "bad cells of a file",
        one("b: int"),
        rows("b,c\n", &|_| "x,y\n".to_owned()),
    );
    add(
        "rows of a file that overlap",
        one("b: int"),
        rows("b,c\n", &|_| "_,1\n".to_owned()),
    );
    add(
        "short rows of a file",
        one("b: int"),
        rows("b,c\n", &|_| "1\n".to_owned()),
    );
    add(
        "blank lines of a file",
        one("b: int"),
        rows("b,c\n", &|_| "\n".to_owned()),
    );
    add(
        "quotes of a file",
        one("b: text"),
        rows("b,c\n", &|_| "\"".to_owned()),
    );
    add("one cell of a file", one("b: text"), {
        let cell = "a".repeat(whole.saturating_sub(20));
        file(format!("b,c\n{cell},1\n"))
    });
    add("columns of a file", one("b: int"), {
        let count = size.of(150_000);
        let head = joined(count, ",", |n| n.to_string());
        file(format!("b,{head}\n1{}\n", ",2".repeat(count / 2)))
    });
    add("cells of a grid of a file", one("a: int, b: int"), {
        let head = joined(500, ",", |n| n.to_string());
        let cells = ",1".repeat(500);
        rows(&format!("a,{head}\n"), &|n| format!("{n}{cells}\n"))
    });
    add(
        "members of a file",
        format!(
            "{HEAD}enum E from \"t.csv\" column a\nentity Policy {{ x : E }}\noutput {{ y = policy.x }}\n"
        ),
        rows("a\n", &|n| format!("m{n}\n")),
    );
    add(
        "cases of a file",
        format!("{top}test \"golden\" for each case in \"t.csv\"\n"),
        rows("policy.x,expect.y\n", &|n| format!("{0},{0}\n", n % 10)),
    );
    add(
        "bad cases of a file",
        format!("{top}test \"golden\" for each case in \"t.csv\"\n"),
        rows("policy.x,expect.y\n", &|_| "x,z\n".to_owned()),
    );
    add(
        "columns of a file of cases",
        format!("{top}test \"golden\" for each case in \"t.csv\"\n"),
        {
            let count = size.of(60_000);
            file(format!(
                "{}\n",
                joined(count, ",", |n| format!("policy.x{n}"))
            ))
        },
    );
    add(
        "lines of cases",
        format!("{top}test \"golden\" for each case in \"t.jsonl\"\n"),
        {
            let line = "{\"input\": {\"x\": 1}, \"expect\": {\"y\": 1}}\n";
            let count = whole / line.len();
            vec![("t.jsonl".to_owned(), line.repeat(count))]
        },
    );
    add(
        "tests of one file of cases",
        size.part(2)
            .filled(&format!("{POLICY}{OUTPUT}"), "")
            .with(|n| format!("test \"t{n}\" for each case in \"t.csv\"\n")),
        vec![(
            "t.csv".to_owned(),
            format!("policy.x,expect.y\n{}", "1,1\n".repeat(whole / 8)),
        )],
    );
    let top = format!("{POLICY}{OUTPUT}");
    let filled = size.filled(&top, "");
    let plain = rows("b,c\n", &|n| format!("{n},1\n"));
    add(
        "tables of one file",
        filled.with(|n| format!("table t{n}(b: int) -> int from \"t.csv\"\n")),
        plain.clone(),
    );
    add(
        "tables with a column behind their file",
        filled.with(|n| format!("table t{n}(b: int) -> int from \"t.csv\" column c\n")),
        plain.clone(),
    );
    add(
        "tables of one file by a filter",
        filled.with(|n| format!("table t{n}(b: int) -> int from \"t.csv\" where k = {n}\n")),
        rows("k,b,c\n", &|n| format!("{},{n},1\n", n % 30_000)),
    );
    add(
        "tables of the same lines of one file",
        filled.with(|n| format!("table t{n}(b: int) -> int from \"t.csv\" where k = \"a\"\n")),
        rows("k,b,c\n", &|n| {
            format!("{},{n},1\n", if n % 2 == 0 { "a" } else { "b" })
        }),
    );
    add(
        "tables of one file of one wide line",
        filled.with(|n| format!("table t{n}(b: int) -> int from \"t.csv\"\n")),
        {
            let cell = "a".repeat(whole.saturating_sub(20));
            file(format!("b,c,d\n1,1,{cell}\n"))
        },
    );
    add(
        "tables of columns of one file",
        filled.with(|n| format!("table t{n}(b: int) -> (c{n}: int) from \"t.csv\"\n")),
        {
            let count = size.of(100_000);
            let head = joined(count, ",", |n| format!("c{n}"));
            file(format!("b,{head}\n1{}\n", ",1".repeat(count)))
        },
    );
    add(
        "enums of one file",
        filled.with(|n| format!("enum E{n} from \"t.csv\" column b\n")),
        plain,
    );
    let folders = size.of(6_000);
    let modules = |text: &dyn Fn(usize) -> String| -> Vec<(String, String)> {
        (0..folders)
            .map(|n| (format!("m{n}/m.lutine"), text(n)))
            .collect()
    };
    let imports = joined(folders, "\n", |n| format!("import m{n} from \"m{n}\""));
    let calls = joined(folders, "\n", |n| {
        format!("define d{n} : int = m{n}.f(policy.x)")
    });
    add(
        "modules",
        format!("{HEAD}{imports}\n{POLICY}{OUTPUT}{calls}\n"),
        modules(&|n| format!("module m{n} version \"1\"\nfunction f(a: int) -> int = a\n")),
    );
    add(
        "chain of modules",
        format!("{HEAD}import m0 from \"m0\"\n{POLICY}{OUTPUT}define d : int = m0.f(policy.x)\n"),
        modules(&|n| {
            let next = n.saturating_add(1);
            if next < folders {
                format!(
                    "module m{n} version \"1\"\nimport n from \"../m{next}\"\nfunction f(a: int) -> int = n.f(a)\n"
                )
            } else {
                format!("module m{n} version \"1\"\nfunction f(a: int) -> int = a\n")
            }
        }),
    );
    add(
        "imports of what is not there",
        size.filled(&format!("{POLICY}{OUTPUT}"), "")
            .with(|n| format!("import m{n} from \"m{n}\"\n")),
        Vec::new(),
    );
    add(
        "tables of files that are not there",
        size.filled(&format!("{POLICY}{OUTPUT}"), "")
            .with(|n| format!("table t{n}(b: int) -> int from \"t{n}.csv\"\n")),
        Vec::new(),
    );
    add(
        "imports of one module",
        size.filled(&format!("{POLICY}{OUTPUT}"), "")
            .with(|n| format!("import m{n} from \"m\"\ndefine d{n} : int = m{n}.f(policy.x)\n")),
        vec![(
            "m/m.lutine".to_owned(),
            "module m version \"1\"\nfunction f(a: int) -> int = a\n".to_owned(),
        )],
    );
    add(
        "files of one line",
        format!("{HEAD}{POLICY}{OUTPUT}"),
        (0..size.of(20_000))
            .map(|n| {
                (
                    format!("f{n}.lutine"),
                    format!("define d{n} : int = policy.x\n"),
                )
            })
            .collect(),
    );
    found
}
