//! `slsc build`: the template, its source map and the code, all or nothing.

mod next;

use super::compile::{Compiled, Forms, compile};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input, pack};
use crate::diagnostic::{Found, Severity, human};
use crate::emit;
use crate::package::{self, ASSETS, Assets, MANIFEST, Making, Manifest, Written, write_outputs};
use crate::{Options, Remains};
use std::fmt::Write;
use std::mem::ManuallyDrop;
use std::path::Path;

const EXAMPLES: &str = "Examples:
  slsc build                            the stack of the current directory, into out/
  slsc build shop --stage prod -o dist  one stage of the stack in shop/, into dist/
  slsc build --all-stages               one template a stage
  slsc build main.sls --stdout          the template alone, to standard output
  cat main.sls | slsc build - --stdout --set keep=7";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a folder of .sls files, or - for standard input [default: the current directory]
    #[arg(value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    input: Option<String>,
    /// The folder to write to: templates, source maps, manifest.json, and the code in assets/
    #[arg(short, long = "out", value_name = "DIR", default_value = "out", value_hint = clap::ValueHint::DirPath)]
    out: String,
    /// Print the template instead of writing files; it names the code by its hash, and a build without --stdout packs it
    #[arg(long, conflicts_with_all = ["out", "all_stages"])]
    stdout: bool,
    /// Write a template for each stage that the source names
    #[arg(long, conflicts_with = "stage")]
    all_stages: bool,
    /// Do not read the code of functions: the template names keys that are no hashes, and is not to be deployed
    #[arg(long)]
    no_assets: bool,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: &Args) -> Outcome {
    let forms = if args.all_stages { Forms::Stages } else { Forms::Asked };
    let options = Options { remains: Remains::Left, ..args.settings.options()? };
    let mut compiled = ManuallyDrop::new(compile(&input::from(args.input.as_deref())?, &options, forms)?);
    let assets = match (args.no_assets, args.stdout) {
        (true, _) => Assets::default(),
        (false, true) => pack::pack(&mut compiled, Making::Names),
        (false, false) => pack::pack(&mut compiled, Making::Zips),
    };
    // notes are for `check` and the editor: a build tells what is wrong
    let found: Vec<Found> = compiled.found().into_iter().filter(|f| f.diagnostic.severity != Severity::Note).collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    if compiled.has_errors() {
        return Ok(Ending::Errors);
    }
    if compiled.forms.is_empty() {
        return Err(Failure::new("the compiler made no template and named no error"));
    }
    if args.stdout {
        return compiled
            .forms
            .iter()
            .try_for_each(|f| console::out(&emit::print::print(&f.template)))
            .map(|()| Ending::Fine);
    }
    let files = files(&compiled, assets)?;
    let sizes: Vec<(String, usize)> = files.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect();
    let written = write_outputs(Path::new(&args.out), files).map_err(|error| Failure::new(error.to_string()))?;
    console::err(&told(&args.out, &compiled, &sizes, &written));
    if console::is_terminal(Stream::Err) {
        console::err(&next::commands(&args.out, &compiled.forms, &sizes));
    }
    Ok(Ending::Fine)
}

/// Everything that a build writes, by its path in the output folder.
fn files(compiled: &Compiled, assets: Assets) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let (listed, mut files) = assets.finish();
    let stacks: Vec<package::Stack> = compiled.forms.iter().map(pack::entry).collect();
    for (form, stack) in compiled.forms.iter().zip(&stacks) {
        let map = emit::map::source_map(&form.template, &compiled.sources, &compiled.folder);
        files.push((stack.template.clone(), emit::print::print(&form.template).into_bytes()));
        files.push((stack.map.clone(), map.into_bytes()));
    }
    let manifest = Manifest::new(stacks, listed).to_json();
    let manifest = manifest.map_err(|error| Failure::new(format!("cannot make the manifest: {error}")))?;
    files.push((MANIFEST.to_string(), manifest));
    Ok(files)
}

/// What was written: a line a template, and one for the code.
fn told(out: &str, compiled: &Compiled, sizes: &[(String, usize)], written: &Written) -> String {
    let mut text = String::new();
    for form in &compiled.forms {
        let name = format!("{}.template.json", form.name);
        let bytes = sizes.iter().find(|(n, _)| *n == name).map_or(0, |(_, bytes)| *bytes);
        let _ = writeln!(text, "{out}/{name}: {}, {}", many(form.template.resources.len(), "resource"), size(bytes));
    }
    let code = |name: &str| name.strip_prefix(ASSETS).is_some_and(|rest| rest.starts_with('/'));
    let zips: Vec<usize> = sizes.iter().filter(|(name, _)| code(name)).map(|(_, bytes)| *bytes).collect();
    if !zips.is_empty() {
        let kept = match written.kept.len() {
            0 => String::new(),
            n if n == zips.len() => ", unchanged".to_string(),
            n => format!(", {n} of them unchanged"),
        };
        let _ = writeln!(text, "{out}/{ASSETS}: {}, {}{kept}", many(zips.len(), "file"), size(zips.iter().sum()));
    }
    text
}

fn many(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_short() {
        assert_eq!([super::size(500), super::size(2_048), super::size(3 << 20)], ["500 B", "2.0 KB", "3.0 MB"]);
        assert_eq!([super::many(1, "file"), super::many(0, "file")], ["1 file", "0 files"]);
    }
}
