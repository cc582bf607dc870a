//! `lutine new`: the rulebook in `cli/starter`, under another name.

use crate::arguments::NewArguments;
use crate::failure::Failure;
use crate::status::Status;
use std::fs;
use std::io;
use std::path::Path;

/// What the starter is called as it stands in the repository, where it is a rulebook like any other.
const STARTER: &str = "starter_rulebook";

/// Its files, by the names that they get.
const FILES: [(&str, &str); 5] = [
    (
        "starter_rulebook.lutine",
        include_str!("../starter/starter_rulebook.lutine"),
    ),
    ("tests.lutine", include_str!("../starter/tests.lutine")),
    (
        "tables/rate.csv",
        include_str!("../starter/tables/rate.csv"),
    ),
    (
        "cases/two_cars.json",
        include_str!("../starter/cases/two_cars.json"),
    ),
    ("README.md", include_str!("../starter/README.md")),
];

/// Makes a folder with a rulebook to start from.
pub(crate) fn run(arguments: &NewArguments) -> Result<Status, Failure> {
    let folder = arguments.name.as_path();
    let name = name(folder)?;
    if !is_free(folder).map_err(|error| unwritable(folder, error))? {
        return Err(Failure::NotEmpty {
            folder: folder.to_owned(),
        });
    }
    for (file, content) in FILES {
        let path = folder.join(file.replace(STARTER, &name));
        write(&path, &content.replace(STARTER, &name)).map_err(|error| unwritable(&path, error))?;
    }
    let shown = folder.display();
    anstream::eprintln!(
        "{shown} is a rulebook; its README.md says what is in it, lutine test {shown} runs its tests"
    );
    Ok(Status::Fine)
}

/// The rulebook's name, which is that of the folder.
fn name(folder: &Path) -> Result<String, Failure> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    if is_name(&name) {
        return Ok(name.into_owned());
    }
    let near: String = name
        .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let near = if is_name(&near) { near } else { String::new() };
    Err(Failure::NotAName {
        name: name.into_owned(),
        near,
    })
}

fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)
}

/// Whether nothing stands there that could be written over.
fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn write(path: &Path, content: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, content)
}

fn unwritable(path: &Path, error: io::Error) -> Failure {
    Failure::Unwritable {
        path: path.to_owned(),
        error,
    }
}
