//! `slsc lsp`: the language server, over standard input and output.

use super::{Ending, Failure, Outcome};

const EXAMPLES: &str = "Examples:
  slsc lsp   what an editor starts; it speaks the language server protocol";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What many editors pass; the server speaks over standard input and output anyway
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(_: &Args) -> Outcome {
    match crate::lsp::stdio() {
        Ok(()) => Ok(Ending::Fine),
        Err(why) => Err(Failure::new(format!("the editor's connection broke: {why}"))),
    }
}
