//! The canonical layout of a rulebook's text.

use crate::Findings;
use lutine_dsl::source::SourceMap;
use std::sync::Arc;

/// The text of one file of a rulebook in the canonical layout: what `lutine fmt` writes, for editors and services.
///
/// Blanks, line breaks and the commas at the ends of lines change, nothing else: every comment stays where it belongs, and the rulebook
/// means the same. Formatting twice changes nothing. `name` is what the file is called in findings.
///
/// # Errors
/// A text that cannot be read is not touched; the findings say why.
///
/// ```
/// let text = "enum Use { pleasure,business } // how the car is used";
/// let formatted = lutine::format("motor.lutine", text).unwrap();
/// assert_eq!(formatted, "enum Use { pleasure, business }  // how the car is used\n");
///
/// let faults = lutine::format("motor.lutine", "define fee : money == 35.00").unwrap_err();
/// assert_eq!(faults.list()[0].help.as_deref(), Some("write `=`"));
/// ```
pub fn format(name: &str, text: &str) -> Result<String, Findings> {
    lutine_dsl::format::format(text).map_err(|faults| {
        let mut sources = SourceMap::default();
        sources.add(name, text);
        Findings::new(faults, Arc::new(sources))
    })
}
