//! A rulebook that is ready to answer.

use crate::bundle_file;
use crate::coverage::{Counter, Coverage};
use crate::proof::{Effort, Pasted, Trial};
use crate::text::{NO_LIMITS, NoSource, Text};
use crate::{CompileError, Diagram, Findings, Plan, ProofCounts, Proofs, Schema, TestReport};
use lutine_core::answer::Answer;
use lutine_core::bundle::{Bundle, BundleError, Hash, Identity, SourceFile};
use lutine_core::coverage::Needed;
use lutine_core::engine::{Engine, Explanation, ExplanationText, Limits};
use lutine_core::risk::Risk;
use lutine_dsl::prove::bounds;
use lutine_dsl::source::{FolderSource, MemorySource, Source};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// What a text in memory is called in diagnostics and worksheets.
const TEXT_NAME: &str = "rulebook.lutine";

/// How long most answers are at most.
const USUAL_ANSWER: usize = 256;

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

/// A module whose rules are part of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedModule {
    /// The name in its header.
    pub name: Arc<str>,
    /// The version in its header.
    pub version: Option<Arc<str>>,
    /// Of its files of rules and the tables that they name: the same wherever its folder stands.
    pub hash: Hash,
}

struct Compiled {
    engine: Engine,
    /// The files of a bundle that came with them.
    source: Option<Vec<SourceFile>>,
    /// What is known of its text: at once where it was compiled here, on first use where it came as a bundle.
    text: OnceLock<Result<Text, NoSource>>,
    identity: OnceLock<Result<Identity, BundleError>>,
    limits: Limits,
}

