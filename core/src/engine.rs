//! The engine: a rulebook ready to answer.

use crate::answer::{Answer, Fault, Refusal};
use crate::batch::Batch;
use crate::decode::{BookColumn, Decoder};
use crate::execute::{Execution, Plan};
use crate::fast::{Held, Machine, Output, PlanNotes, Program, Purpose, Spare, Unplanned};
use crate::graph::{Graph, SpaceId};
use crate::json::{Events, append_value};
use crate::risk::Risk;
use crate::verify::verify;
use crate::worksheet::Worksheet;
use std::cell::LazyCell;
use std::iter::{Skip, Take};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use crate::verify::{Cost, Limits, LoadError, Share, Work};

/// A rulebook ready to answer: verified, its tables indexed, its input described. Built once, shared by all threads.
#[derive(Debug, Clone)]
pub struct Engine {
    plan: Plan,
    decoder: Decoder,
    /// The same in machine integers, or why there is none; made when the first answer is asked for, so that who only checks a rulebook does not
    /// wait for it.
    fast: OnceLock<Result<Program, Unplanned>>,
    spare: Spare,
    /// The same for worksheets.
    explaining: OnceLock<Result<Program, Unplanned>>,
    spare_explaining: Spare,
}

/// How many lanes of its largest space a chunk of risks is to fill: enough to spread the cost of an operation over many, few
/// enough to stay near the processor. It never changes a result.
const LANES: usize = 2_048;

/// How many risks are tried first, before it is known how many lanes a risk fills.
const FIRST_CHUNK: usize = 16;

impl Engine {
    /// Verifies a graph and makes it ready.
    ///
    /// # Errors
    /// [`LoadError`] where the graph contradicts itself (it comes from a damaged or hostile file), or costs more than
    /// [`Limits::default`] allows.
    pub fn new(graph: Graph) -> Result<Self, LoadError> {
        Self::within(graph, Limits::default())
    }

    /// Verifies a graph and makes it ready, if one risk costs no more than the host allows.
    ///
    /// # Errors
    /// As for [`Engine::new`]; [`LoadError::TooCostly`] where it costs more.
    pub fn within(graph: Graph, limits: Limits) -> Result<Self, LoadError> {
        verify(&graph, limits)?;
        let decoder = Decoder::new(&graph)?;
        let plan = Plan::new(graph)?;
        Ok(Self {
            decoder,
            fast: OnceLock::new(),
            spare: Spare::default(),
            explaining: OnceLock::new(),
            spare_explaining: Spare::default(),
            plan,
        })
    }

    /// The graph that it runs.
    #[must_use]
    pub const fn graph(&self) -> &Graph {
        &self.plan.graph
    }

    /// What reads the input of its risks.
    #[must_use]
    pub const fn decoder(&self) -> &Decoder {
        &self.decoder
    }

    /// Computes everything for the risks of a batch, to be read as answers or worksheets.
    #[must_use]
    pub fn execute<'a>(&'a self, batch: &'a Batch) -> Execution<'a> {
        Execution::run(&self.plan, batch)
    }

    /// Why risks are computed in decimals only; nothing where they are computed in machine integers as far as these go.
    #[must_use]
    pub fn unplanned(&self) -> Option<&Unplanned> {
        self.fast().as_ref().err()
    }

    /// How each step is computed, and what stands in its way. It is found out anew whenever it is asked for: nothing of it is kept for answers.
    #[must_use]
    pub fn plan_notes(&self) -> PlanNotes {
        PlanNotes::of(&self.plan)
    }

    fn fast(&self) -> &Result<Program, Unplanned> {
        self.fast
            .get_or_init(|| Program::compile(&self.plan, Purpose::Answers))
    }

    fn explaining(&self) -> &Result<Program, Unplanned> {
        self.explaining
            .get_or_init(|| Program::compile(&self.plan, Purpose::Worksheets))
    }

    /// The answers to the risks of a batch as machine integers give them: nothing for a risk for which they do not do, which is computed in
    /// decimals; nothing at all where the rulebook is computed in decimals only. What [`Engine::evaluate`] answers is the same, and whole.
    #[must_use]
    pub fn evaluate_in_integers(&self, batch: &Batch) -> Option<Vec<Option<Answer>>> {
        self.compute_in_integers(batch, |computed| {
            (0..batch.risks).map(|risk| computed.answer(risk)).collect()
        })
    }

