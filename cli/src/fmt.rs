//! `lutine fmt`

use crate::arguments::FmtArguments;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;
use crate::whole::write_whole;
use lutine::{CompileError, FolderSource, Source};
use similar::TextDiff;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The lines shown around what would change.
const CONTEXT: usize = 2;

/// One file with its text.
struct SourceFile {
    /// Where it is written back; none for standard input.
    path: Option<PathBuf>,
    name: String,
    text: String,
}

/// What became of the files.
#[derive(Default)]
struct Counts {
    changed: usize,
    unchanged: usize,
    faulty: usize,
}

/// Gives files the canonical layout, or says which do not have it.
pub(crate) fn run(arguments: &FmtArguments) -> Result<Status, Failure> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(read(path)?);
    }
    let reads_stdin = files.iter().any(|file| file.path.is_none());
    let mut out = output::stdout();
    let mut counts = Counts::default();
    for file in &files {
        match lutine::format(&file.name, &file.text) {
            Err(faults) => {
                counts.faulty = counts.faulty.saturating_add(1);
                anstream::eprintln!("{}\n", faults.render(true));
            }
            Ok(formatted) => {
                let is_changed = formatted != file.text;
                let count = if is_changed {
                    &mut counts.changed
                } else {
                    &mut counts.unchanged
                };
                *count = count.saturating_add(1);
                if arguments.check {
                    show(&mut out, file, &formatted).map_err(Failure::Output)?;
                } else {
                    write(&mut out, file, &formatted, is_changed)?;
                }
            }
        }
    }
    out.flush().map_err(Failure::Output)?;
    if arguments.check || !reads_stdin {
        anstream::eprintln!("{}", counts.summary(arguments.check));
    }
    Ok(Status::findings(
        counts.faulty > 0 || arguments.check && counts.changed > 0,
    ))
}

/// The file at a path, all `*.lutine` files of a folder, or standard input for `-`.
fn read(path: &Path) -> Result<Vec<SourceFile>, Failure> {
    if path == Path::new("-") {
        let mut text = String::new();
        io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Failure::Input {
                input: path.to_owned(),
                error,
            })?;
        return Ok(vec![SourceFile {
            path: None,
            name: "<stdin>".to_owned(),
            text,
        }]);
    }
    let unreadable = |error| Failure::Compile {
        rulebook: path.to_owned(),
        error: CompileError::Source(error),
    };
    let source = FolderSource::open(path).map_err(unreadable)?;
    let files = source.rulebook_files().map_err(unreadable)?;
    let is_folder = path.is_dir();
    let files = files.into_iter().map(|(name, text)| {
        let path = if is_folder {
            path.join(name)
        } else {
            path.to_owned()
        };
        SourceFile {
            name: path.display().to_string(),
            path: Some(path),
            text,
        }
    });
    Ok(files.collect())
}

/// Writes a file back if it is another now; what came from standard input goes to standard output in any case.
fn write(
    out: &mut impl Write,
    file: &SourceFile,
    formatted: &str,
    is_changed: bool,
) -> Result<(), Failure> {
    match &file.path {
        None => out.write_all(formatted.as_bytes()).map_err(Failure::Output),
        Some(path) if is_changed => {
            write_whole(path, formatted.as_bytes()).map_err(|error| Failure::Unwritable {
                path: path.clone(),
                error,
            })
        }
        Some(_) => Ok(()),
    }
}

/// What would change in a file.
fn show(out: &mut impl Write, file: &SourceFile, formatted: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(file.text.as_str(), formatted);
    let mut shown = diff.unified_diff();
    let header = format!("{} (formatted)", file.name);
    shown.context_radius(CONTEXT).header(&file.name, &header);
    write!(out, "{shown}")
}

impl Counts {
    /// `2 files changed, 5 had the layout already`
    fn summary(&self, is_check: bool) -> String {
        let changed = if is_check { "would change" } else { "changed" };
        let unchanged = if self.unchanged == 1 { "has" } else { "have" };
        let mut parts = vec![
            format!("{} {changed}", files(self.changed)),
            format!("{} {unchanged} the layout", self.unchanged),
        ];
        if self.faulty > 0 {
            parts.push(format!("{} cannot be read", self.faulty));
        }
        parts.join(", ")
    }
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}
