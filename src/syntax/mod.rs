//! Text to tree, with recovery: several mistakes give several messages, and a half-typed file is still a tree.

pub mod ast;
mod bindings;
mod build;
mod decls;
mod exprs;
mod grammar;
mod grants;
mod items;
mod junk;
mod kept;
mod late;
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
