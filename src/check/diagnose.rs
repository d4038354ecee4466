//! From problems to messages.

use super::locate::{self, Location};
use super::{Found, Problem, Step, What};
use crate::aws::runtimes::{self, Standing};
use crate::aws::types;
use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::emit::Resource;
use crate::eval::describe::list_words;
use crate::lint::allow::Allows;
use crate::lower::Lower;
use crate::source::Span;
use smol_str::SmolStr;

/// More names than that are not listed.
const MOST: usize = 12;

/// All that is said here.
pub const CODES: [&Code; 16] = [
    &codes::WRONG_ARGUMENTS,
    &codes::UNKNOWN_PROPERTY,
    &codes::MISSING_PROPERTY,
    &codes::CONFLICT,
    &codes::READ_ONLY,
    &codes::WRONG_TYPE,
    &codes::UNKNOWN_WORD,
    &codes::BAD_TEXT,
    &codes::WRONG_REFERENCE,
    &codes::OUT_OF_RANGE,
    &codes::DUPLICATE_ITEM,
    &codes::UNKNOWN_ATTRIBUTE,
    &codes::UNKNOWN_RESOURCE_TYPE,
    &codes::NOT_IN_REGION,
    &codes::OLD_RUNTIME,
    &codes::MAY_NOT_EXIST,
];

/// Reports what was found of a resource.
pub fn report(lower: &mut Lower, found: &Found, allows: &Allows, raw: Option<Span>) {
    let decl = found.resource.owner.and_then(|owner| lower.stack.decls.get(owner));
    let incomplete = decl.is_some_and(|d| d.raw.iter().any(locate::has_error));
    for problem in once(&found.problems) {
        let place = decl.and_then(|decl| locate::locate(decl, &problem.path));
        // what a construct makes itself is not the user's mistake
        let own = decl.is_none_or(|d| d.construct().is_none()) || place.is_some_and(|p| p.key.is_some());
        if incomplete && is_lack(&problem.what) || !own && lower.options.schemas != super::Schemas::All {
            continue;
        }
        let type_span = decl.and_then(|d| d.resource_type.as_ref()).map(|(_, span)| *span);
        let diagnostic = tell(problem, found.resource, place.unwrap_or_default(), type_span.or(raw));
        let diagnostic = if decl.is_none() { unfixed(diagnostic) } else { diagnostic };
        if !allows.names(diagnostic.code.name, diagnostic.span, decl.map(|d| d.span)) {
            lower.report.add(diagnostic);
        }
    }
}

/// The problems without those of rules that find fault with what is wrong already.
pub fn once(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    let mut said: Vec<&[Step]> = Vec::new();
    problems.iter().filter(move |problem| {
        let twice = !problem.path.is_empty() && said.contains(&problem.path.as_slice());
        said.push(&problem.path);
        !(twice && problem.rule.is_some() && !is_lack(&problem.what))
    })
}

/// Whether something is missing, which an error elsewhere in the resource may explain.
fn is_lack(what: &What) -> bool {
    matches!(
        what,
        What::Missing { .. }
            | What::MissingWith { .. }
            | What::NoneOf { .. }
            | What::NoForm
            | What::NoMatch
            | What::Items { .. }
    )
}

/// Says what is wrong with a resource at its place in the source.
pub fn tell(problem: &Problem, resource: &Resource, place: Location, type_span: Option<Span>) -> Diagnostic {
    Telling { problem, resource, type_span, place }.diagnostic()
}

/// Advice in place of fixes: these are written for properties of a declaration.
pub fn unfixed(mut diagnostic: Diagnostic) -> Diagnostic {
    let fix = diagnostic.fixes.drain(..).next();
    diagnostic.help = diagnostic.help.or(fix.map(|fix| fix.title));
    diagnostic
}

struct Telling<'p> {
    problem: &'p Problem,
    resource: &'p Resource,
    type_span: Option<Span>,
    place: Location,
}

