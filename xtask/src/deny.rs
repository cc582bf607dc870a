//! What the dependencies may be: `cargo deny`.

use crate::step::{Outcome, cargo, run, succeeds};
use crate::tool::Tool;

/// Built without the part with a git of its own: no list of all crates is needed.
const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    version_of: &["--version"],
};

/// Licences, bans and sources of the dependencies; known vulnerabilities where their list can be fetched.
pub(crate) fn check() -> Outcome {
    let deny = match DENY.installed() {
        Ok(deny) => deny,
        Err(why) => return why,
    };
    let mut check = deny();
    // All crates are here already, as a rule: then nobody need be asked for them, who may be far away.
    let metadata = ["metadata", "--offline", "--locked", "--format-version", "1"];
    if succeeds(cargo().args(metadata)) {
        check.arg("--offline");
    }
    let checked = run(check.args(["check", "licenses", "bans", "sources"]));
    if checked != Outcome::Passed {
        return checked;
    }
    if !succeeds(deny().args(["fetch", "db"])) {
        println!("advisories were NOT looked at: their list cannot be fetched here");
        return Outcome::Passed;
    }
    run(deny().args(["check", "--disable-fetch", "advisories"]))
}
