//! A rulebook that is ready to answer.

use crate::coverage::{Counter, Coverage};
use crate::proof::Trial;
use crate::{CompileError, Findings, Proofs, Schema, TestReport};
use lutine_core::answer::Answer;
use lutine_core::coverage::Needed;
use lutine_core::engine::{Engine, Explanation};
use lutine_core::risk::Risk;
use lutine_dsl::prove::Claim;
use lutine_dsl::source::{FolderSource, MemorySource, Source, SourceMap};
use lutine_dsl::typed;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// What a text in memory is called in diagnostics and worksheets.
const TEXT_NAME: &str = "rulebook.lutine";

/// How many risks are looked at at once for what they need.
const COVERAGE_CHUNK: usize = 256;

/// A compiled rulebook: everything that was decided about a line of business, ready to answer risks.
///
/// It never changes, can be shared by all threads, and cloning it costs a pointer. Compile it once, when the service starts.
///
/// ```
/// use lutine::Rulebook;
///
/// let rulebook = Rulebook::load("examples/homeowners")?;
/// assert_eq!((rulebook.name(), rulebook.version()), ("homeowners", Some("2025.1")));
/// # Ok::<(), lutine::CompileError>(())
/// ```
#[derive(Clone)]
pub struct Rulebook(Arc<Compiled>);

struct Compiled {
    engine: Engine,
    claims: Vec<Claim>,
    /// What its tests are made of.
    typed: typed::Rulebook,
    sources: Arc<SourceMap>,
    warnings: Findings,
}

