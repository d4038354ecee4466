//! The one test binary: cases, the command line, and the house rules.

mod cases;
mod command_line;
mod corpus;
mod docs;
mod format;
mod hostile;
mod import_sam;
mod mutate;
mod mutations;
mod reference;
mod server;
mod source_map;
mod steady;
mod tidy;
mod types;
mod versions;
