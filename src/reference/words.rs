//! Pages of the small words: functions, types, decorators, values, units, settings, diagnostics.

use super::{Group, Page, properties, sentence};
use crate::diagnostic::codes;
use crate::eval::{decorators, functions, params, sections};
use crate::quantity::{Measure, Unit};
use crate::schema::Property;
use crate::syntax::pseudo::PSEUDO;

/// The types that a parameter, a function's argument or a `type` can have.
pub static TYPES: &[(&str, &str, &str)] = &[
    ("string", "string", "a text"),
    ("number", "number", "a number, whole or not"),
    ("bool", "bool", "`true` or `false`"),
    (
        "duration",
        "duration",
        "a number with a unit of time, such as `5 min`; a parameter of the template counts in seconds",
    ),
    ("size", "size", "a number with a unit of size, such as `512 MB`; a parameter of the template counts in MB"),
    ("any", "any", "any value, checked by nobody"),
    ("list", "list<T>", "a list, each of one type; `list<AWS::EC2::Subnet::Id>` for ids that CloudFormation checks"),
    ("map", "map<T>", "keys of one's own, each value of one type"),
    ("ssm", "ssm<T>", "a value that CloudFormation reads from the parameter store when it deploys"),
    ("secret", "secret string", "a text that is not shown (NoEcho), and may stand only where it stays secret"),
    ("?", "T?", "the type, or `null`"),
    ("|", "\"a\" | \"b\"", "one of a closed set of texts or numbers"),
    ("record", "{ field: T, … }", "a map with these fields"),
    ("AWS::", "AWS::EC2::VPC::Id", "one of CloudFormation's own types of parameters, by its name"),
];

pub fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = functions::all().map(function).collect();
    pages.extend(TYPES.iter().map(|(word, form, doc)| page(word, Group::Type, doc, format!("`{form}`: {doc}."))));
    pages.extend(decorators::DECORATORS.iter().map(|(name, args, doc)| {
        page(&format!("@{name}"), Group::Decorator, doc, format!("`@{name}{args}` before a declaration: {doc}."))
    }));
    pages.extend(PSEUDO.iter().map(|(word, cfn, doc)| {
        let text = format!("`aws.{word}`: {doc} (`{cfn}`). It is known only at deployment, but for the region where `--region` gives it.");
        page(&format!("aws.{word}"), Group::Value, doc, text)
    }));
    pages.extend(Unit::ALL.into_iter().map(unit));
    pages.extend(sections::STACK.iter().map(|p| setting(p, Group::Setting)));
    pages.extend(params::CONSTRAINTS.iter().map(|p| setting(p, Group::Constraint)));
    pages
}

fn page(word: &str, group: Group, summary: &str, text: String) -> Page {
    Page { word: word.into(), group, summary: summary.into(), text }
}

fn function(function: &'static functions::Function) -> Page {
    page(
        function.name,
        Group::Function,
        function.doc,
        format!("`{}`\n\n{}", function.signature, sentence(function.doc)),
    )
}

fn setting(property: &Property, group: Group) -> Page {
    page(property.name, group, property.doc, properties::list(std::slice::from_ref(property)).trim_end().into())
}

fn unit(unit: Unit) -> Page {
    let base = match unit.measure() {
        Measure::Duration => "milliseconds",
        Measure::Size => "bytes",
        Measure::Vcpu => "vCPUs",
        Measure::Percent => "percent",
    };
    let summary = format!("{}: 1 {} is {} {base}", unit.measure().noun(), unit.word(), unit.factor());
    let text = format!("A {summary}. Write it behind a number, with or without a space: `3 {}`.", unit.word());
    page(unit.word(), Group::Unit, &summary, text)
}

/// Every code with its explanation.
pub fn diagnostics() -> Vec<Page> {
    codes::ALL.iter().map(|code| page(code.name, Group::Diagnostic, &code.summary(), code.text())).collect()
}
