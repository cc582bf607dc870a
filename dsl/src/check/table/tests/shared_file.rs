//! Several tables that read one file.

use super::*;
use lutine_core::table::Row;

/// The tables of a rulebook that all read `t.csv`.
fn tables(declarations: &str, csv: &str) -> (Vec<Table>, Vec<Diagnostic>) {
    let source = MemorySource::new()
        .with("a.lutine", RULEBOOK)
        .with("rates.lutine", declarations)
        .with("t.csv", csv);
    let checked = crate::check(&source).unwrap();
    let tables = checked.rulebook.map(|r| r.tables).unwrap_or_default();
    let tables = tables.into_iter().map(|table| table.data).collect();
    (tables, checked.diagnostics)
}

fn lines(table: &Table) -> Vec<u32> {
    let line = |row: &Row| row.line;
    table.rows.iter().map(line).collect()
}

const KINDS: &str = "kind,year,n,rate\n\
    a,2025,1,0.1\n\
    \n\
    \"b, or c\",2025,1,0.2\r\n\
    a,2026.0,\"2\",0.3\n\
    \"say \"\"d\"\"\",2026,1,\"0.4\"\n\
    a,2026,3,0.5\n";

#[test]
fn tables_of_a_filter_find_their_lines_whoever_reads_the_file_first() {
    let (by_year, by_kind) = ("year: decimal, n: int", "kind: text, n: int");
    let filters = [
        ("kind = \"a\"", by_year, vec![2, 5, 7]),
        ("kind = \"b, or c\"", by_year, vec![4]),
        ("kind = \"say \\\"d\\\"\"", by_year, vec![6]),
        ("year = 2025", by_kind, vec![2, 4]),
        ("kind = \"a\" and year = 2026", "n: int", vec![5, 7]),
        ("year >= 2026", by_kind, vec![5, 6, 7]),
        ("year != 2025 and kind = \"a\"", by_year, vec![5, 7]),
        (
            "kind != \"a\"",
            "kind: text, year: decimal, n: int",
            vec![4, 6],
        ),
    ];
    for first in 0..filters.len() {
        let mut ordered = filters.clone();
        ordered.rotate_left(first);
        let declared: String = (0..)
            .zip(&ordered)
            .map(|(at, (filter, keys, _))| {
                format!("table t{at}({keys}) -> (rate: decimal) from \"t.csv\" where {filter}\n")
            })
            .collect();
        let (tables, found) = tables(&declared, KINDS);
        assert!(found.iter().all(|fault| !fault.is_error()), "{found:?}");
        for (table, (filter, _, expected)) in tables.iter().zip(&ordered) {
            assert_eq!(&lines(table), expected, "{filter}, first {first}");
        }
    }
}

#[test]
fn lines_that_a_filter_leaves_out_are_counted_by_all_tables() {
    let declared = |name| {
        format!(
            "table {name}(year: decimal, n: int) -> (rate: decimal) from \"t.csv\" where kind = \"nothing\"\n"
        )
    };
    let (_, found) = tables(&(declared("t") + &declared("u")), KINDS);
    let said: Vec<_> = found.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said.first(), said.last());
}

#[test]
fn a_fault_of_the_file_is_found_by_every_table() {
    let declared = |name| {
        format!(
            "table {name}(year: decimal, n: int) -> (rate: decimal) from \"t.csv\" where kind = \"a\"\n"
        )
    };
    let declared = ["t", "u", "v"].map(declared).concat();
    for fault in ["b,2025,1\n", "b,2025,1,\"0.3\n"] {
        let (_, found) = tables(&declared, &format!("{KINDS}{fault}"));
        let faults = found.iter().filter(|fault| fault.is_error()).count();
        assert_eq!(faults, 3, "{fault}: {found:?}");
    }
}

#[test]
fn a_file_is_not_read_without_end() {
    let rows: String = (0..40_000).map(|n| format!("{n},1\n")).collect();
    let declared: String = (0..40)
        .map(|n| format!("table t{n}(n: int) -> int from \"t.csv\"\n"))
        .collect();
    let (_, found) = tables(&declared, &format!("n,t\n{rows}"));
    let first = found.iter().find(|fault| fault.is_error()).unwrap();
    assert_eq!(first.code, Code::TableTooLarge);
    assert_eq!(
        first.message,
        "`t.csv` is read too often by tables and enums before"
    );
}
