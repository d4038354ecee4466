//! `slsc new`: a small project that works.

use super::{Ending, Failure, Outcome, console};
use crate::package::{reason, write_outputs};
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc new hello    make hello/ with main.sls, a function's code, .gitignore and README.md
  slsc new .        in the current directory, if it is empty";

/// Path and text, where `{{stack}}` stands for the stack's name.
const FILES: [(&str, &str); 4] = [
    ("main.sls", include_str!("new/main.sls")),
    ("src/hello/app.py", include_str!("new/src/hello/app.py")),
    (".gitignore", include_str!("new/gitignore")),
    ("README.md", include_str!("new/README.md")),
];

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to make; its name becomes the stack's
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: String,
}

pub fn run(args: &Args) -> Outcome {
    let folder = Path::new(&args.folder);
    refuse_used(folder, &args.folder)?;
    let absolute = std::path::absolute(folder);
    let name = absolute.ok().and_then(|p| p.file_name().map(|n| stack_name(&n.to_string_lossy())));
    let name = name.unwrap_or_else(|| stack_name(""));
    let files = FILES.map(|(path, text)| (path.to_string(), text.replace("{{stack}}", &name).into_bytes()));
    write_outputs(folder, files.to_vec()).map_err(|error| Failure::new(error.to_string()))?;
    let list = FILES.map(|(path, _)| format!("  {path}\n")).concat();
    console::err(&format!("made `{}` with\n{list}\nNext:\n  slsc build {}\n", args.folder, args.folder));
    Ok(Ending::Fine)
}

fn refuse_used(folder: &Path, written: &str) -> Result<(), Failure> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(Failure::new(format!("`{written}` is not empty")).help("name a folder that is not there yet")),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::new(format!("cannot make `{written}`: {}", reason(&error))))
        }
        _ => Ok(()),
    }
}

/// `my-shop` is `MyShop`; a name needs a letter first.
fn stack_name(folder: &str) -> String {
    let words = folder.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let name = words.map(capital).collect::<String>();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("Stack{name}"),
        None => "Hello".to_string(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn folders_name_stacks() {
        let of = super::stack_name;
        assert_eq!(
            [of("hello"), of("my-shop_2"), of("2nd"), of("größe"), of("..")],
            ["Hello", "MyShop2", "Stack2nd", "GrE", "Hello"]
        );
    }
}