impl Rulebook {
    /// Compiles the rulebook in a folder (all its `*.lutine` files with the tables they name), or in one file.
    ///
    /// # Errors
    /// [`CompileError::Source`] where it cannot be read, [`CompileError::Faults`] with all that is wrong with its text.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CompileError> {
        Self::compile(&FolderSource::open(path)?)
    }

    /// Compiles a rulebook that is one text in memory.
    ///
    /// # Errors
    /// [`CompileError::Faults`] with all that is wrong with it.
    ///
    /// ```
    /// use lutine::{CompileError, Rulebook};
    ///
    /// let Err(CompileError::Faults(faults)) = Rulebook::from_text("rulebook fee\ninput Policy\n") else {
    ///     unreachable!("nothing says what a policy is");
    /// };
    /// assert_eq!((faults.list()[0].line, faults.list()[0].column), (2, 7));
    /// ```
    pub fn from_text(text: &str) -> Result<Self, CompileError> {
        Self::compile(&MemorySource::new().with(TEXT_NAME, text))
    }

    /// Compiles a rulebook from wherever its files come: a [`MemorySource`], or a [`Source`] of your own over a database, an archive,
    /// a bucket.
    ///
    /// # Errors
    /// [`CompileError::Source`] where it cannot be read, [`CompileError::Faults`] with all that is wrong with its text.
    pub fn compile(source: &dyn Source) -> Result<Self, CompileError> {
        let checked = lutine_dsl::check(source)?;
        let sources = Arc::new(checked.sources);
        let findings = Findings::new(checked.diagnostics, Arc::clone(&sources));
        let Some(typed) = checked.rulebook else {
            return Err(CompileError::Faults(findings));
        };
        let graph = lutine_dsl::lower::lower(&typed, &sources);
        let engine = Engine::new(graph).map_err(CompileError::Defect)?;
        Ok(Self(Arc::new(Compiled {
            engine,
            claims: checked.claims,
            typed,
            sources,
            warnings: findings,
        })))
    }

    /// The name in its header.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.typed.name
    }

    /// The version in its header.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.0.typed.version.as_deref()
    }

    /// What its writer should look at, though it can be used.
    #[must_use]
    pub fn warnings(&self) -> &Findings {
        &self.0.warnings
    }

    /// The answer to a risk: JSON text or a typed [`Value`](crate::Value).
    ///
    /// It never fails as a whole. Where the input has faults the answer lists them all; where a number cannot be had, the answer says why
    /// in place of that field and gives the others. Ask [`Answer::is_ok`].
    #[must_use]
    pub fn evaluate<'r>(&self, risk: impl Into<Risk<'r>>) -> Answer {
        self.0.engine.answer(risk.into())
    }

    /// The answers to many risks, in their order: each is what [`Rulebook::evaluate`] answers to it alone, for less time.
    ///
    /// ```
    /// # let rulebook = lutine::Rulebook::from_text(
    /// #     "rulebook fee\ninput Policy\nentity Policy { cars: int 1..4 }\noutput { cars = policy.cars }\n")?;
    /// let lines = "{\"cars\": 2}\n{\"cars\": 9}\n";
    /// let answers = rulebook.evaluate_many(lines.lines());
    /// assert_eq!(answers[0].to_json(), r#"{"cars":2}"#);
    /// assert!(answers[1].is_refused());
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn evaluate_many<'r, R: Into<Risk<'r>>>(
        &self,
        risks: impl IntoIterator<Item = R>,
    ) -> Vec<Answer> {
        let risks: Vec<Risk<'r>> = risks.into_iter().map(Into::into).collect();
        self.0.engine.answer_all(&risks)
    }

    /// The answer to a risk, and its worksheet: how each number came about. There is none where the input has faults.
    ///
    /// ```
    /// # let rulebook = lutine::Rulebook::load("examples/personal_auto")?;
    /// let risk = std::fs::read_to_string("examples/personal_auto/cases/two_cars.json").unwrap_or_default();
    /// let explanation = rulebook.explain(&risk);
    /// let worksheet = explanation.worksheet.ok_or("the input has faults");
    /// let premium = worksheet.map(|w| w.selected("policy.vehicles[1].covers[BI]").to_text());
    /// assert!(premium.is_ok_and(|text| text.contains("tables/territory.csv")));
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn explain<'r>(&self, risk: impl Into<Risk<'r>>) -> Explanation {
        self.0.engine.explain(risk.into())
    }

    /// What is known of it before the first quote: of each divisor, range, list and date whether it can fail for any risk that the input
    /// accepts. A claim is proven, refuted by a risk (which comes as a test that can be pasted), or not proven, with the reason.
    ///
    /// ```
    /// use lutine::{ProofStatus, Rulebook};
    ///
    /// let rulebook = Rulebook::from_text(
    ///     "rulebook fee\ninput Policy\nentity Policy { cars: int 0..4, share: decimal = 1 / cars }\noutput { share = policy.share }\n")?;
    /// let proofs = rulebook.proofs();
    /// let Some(ProofStatus::Refuted { test, .. }) = proofs.list.iter().find(|p| p.kind == "divisor").map(|p| &p.status) else {
    ///     unreachable!("no cars are possible");
    /// };
    /// assert!(test.contains("with policy.cars = 0"));
    /// assert!(test.contains("expect policy.share fails division_by_zero"));
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn proofs(&self) -> Proofs {
        let trial = Trial {
            rulebook: &self.0.typed,
            engine: &self.0.engine,
        };
        Proofs::new(&self.0.claims, &self.0.sources, &trial)
    }

    /// What it takes and what it answers, as JSON Schema.
    ///
    /// ```
    /// let schema = lutine::Rulebook::load("examples/personal_auto")?.schema();
    /// assert!(schema.input().contains(r#""$schema": "https://json-schema.org/draft/2020-12/schema""#));
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn schema(&self) -> Schema {
        Schema::of(self.0.engine.graph())
    }

    /// What of the rulebook risks need: which rules they fire, which rows they hit, which branches they take. See [`Coverage`].
    #[must_use]
    pub fn coverage<'r, R: Into<Risk<'r>>>(&self, risks: impl IntoIterator<Item = R>) -> Coverage {
        let (typed, sources) = (&self.0.typed, &self.0.sources);
        let mut counter = Counter::default();
        let (graph, observed) = lutine_dsl::lower::lower_observed(typed, sources, &[]);
        let risks: Vec<Risk<'r>> = risks.into_iter().map(Into::into).collect();
        if let Ok(engine) = Engine::new(graph) {
            for chunk in risks.chunks(COVERAGE_CHUNK) {
                let decoded = engine.decoder().decode_risks(chunk.iter().copied());
                let execution = engine.execute(&decoded.batch);
                let needed = Needed::of(&execution, &observed.parts, |_, _| true);
                counter.add(decoded.batch.risks, typed.tables.len(), &needed, &observed);
            }
        }
        counter.coverage(typed, sources)
    }

    /// Runs the rulebook's own `test` declarations.
    #[must_use]
    pub fn test(&self) -> TestReport {
        self.test_matching("")
    }

    /// Runs those of its tests that have `part` in their name.
    #[must_use]
    pub fn test_matching(&self, part: &str) -> TestReport {
        self.run_tests(part, false).0
    }

    /// Runs those of its tests that have `part` in their name, and says what of the rulebook they need.
    ///
    /// ```
    /// let (report, coverage) = lutine::Rulebook::load("examples/personal_auto")?.test_covered("");
    /// assert!(report.is_ok() && coverage.rules_fired() > 0);
    /// println!("{coverage}");
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn test_covered(&self, part: &str) -> (TestReport, Coverage) {
        let (report, counter) = self.run_tests(part, true);
        let coverage = counter.coverage(&self.0.typed, &self.0.sources);
        (report, coverage)
    }

    fn run_tests(&self, part: &str, observe: bool) -> (TestReport, Counter) {
        let chosen = |name: &str| name.contains(part);
        let (typed, sources) = (&self.0.typed, &self.0.sources);
        let groups = lutine_dsl::testing::prepare(typed, sources, chosen, observe);
        let mut counter = Counter::default();
        (TestReport::of(groups, &mut counter), counter)
    }
}

impl fmt::Debug for Rulebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rulebook")
            .field("name", &self.name())
            .field("version", &self.version())
            .finish_non_exhaustive()
    }
}
