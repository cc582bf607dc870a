//! How long a book takes from Parquet to Parquet, and its parts alone: `cargo run --release -p lutine-arrow --example parquet_to_parquet BOOK.jsonl
//! ROWS FOLDER`. The risks of the book, each with as many items as the first, are repeated up to so many rows of flat columns.

#![allow(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a measurement that cannot go on ends"
)]

#[path = "../tests/columns/book.rs"]
mod book;
#[path = "../tests/columns/pieces.rs"]
mod pieces;

use lutine::Rulebook;
use lutine::arrow::{RecordBatch, TableReader, TableWriter};
use lutine_core::batch::Batch;
use lutine_core::bundle::Bundle;
use lutine_core::engine::Engine;
use lutine_core::risk::Risk;
use std::path::Path;
use std::time::Instant;

const PIECE: usize = 2_048;

/// How long something takes, in seconds.
fn time<T>(what: &str, work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    drop(work());
    let seconds = began.elapsed().as_secs_f64();
    println!("{what}: {seconds:.3} s");
    seconds
}

/// The engine of a rulebook, and the risks as it holds them.
fn decoded(rulebook: &Rulebook, texts: &str) -> (Engine, Batch) {
    let bundle = rulebook.bundle().expect("it is written");
    let engine = Bundle::read(&bundle)
        .expect("it is whole")
        .into_engine()
        .expect("it loads");
    let risks = texts.lines().map(Risk::from);
    let batch = engine.decoder().decode_risks(risks).batch;
    (engine, batch)
}

fn write(path: &Path, piece: &RecordBatch, rows: usize) {
    let mut writer = TableWriter::create(path, piece.schema_ref()).expect("it is created");
    for start in (0..rows).step_by(piece.num_rows()) {
        let count = piece.num_rows().min(rows - start);
        writer.write(piece.slice(0, count)).expect("it is written");
    }
    writer.finish().expect("it is finished");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [risks, rows, folder] = arguments.as_slice() else {
        panic!("BOOK.jsonl ROWS FOLDER");
    };
    let rows: usize = rows.parse().expect("a number of rows");
    let folder = Path::new(folder);
    let text = std::fs::read_to_string(risks).expect("the book is there");
    let risks: Vec<_> = text.lines().map(book::value).collect();
    let rulebook = Rulebook::load("examples/personal_auto").expect("it compiles");
    let columns = rulebook.columns();
    let piece = book::flat(&risks);
    let (from, to) = (folder.join("book.parquet"), folder.join("answers.parquet"));
    write(&from, &piece, rows);
    let reading = time("reading alone", || {
        let pieces = TableReader::open(&from, PIECE).expect("it opens");
        pieces
            .map(|piece| piece.expect("it is read").num_rows())
            .sum::<usize>()
    });
    let answered = columns.answer(&piece).expect("its columns fit").columns;
    let writing = time("writing alone", || write(&to, &answered, rows));
    let repeated = || (0..rows).step_by(piece.num_rows());
    let (engine, batch) = decoded(&rulebook, &text);
    let computing = time("evaluation alone", || {
        repeated().for_each(|_| {
            let done = engine.compute_in_integers(&batch, |done| done.has(0));
            assert_eq!(done, Some(true), "it is computed in integers");
        });
    });
    time("columns to columns", || {
        repeated()
            .map(|_| columns.answer(&piece).expect("it fits").columns.num_rows())
            .sum::<usize>()
    });
    for threads in [1, 2] {
        let whole = time(&format!("Parquet to Parquet, {threads} threads"), || {
            pieces::answer(&rulebook, &from, &to, PIECE, threads).expect("it is answered");
        });
        println!(
            "  {:.2} × its parts alone",
            whole / (reading + writing + computing)
        );
    }
}
