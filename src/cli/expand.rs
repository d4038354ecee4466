//! `slsc expand`: what each declaration becomes, and where every value came from.

use super::compile::{Compiled, expand};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input};
use crate::diagnostic::human::{self, Look};
use crate::diagnostic::nearest;
use crate::expand::{Expanded, Made, Origin, Property};
use crate::files::relative;
use crate::source::{Sources, Span};
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc expand main.sls                       every declaration
  slsc expand main.sls PlaceOrder            one of them
  slsc expand shop Orders --stage prod       as it is in one stage";

/// A value longer than this, in characters, is cut.
const VALUE: usize = 60;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a folder of .sls files, or - for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    input: String,
    /// The declaration to show
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: &Args) -> Outcome {
    let input = input::from(Some(&args.input))?;
    let compiled = expand(&input, &args.settings.options()?)?;
    console::err(&human::render(&compiled.found(), console::look(Stream::Err), console::width()));
    // what could be read is shown beside the errors
    if !compiled.expanded.is_empty() {
        let page = Page { sources: &compiled.sources, folder: &compiled.folder, look: console::look(Stream::Out) };
        console::out(&page.all(&chosen(&compiled, args.name.as_deref())?))?;
    }
    Ok(if compiled.has_errors() { Ending::Errors } else { Ending::Fine })
}

/// The declaration of that name with its whole family, or all.
fn chosen<'a>(compiled: &'a Compiled, name: Option<&str>) -> Result<Vec<&'a Expanded>, Failure> {
    let Some(name) = name else { return Ok(compiled.expanded.iter().collect()) };
    let family = |e: &&Expanded| e.name == name || e.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
    let chosen: Vec<&Expanded> = compiled.expanded.iter().filter(family).collect();
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let failure = Failure::new(format!("there is no declaration `{name}`"));
    Err(match nearest(name, compiled.expanded.iter().map(|e| e.name.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    })
}

/// How declarations are shown.
struct Page<'a> {
    sources: &'a Sources,
    folder: &'a str,
    look: Look,
}

impl Page<'_> {
    /// The declarations, an empty line between two.
    fn all(&self, all: &[&Expanded]) -> String {
        let texts: Vec<String> = all.iter().map(|e| self.one(e)).collect();
        texts.join("\n")
    }

    fn one(&self, expanded: &Expanded) -> String {
        let title = format!("{} {}", expanded.kind, expanded.name);
        let mut out = format!("{}  {}\n", self.styled(BOLD, &title), self.styled(DIM, &self.place(expanded.span)));
        let made = |m: &Made| {
            let when = m.condition.as_ref().map_or(String::new(), |c| format!("if {c}"));
            [m.id.clone(), m.ty.clone(), self.place(m.span), when]
        };
        self.section(&mut out, "becomes", expanded.resources.iter().map(made).collect());
        self.section(&mut out, "has", self.rows(&expanded.properties));
        for part in &expanded.parts {
            self.section(
                &mut out,
                &format!("{}  {}", part.title, self.styled(DIM, &self.place(part.span))),
                self.rows(&part.properties),
            );
            if part.properties.is_empty() {
                let _ = writeln!(out, "  {}  {}", part.title, self.styled(DIM, &self.place(part.span)));
            }
        }
        if !expanded.permissions.is_empty() {
            out.push_str("  may\n");
        }
        for permission in &expanded.permissions {
            let _ = writeln!(
                out,
                "    {}  {}",
                permission.actions.join(", "),
                self.styled(DIM, &self.place(permission.span))
            );
            permission.on.iter().for_each(|on| out.push_str(&format!("      on {on}\n")));
        }
        for note in &expanded.notes {
            let _ = writeln!(out, "  note: {note}");
        }
        out
    }

    fn rows(&self, properties: &[Property]) -> Vec<[String; 3]> {
        properties.iter().map(|p| [format!("{}:", p.name), cut(&p.value), self.origin(&p.origin)]).collect()
    }

    /// Rows in columns; what comes last in a row is not padded.
    fn section<const N: usize>(&self, out: &mut String, title: &str, rows: Vec<[String; N]>) {
        if rows.is_empty() {
            return;
        }
        let _ = writeln!(out, "  {title}");
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..N).map(width).collect();
        for row in &rows {
            let padded = row.iter().zip(&widths).enumerate().map(|(column, (text, width))| {
                let text = format!("{text:width$}");
                if column >= 2 { self.styled(DIM, &text) } else { text }
            });
            let _ = writeln!(out, "    {}", padded.collect::<Vec<_>>().join("  ").trim_end());
        }
    }

    fn styled(&self, code: &str, text: &str) -> String {
        match self.look {
            Look::Fancy if !text.trim().is_empty() => format!("\x1b[{code}m{}\x1b[0m", text.trim_end()),
            _ => text.to_string(),
        }
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Own(span) => self.place(*span),
            Origin::Defaults(span) => format!("`defaults`, {}", self.place(*span)),
            Origin::Construct => "slsc's default".to_string(),
            Origin::Aws => "AWS's default".to_string(),
            Origin::Derived(why) => why.clone(),
        }
    }

    fn place(&self, span: Span) -> String {
        let source = self.sources.get(span.file());
        format!("{}:{}", relative(self.folder, &source.path), source.position(span.start()).line)
    }
}

