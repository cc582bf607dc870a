//! A PostgreSQL of the tests' own, on a port of its own, out of the programs that are installed.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// A cluster that ends with the process that began it, however that ends.
struct Cluster {
    port: u16,
    programs: PathBuf,
    /// The databases that were made.
    made: Mutex<BTreeSet<String>>,
    /// Who ends the cluster when this is closed.
    _guard: std::process::ChildStdin,
}

/// The URL of a database, which is made when it is first asked for.
pub(crate) fn database(name: &str) -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(Cluster::begin);
    let name = name.replace('-', "_");
    let port = cluster.port.to_string();
    let mut made = cluster.made.lock().expect("nobody has failed with it");
    if made.insert(name.clone()) {
        let mut create = Command::new(cluster.programs.join("createdb"));
        create.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", &name]);
        run(&mut create);
    }
    format!("postgres://postgres@127.0.0.1:{port}/{name}")
}

impl Cluster {
    fn begin() -> Self {
        let programs = programs().expect(
            "PostgreSQL is not installed: `apt-get install postgresql`, or leave these tests out with `cargo test --test service`",
        );
        let folder = std::env::temp_dir().join(format!("lutine-postgres-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder can be made");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&folder));
        }
        let data = folder.join("data");
        let mut init = as_user(&programs.join("initdb"));
        init.args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-D",
        ]);
        run(init.arg(&data));
        // A port that is free now, and a moment later, as a rule.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.expect("there is a free port").port();
        let options = format!(
            "-p {port} -h 127.0.0.1 -k {} -F -c max_connections=400 -c full_page_writes=off",
            folder.display()
        );
        let mut start = as_user(&programs.join("pg_ctl"));
        start
            .args(["-w", "-o", &options, "-l"])
            .arg(folder.join("log"))
            .arg("-D")
            .arg(&data);
        run(start.arg("start"));
        let guard = guard(&programs, &folder, &data);
        Self {
            port,
            programs,
            made: Mutex::default(),
            _guard: guard,
        }
    }
}

/// Somebody who waits for the end of this process, and then ends the cluster and takes its folder away.
fn guard(programs: &Path, folder: &Path, data: &Path) -> std::process::ChildStdin {
    let stop = as_user(&programs.join("pg_ctl"));
    let words: Vec<String> = std::iter::once(stop.get_program())
        .chain(stop.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let script = format!(
        "cat >/dev/null; {} -m immediate -D {} stop; rm -rf {}",
        words.join(" "),
        data.display(),
        folder.display()
    );
    let mut waiting = Command::new("setsid");
    waiting.args(["sh", "-c", &script]).stdin(Stdio::piped());
    let waiting = waiting.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    waiting
        .expect("a shell is there")
        .stdin
        .take()
        .expect("it reads")
}

/// Where the programs of the newest PostgreSQL are.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| folder.join("pg_ctl").exists())
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

fn is_root() -> bool {
    let id = Command::new("id")
        .arg("-u")
        .output()
        .expect("`id` is there");
    id.stdout.trim_ascii() == b"0"
}

/// A program, as somebody who is not root: a server of PostgreSQL is not.
fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn run(command: &mut Command) {
    // Whoever does not want root's folder is given one that everybody may enter.
    command.current_dir("/").stdin(Stdio::null());
    let output = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .status();
    let status = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    if !status.success() {
        drop(std::io::stderr().flush());
        panic!("{command:?} ended with {status}");
    }
}
