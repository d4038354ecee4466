//! `slsc build`: the template, its source map and the code, all or nothing.

use super::compile::{Compiled, Options, Product, compile};
use super::console::{self, Stream};
use super::outputs::{self, Assets, Output};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input};
use crate::diagnostic::{Found, Severity, human};
use std::collections::HashSet;
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc build                            the stack of the current directory, into out/
  slsc build shop --stage prod -o dist  one stage of the stack in shop/, into dist/
  slsc build --all-stages               one template a stage
  slsc build main.sls --stdout          the template alone, to standard output
  cat main.sls | slsc build - --stdout --set keep=7";

/// A template up to this size, in bytes, can be given to CloudFormation without a bucket
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>, 2026-11-23).
const INLINE: usize = 51_200;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a folder of .sls files, or - for standard input [default: the current directory]
    #[arg(value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    input: Option<String>,
    /// The folder to write to
    #[arg(short, long = "out", value_name = "DIR", default_value = "out", value_hint = clap::ValueHint::DirPath)]
    out: String,
    /// Print the template instead of writing files
    #[arg(long, conflicts_with_all = ["out", "all_stages"])]
    stdout: bool,
    /// Write a template for each stage that the source names
    #[arg(long, conflicts_with = "stage")]
    all_stages: bool,
    /// Do not pack code
    #[arg(long)]
    no_assets: bool,
    #[command(flatten)]
    settings: Settings,
}

/// A template with the name of its files.
struct Built {
    name: String,
    stack: String,
    product: Product,
}

pub fn run(args: &Args) -> Outcome {
    let compiled = all(args)?;
    if report(&compiled) == Ending::Errors {
        return Ok(Ending::Errors);
    }
    let built = built(compiled, args)?;
    if args.stdout {
        return built.iter().try_for_each(|b| print(&b.product)).map(|()| Ending::Fine);
    }
    let assets = if args.no_assets { Assets::Leave } else { Assets::Pack };
    let written = write(&args.out, &built, assets)?;
    console::err(&told(&args.out, &built, &written));
    if console::is_terminal(Stream::Err) {
        console::err(&next(&args.out, &built, assets));
    }
    Ok(Ending::Fine)
}

/// The compilation, or one for each stage.
fn all(args: &Args) -> Result<Vec<(Option<String>, Compiled)>, Failure> {
    let input = input::from(args.input.as_deref())?;
    let options = args.settings.options()?;
    let first = compile(&input, &options)?;
    if !args.all_stages || !first.diagnostics.iter().all(|d| d.severity != Severity::Error) {
        return Ok(vec![(None, first)]);
    }
    if first.stages.is_empty() {
        return Err(Failure::new("`--all-stages` finds no stages: the source has no `stages` block"));
    }
    let of = |stage: String| {
        let options = Options { stage: Some(stage.clone()), ..options.clone() };
        compile(&input, &options).map(|compiled| (Some(stage), compiled))
    };
    first.stages.iter().cloned().map(of).collect()
}

/// Prints what all compilations have to say, once where several say it.
fn report(compiled: &[(Option<String>, Compiled)]) -> Ending {
    let mut seen = HashSet::new();
    let found: Vec<Found> = compiled
        .iter()
        .flat_map(|(_, c)| c.diagnostics.iter().map(|diagnostic| Found { sources: &c.sources, diagnostic }))
        .filter(|f| seen.insert((f.diagnostic.code.name, f.diagnostic.span, f.diagnostic.message.as_str())))
        .collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    let error = found.iter().any(|f| f.diagnostic.severity == Severity::Error);
    if error { Ending::Errors } else { Ending::Fine }
}

fn built(compiled: Vec<(Option<String>, Compiled)>, args: &Args) -> Result<Vec<Built>, Failure> {
    let one = |(stage, compiled): (Option<String>, Compiled)| {
        let product =
            compiled.product.ok_or_else(|| Failure::new("the compiler made no template and named no error"))?;
        let stack = match (&stage, args.all_stages) {
            (Some(stage), true) => format!("{}-{stage}", compiled.stack_name),
            _ => compiled.stack_name,
        };
        Ok(Built { name: stack.clone(), stack, product })
    };
    compiled.into_iter().map(one).collect()
}

