//! `rulebook`, `module`, `currency`, `input`, `import`, `plugin`.

use super::declaration::{Declaring, Reading};
use super::grammar::Rule;
use super::reader::{child, children};
use crate::diagnostics::syntax::{misplaced, not_a_currency};
use crate::layout::Separators;
use crate::syntax::{
    Currency, DeclarationKind, Import, Input, Module, Plugin, PluginFunction, Rulebook,
};

impl Declaring<'_> {
    pub fn rulebook(&self) -> Option<DeclarationKind> {
        self.head(
            Reading::new(
                Rule::rulebook,
                "the header of the rulebook",
                "`rulebook name version \"2025.1\"`",
            ),
            |reader, pair| {
                for rule in [Rule::version, Rule::leap_day] {
                    if let Some(again) = children(pair, rule).nth(1) {
                        let message = "this was said already";
                        reader.report(misplaced(reader.span(&again), message, "say it once"));
                    }
                }
                let version =
                    child(pair, Rule::version).and_then(|clause| child(&clause, Rule::text));
                let leap_day =
                    child(pair, Rule::leap_day).and_then(|clause| child(&clause, Rule::name));
                Some(DeclarationKind::Rulebook(Rulebook {
                    name: reader.small_name(&child(pair, Rule::name)?, "a rulebook"),
                    version: version.map(|text| reader.text_literal(&text)),
                    leap_day: leap_day.map(|name| reader.name(&name)),
                }))
            },
        )
    }

    pub fn module(&self) -> Option<DeclarationKind> {
        self.head(
            Reading::new(
                Rule::module,
                "the header of the module",
                "`module name version \"1\"`",
            ),
            |reader, pair| {
                if let Some(again) = children(pair, Rule::version).nth(1) {
                    let message = "this was said already";
                    reader.report(misplaced(reader.span(&again), message, "say it once"));
                }
                let version =
                    child(pair, Rule::version).and_then(|clause| child(&clause, Rule::text));
                Some(DeclarationKind::Module(Module {
                    name: reader.small_name(&child(pair, Rule::name)?, "a module"),
                    version: version.map(|text| reader.text_literal(&text)),
                }))
            },
        )
    }

    pub fn currency(&self) -> Option<DeclarationKind> {
        self.head(
            Reading::new(Rule::currency, "a currency", "`currency USD`"),
            |reader, pair| {
                let currencies: Vec<_> = children(pair, Rule::any_name)
                    .map(|code| reader.name(&code))
                    .collect();
                for code in &currencies {
                    let is_code = code.text.len() == 3
                        && code.text.bytes().all(|letter| letter.is_ascii_uppercase());
                    if !is_code {
                        reader.report(not_a_currency(code.span, &code.text));
                    }
                }
                Some(DeclarationKind::Currency(Currency { currencies }))
            },
        )
    }

    pub fn input(&self) -> Option<DeclarationKind> {
        self.head(
            Reading::new(Rule::input, "the input", "`input Policy`"),
            |reader, pair| {
                Some(DeclarationKind::Input(Input {
                    entity: reader.capital_path(&child(pair, Rule::path)?, "an entity"),
                }))
            },
        )
    }

    pub fn import(&self) -> Option<DeclarationKind> {
        self.head(
            Reading::new(
                Rule::import,
                "an import",
                "`import name from \"../folder\"`",
            ),
            |reader, pair| {
                Some(DeclarationKind::Import(Import {
                    name: reader.small_name(&child(pair, Rule::name)?, "an import"),
                    folder: reader.text_literal(&child(pair, Rule::text)?),
                }))
            },
        )
    }

    pub fn plugin(&self) -> Option<DeclarationKind> {
        let head = self.head(
            Reading::new(
                Rule::plugin_head,
                "a plug-in",
                "`plugin name from \"file.wasm\" { … }`",
            ),
            |reader, pair| {
                let name = reader.small_name(&child(pair, Rule::name)?, "a plug-in");
                Some((name, reader.text_literal(&child(pair, Rule::text)?)))
            },
        );
        let reading = Reading {
            words: &["function"],
            ..Reading::new(
                Rule::plugin_item,
                "a function of a plug-in",
                "`function name(parameter: type) -> type`",
            )
        };
        let functions = self.items_with_docs(reading, Separators::Items, |reader, docs, pair| {
            let signature = reader.signature(&child(pair, Rule::signature)?)?;
            Some(PluginFunction {
                docs: docs(),
                signature,
            })
        });
        let (name, file) = head?;
        Some(DeclarationKind::Plugin(Plugin {
            name,
            file,
            functions,
        }))
    }
}
