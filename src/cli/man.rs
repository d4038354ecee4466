//! `slsc man`: the manual pages.

use super::arguments::Slsc;
use super::{Ending, Failure, Outcome, console};
use crate::package::{reason, write_outputs};
use clap::CommandFactory;
use clap_mangen::Man;

const EXAMPLES: &str = "Examples:
  slsc man | man -l -                     read the page of slsc
  slsc man ~/.local/share/man/man1        write the pages of all commands";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to write a page for each command to; without it, slsc's own page is printed
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    let mut slsc = Slsc::command();
    slsc.build();
    match &args.folder {
        None => {
            let (_, page) = page(slsc)?;
            console::out(&String::from_utf8_lossy(&page))?;
        }
        Some(folder) => {
            let commands = slsc.get_subcommands().filter(|c| c.get_name() != "help").cloned().collect::<Vec<_>>();
            let pages: Result<Vec<_>, _> = std::iter::once(slsc).chain(commands).map(page).collect();
            write_outputs(std::path::Path::new(folder), pages?).map_err(|error| Failure::new(error.to_string()))?;
        }
    }
    Ok(Ending::Fine)
}

/// `slsc-build.1` and its text.
fn page(command: clap::Command) -> Result<(String, Vec<u8>), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_string();
    let mut text = Vec::new();
    let rendered = Man::new(command).render(&mut text);
    rendered.map_err(|error| Failure::new(format!("cannot make the manual page: {}", reason(&error))))?;
    Ok((format!("{name}.1"), text))
}