    /// Computes the risks of a batch in machine integers, and hands on what can be read of it: nothing where the rulebook is computed in
    /// decimals only. No answer is put together that is not asked for, and the memory of the computation is used again.
    pub fn compute_in_integers<T>(
        &self,
        batch: &Batch,
        read: impl FnOnce(&InIntegers<'_, '_>) -> T,
    ) -> Option<T> {
        let program = self.fast().as_ref().ok()?;
        Some(self.spare.work(&self.plan, program, |machine| {
            machine.run(batch);
            read(&InIntegers(machine))
        }))
    }

    /// Why worksheets are computed in decimals only; nothing where they are computed in machine integers as far as these go.
    #[must_use]
    pub fn unplanned_worksheets(&self) -> Option<&Unplanned> {
        self.explaining().as_ref().err()
    }

    /// The worksheets of the risks of a batch as JSON text, as machine integers give them: nothing for a risk for which they do not do; nothing at all
    /// where worksheets are computed in decimals only.
    #[must_use]
    pub fn worksheets_in_integers(&self, batch: &Batch) -> Option<Vec<Option<String>>> {
        let program = self.explaining().as_ref().ok()?;
        Some(self.spare_explaining.work(&self.plan, program, |machine| {
            machine.run(batch);
            let worksheet = |risk| {
                let does = !machine.is_troubled(risk);
                does.then(|| machine.worksheet(batch, risk))
            };
            (0..batch.risks).map(worksheet).collect()
        }))
    }

    /// The answers to the risks of a batch, in their order.
    #[must_use]
    pub fn evaluate(&self, batch: &Batch) -> Vec<Answer> {
        let risks = batch.risks as usize;
        let in_integers = self.evaluate_in_integers(batch);
        let in_integers = in_integers.unwrap_or_else(|| vec![None; risks]);
        let exact = LazyCell::new(|| self.execute(batch));
        let answers = (0..).zip(in_integers);
        answers
            .map(|(risk, answer)| answer.unwrap_or_else(|| exact.answer(risk)))
            .collect()
    }

    /// The answer to a risk.
    #[must_use]
    pub fn answer(&self, risk: Risk<'_>) -> Answer {
        let mut answered = None;
        self.reply(std::iter::once(risk), &Risk::events, |reply| {
            answered = Some(reply.answer());
        });
        // Each risk has its reply.
        answered.unwrap_or_else(|| Answer::refused(Vec::new()))
    }

    /// Appends the answer to a risk as JSON text on one line: what [`Engine::answer`] gives and [`Answer::to_json`] writes, for less time.
    pub fn write_answer(&self, risk: Risk<'_>, out: &mut String) {
        self.reply(std::iter::once(risk), &Risk::events, |reply| {
            reply.write(out);
        });
    }

    fn answer_in_decimals<E: Events>(&self, risk: impl Iterator<Item = E>) -> Answer {
        let decoded = self.decoder.decode(risk);
        match decoded.lanes.into_iter().next() {
            Some(Err(faults)) => refused(faults),
            Some(Ok(_)) | None => self.execute(&decoded.batch).answer(0),
        }
    }

    /// The answers to risks, in their order. A risk with faults is refused; the others never notice it.
    #[must_use]
    pub fn answer_all(&self, risks: &[Risk<'_>]) -> Vec<Answer> {
        self.answer_events(risks.iter().copied(), Risk::events)
    }

    /// The answers to risks that come in pieces from anywhere: the rows of columns, say. A risk is read once more where integers do not do for it.
    #[must_use]
    pub fn answer_events<I: ExactSizeIterator + Clone, E: Events>(
        &self,
        risks: I,
        events: impl Fn(I::Item) -> E,
    ) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(risks.len());
        self.reply(risks, &events, |reply| answers.push(reply.answer()));
        answers
    }

    /// Computes rows of a book, whose columns are the fields of `risk`, in machine integers. Hands on what they came to, and for each row whether it is
    /// regular: one that is not means nothing there, and is to be answered alone. Nothing where the rulebook is computed in decimals only, or has
    /// lists that are not read in columns.
    pub fn compute_book<C: BookColumn, T>(
        &self,
        risk: &C,
        rows: usize,
        read: impl FnOnce(&InIntegers<'_, '_>, &[bool]) -> T,
    ) -> Option<T> {
        let program = self.fast().as_ref().ok()?;
        self.spare.work(&self.plan, program, |machine| {
            let mut reading = machine.take_reading();
            let done = self.decoder.read_book(risk, rows, &mut reading).then(|| {
                machine.run(reading.batch());
                read(&InIntegers(machine), &reading.regular)
            });
            machine.give_back(reading);
            done
        })
    }

