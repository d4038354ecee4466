//! The one test binary: cases, the command line, and the house rules.

mod cases;
mod command_line;
mod mutate;
mod mutations;
mod reference;
mod source_map;
mod versions;
