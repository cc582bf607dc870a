//! What a rulebook answers beside what was published.

use crate::case::Confidence;
use crate::problem::Problem;
use crate::rows::Row;
use lutine::{Answer, Decimal, Rulebook, Value};
use lutine_core::number::Mode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What is expected where nothing is.
const ABSENT: &str = "nothing";

/// How many differences are shown with their worksheets.
const SHOWN: usize = 3;

/// A value that is not as it was published.
#[derive(Debug)]
pub(crate) struct Difference {
    /// File and line.
    pub(crate) place: String,
    /// Which value.
    pub(crate) what: String,
    /// As it was published.
    pub(crate) expected: String,
    /// As it was answered, or the errors.
    pub(crate) got: String,
    /// How the answer came about, for the first few.
    pub(crate) worksheet: Option<String>,
}

/// A risk and its answer.
#[derive(Debug)]
pub(crate) struct Answered {
    risk: Value,
    pub(crate) answer: Answer,
}

/// The comparison of one case.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) rulebook: Rulebook,
    folder: PathBuf,
    /// Matched and all, by how well the values are established.
    pub(crate) counts: BTreeMap<Confidence, (u32, u32)>,
    pub(crate) differences: Vec<Difference>,
    /// What is said of the case beside its counts.
    pub(crate) notes: Vec<String>,
    read: BTreeSet<String>,
    rows: BTreeSet<String>,
}

impl Comparison {
    pub(crate) fn new(rulebook: Rulebook, folder: PathBuf) -> Self {
        Self {
            rulebook,
            folder,
            counts: BTreeMap::new(),
            differences: Vec::new(),
            notes: Vec::new(),
            read: BTreeSet::new(),
            rows: BTreeSet::new(),
        }
    }

    /// The rows of a file of expected values, each of which has to be compared.
    pub(crate) fn expected(&mut self, file: &str) -> Result<Vec<Row>, Problem> {
        let rows = Row::all(&self.folder, file)?;
        self.read.insert(file.to_owned());
        self.rows.extend(rows.iter().map(Row::place));
        Ok(rows)
    }

    /// The rows of a file of inputs.
    pub(crate) fn inputs(&self, file: &str) -> Result<Vec<Row>, Problem> {
        Row::all(&self.folder, file)
    }

    /// The text of a file of expected values that is no table.
    pub(crate) fn text(&mut self, file: &str) -> Result<String, Problem> {
        self.read.insert(file.to_owned());
        let path = self.folder.join(file);
        std::fs::read_to_string(&path).map_err(|error| Problem::File {
            file: path,
            why: error.to_string(),
        })
    }

    /// Something of the case that a reader of the report should know.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Answers a risk.
    pub(crate) fn answer(&self, risk: Value) -> Answered {
        let answer = self.rulebook.evaluate(&risk);
        Answered { risk, answer }
    }

    /// Holds a value of an answer, by its JSON pointer, against the one that was published, to the last digit.
    pub(crate) fn exact(
        &mut self,
        confidence: Confidence,
        row: &Row,
        answered: &Answered,
        pointer: &str,
        expected: &str,
    ) {
        self.at(confidence, &row.place(), answered, pointer, expected, |x| {
            Some(x)
        });
    }

    /// Holds a value that a source leaves blank against one that is absent.
    pub(crate) fn absent(
        &mut self,
        confidence: Confidence,
        row: &Row,
        answered: &Answered,
        pointer: &str,
    ) {
        self.at(confidence, &row.place(), answered, pointer, ABSENT, |_| {
            None
        });
    }

    /// The same where less digits were published than there are: the answer's value is rounded half up to as many places.
    pub(crate) fn rounded(
        &mut self,
        confidence: Confidence,
        row: &Row,
        answered: &Answered,
        pointer: &str,
        expected: &str,
    ) {
        let places = expected
            .split_once('.')
            .map_or(0, |(_, places)| places.len());
        let step = u32::try_from(places)
            .ok()
            .and_then(|places| Decimal::new(1, places).ok());
        self.at(confidence, &row.place(), answered, pointer, expected, |x| {
            x.round(Mode::HalfUp, step?).ok()
        });
    }

    /// Holds the value at a pointer, as `shown` makes it, against the expected text; of a row or of any other place of a source.
    pub(crate) fn at(
        &mut self,
        confidence: Confidence,
        place: &str,
        answered: &Answered,
        pointer: &str,
        expected: &str,
        shown: impl Fn(Decimal) -> Option<Decimal>,
    ) {
        self.rows.remove(place);
        let got = answered.answer.output.pointer(pointer);
        let same = match (expected.parse::<Decimal>(), got) {
            (Ok(expected), Some(got)) => got.as_number().and_then(shown) == Some(expected),
            (Err(_), Some(Value::Absent)) => expected == ABSENT,
            (Err(_), Some(got)) => got.as_text() == Some(expected),
            (_, None) => false,
        };
        let (matched, all) = self.counts.entry(confidence).or_default();
        *all = all.saturating_add(1);
        if same {
            *matched = matched.saturating_add(1);
            return;
        }
        let worksheet = (self.differences.len() < SHOWN).then(|| {
            let explained = self.rulebook.explain(&answered.risk);
            explained.worksheet.map(|sheet| sheet.to_text())
        });
        let errors = || answered.answer.to_json();
        self.differences.push(Difference {
            place: place.to_owned(),
            what: pointer.trim_start_matches('/').to_owned(),
            expected: expected.to_owned(),
            got: got.map_or_else(errors, Value::to_json),
            worksheet: worksheet.flatten(),
        });
    }

    /// Rows and files of expected values that nothing was held against.
    pub(crate) fn left_out(&self) -> Vec<String> {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten();
        let mut files: Vec<String> = files
            .filter_map(|file| file.ok()?.file_name().into_string().ok())
            .filter(|file| file.starts_with("expected") || file.starts_with("derived"))
            .filter(|file| !self.read.contains(file))
            .collect();
        files.sort();
        files.extend(self.rows.iter().cloned());
        files
    }
}