    /// Hands on what each risk came to, in their order.
    fn reply<I: ExactSizeIterator + Clone, E: Events>(
        &self,
        risks: I,
        events: &impl Fn(I::Item) -> E,
        mut each: impl FnMut(Reply<'_, '_>),
    ) {
        match self.fast() {
            Ok(program) => self.reply_in_integers(program, risks, events, each),
            Err(_) => self.execute_events(risks, events, |lanes, execution| {
                for lane in lanes {
                    each(Reply::Whole(match lane {
                        Ok(risk) => execution.answer(risk),
                        Err(faults) => refused(faults),
                    }));
                }
            }),
        }
    }

    /// Computes everything for risks, chunk by chunk, so that what is held at once does not grow with their number. Of each chunk is handed on, in order,
    /// for each of its risks where it is in the execution, or what is wrong with it.
    pub fn execute_all(
        &self,
        risks: &[Risk<'_>],
        each: impl FnMut(Vec<Result<u32, Vec<Fault>>>, &Execution<'_>),
    ) {
        self.execute_events(risks.iter().copied(), &Risk::events, each);
    }

    fn execute_events<I: ExactSizeIterator + Clone, E: Events>(
        &self,
        risks: I,
        events: &impl Fn(I::Item) -> E,
        mut each: impl FnMut(Vec<Result<u32, Vec<Fault>>>, &Execution<'_>),
    ) {
        in_chunks(risks, |chunk| {
            let decoded = self.decoder.decode(chunk.map(events));
            let execution = self.execute(&decoded.batch);
            each(decoded.lanes, &execution);
            let spaces = (0..).map(SpaceId).zip(&self.graph().spaces);
            let lanes = spaces.map(|(space, _)| execution.lanes(space).count as usize);
            lanes.max().unwrap_or(1)
        });
    }

    /// Answers in machine integers, and in decimals for the risks for which these do not do.
    fn reply_in_integers<I: ExactSizeIterator + Clone, E: Events>(
        &self,
        program: &Program,
        risks: I,
        events: &impl Fn(I::Item) -> E,
        mut each: impl FnMut(Reply<'_, '_>),
    ) {
        let work = |machine: &mut Machine<'_>| {
            let mut reading = machine.take_reading();
            in_chunks(risks, |chunk| {
                self.decoder.read(chunk.clone().map(events), &mut reading);
                machine.run(reading.batch());
                for (place, lane) in reading.lanes.drain(..).enumerate() {
                    let one = || chunk.clone().skip(place).take(1).map(events);
                    each(match lane {
                        Ok(lane) if !machine.is_troubled(lane) => Reply::InWords(machine, lane),
                        Ok(_) => Reply::Whole(self.answer_in_decimals(one())),
                        Err(faults) => Reply::Whole(refused(faults)),
                    });
                }
                machine.most_lanes()
            });
            machine.give_back(reading);
        };
        self.spare.work(&self.plan, program, work);
    }

    /// The answer to a risk, and how its numbers came about.
    #[must_use]
    pub fn explain(&self, risk: Risk<'_>) -> Explanation {
        let decoded = self.decoder.decode_risks(std::iter::once(risk));
        let execution = self.execute(&decoded.batch);
        match decoded.lanes.into_iter().next() {
            Some(Err(faults)) => Explanation {
                answer: refused(faults),
                worksheet: None,
            },
            Some(Ok(_)) | None => Explanation {
                answer: execution.answer(0),
                worksheet: Some(execution.worksheet(0)),
            },
        }
    }

    /// The same as JSON text, for a fraction of the time: what [`Engine::explain`] gives and [`Answer::to_json`] and [`Worksheet::to_json`] write.
    #[must_use]
    pub fn explain_to_json(&self, risk: Risk<'_>) -> ExplanationText {
        let in_integers = match self.explaining() {
            Ok(program) => self.explain_in_integers(program, risk),
            Err(_) => None,
        };
        in_integers.unwrap_or_else(|| self.explain(risk).into())
    }

    fn explain_in_integers(&self, program: &Program, risk: Risk<'_>) -> Option<ExplanationText> {
        self.spare_explaining.work(&self.plan, program, |machine| {
            let mut reading = machine.take_reading();
            let events = std::iter::once(risk).map(|risk| risk.events());
            self.decoder.read(events, &mut reading);
            machine.run(reading.batch());
            let lane = reading.lanes.drain(..).next();
            let lane = lane.and_then(Result::ok);
            let lane = lane.filter(|lane| !machine.is_troubled(*lane));
            let explained = lane.map(|lane| {
                let mut answer = String::new();
                machine.write(lane, &mut answer);
                ExplanationText {
                    answer,
                    worksheet: Some(machine.worksheet(reading.batch(), lane)),
                }
            });
            machine.give_back(reading);
            explained
        })
    }
}

/// The answer to a risk, and how its numbers came about, as JSON text on one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplanationText {
    /// The answer.
    pub answer: String,
    /// The worksheet; none of a risk that was refused for its faults.
    pub worksheet: Option<String>,
}

impl From<Explanation> for ExplanationText {
    fn from(explanation: Explanation) -> Self {
        Self {
            answer: explanation.answer.to_json(),
            worksheet: explanation.worksheet.map(|sheet| sheet.to_json()),
        }
    }
}

/// What a risk came to.
enum Reply<'m, 'p> {
    /// The lane of a machine.
    InWords(&'m Machine<'p>, u32),
    Whole(Answer),
}

impl Reply<'_, '_> {
    fn answer(self) -> Answer {
        match self {
            Self::InWords(machine, lane) => machine.answer(lane),
            Self::Whole(answer) => answer,
        }
    }

