//! How long the largest hostile files take, slowest first: `cargo run --release -p lutine-oracles --example hostile [1/8] [PART-OF-A-NAME]…`;
//! files of an eighth of that size, which may not be refused where larger ones are.
//!
//! A file is checked as `lutine check` does it, proofs and all, and formatted. Where the system says how long a thread was on a processor
//! (Linux), that is what is shown, so that whatever else a machine does counts for nothing; and how much memory a check takes. The last
//! line names the worst form of all and its time.

use lutine_oracles::large::{self, Size};
use lutine_oracles::measure::{Measured, measured};

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a whole file takes, checked and formatted.
struct Form {
    name: &'static str,
    checked: Measured<String>,
    formatted: Measured<bool>,
}

impl Form {
    fn of(large: &large::Large) -> Self {
        Self {
            name: large.name,
            checked: measured(|| large.check()),
            formatted: measured(|| large.format()),
        }
    }

    fn worst(&self) -> std::time::Duration {
        self.checked.time.max(self.formatted.time)
    }
}

fn main() {
    let (sizes, parts): (Vec<String>, Vec<String>) =
        (std::env::args().skip(1)).partition(|argument| argument.starts_with("1/"));
    let size = sizes.first().and_then(|size| size.strip_prefix("1/"));
    let size = size.map_or(1, |part| part.parse().expect("1/ and a whole number"));
    let is_asked = |large: &large::Large| {
        parts.is_empty() || parts.iter().any(|part| large.name.contains(part))
    };
    let mut forms = Vec::new();
    for large in large::all(Size::LARGEST.part(size))
        .into_iter()
        .filter(is_asked)
    {
        let form = Form::of(&large);
        eprintln!("{}: {} ms", form.name, form.worst().as_millis());
        forms.push(form);
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.worst()));
    println!("checked    memory  formatted");
    for form in &forms {
        let memory = form.checked.memory.unwrap_or(0) >> 20;
        println!(
            "{:>4} ms  {memory:>4} MiB    {:>4} ms  {:<40} {}",
            form.checked.time.as_millis(),
            form.formatted.time.as_millis(),
            form.name,
            form.checked.found
        );
    }
    if let Some(form) = forms.first() {
        println!(
            "worst of {}: {}, {} ms",
            forms.len(),
            form.name,
            form.worst().as_millis()
        );
    }
}
