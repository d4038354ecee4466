//! `slsc trace`: which line of the source something in the template comes from.

use super::compile::Compiled;
use super::settings::Settings;
use super::stack::{compiled, place, template};
use super::{Ending, Failure, Outcome, console};
use crate::diagnostic::nearest;
use crate::emit::{Json, Node, Object, Resource, Template};
use crate::source::Span;
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc trace PlaceOrderRole                              what made this resource
  slsc trace PlaceOrder.Environment.Variables.TABLE      where this value is from
  slsc trace 'PlaceOrderRole.Policies[0].PolicyName' --from shop";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A logical id, or the path of a property in it, such as `Orders.KeySchema[0]`
    #[arg(value_name = "ID[.PATH]")]
    what: String,
    /// The stack: a file, a folder of .sls files, or - for standard input [default: the current directory]
    #[arg(long, value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    from: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: &Args) -> Outcome {
    let Some(compiled) = compiled(args.from.as_deref(), &args.settings)? else { return Ok(Ending::Errors) };
    let template = template(&compiled)?;
    let what = args.what.trim_start_matches("Resources.");
    let (id, path) = what.split_once('.').unwrap_or((what, ""));
    let path = path.strip_prefix("Properties").map_or(path, |rest| rest.trim_start_matches('.'));
    let text = match template.resource(id) {
        Some(resource) => of_resource(&compiled, resource, path),
        None => of_section(&compiled, template, id).ok_or_else(|| unknown(template, id))?,
    };
    console::out(&text).map(|()| Ending::Fine)
}

fn unknown(template: &Template, id: &str) -> Failure {
    let failure = Failure::new(format!("the template has no `{id}`"));
    match nearest(id, template.resources.iter().map(|r| r.id.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`slsc expand .` lists all resources"),
    }
}

fn of_resource(compiled: &Compiled, resource: &Resource, path: &str) -> String {
    let owner = resource.owner.and_then(|owner| compiled.expanded.get(owner));
    let mut out = format!("{}  {}\n", resource.id, resource.ty);
    if let Some(owner) = owner {
        let _ = writeln!(out, "of {} {}", owner.kind, owner.name);
    }
    let (span, left) = if path.is_empty() { (resource.span, "") } else { follow(resource, path) };
    if !left.is_empty() {
        let _ = writeln!(out, "it has no `{left}`; the nearest that is there:");
    }
    let _ = writeln!(out, "{}", place(compiled, span));
    out
}

/// The place of the deepest part of a path that is there, and what is left of the path.
fn follow<'p>(resource: &Resource, path: &'p str) -> (Span, &'p str) {
    let Object(fields) = &resource.properties;
    let whole = Node::new(Json::Map(fields.clone()));
    let (mut node, mut span, mut rest) = (&whole, resource.span, path);
    loop {
        let (step, after) = step(rest);
        let next = match (step.parse::<usize>(), &node.json) {
            (Ok(i), Json::List(items)) => items.get(i),
            _ => node.get(step),
        };
        let Some(next) = next else { return (span, rest) };
        if next.span != Span::default() {
            span = next.span;
        }
        if after.is_empty() {
            return (span, "");
        }
        (node, rest) = (next, after);
    }
}

/// `Policies[0].PolicyName` as `Policies` and `0].PolicyName`; `0].x` as `0` and `x`.
fn step(path: &str) -> (&str, &str) {
    match path.find(['.', '[', ']']) {
        Some(at) => (&path[..at], path[at..].trim_start_matches(['.', '[', ']'])),
        None => (path, ""),
    }
}

fn of_section(compiled: &Compiled, template: &Template, id: &str) -> Option<String> {
    let sections = [
        ("parameter", &template.parameters),
        ("output", &template.outputs),
        ("condition", &template.conditions),
        ("mapping", &template.mappings),
        ("rule", &template.rules),
    ];
    let (kind, node) = sections.iter().find_map(|(kind, section)| Some((kind, section.get(id)?)))?;
    let at =
        if node.span == Span::default() { "slsc adds it of itself".to_string() } else { place(compiled, node.span) };
    Some(format!("{id}  {kind}\n{at}\n"))
}
