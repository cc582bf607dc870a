//! What the command can be asked.

#[cfg(feature = "arrow")]
use crate::batch::{self, Input};
#[cfg(feature = "serve")]
use crate::serve::{KeysCommand, LogCommand, ServeArguments};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
#[cfg(feature = "arrow")]
use lutine::arrow::Key;
#[cfg(feature = "arrow")]
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;

pub(crate) const STATUS: &str = "\
Exit status:
  0  everything is fine
  1  the rulebook has faults, a test failed, a risk has an error, or a file another layout
  2  the command cannot be understood, or a file cannot be read or written

NO_COLOR=1 turns colours off; they are only used on terminals.";

/// Insurance logic that reads like a rate manual: checked, exact, explained.
#[derive(Debug, Parser)]
#[command(name = "lutine", version, after_help = STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a folder with a small rulebook to start from, which passes its own tests.
    New(NewArguments),
    /// Say what is wrong with a rulebook, and how to mend it.
    Check(CheckArguments),
    /// Print the page of a message's code: what it means, with an example and its mend.
    ExplainCode(ExplainCodeArguments),
    /// Give files the canonical layout; comments and meaning stay as they are.
    ///
    /// A file that cannot be read as a rulebook's is not touched: its faults are shown, and the other files go on.
    Fmt(FmtArguments),
    /// Run the tests of a rulebook.
    Test(TestArguments),
    /// Answer risks: decision, reasons, amounts.
    ///
    /// The input is one JSON object, or many, one behind the other: then the answers are JSON lines in the order of the risks. A
    /// risk with faults gives a line {"line": 3, "errors": [...]} with all of them, each with its JSON pointer; the others go on.
    Eval(EvalArguments),
    /// Answer a book of risks into a file: from and to Parquet, Arrow, CSV or JSON lines.
    ///
    /// A row is a risk. Its lists are columns of lists of structs, flat columns (`drivers[1].points`), or tables of their own, joined by a key:
    /// `--input policies.parquet --input drivers=drivers.parquet --key id=policy_id`; all tables must have the risks in one order. Answers come in
    /// the order of the risks, with a column `errors`; amounts are decimals. The book is read and answered piece by piece, and the
    /// output gets its name only when it is whole.
    #[cfg(feature = "arrow")]
    Batch(BatchArguments),
    /// Show how the numbers of a risk came about, line by line.
    Explain(ExplainArguments),
    /// Compile a rulebook into one file, NAME.lutineb, that is loaded without compiling anything.
    ///
    /// The same rulebook gives the same bytes on every machine. The meaning hash says what is decided: comments, labels and layout are no
    /// part of it. The bundle hash names the edition.
    Build(BuildArguments),
    /// Print what reads what, for a picture: inputs, attributes, tables, definitions, rules, outputs.
    ///
    /// An arrow leads from what is read to what reads it; attributes stand with their entity. Draw it with Graphviz,
    /// `lutine graph RULEBOOK | dot -Tsvg > rulebook.svg`, or put Mermaid into a page of a code host or a wiki.
    Graph(GraphArguments),
    /// Print how each step is computed, and why it is not faster.
    ///
    /// Answers are computed in machine integers as far as a rulebook allows, and in decimals where it does not: the same digits, for more time. Of each
    /// input, attribute, definition, rule and field of the answer this says which, what it is proven to lie within, how it is rounded, what is
    /// watched, and what keeps it from being computed in integers.
    Plan(PlanArguments),
    /// Answer risks over HTTP, keep editions of rulebooks and a log of decisions.
    ///
    /// Without settings it keeps everything in lutine.db in this folder and listens on 127.0.0.1:8080, open to whoever is on this machine. Settings come from --config, then the
    /// environment (LUTINE_LISTEN, DATABASE_URL …), then the command line; --print-config shows them all.
    #[cfg(feature = "serve")]
    Serve(ServeArguments),
    /// Make keys of a service.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Verify, export and shorten the decision log of a service.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Log(LogCommand),
    /// Print the JSON Schema (2020-12) of what goes in or comes out.
    Schema(SchemaArguments),
    /// Print what makes a shell complete this command.
    Completions(CompletionsArguments),
    /// Print the manual page.
    Man(ManArguments),
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct NewArguments {
    /// The folder; its last name is that of the rulebook, such as motor_private.
    pub(crate) name: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct CheckArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// End with status 1 on warnings too.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// List what is proven, refuted (with a test that can be pasted) and not proven, on stdout.
    #[arg(long)]
    pub(crate) proofs: bool,
    /// How findings are written: text to stderr, the others to stdout.
    #[arg(long, value_enum, default_value_t = FindingsFormat::Text)]
    pub(crate) format: FindingsFormat,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct ExplainCodeArguments {
    /// The code, as a message shows it in brackets, E0301, or as an answer has it, no_row.
    #[arg(required_unless_present = "list", conflicts_with = "list")]
    pub(crate) code: Option<String>,
    /// List all codes, with a line each.
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct FmtArguments {
    /// Files, folders with all *.lutine files in and below them, or - for standard input to standard output.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing: show what would change, and end with status 1 if anything would.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct TestArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// Run only the tests with this text in their name.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Print the names of the tests and run none.
    #[arg(long, conflicts_with_all = ["coverage", "lcov", "junit"])]
    pub(crate) list: bool,
    /// Write what came of the tests to a file as JUnit XML, for CI systems.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Say which rules fired, which table rows were hit and which branches were taken, and list what never was.
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Write the coverage to a file in lcov's format, for editors, genhtml and services.
    #[arg(long, value_name = "FILE")]
    pub(crate) lcov: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct EvalArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// The file with the risks; - is standard input.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Show the worksheet behind each answer.
    #[arg(long)]
    pub(crate) explain: bool,
    /// How answers are written [default: json; with --explain: text].
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,
}

#[cfg(feature = "arrow")]
#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct BatchArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// The file with the risks, *.parquet, *.arrow, *.csv or *.jsonl; LIST=FILE gives a list of the risks from a table of its own.
    #[arg(long, short, value_name = "[LIST=]FILE", required = true, value_parser = batch::input)]
    pub(crate) input: Vec<Input>,
    /// The file to write, *.parquet, *.arrow, *.csv or *.jsonl.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The column that joins tables, and what the other tables call it, if otherwise.
    #[arg(long, value_name = "KEY[=THEIRS]", value_parser = batch::key)]
    pub(crate) key: Option<Key>,
    /// How many threads answer [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroU16>,
    /// How many risks are held at once by each thread, at most twice over.
    #[arg(long, value_name = "N", default_value = "4096")]
    pub(crate) chunk_rows: NonZeroU32,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct ExplainArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// The file with the risks; - is standard input.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Only what stands at this path and below: `policy.vehicles[1].covers[BI]`, the name of a definition, the code of a rule.
    #[arg(long, value_name = "PATH")]
    pub(crate) of: Option<String>,
    /// How worksheets are written.
    #[arg(long, value_enum, default_value_t = WorksheetFormat::Text)]
    pub(crate) format: WorksheetFormat,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct GraphArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// In which language.
    #[arg(long, value_enum, default_value_t = GraphFormat::Dot)]
    pub(crate) format: GraphFormat,
    /// Only what this needs: `output.total`, `policy.vehicles[1].premium`, the name of a definition, a table, an outcome, the code of a rule.
    #[arg(long, value_name = "PATH")]
    pub(crate) of: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct PlanArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = PlanFormat::Text)]
    pub(crate) format: PlanFormat,
    /// Only what this needs: `output.total`, `policy.vehicles[1].premium`, the name of a definition, the code of a rule.
    #[arg(long, value_name = "PATH")]
    pub(crate) of: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct SchemaArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// Of which side.
    #[arg(long, value_enum, default_value_t = Side::Input)]
    pub(crate) of: Side,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct ManArguments {
    /// Write it into this folder, with a page for each command: lutine.1, lutine-check.1, …
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = STATUS)]
pub(crate) struct BuildArguments {
    /// The rulebook: a folder of *.lutine files, one file, or a compiled bundle NAME.lutineb.
    pub(crate) rulebook: PathBuf,
    /// The file to write [default: NAME.lutineb in this folder].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Leave the source out: the bundle answers and explains, but can no longer be checked and tested.
    #[arg(long)]
    pub(crate) no_source: bool,
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For programs: one JSON object a risk.
    Json,
    /// For people.
    Text,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// For a terminal: each with its lines of source.
    Text,
    /// For programs: one JSON object; lines and columns from 1, columns in characters.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
}

/// How pictures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Graphviz.
    Dot,
    /// For Mermaid: a flowchart.
    Mermaid,
}

/// How plans are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people: a line for each step.
    Text,
    /// For programs: one JSON object.
    Json,
}

/// How worksheets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorksheetFormat {
    /// For a terminal.
    Text,
    /// For a document.
    Markdown,
    /// For programs.
    Json,
}

/// A side of a rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// The risk.
    Input,
    /// The answer.
    Output,
}
