//! The one test binary: cases, the command line, and the house rules.

#[cfg(feature = "mcp")]
mod assistant;
mod cases;
mod command_line;
mod completion;
mod consequences;
mod corpus;
mod diff;
mod docs;
mod editors;
mod format;
mod half_typed;
mod hostile;
mod import;
mod import_mutations;
mod import_sam;
mod keys;
mod levels;
mod lint;
mod marked;
mod memory;
mod mutate;
mod mutations;
mod paste;
mod receipts;
mod refactor;
mod reference;
mod schemas;
mod server;
mod source_map;
mod steady;
mod tidy;
mod types;
mod versions;
