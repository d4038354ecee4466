//! `slsc why`: which line of the source lets a declaration do something, or what would.

use super::compile::Compiled;
use super::settings::Settings;
use super::stack::{compiled, place, template};
use super::{Ending, Failure, Outcome, console};
use crate::aws::actions;
use crate::constructs;
use crate::diagnostic::nearest;
use crate::emit::{Resource, Template};
use crate::expand::Expanded;
use crate::lint::permissions;
use std::fmt::Write;

const EXAMPLES: &str = "Examples:
  slsc why PlaceOrder dynamodb:PutItem          what lets the function put items
  slsc why PlaceOrder dynamodb:PutItem Orders   into this table
  slsc why Web s3:GetObject --from shop         in the stack of another folder
The exit status is 1 where nothing does.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The declaration that acts: a function, a service, a task, a role
    #[arg(value_name = "NAME")]
    name: String,
    /// The action, as IAM calls it
    #[arg(value_name = "ACTION")]
    action: String,
    /// The declaration that it acts on
    #[arg(value_name = "RESOURCE")]
    resource: Option<String>,
    /// The stack: a file, a folder of .sls files, or - for standard input [default: the current directory]
    #[arg(long, value_name = "FILE|DIR", value_hint = clap::ValueHint::AnyPath)]
    from: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(args: &Args) -> Outcome {
    let known = actions::split(&args.action).is_some_and(|(service, name)| actions::exists(service, name));
    if !known {
        let failure = Failure::new(format!("AWS has no action `{}`", args.action));
        return Err(match actions::nearest(&args.action) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("an action reads `service:Action`, as in `dynamodb:GetItem`"),
        });
    }
    let Some(compiled) = compiled(args.from.as_deref(), &args.settings)? else { return Ok(Ending::Errors) };
    let template = template(&compiled)?;
    let actor = declared(&compiled, &args.name)?;
    let target = args.resource.as_deref().map(|name| declared(&compiled, name)).transpose()?;
    let found = granted(&compiled, template, actor, target, &args.action)?;
    if !found.is_empty() {
        return console::out(&found).map(|()| Ending::Fine);
    }
    console::out(&refused(&compiled, actor, target, &args.action))?;
    Ok(Ending::Errors)
}

fn declared<'a>(compiled: &'a Compiled, name: &str) -> Result<&'a Expanded, Failure> {
    let found = compiled.expanded.iter().find(|e| e.name == name);
    found.ok_or_else(|| {
        let failure = Failure::new(format!("there is no declaration `{name}`"));
        match nearest(name, compiled.expanded.iter().map(|e| e.name.as_str())) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure,
        }
    })
}

/// The roles under which a declaration works.
fn roles<'t>(template: &'t Template, actor: &Expanded) -> Vec<&'t Resource> {
    let own = actor.resources.iter().filter_map(|made| template.resource(&made.id));
    own.filter_map(|resource| permissions::role_of(template, resource)).collect()
}

fn granted(
    compiled: &Compiled,
    template: &Template,
    actor: &Expanded,
    target: Option<&Expanded>,
    action: &str,
) -> Result<String, Failure> {
    let roles = roles(template, actor);
    if roles.is_empty() {
        let message = format!("`{}` has no role of this stack, so nothing here says what it may do", actor.name);
        return Err(Failure::new(message));
    }
    let mut out = String::new();
    for role in roles {
        for permit in permissions::of_role(template, role, action) {
            let id = permit.target.as_deref();
            let about = compiled.expanded.iter().find(|e| e.resources.iter().any(|made| Some(made.id.as_str()) == id));
            let fits = target.is_none_or(|t| about.is_some_and(|a| a.name == t.name) || permit.resource == "*");
            if fits {
                let what = about.map_or(permit.resource.as_str(), |a| a.name.as_str());
                let narrow = if permit.conditional { ", under a condition" } else { "" };
                let _ = writeln!(out, "`{}` may `{action}` on `{what}`{narrow}", actor.name);
                let _ = writeln!(out, "  {}", place(compiled, permit.span));
            }
        }
    }
    Ok(out)
}

/// That nothing does, and the lines that would.
fn refused(compiled: &Compiled, actor: &Expanded, target: Option<&Expanded>, action: &str) -> String {
    let on = target.map_or(String::new(), |t| format!(" on `{}`", t.name));
    let mut out = format!("nothing lets `{}` do `{action}`{on}\n", actor.name);
    let mut lines = Vec::new();
    for candidate in compiled.expanded.iter().filter(|e| target.is_none_or(|t| t.name == e.name)) {
        let kind = candidate.kind.trim_start_matches("existing ");
        let verbs = constructs::find(kind).map(|c| c.verbs).unwrap_or_default();
        let fits = |verb: &&crate::schema::Verb| verb.statements.iter().any(|a| a.actions.contains(&action));
        lines.extend(verbs.iter().find(fits).map(|verb| format!("can {} {}", verb.name, candidate.name)));
    }
    if lines.is_empty() {
        lines.push(format!("can \"{action}\" on \"arn:…\""));
    }
    let _ = writeln!(out, "in {}", place(compiled, actor.span));
    let _ = writeln!(out, "{} would:", if lines.len() == 1 { "this line" } else { "one of these lines" });
    lines.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
    out
}