const BOLD: &str = "1";
const DIM: &str = "2";

fn cut(text: &str) -> String {
    let flat = text.replace('\n', "\\n");
    match flat.char_indices().nth(VALUE) {
        Some((at, _)) => format!("{}...", &flat[..at]),
        None => flat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;
    use crate::{Input, Options, compile};

    const TEXT: &str = r#"
stages { dev: { keep: 3 days }, prod: { keep: 90 days } }
param mail: string
defaults function {
  runtime: python3.13
  logs: { retain: stage.keep }
}
queue Jobs {
  dead_letter: { queue: Failed }
  name: mail
}
queue Failed { retain: 14 days }
function Work {
  code: "src"
  handler: "app.run"
  timeout: 20 s
  env: { FAILED: Failed.url }
  logs: { format: json }
  can send Failed
  on queue Jobs { batch: 5 }
}
for n in ["a"] { queue Each[n] {} }
existing queue Other { arn: "arn:aws:sqs:eu-west-1:111111111111:other" }
resource Raw: AWS::SNS::Topic { DisplayName: "x" }
"#;

    fn compiled(stage: Option<&str>) -> Compiled {
        let files = Memory::default().with("src/app.py", "def run(event, context):\n    pass\n");
        let input = Input::Text { name: "main.sls".into(), text: TEXT.into() };
        let options = Options { expand: crate::Expand::Yes, stage: stage.map(str::to_string), ..Options::default() };
        let c = compile(&files, &input, &options);
        Compiled { sources: c.sources, diagnostics: c.diagnostics, expanded: c.expanded, ..Compiled::default() }
    }

    fn shown(compiled: &Compiled, name: Option<&str>, look: Look) -> String {
        let page = Page { sources: &compiled.sources, folder: &compiled.folder, look };
        page.all(&chosen(compiled, name).unwrap())
    }

    #[test]
    fn each_value_has_its_origin() {
        let compiled = compiled(None);
        assert_eq!(compiled.diagnostics, []);
        insta::assert_snapshot!(shown(&compiled, None, Look::Plain));
    }

    #[test]
    fn a_chosen_stage_shows_its_values_behind_what_is_written() {
        let text = shown(&compiled(Some("prod")), Some("Work"), Look::Plain);
        assert!(text.contains("stage.keep = 90 days"), "{text}");
    }

    #[test]
    fn colours_are_the_only_difference() {
        let compiled = compiled(None);
        let mut fancy = shown(&compiled, None, Look::Fancy);
        assert!(fancy.contains("\x1b[1mqueue Jobs\x1b[0m"));
        for code in ["\x1b[0m", "\x1b[1m", "\x1b[2m"] {
            fancy = fancy.replace(code, "");
        }
        let squeezed = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        assert_eq!(squeezed(&fancy), squeezed(&shown(&compiled, None, Look::Plain)));
    }

    #[test]
    fn a_name_means_its_family_and_a_wrong_one_is_helped() {
        let compiled = compiled(None);
        assert_eq!(chosen(&compiled, Some("Each")).unwrap()[0].name, "Each[\"a\"]");
        let failure = chosen(&compiled, Some("Job")).err();
        assert_eq!(failure, Some(Failure::new("there is no declaration `Job`").help("did you mean `Jobs`?")));
    }
}
