//! `slsc expand`: what each declaration becomes, and where every value came from.

use super::compile::{Compiled, compile};
use super::console::{self, Stream};
use super::settings::Settings;
use super::{Ending, Failure, Outcome, input};
use crate::diagnostic::{Found, Severity, human, nearest};
use crate::expand::{Expanded, Origin};
use crate::{Expand, Options};
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
    let compiled = compile(&input, &Options { expand: Expand::Yes, ..args.settings.options()? })?;
    let found: Vec<Found> =
        compiled.diagnostics.iter().map(|diagnostic| Found { sources: &compiled.sources, diagnostic }).collect();
    console::err(&human::render(&found, console::look(Stream::Err), console::width()));
    // what could be read is shown beside the errors
    if !compiled.expanded.is_empty() {
        console::out(&show(&chosen(&compiled, args.name.as_deref())?, &compiled.sources))?;
    }
    let error = compiled.diagnostics.iter().any(|d| d.severity == Severity::Error);
    Ok(if error { Ending::Errors } else { Ending::Fine })
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

/// The declarations, an empty line between two.
fn show(all: &[&Expanded], sources: &Sources) -> String {
    let texts: Vec<String> = all.iter().map(|e| one(e, sources)).collect();
    texts.join("\n")
}

fn one(expanded: &Expanded, sources: &Sources) -> String {
    let mut out = format!("{} {}   {}\n", expanded.kind, expanded.name, place(expanded.span, sources));
    let line =
        sources.get(expanded.span.file).line(sources.get(expanded.span.file).position(expanded.span.start).line - 1);
    let _ = writeln!(out, "  | {}", cut(line.trim()));
    let ids: Vec<[&str; 2]> = expanded.resources.iter().map(|(id, kind)| [id.as_str(), kind.as_str()]).collect();
    section(&mut out, "becomes", &ids);
    let rows: Vec<[String; 3]> = expanded
        .properties
        .iter()
        .map(|p| [format!("{}:", p.name), cut(&p.value), origin(&p.origin, sources)])
        .collect();
    let rows: Vec<[&str; 3]> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    section(&mut out, "has", &rows);
    for note in &expanded.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    out
}

/// Rows in columns; the last one is not padded.
fn section<const N: usize>(out: &mut String, title: &str, rows: &[[&str; N]]) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "  {title}");
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    for row in rows {
        let padded = row.iter().zip(&widths).map(|(text, width)| format!("{text:width$}"));
        let _ = writeln!(out, "    {}", padded.collect::<Vec<_>>().join("  ").trim_end());
    }
}

fn origin(origin: &Origin, sources: &Sources) -> String {
    match origin {
        Origin::Own(span) => place(*span, sources),
        Origin::Defaults(span) => format!("`defaults` at {}", place(*span, sources)),
        Origin::Construct => "default".to_string(),
        Origin::Derived(why) => why.clone(),
    }
}

fn place(span: Span, sources: &Sources) -> String {
    let source = sources.get(span.file);
    format!("{}:{}", source.path, source.position(span.start).line)
}

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
    use crate::expand::Property;
    use crate::source::Source;

    fn sample() -> (Sources, Vec<Expanded>) {
        let text = "defaults queue {\n  retain: 4 days\n}\nqueue Jobs {\n  visibility: 30 s\n}\n";
        let mut sources = Sources::default();
        let file = sources.add(Source::new("main.sls", text));
        let at = |word: &str| text.find(word).map(|i| Span::new(file, i, i + word.len())).unwrap();
        let property = |name: &str, value: &str, origin| Property { name: name.into(), value: value.into(), origin };
        let jobs = Expanded {
            name: "Jobs".into(),
            kind: "queue".into(),
            span: at("queue Jobs"),
            resources: vec![
                ("Jobs".into(), "AWS::SQS::Queue".into()),
                ("JobsPolicy".into(), "AWS::SQS::QueuePolicy".into()),
            ],
            properties: vec![
                property("visibility", "30 s", Origin::Own(at("visibility"))),
                property("retain", "4 days", Origin::Defaults(at("retain"))),
                property("encryption", "sqs", Origin::Construct),
                property("wait", "20 s", Origin::Derived("as the consumer Work polls".into())),
            ],
            notes: vec!["`News` may send to it".into()],
        };
        let member = Expanded { name: "Each[\"a\"]".into(), notes: vec![], properties: vec![], ..jobs.clone() };
        (sources, vec![jobs, member])
    }

    #[test]
    fn each_value_has_its_origin() {
        let (sources, all) = sample();
        insta::assert_snapshot!(show(&all.iter().collect::<Vec<_>>(), &sources));
    }

    #[test]
    fn a_name_means_its_family_and_a_wrong_one_is_helped() {
        let (sources, expanded) = sample();
        let compiled =
            Compiled { sources, diagnostics: vec![], stack_name: "S".into(), stages: vec![], product: None, expanded };
        assert_eq!(chosen(&compiled, Some("Each")).unwrap()[0].name, "Each[\"a\"]");
        let failure = chosen(&compiled, Some("Job")).unwrap_err();
        assert_eq!(failure, Failure::new("there is no declaration `Job`").help("did you mean `Jobs`?"));
    }
}
