//! The engine: a rulebook ready to answer.

use crate::answer::{Answer, Fault, Refusal};
use crate::batch::Batch;
use crate::decode::Decoder;
use crate::execute::{Execution, Plan};
use crate::graph::{Graph, RISK, SpaceId};
use crate::risk::Risk;
use crate::verify::verify;
use crate::worksheet::Worksheet;

pub use crate::verify::{Cost, Limits, LoadError, Share};

/// A rulebook ready to answer: verified, its tables indexed, its input described. Built once, shared by all threads.
#[derive(Debug, Clone)]
pub struct Engine {
    plan: Plan,
    decoder: Decoder,
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
        Ok(Self {
            decoder: Decoder::new(&graph)?,
            plan: Plan::new(graph)?,
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

    /// The answers to the risks of a batch, in their order.
    #[must_use]
    pub fn evaluate(&self, batch: &Batch) -> Vec<Answer> {
        let execution = self.execute(batch);
        (0..batch.risks)
            .map(|risk| execution.answer(risk))
            .collect()
    }

    /// The answer to a risk.
    #[must_use]
    pub fn answer(&self, risk: Risk<'_>) -> Answer {
        let decoded = self.decoder.decode_risks(std::iter::once(risk));
        match decoded.lanes.into_iter().next() {
            Some(Err(faults)) => refused(faults),
            Some(Ok(_)) | None => self.execute(&decoded.batch).answer(0),
        }
    }

    /// The answers to risks, in their order. A risk with faults is refused; the others never notice it.
    #[must_use]
    pub fn answer_all(&self, risks: &[Risk<'_>]) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(risks.len());
        self.execute_all(risks, |lanes, execution| {
            answers.extend(lanes.into_iter().map(|lane| match lane {
                Ok(risk) => execution.answer(risk),
                Err(faults) => refused(faults),
            }));
        });
        answers
    }

    /// Computes everything for risks, chunk by chunk, so that what is held at once does not grow with their number. Of each chunk is handed on, in order,
    /// for each of its risks where it is in the execution, or what is wrong with it.
    pub fn execute_all(
        &self,
        risks: &[Risk<'_>],
        mut each: impl FnMut(Vec<Result<u32, Vec<Fault>>>, &Execution<'_>),
    ) {
        let (mut rest, mut size) = (risks, FIRST_CHUNK);
        while !rest.is_empty() {
            let (chunk, behind) = rest.split_at(size.min(rest.len()));
            let decoded = self.decoder.decode_risks(chunk.iter().copied());
            let execution = self.execute(&decoded.batch);
            each(decoded.lanes, &execution);
            size = self.next_size(&execution);
            rest = behind;
        }
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

    /// How many risks fill a chunk, if they are like those of this one.
    fn next_size(&self, execution: &Execution<'_>) -> usize {
        let spaces = (0..).map(SpaceId).zip(&self.graph().spaces);
        let lanes = spaces.map(|(space, _)| execution.lanes(space).count);
        let most = lanes.max().unwrap_or(1).max(1) as usize;
        let risks = execution.lanes(RISK).count as usize;
        let size = LANES.saturating_mul(risks).checked_div(most);
        size.unwrap_or(1).clamp(1, LANES)
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

fn refused(faults: Vec<Fault>) -> Answer {
    Answer::refused(faults.into_iter().map(Refusal::Fault).collect())
}
