//! Files: what is written is what is read, in pieces of any size, by any number of threads, and whole or not at all.

use crate::book::{flat, nested};
use crate::pieces::answer;
use crate::workload::{rulebook, workload};
use arrow_array::RecordBatch;
use lutine::Value;
use lutine::arrow::{TableReader, TableWriter, in_order};
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

pub(crate) fn write(path: &Path, rows: &RecordBatch) {
    let mut writer = TableWriter::create(path, rows.schema_ref()).expect("it is created");
    writer.write(rows.clone()).expect("it is written");
    writer.finish().expect("it is finished");
}

#[test]
fn pieces_of_any_size_and_any_number_of_threads_give_one_file() {
    let Some((risks, _)) = workload("mixed") else {
        return;
    };
    let folder = folder("pieces");
    let rulebook = rulebook();
    // Some rows are refused.
    let risks: Vec<Value> = risks
        .into_iter()
        .take(300)
        .enumerate()
        .map(|(place, risk)| {
            let fields = risk.as_record().unwrap_or_default().iter().cloned();
            let changed = fields.map(|(key, value)| match &*key {
                "credit_tier" if place % 7 == 3 => (key, Value::from(11)),
                _ => (key, value),
            });
            changed.collect()
        })
        .collect();
    for ending in ["parquet", "arrow"] {
        for (layout, rows) in [("flat", flat(&risks)), ("nested", nested(&risks))] {
            let from = folder.join(format!("{layout}.{ending}"));
            write(&from, &rows);
            let mut seen = Vec::new();
            for (most, threads) in [(1000, 1), (1000, 2), (7, 5), (1, 2), (7, 1)] {
                let to = folder.join(format!("{layout}_{most}_{threads}.{ending}"));
                answer(&rulebook, &from, &to, most, threads).expect("it is answered");
                seen.push(fs::read(&to).expect("it is there"));
            }
            assert!(
                seen.iter().all(|bytes| *bytes == seen[0]),
                "{layout} {ending}"
            );
        }
    }
}

#[test]
fn what_is_read_is_what_was_written() {
    let Some((risks, _)) = workload("v3d2") else {
        return;
    };
    let folder = folder("round_trip");
    let rows = nested(&risks);
    for ending in ["parquet", "arrow"] {
        let path = folder.join(format!("book.{ending}"));
        write(&path, &rows);
        assert!(!folder.join(format!("book.{ending}.part")).exists());
        let pieces: Vec<RecordBatch> = TableReader::open(&path, 999)
            .expect("it opens")
            .map(|piece| piece.expect("it is read"))
            .collect();
        assert!(pieces.iter().all(|piece| piece.num_rows() <= 999));
        let whole = arrow_select::concat::concat_batches(rows.schema_ref(), &pieces);
        assert_eq!(whole.expect("one schema"), rows);
    }
}

#[test]
fn a_run_that_is_broken_off_leaves_what_was_there() {
    let Some((risks, _)) = workload("v1d1") else {
        return;
    };
    let folder = folder("broken_off");
    let path = folder.join("answers.parquet");
    fs::write(&path, "what was there").expect("it is written");
    let rows = nested(&risks);
    let mut writer = TableWriter::create(&path, rows.schema_ref()).expect("it is created");
    writer.write(rows).expect("it is written");
    assert!(folder.join("answers.parquet.part").exists());
    drop(writer);
    assert_eq!(fs::read(&path).expect("it is there"), b"what was there");
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
}

#[test]
fn no_more_pieces_are_held_than_two_for_each_thread() {
    for threads in [1, 2, 5] {
        let held = Cell::new(0_usize);
        let most = Cell::new(0_usize);
        let mut pieces = 0..1_000_u32;
        let next = || {
            held.set(held.get() + 1);
            most.set(most.get().max(held.get()));
            pieces.next().map(Ok::<u32, ()>)
        };
        let mut taken = Vec::new();
        let take = |piece| {
            held.set(held.get() - 1);
            taken.push(piece);
            Ok(())
        };
        assert_eq!(in_order(threads, next, |piece| piece, take), Ok(()));
        assert_eq!(taken, (0..1_000).collect::<Vec<u32>>());
        assert!(
            most.get() <= 2 * threads,
            "{threads} threads held {}",
            most.get()
        );
    }
}

#[test]
fn the_first_failure_ends_it() {
    for threads in [1, 3] {
        let mut pieces = (0..100).map(|n| if n == 40 { Err("unreadable") } else { Ok(n) });
        let mut taken = 0;
        let take = |_| {
            taken += 1;
            Ok(())
        };
        assert_eq!(
            in_order(threads, || pieces.next(), |n: i32| n, take),
            Err("unreadable")
        );
        assert!(taken <= 40);
        let mut pieces = 0..100;
        let take = |n| if n == 7 { Err("unwritable") } else { Ok(()) };
        assert_eq!(
            in_order(threads, || pieces.next().map(Ok), |n: i32| n, take),
            Err("unwritable")
        );
    }
}

#[test]
fn files_that_are_none() {
    let folder = folder("none");
    let damaged = [
        "book.parquet",
        "book.arrow",
        "book.csv",
        "book.xlsx",
        "missing.parquet",
    ];
    let said = damaged.map(|name| {
        let path = folder.join(name);
        if !name.starts_with("missing") {
            fs::write(&path, "PAR1 a,b\n1\n").expect("it is written");
        }
        let said =
            match TableReader::open(&path, 10).and_then(|mut pieces| pieces.next().transpose()) {
                Ok(rows) => format!("{rows:?}"),
                Err(error) => format!("{}: {error}", error.code()),
            };
        said.replace(&folder.display().to_string(), "")
    });
    insta::assert_snapshot!(said.join("\n"));
}
