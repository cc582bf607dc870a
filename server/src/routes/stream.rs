//! Many risks, a line each, answered as they are computed.

use super::decided::{Envelope, decided};
use super::evaluate::{Asking, LINES, answer_risk};
use super::extract::body_problem;
use super::outer::Place;
use crate::app::App;
use crate::clock::new_id;
use crate::log::ToRecord;
use crate::problem::{Kind, Problem};
use crate::registry::{Answered, Reply};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::StreamExt;
use http_body_util::Limited;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// How many risks are answered at once.
const RISKS: usize = 256;

/// How many pieces of answers wait for a caller who reads slowly; then no further risk is read.
const AHEAD: usize = 2;

/// Answers lines as they come. All are answered by one edition, that of the beginning.
pub(super) fn answer_lines(app: App, asking: Asking, place: Place, body: Body) -> Response {
    let (answers, answered) = mpsc::channel::<Result<Bytes, std::io::Error>>(AHEAD);
    tokio::spawn(async move {
        let _held = place;
        let mut lines = Lines::of(body, &app);
        loop {
            let read = lines.next_group().await;
            let (mut out, failed) =
                answer_group(&app, &asking, std::mem::take(&mut lines.group)).await;
            if let (Err(problem), false) = (&read, failed) {
                out.extend(told(lines.number.saturating_add(1), problem));
            }
            let ended = failed || !matches!(read, Ok(true));
            // Whoever asked may have gone: then nothing more is read.
            if (!out.is_empty() && answers.send(Ok(out.into())).await.is_err()) || ended {
                return;
            }
        }
    });
    let mut response = Response::new(Body::from_stream(
        tokio_stream::wrappers::ReceiverStream::new(answered),
    ));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(LINES));
    response
}

/// A body, line by line.
struct Lines {
    pieces: axum::body::BodyDataStream,
    /// What of a line has come.
    rest: Vec<u8>,
    /// How many lines were read.
    number: u64,
    group: Vec<(u64, Vec<u8>)>,
    longest: usize,
    most: usize,
    /// How long a piece is waited for.
    patience: Duration,
}

impl Lines {
    fn of(body: Body, app: &App) -> Self {
        let most = app.config.stream_bytes;
        Self {
            pieces: Body::new(Limited::new(body, most)).into_data_stream(),
            rest: Vec::new(),
            number: 0,
            group: Vec::new(),
            longest: app.config.risk_bytes,
            most,
            patience: app.config.time_limit(),
        }
    }

    /// Reads until a piece has ended some lines; whether there may be more. Empty lines are counted and left out.
    async fn next_group(&mut self) -> Result<bool, Problem> {
        while self.group.is_empty() {
            let Some(piece) = self.piece().await? else {
                let last = std::mem::take(&mut self.rest);
                self.line(last);
                return Ok(false);
            };
            let mut parts = piece.split(|byte| *byte == b'\n').peekable();
            while let Some(part) = parts.next() {
                self.rest.extend_from_slice(part);
                if self.rest.len() > self.longest {
                    return Err(Problem::new(
                        Kind::TooLarge,
                        format!("a risk may have {} bytes", self.longest),
                    ));
                }
                if parts.peek().is_some() {
                    let line = std::mem::take(&mut self.rest);
                    self.line(line);
                }
            }
        }
        Ok(true)
    }

    /// The next piece of the body, if it comes in time: who sends nothing must not keep a place.
    async fn piece(&mut self) -> Result<Option<Bytes>, Problem> {
        let piece = tokio::time::timeout(self.patience, self.pieces.next()).await;
        let late = |_| {
            let waited = self.patience.as_millis();
            Problem::new(
                Kind::TimedOut,
                format!("no further risk came for {waited} milliseconds"),
            )
        };
        let piece = piece.map_err(late)?.transpose();
        piece.map_err(|error| body_problem(&error, self.most))
    }

    fn line(&mut self, line: Vec<u8>) {
        self.number = self.number.saturating_add(1);
        if !line.trim_ascii().is_empty() {
            self.group.push((self.number, line));
        }
    }
}

/// Answers risks beside the threads that serve, and records them before any of them is answered; whether something went wrong, behind which nothing is answered.
async fn answer_group(app: &App, asking: &Asking, group: Vec<(u64, Vec<u8>)>) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let mut group = group.into_iter();
    loop {
        let some: Vec<_> = group.by_ref().take(RISKS).collect();
        if some.is_empty() {
            return (out, false);
        }
        let first = some.first().map_or(0, |(number, _)| *number);
        match answer_some(app, asking, some).await {
            Ok(lines) => out.extend(lines),
            // Nobody knows whether these are recorded, so none of them is answered.
            Err(problem) => {
                out.extend(told(first, &problem));
                return (out, true);
            }
        }
    }
}

async fn answer_some(
    app: &App,
    asking: &Asking,
    some: Vec<(u64, Vec<u8>)>,
) -> Result<Vec<u8>, Problem> {
    let (loaded, explain) = (Arc::clone(&asking.chosen.loaded), asking.explain);
    let work = move || {
        let answer = |(number, risk): (u64, Vec<u8>)| {
            let reply = answer_risk(&loaded, &risk, explain);
            (number, risk, reply)
        };
        some.into_iter().map(answer).collect::<Vec<_>>()
    };
    let answered = tokio::task::spawn_blocking(work).await;
    let answered = answered.map_err(|_| Problem::new(Kind::Internal, "the evaluation failed"))?;
    let (mut out, mut to_record) = (Vec::new(), Vec::new());
    for (number, risk, (reply, worksheet)) in answered {
        match reply {
            Reply::Refused(errors) => {
                out.extend_from_slice(
                    format!("{{\"line\":{number},\"errors\":{errors}}}\n").as_bytes(),
                );
            }
            Reply::Answered(answered) => {
                app.metrics
                    .count_outcome(&asking.chosen.loaded.name, &answered.outcome);
                let text = enveloped(
                    app,
                    asking,
                    answered,
                    &risk,
                    worksheet.as_deref(),
                    &mut to_record,
                )?;
                out.extend_from_slice(format!("{{\"line\":{number},").as_bytes());
                out.extend_from_slice(text.trim_start_matches('{').as_bytes());
                out.push(b'\n');
            }
        }
    }
    if !to_record.is_empty() {
        app.recorder.record(to_record).await?;
    }
    Ok(out)
}

fn enveloped(
    app: &App,
    asking: &Asking,
    answered: Answered,
    risk: &[u8],
    worksheet: Option<&str>,
    to_record: &mut Vec<ToRecord>,
) -> Result<String, Problem> {
    let envelope = Envelope::of(asking);
    if !asking.record {
        return Ok(envelope.write(&answered.json, worksheet));
    }
    let at = app.clock.now();
    let id =
        new_id(&*app.clock, at).map_err(|error| Problem::new(Kind::Internal, error.to_string()))?;
    let text = envelope.with(&id, at).write(&answered.json, worksheet);
    to_record.push(ToRecord {
        completion: None,
        reasons: answered.reasons.clone(),
        decided: decided(asking, answered, risk, &id, at)?,
    });
    Ok(text)
}

/// What went wrong from a line on, as the last line of the answers: the status was sent long ago.
fn told(line: u64, problem: &Problem) -> Vec<u8> {
    let problem = String::from_utf8(problem.to_json()).unwrap_or_default();
    format!("{{\"line\":{line},\"problem\":{problem}}}\n").into_bytes()
}