impl Telling<'_> {
    fn diagnostic(&self) -> Diagnostic {
        let (code, message, at) = self.message();
        let mut diagnostic = match self.problem.is_error() {
            true => Diagnostic::error(code, at, message),
            false => Diagnostic::warning(code, at, message),
        };
        let help = self.help(&mut diagnostic);
        match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    /// The last property on the path, less some of its steps.
    fn property(&self, less: usize) -> Option<&SmolStr> {
        let path = &self.problem.path;
        path[..path.len().saturating_sub(less)]
            .iter()
            .rev()
            .find_map(|s| if let Step::Key(k) = s { Some(k) } else { None })
    }

    /// What has the property: the property that it stands in, else the type.
    fn owner(&self, less: usize) -> &str {
        self.property(less).map_or(self.resource.ty.as_str(), SmolStr::as_str)
    }

    fn value(&self) -> Span {
        let own = Some(self.problem.span).filter(|s| *s != Span::default());
        own.or(self.place.value).or(self.place.key).unwrap_or(self.resource.span)
    }

    /// The name of the property, for what is wrong with its being there.
    fn key(&self) -> Span {
        self.place.key.unwrap_or(self.value())
    }

    /// Where something is missing: the name of what it is missing from.
    fn holder(&self) -> Span {
        self.place.key.unwrap_or(if self.problem.path.is_empty() { self.resource.span } else { self.value() })
    }

    fn message(&self) -> (&'static Code, String, Span) {
        let here = self.owner(0);
        match &self.problem.what {
            What::Unknown { name, .. } => {
                (&codes::UNKNOWN_PROPERTY, format!("`{}` has no property `{name}`", self.owner(1)), self.key())
            }
            What::BadName { name, .. } => {
                (&codes::BAD_TEXT, format!("`{name}` cannot be a name in `{}`", self.owner(1)), self.key())
            }
            What::Missing { name } => (&codes::MISSING_PROPERTY, format!("`{here}` needs `{name}`"), self.holder()),
            What::MissingWith { name, with } => {
                (&codes::MISSING_PROPERTY, format!("`{here}` needs `{name}`, because it has `{with}`"), self.holder())
            }
            What::NoneOf { names } => {
                (&codes::MISSING_PROPERTY, format!("`{here}` needs one of {}", list_words(names)), self.holder())
            }
            What::Excluded { name, by } => {
                (&codes::CONFLICT, format!("`{name}` cannot stand beside `{by}`"), self.key())
            }
            What::MoreThanOne { names, .. } => {
                (&codes::CONFLICT, format!("only one of {} can be given", list_words(names)), self.key())
            }
            What::NotHere { name } => (&codes::CONFLICT, format!("`{name}` cannot be given here"), self.key()),
            What::Unwanted => (&codes::CONFLICT, format!("`{here}` does not go with the rest"), self.value()),
            What::ReadOnly { name } => (
                &codes::READ_ONLY,
                format!("`{name}` is given by AWS: what stands here is ignored or refused"),
                self.key(),
            ),
            What::Type { wanted, found } => {
                (&codes::WRONG_TYPE, format!("`{here}` takes {}, not {found}", wanted.join(" or ")), self.value())
            }
            What::NotOneOf { found, .. } => {
                (&codes::UNKNOWN_WORD, format!("{found} is not a value of `{here}`"), self.value())
            }
            What::Pattern { found, .. } => {
                (&codes::BAD_TEXT, format!("{found} is not of the form of `{here}`"), self.value())
            }
            What::Format { found, format } => {
                (&codes::BAD_TEXT, format!("{found} is not of the form of {}", form(format)), self.value())
            }
            What::Reference { wanted, gives, .. } => {
                let gives = gives.first().map_or("something else".to_string(), |g| form(g));
                (
                    &codes::WRONG_REFERENCE,
                    format!("`{here}` takes {}, and this gives {gives}", form(wanted)),
                    self.value(),
                )
            }
            What::Length { found, least, most } => {
                (&codes::BAD_TEXT, format!("`{here}` has {found} characters, {}", bounds(*least, *most)), self.value())
            }
            What::Number { found, bound } => {
                (&codes::OUT_OF_RANGE, format!("`{here}` is {found}, and must be {bound}"), self.value())
            }
            What::Items { found, least, most } => (
                &codes::OUT_OF_RANGE,
                format!("`{here}` has {}, {}", count(*found, "item"), bounds(*least, *most)),
                self.value(),
            ),
            What::Properties { found, least, most } => {
                let found = count(*found, "entry").replace("entrys", "entries");
                (&codes::OUT_OF_RANGE, format!("`{here}` has {found}, {}", bounds(*least, *most)), self.value())
            }
            What::Twice { keys } if keys.is_empty() => {
                (&codes::DUPLICATE_ITEM, format!("an item stands twice in `{here}`"), self.value())
            }
            What::Twice { keys } => (
                &codes::DUPLICATE_ITEM,
                format!("two items of `{here}` have the same {}", list_words(keys)),
                self.value(),
            ),
            What::NoForm => (&codes::WRONG_TYPE, format!("`{here}` is of no form that AWS takes"), self.value()),
            What::ManyForms => {
                (&codes::CONFLICT, format!("`{here}` is of several forms at once, and AWS takes one"), self.value())
            }
            What::NoMatch => (&codes::CONFLICT, format!("no item of `{here}` is as one must be"), self.value()),
            What::NoAttribute { attribute, ty, .. } => {
                (&codes::UNKNOWN_ATTRIBUTE, format!("`{ty}` has no attribute `{attribute}`"), self.value())
            }
            What::NoType { name } => {
                (&codes::UNKNOWN_RESOURCE_TYPE, format!("there is no resource type `{name}`"), self.type_span())
            }
            What::NotInRegion { name, region } => {
                (&codes::NOT_IN_REGION, format!("`{name}` is not to be had in `{region}`"), self.type_span())
            }
            What::Runtime { name, standing } => {
                let what = match standing {
                    Standing::NoUpdate => "can no longer be used",
                    _ => "can no longer be given to a new function",
                };
                (&codes::OLD_RUNTIME, format!("`{name}` {what}"), self.value())
            }
            What::MayNotExist { id } => {
                let mine = &self.resource.id;
                (&codes::MAY_NOT_EXIST, format!("`{mine}` waits for `{id}`, which may not be there"), self.problem.span)
            }
            What::NoSnapshots => {
                let message = format!("no snapshot can be taken of an `{}`", self.resource.ty);
                (&codes::CONFLICT, message, self.type_span())
            }
            What::Arguments { function, said } => {
                (&codes::WRONG_ARGUMENTS, format!("`{function}` {said}"), self.value())
            }
            What::NoPolicy { attribute, found } => {
                (&codes::UNKNOWN_WORD, format!("{found} is not a value of `{attribute}`"), self.value())
            }
            What::Said(text) => (&codes::CONFLICT, text.clone(), self.value()),
        }
    }

    fn type_span(&self) -> Span {
        self.type_span.unwrap_or(self.resource.span)
    }

    /// Advice, and a fix where one is sure.
    fn help(&self, diagnostic: &mut Diagnostic) -> Option<String> {
        let rule = || self.problem.rule.map(|(id, about)| format!("cfn-lint's {id}: {}", lower_first(about)));
        let place = diagnostic.span;
        let mut offer = |word: &str, names: &mut dyn Iterator<Item = &str>, quoted: bool| {
            let near = nearest(word, names)?.to_string();
            let text = if quoted { format!("\"{near}\"") } else { near.clone() };
            *diagnostic = diagnostic.clone().fix(format!("use `{near}`"), place, text);
            Some(())
        };
        match &self.problem.what {
            What::Unknown { name, names } => {
                let offered = self.place.key.and_then(|_| offer(name, &mut names.iter().copied(), false));
                if let (None, Some(near)) = (self.place.key, nearest(name, names.iter().copied())) {
                    return Some(format!("there is `{near}`"));
                }
                if names.is_empty() || names.len() > MOST {
                    return offered.is_none().then(|| self.page()).flatten();
                }
                Some(format!("its properties are {}", list_words(names)))
            }
            What::NotOneOf { found, values } => {
                let word = found.trim_matches('`').trim_matches('"').to_string();
                if found.starts_with("`\"") {
                    offer(&word, &mut values.iter().map(String::as_str), true);
                }
                let words: Vec<&str> = values.iter().map(String::as_str).collect();
                let listed = (words.len() <= MOST).then(|| format!("it takes {}", list_words(&words)));
                listed.or_else(rule).or_else(|| self.page())
            }
            What::NoAttribute { attribute, ty, .. } => {
                let names: Vec<&str> = types::find(ty)?.attributes().map(|(name, _)| name).collect();
                let near = nearest(attribute, names.iter().copied());
                Some(match near {
                    Some(near) => format!("there is `{near}`"),
                    None if names.is_empty() => "it has none: `ref` is all that it gives".into(),
                    None if names.len() > MOST => self.page()?,
                    None => format!("it has {}", list_words(&names)),
                })
            }
            What::NoType { name } if name.starts_with("AWS::Serverless::") => {
                Some("`transform \"AWS::Serverless-2016-10-31\"` has AWS make it; a construct needs no macro".into())
            }
            What::NoType { name } => {
                let all: Vec<&str> = types::all().map(|t| t.name()).collect();
                match offer(name, &mut all.iter().copied(), false) {
                    Some(()) => None,
                    None => Some("a type that is newer than this slsc's list is not known to it".into()),
                }
            }
            What::NotInRegion { name, .. } => {
                let regions: Vec<&str> = types::find(name)?.regions().collect();
                Some(match regions.len() {
                    n if n > MOST => format!("{n} other regions have it"),
                    _ => format!("{} have it", list_words(&regions)),
                })
            }
            What::Runtime { name, .. } => {
                let next = runtimes::find(name)?.successor?;
                *diagnostic = diagnostic.clone().fix(format!("use `{next}`"), place, format!("\"{next}\""));
                None
            }
            What::NoPolicy { .. } => Some("it takes `Delete`, `Retain`, `RetainExceptOnCreate` (of `DeletionPolicy`), and `Snapshot` where there are snapshots".into()),
            What::NoSnapshots => Some("`@retain` keeps it, `@delete` lets it go".into()),
            What::MayNotExist { .. } => {
                Some("CloudFormation then does not wait; put both under one condition if it must".into())
            }
            What::ReadOnly { name } => Some(format!("take it out; other declarations refer to it as `.{name}`")),
            What::BadName { patterns, .. } => Some(format!("a name must match {}", list_words(patterns))),
            What::Pattern { pattern, .. } => Some(format!("it must match `{pattern}`")),
            What::Reference { right: Some(right), .. } => Some(format!("`.{right}` of the same resource gives it")),
            _ => rule(),
        }
    }

    fn page(&self) -> Option<String> {
        let ty = types::find(&self.resource.ty)?;
        Some(format!("{} has its properties", ty.page()))
    }
}

/// What a format stands for, in words.
fn form(format: &str) -> String {
    match format.strip_prefix("AWS::") {
        Some(name) => {
            let (kind, part) = name.split_once('.').unwrap_or((name, "value"));
            let kind = kind.rsplit("::").next().unwrap_or(kind);
            let part = part.trim_end_matches('s');
            let part = if part == "Arn" { "ARN".to_string() } else { part.to_lowercase() };
            format!("the {part} of an `{}`", format.split('.').next().unwrap_or(kind))
        }
        None => format!("`{format}`"),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let second_is_lower = text.chars().nth(1).is_some_and(char::is_lowercase);
    match chars.next() {
        Some(first) if second_is_lower => first.to_lowercase().chain(chars).collect(),
        _ => text.to_string(),
    }
}

fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

fn bounds(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(n), _) => format!("and needs at least {n}"),
        (_, Some(n)) => format!("and {n} is the most"),
        _ => String::new(),
    }
}
