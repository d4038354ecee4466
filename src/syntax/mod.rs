//! Text to tree, with recovery: several mistakes give several messages, and a half-typed file is still a tree.

pub mod ast;
mod bindings;
mod build;
mod comprehensions;
mod decls;
mod exprs;
mod grammar;
mod grants;
mod items;
mod junk;
mod kept;

mod numbers;
mod parse;
pub mod pseudo;
mod repair;
mod scan;
mod shift;
mod strings;
#[cfg(test)]
mod tests;
mod types;

pub use parse::{parse, reparse};

/// Whether a text is a name of the language.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
