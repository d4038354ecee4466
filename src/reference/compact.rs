//! The whole language as one text that fits into a model's context: forms, constructs with all that they take and give,
//! triggers, functions, types. Made of the same tables as the rest of the reference.

use super::{Group, Page, TYPES, pages};
use crate::constructs;
use crate::schema::{Construct, Default, Presence, Property, TriggerShape, Type};
use std::fmt::Write;

const HEAD: &str = "# slsc: the .sls language\n\n\
`//` comments, `///` documentation. `key: value` describes, `=` names. Strings \"…${expression}…\", numbers with units (10 s, 256 MB, 0.5 vCPU, 60%), \
lists [a, b], maps { key: value }; line ends and commas separate. Order never matters. A reference to a declaration gives what the property wants (name, ARN, URL); \
`Orders.arn` says it. In the lists below `?` is what may be left out, `=` its default, `|` a choice of bare words or forms.\n";

/// All of it.
pub fn text() -> String {
    let pages = pages();
    let mut out = String::from(HEAD);
    let _ = writeln!(out, "\n## Forms\n");
    forms(&pages, &mut out);
    let _ = writeln!(out, "\n## Constructs");
    constructs::ALL.iter().for_each(|construct| one(construct, &mut out));
    let _ = writeln!(out, "\n## Triggers: `on` in what runs\n");
    constructs::triggers().for_each(|shape| trigger(shape, &mut out));
    let _ = writeln!(out, "\n## Functions\n");
    for function in crate::eval::functions::all() {
        let _ = writeln!(out, "- {}: {}", function.signature, function.doc);
    }
    let _ = writeln!(out, "\n## Types of parameters\n");
    for (_, form, doc) in TYPES {
        let _ = writeln!(out, "- {form}: {doc}");
    }
    for (group, title) in [
        (Group::Setting, "In `stack Name { … }`"),
        (Group::Constraint, "In `param name: type { … }`"),
        (Group::Decorator, "Decorators"),
        (Group::Value, "Values of the deployment"),
        (Group::Unit, "Units"),
    ] {
        let _ = writeln!(out, "\n## {title}\n");
        for page in pages.iter().filter(|page| page.group == group) {
            let _ = writeln!(out, "- {}: {}", page.word, page.summary);
        }
    }
    out
}

fn forms(pages: &[Page], out: &mut String) {
    for page in pages.iter().filter(|page| page.group == Group::Form) {
        let _ = writeln!(out, "- {}: {}", page.word, page.summary);
    }
}

fn one(construct: &Construct, out: &mut String) {
    let _ = writeln!(out, "\n### {}\n{}", construct.kind, construct.doc);
    let _ = writeln!(out, "```sls\n{}\n```", construct.example.trim());
    properties(construct.properties, out);
    for block in construct.blocks {
        let _ = writeln!(out, "block `{} Name {{ … }}`: {}", block.kind, block.doc);
        properties(block.properties, out);
    }
    let gives: Vec<&str> = construct.attributes.iter().map(|a| a.name).collect();
    if !gives.is_empty() {
        let _ = writeln!(out, "gives: {}", gives.join(", "));
    }
    let verbs: Vec<&str> = construct.verbs.iter().map(|verb| verb.name).collect();
    if !verbs.is_empty() {
        let _ = writeln!(out, "can: {}", verbs.join(", "));
    }
    let metrics: Vec<&str> = construct.metrics.iter().map(|metric| metric.name).collect();
    if !metrics.is_empty() {
        let _ = writeln!(out, "metrics: {}", metrics.join(", "));
    }
    if !construct.existing.is_empty() {
        let _ = writeln!(out, "existing: {}", construct.existing.join(", "));
    }
}

fn properties(table: &[Property], out: &mut String) {
    for property in table {
        let _ = writeln!(out, "- {}: {}", field(property), property.doc);
    }
}

fn trigger(shape: &TriggerShape, out: &mut String) {
    let argument = |argument: &crate::schema::Argument| {
        let optional = if argument.presence == Presence::Optional { "?" } else { "" };
        format!("<{}{optional}: {}>", argument.name, words(&argument.ty))
    };
    let arguments: Vec<String> = shape.args.iter().map(argument).collect();
    let pattern = if shape.pattern.is_some() { " { pattern }" } else { "" };
    let _ = writeln!(
        out,
        "- `on {} {}{pattern}`: {}; `{}`",
        shape.kind,
        arguments.join(" "),
        shape.doc,
        shape.example.trim()
    );
    for option in shape.options {
        let _ = writeln!(out, "  - {}: {}", field(option), option.doc);
    }
}

/// `retain?: duration = 4 days`.
fn field(property: &Property) -> String {
    let ty = words(&property.ty);
    let name = property.name;
    match property.default {
        Default::Required => format!("{name}: {ty}"),
        Default::Absent => format!("{name}?: {ty}"),
        Default::Is(_, shown) | Default::Aws(shown) => format!("{name}?: {ty} = {shown}"),
        Default::Derived(how) => format!("{name}?: {ty} = ({how})"),
    }
}

/// A type in as few words as say it.
fn words(ty: &Type) -> String {
    match ty {
        Type::Words(words) => words.iter().map(|w| w.word).collect::<Vec<_>>().join("|"),
        Type::Table(table) => {
            let words = (table.words)();
            if words.len() <= 40 { words.join("|") } else { table.noun.to_string() }
        }
        Type::Record(fields) => format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", ")),
        Type::List(inner, ..) => format!("[{}]", words(inner)),
        Type::OneOrMore(inner, _) => format!("{} or a list", words(inner)),
        Type::Map(inner) => format!("{{ key: {} }}", words(inner)),
        Type::OneOf(types) => types.iter().map(words).collect::<Vec<_>>().join("|"),
        Type::Calls(shapes) => {
            let call = |shape: &crate::schema::CallShape| {
                let arguments: Vec<String> = shape.args.iter().map(field).collect();
                if arguments.is_empty() {
                    shape.name.to_string()
                } else {
                    format!("{}({})", shape.name, arguments.join(", "))
                }
            };
            shapes.iter().map(call).collect::<Vec<_>>().join("|")
        }
        Type::String | Type::Text(_) | Type::Name(_) => "string".to_string(),
        Type::Bool => "bool".to_string(),
        Type::Int(least, most) => format!("{least}..{most}"),
        Type::Ref(kinds, attribute) if kinds.len() > 6 => format!("declaration|its {attribute}"),
        Type::Ref(kinds, attribute) => format!("{}|its {attribute}", kinds.join("|")),
        Type::Decl(kinds) => kinds.join("|"),
        _ => ty.describe(),
    }
}

#[cfg(test)]
mod tests {
    /// A quarter of a large model's context is not a reference any more; in bytes.
    const MOST: usize = 120_000;

    #[test]
    fn it_is_whole_and_compact() {
        let text = super::text();
        assert!(text.len() < MOST, "{} bytes", text.len());
        for construct in crate::constructs::ALL {
            assert!(text.contains(&format!("### {}\n", construct.kind)), "{}", construct.kind);
            for property in construct.properties {
                assert!(text.contains(&format!("- {}", property.name)), "{}.{}", construct.kind, property.name);
            }
        }
        for function in crate::eval::functions::all() {
            assert!(text.contains(function.signature), "{}", function.name);
        }
    }
}
