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
use std::path::Path;
use std::time::Instant;

const PIECE: usize = 4_096;

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    println!("{what}: {:.3} s", began.elapsed().as_secs_f64());
    done
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
    time("reading alone", || {
        let pieces = TableReader::open(&from, PIECE).expect("it opens");
        pieces
            .map(|piece| piece.expect("it is read").num_rows())
            .sum::<usize>()
    });
    let answers = columns.answers(&piece).expect("its columns fit");
    let encoded = columns.encode(&answers).expect("they are encoded");
    time("writing alone", || write(&to, &encoded, rows));
    let repeated = || (0..rows).step_by(piece.num_rows());
    time("rows to answers", || {
        repeated()
            .map(|_| columns.answers(&piece).expect("it fits").len())
            .sum::<usize>()
    });
    time("answers to columns", || {
        repeated()
            .map(|_| columns.encode(&answers).expect("it fits").num_rows())
            .sum::<usize>()
    });
    for threads in [1, 2] {
        time(&format!("Parquet to Parquet, {threads} threads"), || {
            pieces::answer(&rulebook, &from, &to, PIECE, threads).expect("it is answered");
        });
    }
}