    fn write(self, out: &mut String) {
        match self {
            Self::InWords(machine, lane) => machine.write(lane, out),
            Self::Whole(answer) => append_value(out, &answer.to_value()),
        }
    }
}

/// What a batch came to in machine integers.
#[derive(Debug)]
pub struct InIntegers<'m, 'p>(&'m Machine<'p>);

impl InIntegers<'_, '_> {
    /// Whether integers do for a risk; where not, it is to be computed in decimals.
    #[must_use]
    pub fn has(&self, risk: u32) -> bool {
        !self.0.is_troubled(risk)
    }

    /// What its answers are made of.
    #[must_use]
    pub const fn output(&self) -> &Output {
        self.0.output()
    }

    /// The words of a value, for lanes of its space or of one below; 0 where there is no lane.
    #[must_use]
    pub fn words(&self, held: &Held, space: SpaceId, lanes: &[Option<usize>]) -> Vec<i64> {
        self.0.words(held, space, lanes)
    }

    /// The lanes of a space below a lane of one above it.
    #[must_use]
    pub fn below(&self, space: SpaceId, above: (SpaceId, usize)) -> Range<usize> {
        self.0.lanes_below(space, above)
    }

    /// The text of a word.
    #[must_use]
    pub fn text(&self, word: i64) -> Option<Arc<str>> {
        self.0.text(word)
    }

    /// The answer to a risk; nothing where integers do not do.
    #[must_use]
    pub fn answer(&self, risk: u32) -> Option<Answer> {
        self.has(risk).then(|| self.0.answer(risk))
    }
}

/// The answer to a risk, and how its numbers came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The answer.
    pub answer: Answer,
    /// The worksheet; none where the input has faults, so that nothing was computed.
    pub worksheet: Option<Worksheet>,
}

/// Goes through risks in chunks that fill about [`LANES`] lanes, if they are like those before. `each` says how many a chunk filled.
fn in_chunks<I: ExactSizeIterator + Clone>(risks: I, mut each: impl FnMut(Take<Skip<I>>) -> usize) {
    let (mut done, mut size) = (0_usize, FIRST_CHUNK);
    while done < risks.len() {
        let chunk = risks.clone().skip(done).take(size);
        let count = chunk.len();
        let lanes = each(chunk).max(1);
        done = done.saturating_add(count);
        let next = LANES.saturating_mul(count).checked_div(lanes);
        size = next.unwrap_or(1).clamp(1, LANES);
    }
}

fn refused(faults: Vec<Fault>) -> Answer {
    Answer::refused(faults.into_iter().map(Refusal::Fault).collect())
}