impl Rulebook {
    /// Compiles the rulebook in a folder (all its `*.lutine` files with the tables they name), or in one file; or reads the compiled
    /// bundle `NAME.lutineb`.
    ///
    /// # Errors
    /// [`CompileError::Source`] where it cannot be read, [`CompileError::Faults`] with all that is wrong with its text,
    /// [`CompileError::Bundle`] where the bundle cannot be loaded.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CompileError> {
        let path = path.as_ref();
        if bundle_file::is_bundle(path) {
            let bytes = bundle_file::read(path, Limits::default())?;
            return Ok(Self::from_bundle(&bytes)?);
        }
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
        Self::compile_within(source, Limits::default())
    }

    /// The same for a host with limits of its own on what one risk may cost.
    ///
    /// # Errors
    /// As for [`Rulebook::compile`].
    pub fn compile_within(source: &dyn Source, limits: Limits) -> Result<Self, CompileError> {
        let (text, graph) = Text::check(source, limits)?;
        let engine = Engine::within(graph, limits).map_err(CompileError::Defect)?;
        Ok(Self(Arc::new(Compiled {
            engine,
            source: None,
            text: OnceLock::from(Ok(text)),
            identity: OnceLock::new(),
            limits,
        })))
    }

    /// Reads a compiled bundle, which [`Rulebook::bundle`] or `lutine build` made. Nothing is compiled: a service starts at once, and decides
    /// by what was built.
    ///
    /// ```
    /// use lutine::Rulebook;
    ///
    /// let compiled = Rulebook::load("examples/homeowners")?;
    /// let shipped = Rulebook::from_bundle(&compiled.bundle()?)?;
    /// assert_eq!(shipped.meaning_hash()?, compiled.meaning_hash()?);
    /// let risk = std::fs::read_to_string("examples/homeowners/cases/book.jsonl")?;
    /// let risk = risk.lines().next().unwrap_or_default();
    /// assert_eq!(shipped.evaluate(risk).to_json(), compiled.evaluate(risk).to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`BundleError`] where the bytes are no bundle, are cut or altered, are of an unknown version, or cost too much.
    pub fn from_bundle(bytes: &[u8]) -> Result<Self, BundleError> {
        Self::from_bundle_within(bytes, Limits::default())
    }

    /// The same for a host with limits of its own on the size of a bundle and on what one risk may cost.
    ///
    /// # Errors
    /// As for [`Rulebook::from_bundle`].
    pub fn from_bundle_within(bytes: &[u8], limits: Limits) -> Result<Self, BundleError> {
        let Bundle { graph, source } = Bundle::read_within(bytes, limits)?;
        Ok(Self(Arc::new(Compiled {
            engine: Engine::within(graph, limits)?,
            source,
            text: OnceLock::new(),
            identity: OnceLock::from(Identity::within(bytes, limits)),
            limits,
        })))
    }

    /// The rulebook as a compiled bundle, its source in it: the bytes of a `.lutineb` file. The same rulebook gives the same bytes.
    ///
    /// # Errors
    /// None that a rulebook which answers can give; see [`Bundle::write`].
    pub fn bundle(&self) -> Result<Vec<u8>, BundleError> {
        let of_text = || self.text().ok().map(|text| text.files.clone());
        let source = self.0.source.clone().or_else(of_text);
        self.bundle_with(source)
    }

    /// The same without the source: it answers and explains, but can no longer be checked and tested.
    ///
    /// # Errors
    /// As for [`Rulebook::bundle`].
    pub fn bundle_without_source(&self) -> Result<Vec<u8>, BundleError> {
        self.bundle_with(None)
    }

    fn bundle_with(&self, source: Option<Vec<SourceFile>>) -> Result<Vec<u8>, BundleError> {
        let graph = self.0.engine.graph().clone();
        Bundle { graph, source }.write()
    }

    /// What a decision is replayed against: with the same hash every risk has the same answer, but for the `file` and `line` of its errors.
    /// Comments, labels, layout and the version in the header are no part of it.
    ///
    /// # Errors
    /// As for [`Rulebook::bundle`].
    pub fn meaning_hash(&self) -> Result<Hash, BundleError> {
        self.identity().map(|identity| identity.meaning_hash)
    }

    /// What names this edition: the hash of the bundle that it was read from, or of the one that [`Rulebook::bundle`] makes.
    ///
    /// # Errors
    /// As for [`Rulebook::bundle`].
    pub fn bundle_hash(&self) -> Result<Hash, BundleError> {
        self.identity().map(|identity| identity.bundle_hash)
    }

    fn identity(&self) -> Result<Identity, BundleError> {
        let made = || Identity::within(&self.bundle()?, NO_LIMITS);
        self.0.identity.get_or_init(made).clone()
    }

    /// Whether its source is known, as it is of every rulebook that was compiled here: so that it can be tested and shown.
    ///
    /// # Errors
    /// [`NoSource`] of a bundle that was built without it, or whose source is not what it was compiled from.
    pub fn has_source(&self) -> Result<(), NoSource> {
        self.text().map(|_| ())
    }

    /// The files that it was compiled from, by name: rules, tables, cases. For whoever keeps or shows them.
    ///
    /// ```
    /// let rulebook = lutine::Rulebook::load("examples/homeowners")?;
    /// let files = rulebook.source_files()?;
    /// assert!(files.iter().any(|file| &*file.name == "tables/roof.csv"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`NoSource::LeftOut`] of a bundle that was built without it.
    pub fn source_files(&self) -> Result<&[SourceFile], NoSource> {
        match &self.0.source {
            Some(files) => Ok(files),
            None => Ok(&self.text()?.files),
        }
    }

    fn text(&self) -> Result<&Text, NoSource> {
        let Compiled { engine, source, .. } = &*self.0;
        let read = || Text::of_bundle(source.as_deref(), engine.graph(), self.0.limits);
        self.0.text.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// The name in its header.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.engine.graph().name
    }

    /// The version in its header.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.0.engine.graph().version.as_deref()
    }

    /// Whether it is a module by itself: it is given nothing and answers nothing, and is there for its tests. Of a bundle without its source
    /// nothing is known, and `false` said.
    ///
    /// ```
    /// use lutine::Rulebook;
    ///
    /// assert!(Rulebook::load("examples/oasis_terms")?.is_module());
    /// assert!(!Rulebook::load("examples/oasis_fm")?.is_module());
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn is_module(&self) -> bool {
        self.text().is_ok_and(|text| text.typed.is_module)
    }

    /// The modules that it was compiled with, along all ways, each once. A bundle knows them too, with its source and without.
    ///
    /// ```
    /// let rulebook = lutine::Rulebook::load("examples/oasis_fm")?;
    /// let names: Vec<String> = rulebook.modules().map(|module| module.name.to_string()).collect();
    /// assert_eq!(names, ["oasis_terms"]);
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    pub fn modules(&self) -> impl Iterator<Item = ImportedModule> {
        let modules = self.0.engine.graph().modules.iter();
        modules.map(|module| ImportedModule {
            name: Arc::clone(&module.name),
            version: module.version.clone(),
            hash: Hash(module.hash),
        })
    }

    /// What its writer should look at, though it can be used. Of a bundle without its source nothing is known: ask
    /// [`Rulebook::has_source`].
    #[must_use]
    pub fn warnings(&self) -> Findings {
        let text = self.text().map(|text| text.warnings.clone());
        text.unwrap_or_default()
    }

    /// The answer to a risk: JSON text or a typed [`Value`](crate::Value).
    ///
    /// It never fails as a whole. Where the input has faults the answer lists them all; where a number cannot be had, the answer says why
    /// in place of that field and gives the others. Ask [`Answer::is_ok`].
    #[must_use]
    pub fn evaluate<'r>(&self, risk: impl Into<Risk<'r>>) -> Answer {
        self.0.engine.answer(risk.into())
    }

    /// The answer to a risk as JSON text on one line: what [`Rulebook::evaluate`] answers and [`Answer::to_json`] writes, for less time.
    ///
    /// ```
    /// # let rulebook = lutine::Rulebook::from_text(
    /// #     "rulebook fee\ninput Policy\nentity Policy { cars: int 1..4 }\noutput { cars = policy.cars }\n")?;
    /// assert_eq!(rulebook.evaluate_to_json(r#"{"cars": 2}"#), r#"{"cars":2}"#);
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn evaluate_to_json<'r>(&self, risk: impl Into<Risk<'r>>) -> String {
        let mut json = String::with_capacity(USUAL_ANSWER);
        self.0.engine.write_answer(risk.into(), &mut json);
        json
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

    /// The answer to a risk, and its worksheet, as JSON text on one line each: what [`Rulebook::explain`] gives, for a fraction of the time. For
    /// services that hand both on.
    ///
    /// ```
    /// # let rulebook = lutine::Rulebook::load("examples/personal_auto")?;
    /// let risk = std::fs::read_to_string("examples/personal_auto/cases/two_cars.json").unwrap_or_default();
    /// let explanation = rulebook.explain_to_json(&risk);
    /// assert!(explanation.answer.contains(r#""total":"2666.97""#));
    /// assert!(explanation.worksheet.is_some_and(|sheet| sheet.contains(r#"{"file":"tables/territory.csv","line":55}"#)));
    /// # Ok::<(), lutine::CompileError>(())
    /// ```
    #[must_use]
    pub fn explain_to_json<'r>(&self, risk: impl Into<Risk<'r>>) -> ExplanationText {
        self.0.engine.explain_to_json(risk.into())
    }

    /// What is known of it before the first quote: of each divisor, range, list and date whether it can fail for any risk that the input
    /// accepts. A claim is proven, refuted by a risk (which comes as a test that can be pasted), or not proven, with the reason.
    ///
    /// ```
    /// use lutine::{ProofStatus, Rulebook};
    ///
    /// let rulebook = Rulebook::from_text(
    ///     "rulebook fee\ninput Policy\nentity Policy { cars: int 0..4, share: decimal = 1 / cars }\noutput { share = policy.share }\n")?;
    /// let proofs = rulebook.proofs()?;
    /// let Some(ProofStatus::Refuted { test, .. }) = proofs.list.iter().find(|p| p.kind == "divisor").map(|p| &p.status) else {
    ///     unreachable!("no cars are possible");
    /// };
    /// assert!(test.contains("with policy.cars = 0"));
    /// assert!(test.contains("expect policy.share fails division_by_zero"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn proofs(&self) -> Result<Proofs, NoSource> {
        let text = self.text()?;
        let trial = Trial::new(&text.typed, &self.0.engine, Effort::Whole);
        let (graph, limits) = (self.0.engine.graph(), self.0.limits);
        let bounds = bounds(&text.typed, graph, limits).into_iter();
        let bounds = bounds.map(|bound| {
            let words = bound.words(graph, limits);
            (bound, words)
        });
        let bounds: Vec<_> = bounds.collect();
        let pasted = Pasted {
            files: &text.files,
            limits,
        };
        let (claims, sources) = (&text.claims, &text.sources);
        Ok(Proofs::new(claims, &bounds, sources, &trial, &pasted))
    }

    /// How many claims hold, at a glance: those that are left are tried on fewer risks, so that it takes no longer than compiling does; on none
    /// where computing a single one would. What counts as not proven may be refuted by [`Rulebook::proofs`].
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn proofs_at_a_glance(&self) -> Result<ProofCounts, NoSource> {
        let text = self.text()?;
        let trial = Trial::new(&text.typed, &self.0.engine, Effort::Glance);
        let bounds = bounds(&text.typed, self.0.engine.graph(), self.0.limits);
        Ok(ProofCounts::new(
            &text.claims,
            &bounds,
            &text.sources,
            &trial,
        ))
    }

    /// What reads what in it, for a picture: inputs, attributes, tables, definitions, rules, fields of the answer.
    ///
    /// ```
    /// let diagram = lutine::Rulebook::load("examples/homeowners")?.diagram()?;
    /// assert!(diagram.to_dot().starts_with("digraph \"homeowners\" {"));
    /// assert!(diagram.to_mermaid().starts_with("flowchart LR\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn diagram(&self) -> Result<Diagram, NoSource> {
        Ok(Diagram::of(&self.text()?.typed))
    }

    /// How it is computed, for whoever asks why answers take their time: of each step whether integers do for it, what is watched, and what stands in the way.
    /// A bundle without its source has the places, not their lines.
    ///
    /// ```
    /// use lutine::Rulebook;
    ///
    /// let rulebook = Rulebook::from_text(
    ///     "rulebook fee\ninput Policy\nentity Policy { cars: int 1..4, share: decimal = 1 / cars }\noutput { share = policy.share }\n")?;
    /// let plan = rulebook.plan();
    /// let (stop, steps) = plan.stops().next().ok_or("nothing stops it")?;
    /// assert_eq!((stop.reason, &*steps[0]), ("a quotient that is not rounded", "policy.share"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn plan(&self) -> Plan {
        let Compiled { engine, source, .. } = &*self.0;
        let of_text = || self.text().ok().map(|text| text.files.as_slice());
        let files = source.as_deref().or_else(of_text).unwrap_or_default();
        Plan::new(engine.graph(), engine.plan_notes(), files)
    }

    /// The rulebook as one that answers Arrow record batches: books in Parquet, data frames.
    #[cfg(feature = "arrow")]
    #[must_use]
    pub fn columns(&self) -> lutine_arrow::Columns<'_> {
        lutine_arrow::Columns::new(&self.0.engine)
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
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn coverage<'r, R: Into<Risk<'r>>>(
        &self,
        risks: impl IntoIterator<Item = R>,
    ) -> Result<Coverage, NoSource> {
        let Text { typed, sources, .. } = self.text()?;
        let mut counter = Counter::default();
        let (graph, observed) = lutine_dsl::lower::lower_observed(typed, sources, &[]);
        let risks: Vec<Risk<'r>> = risks.into_iter().map(Into::into).collect();
        if let Ok(engine) = Engine::within(graph, NO_LIMITS) {
            for chunk in risks.chunks(COVERAGE_CHUNK) {
                let decoded = engine.decoder().decode_risks(chunk.iter().copied());
                let execution = engine.execute(&decoded.batch);
                let needed = Needed::of(&execution, &observed.parts, |_, _| true);
                counter.add(decoded.batch.risks, typed.tables.len(), &needed, &observed);
            }
        }
        Ok(counter.coverage(typed, sources))
    }

    /// The names of its tests with file and line, in the order of the text.
    ///
    /// ```
    /// let rulebook = lutine::Rulebook::load("examples/homeowners")?;
    /// let (name, file, _) = rulebook.tests()?.next().unwrap_or_default();
    /// assert_eq!((&*name, file), ("a family home is bound", "tests.lutine"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn tests(&self) -> Result<impl Iterator<Item = (Arc<str>, &str, u32)>, NoSource> {
        let Text { typed, sources, .. } = self.text()?;
        let runs = typed.tests.iter().flat_map(|test| test.runs());
        Ok(runs.map(|run| {
            let span = run.test.span;
            let file = sources.file(span.file).map_or("", |file| file.name());
            (run.name(), file, sources.line_column(span).line)
        }))
    }

    /// Runs the rulebook's own `test` declarations.
    ///
    /// # Errors
    /// [`NoSource`] of a bundle without it: there tests cannot be run.
    pub fn test(&self) -> Result<TestReport, NoSource> {
        self.test_matching("")
    }

    /// Runs those of its tests that have `part` in their name.
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn test_matching(&self, part: &str) -> Result<TestReport, NoSource> {
        Ok(self.run_tests(part, false)?.0)
    }

    /// Runs those of its tests that have `part` in their name, and says what of the rulebook they need.
    ///
    /// ```
    /// let (report, coverage) = lutine::Rulebook::load("examples/personal_auto")?.test_covered("")?;
    /// assert!(report.is_ok() && coverage.rules_fired() > 0);
    /// println!("{coverage}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Rulebook::test`].
    pub fn test_covered(&self, part: &str) -> Result<(TestReport, Coverage), NoSource> {
        let (report, counter) = self.run_tests(part, true)?;
        let text = self.text()?;
        Ok((report, counter.coverage(&text.typed, &text.sources)))
    }

    fn run_tests(&self, part: &str, observe: bool) -> Result<(TestReport, Counter), NoSource> {
        let text = self.text()?;
        let chosen = |name: &str| name.contains(part);
        let groups = lutine_dsl::testing::prepare(&text.typed, &text.sources, chosen, observe);
        let mut counter = Counter::default();
        Ok((TestReport::of(groups, &mut counter), counter))
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
