//! `slsc mcp`: the compiler for coding assistants, over standard input and output.

use super::{Ending, Failure, Outcome};

const EXAMPLES: &str = "Examples:
  slsc mcp   what an assistant starts; it speaks the Model Context Protocol";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

pub fn run(_: &Args) -> Outcome {
    match crate::mcp::stdio() {
        Ok(()) => Ok(Ending::Fine),
        Err(why) => Err(Failure::new(format!("the assistant's connection broke: {why}"))),
    }
}
