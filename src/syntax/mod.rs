//! Text to tree, with recovery: several mistakes give several messages, and a half-typed file is still a tree.

pub mod ast;
