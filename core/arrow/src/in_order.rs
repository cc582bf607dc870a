//! Pieces of a book through several threads, their results in the order of the pieces.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many pieces each thread may have before it and behind it.
const AHEAD: usize = 2;

/// Hands pieces to `threads` threads in turn and takes their results in the same turn, so that the order of the pieces is kept and no more than
/// two for each thread are held at once. With one thread all is done in this one. The first failure ends it.
///
/// # Errors
/// The first failure of `next` or `take`.
pub fn in_order<Piece: Send, Done: Send, Failure>(
    threads: usize,
    mut next: impl FnMut() -> Option<Result<Piece, Failure>>,
    work: impl Fn(Piece) -> Done + Sync,
    mut take: impl FnMut(Done) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if threads <= 1 {
        while let Some(piece) = next() {
            take(work(piece?))?;
        }
        return Ok(());
    }
    std::thread::scope(|scope| {
        let lines: Vec<(SyncSender<Piece>, Receiver<Done>)> = (0..threads)
            .map(|_| {
                let (pieces, given) = sync_channel(AHEAD);
                let (done, results) = sync_channel(AHEAD);
                let work = &work;
                scope.spawn(move || serve(&given, work, &done));
                (pieces, results)
            })
            .collect();
        let mut turns = lines.iter().cycle();
        let mut busy = VecDeque::new();
        let most = threads.saturating_mul(AHEAD);
        let mut has_ended = false;
        loop {
            while !has_ended && busy.len() < most {
                match (next(), turns.next()) {
                    (Some(piece), Some((pieces, results))) => {
                        // A thread ends before its pieces only by a panic, which the scope hands on.
                        let _ = pieces.send(piece?);
                        busy.push_back(results);
                    }
                    _ => has_ended = true,
                }
            }
            match busy.pop_front().map(Receiver::recv) {
                Some(Ok(result)) => take(result)?,
                Some(Err(_)) | None => return Ok(()),
            }
        }
    })
}

/// Works on pieces until there are no more, or nobody wants their results.
fn serve<Piece, Done>(
    given: &Receiver<Piece>,
    work: &impl Fn(Piece) -> Done,
    done: &SyncSender<Done>,
) {
    for piece in given {
        if done.send(work(piece)).is_err() {
            return;
        }
    }
}
