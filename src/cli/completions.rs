//! `slsc completions`: a script that completes commands and flags.

use super::arguments::Slsc;
use super::{Ending, Outcome, console};
use clap::CommandFactory;
use clap_complete::Shell;

const EXAMPLES: &str = "Examples:
  slsc completions bash > ~/.local/share/bash-completion/completions/slsc
  slsc completions zsh > ~/.zfunc/_slsc
  slsc completions fish > ~/.config/fish/completions/slsc.fish";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Slsc::command(), "slsc", &mut script);
    console::out(&String::from_utf8_lossy(&script)).map(|()| Ending::Fine)
}