fn print(product: &Product) -> Result<(), Failure> {
    console::out(&String::from_utf8_lossy(&product.template))
}

fn write(out: &str, built: &[Built], assets: Assets) -> Result<Vec<Output>, Failure> {
    let mut files: Vec<Output> = built.iter().flat_map(|b| outputs::of(&b.name, &b.product)).collect();
    if assets == Assets::Pack {
        let wanted = built.iter().flat_map(|b| &b.product.assets).collect::<Vec<_>>();
        files.extend(outputs::packed(&wanted)?);
    }
    outputs::write(out, &files)?;
    Ok(files)
}

/// What was written, a line a template.
fn told(out: &str, built: &[Built], written: &[Output]) -> String {
    let mut text = String::new();
    for b in built {
        let path = format!("{out}/{}.template.json", b.name);
        let _ = writeln!(text, "{path}: {}, {}", many(b.product.resources, "resource"), size(b.product.template.len()));
    }
    let zips: Vec<&Output> = written.iter().filter(|(name, _)| name.starts_with("assets/")).collect();
    if !zips.is_empty() {
        let bytes = zips.iter().map(|(_, bytes)| bytes.len()).sum();
        let _ = writeln!(text, "{out}/assets: {}, {}", many(zips.len(), "file"), size(bytes));
    }
    text
}

/// The commands that a user needs after a build.
fn next(out: &str, built: &[Built], assets: Assets) -> String {
    let code = assets == Assets::Pack && built.iter().any(|b| !b.product.assets.is_empty());
    let mut text = "\nNext:\n".to_string();
    if code {
        let _ = writeln!(text, "  aws s3 sync {} s3://$BUCKET/assets", quote(&format!("{out}/assets")));
    }
    for b in built {
        let template = quote(&format!("{out}/{}.template.json", b.name));
        let _ = write!(text, "  aws cloudformation deploy --template-file {template} --stack-name {}", b.stack);
        text.push_str(" --capabilities CAPABILITY_NAMED_IAM");
        text.push_str(if b.product.template.len() > INLINE { " --s3-bucket $BUCKET" } else { "" });
        let own = code && !b.product.assets.is_empty();
        text.push_str(if own { " --parameter-overrides ArtifactBucket=$BUCKET\n" } else { "\n" });
    }
    text
}

fn quote(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if text.chars().all(safe) { text.to_string() } else { format!("'{}'", text.replace('\'', r"'\''")) }
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
    use super::*;
    use crate::lower::Asset;

    fn shop(template: usize, assets: &[&str]) -> Built {
        let asset = |path: &&str| Asset {
            path: path.to_string(),
            exclude: vec![],
            exclude_spans: vec![],
            owner: Default::default(),
            span: Default::default(),
            resource: Default::default(),
            property: "",
        };
        let assets = assets.iter().map(asset).collect();
        let product = Product { template: vec![b' '; template], map: b"{}\n".to_vec(), resources: 3, assets };
        Built { name: "Shop".into(), stack: "Shop".into(), product }
    }

    #[test]
    fn says_what_was_written() {
        let built = [shop(2_048, &[])];
        let written = [("assets/1.zip".to_string(), vec![0; 500])];
        let expected = "out/Shop.template.json: 3 resources, 2.0 KB\nout/assets: 1 file, 500 B\n";
        assert_eq!(told("out", &built, &written), expected);
    }

    #[test]
    fn says_what_comes_next() {
        let deploy = "--stack-name Shop --capabilities CAPABILITY_NAMED_IAM";
        assert_eq!(
            next("out", &[shop(10, &[])], Assets::Pack),
            format!("\nNext:\n  aws cloudformation deploy --template-file out/Shop.template.json {deploy}\n")
        );
        assert_eq!(
            next("my out", &[shop(60_000, &["src"])], Assets::Pack),
            format!(
                "\nNext:\n  aws s3 sync 'my out/assets' s3://$BUCKET/assets\n  aws cloudformation deploy --template-file \
                 'my out/Shop.template.json' {deploy} --s3-bucket $BUCKET --parameter-overrides ArtifactBucket=$BUCKET\n"
            )
        );
    }
}
