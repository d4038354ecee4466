//! The page of a construct, and that of a trigger.

use super::properties::list;
use super::{Group, Page, sentence};
use crate::schema::{Compute, Construct, Existing, On, Presence, TriggerShape, Verb};
use std::fmt::Write;

pub fn page(construct: &Construct) -> Page {
    let mut text = format!("{}\n\n```sls\n{}\n```\n", construct.doc, construct.example.trim_end());
    let _ = writeln!(text, "\n## Properties\n\n{}", list(construct.properties).trim_end());
    blocks(construct, &mut text);
    triggers(construct, &mut text);
    attributes(construct, &mut text);
    if !construct.verbs.is_empty() {
        let lines: Vec<String> = construct.verbs.iter().map(|v| format!("- `{}`: {}", v.name, verb(v))).collect();
        let (first, lines) = (construct.verbs[0].name, lines.join("\n"));
        let _ = writeln!(text, "\n## What others can do with it\n\nAs in `can {first} Name`.\n\n{lines}");
    }
    becomes(construct, &mut text);
    let summary = construct.doc.split_once(". ").map_or(construct.doc, |(first, _)| first);
    Page {
        word: construct.kind.into(),
        group: Group::Construct,
        summary: summary.trim_end_matches('.').into(),
        text: text.trim_end().into(),
    }
}

fn blocks(construct: &Construct, text: &mut String) {
    if construct.blocks.is_empty() {
        return;
    }
    text.push_str("\n## Blocks\n");
    for block in construct.blocks {
        let most = if block.max == usize::MAX { String::new() } else { format!(" At most {}.", block.max) };
        let _ = writeln!(
            text,
            "\n`{} Name {{ … }}`: {}{most}\n\n{}",
            block.kind,
            sentence(block.doc),
            list(block.properties).trim_end()
        );
        if !block.attributes.is_empty() {
            let names: Vec<String> = block.attributes.iter().map(|a| format!("`{}` ({})", a.name, a.doc)).collect();
            let _ = writeln!(text, "\nIt gives {}.", names.join(", "));
        }
    }
}

/// What it starts, and what starts it.
fn triggers(construct: &Construct, text: &mut String) {
    let own = |t: &TriggerShape| t.kind == construct.kind || construct.trigger.is_some_and(|o| std::ptr::eq(o, t));
    let shapes: Vec<String> = crate::constructs::triggers().filter(|t| own(t)).map(shape).collect();
    if !shapes.is_empty() {
        let _ = writeln!(text, "\n## What it starts\n\n{}", shapes.join("\n").trim_end());
    }
    let Some(compute) = construct.compute else { return };
    let sources: Vec<String> = crate::constructs::triggers()
        .filter(|t| t.targets.contains(&compute))
        .map(|t| format!("- `on {}`: {}", t.kind, sentence(t.doc)))
        .collect();
    if !sources.is_empty() {
        let _ = writeln!(text, "\n## What starts it\n\n{}", sources.join("\n"));
    }
}

fn attributes(construct: &Construct, text: &mut String) {
    if construct.attributes.is_empty() {
        return;
    }
    text.push_str("\n## Attributes\n\n");
    for attribute in construct.attributes {
        let given = match attribute.existing {
            Existing::Given if !construct.existing.is_empty() => " An `existing` one has it only if it is given.",
            _ => "",
        };
        let bare =
            if attribute.name == construct.as_text { " The name alone gives it where a text is wanted." } else { "" };
        let _ = writeln!(text, "- `{}`: {}{bare}{given}", attribute.name, sentence(attribute.doc));
    }
}

fn becomes(construct: &Construct, text: &mut String) {
    text.push_str("\n## What it becomes\n\n");
    for part in construct.parts {
        let name = if part.name.is_empty() { "Name".to_string() } else { format!("Name{}", part.name) };
        let when = if part.when == "always" { ", always".to_string() } else { format!(", if {}", part.when) };
        let _ = writeln!(text, "- `{name}`: `{}`{when}", part.ty);
    }
    if let Some(policy) = construct.stateful {
        let word = policy.word();
        let _ = writeln!(
            text,
            "\nIt holds state: `DeletionPolicy` and `UpdateReplacePolicy` are `{word}` unless `@retain`, `@snapshot` or `@delete` stands before it."
        );
    }
    if !construct.existing.is_empty() {
        let names: Vec<String> = construct.existing.iter().map(|p| format!("`{p}`")).collect();
        let _ = writeln!(
            text,
            "\n`existing {} Name {{ … }}` is one that another stack owns; it has {}.",
            construct.kind,
            names.join(", ")
        );
    }
}

/// What a verb lets one do, and the actions that it stands for.
pub fn verb(verb: &Verb) -> String {
    let each: Vec<String> = verb
        .statements
        .iter()
        .map(|access| {
            let actions: Vec<String> = access.actions.iter().map(|a| format!("`{a}`")).collect();
            let on = match access.on {
                On::Arn => String::new(),
                On::Suffix(end) => format!(" on its ARN followed by `{end}`"),
                On::Below => " on what is in it, below the prefix that is named".into(),
                On::Indexed => " on it and its indexes, or the index that is named".into(),
                On::Attribute(name) => format!(" on its `{name}`"),
                On::Any => " on `*`, because AWS takes nothing narrower".into(),
            };
            format!("{}{on}", actions.join(", "))
        })
        .collect();
    let key: Vec<String> = verb.key_actions.iter().map(|a| format!("`{a}`")).collect();
    let key = if key.is_empty() {
        String::new()
    } else {
        format!(" With a key of its own also {} on the key.", key.join(", "))
    };
    format!("{} {}.{key}", sentence(verb.doc), each.join("; "))
}

/// A page for each word behind `on`: several sources may have the same.
pub fn triggers_by_kind() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for trigger in crate::constructs::triggers() {
        let text = shape(trigger).trim_end().to_string();
        match pages.iter_mut().find(|p| p.word == trigger.kind) {
            Some(page) => {
                page.text = format!("{}\n\n{text}", page.text);
                page.summary = format!("{}; or {}", page.summary, trigger.doc);
            }
            None => {
                pages.push(Page { word: trigger.kind.into(), group: Group::Trigger, summary: trigger.doc.into(), text })
            }
        }
    }
    pages
}

fn shape(trigger: &TriggerShape) -> String {
    let targets: Vec<&str> = trigger.targets.iter().map(|t| noun(*t)).collect();
    let args: Vec<String> = trigger
        .args
        .iter()
        .chain(&trigger.pattern)
        .map(|a| match a.presence {
            Presence::Needed => a.name.to_uppercase(),
            Presence::Optional => format!("[{}]", a.name.to_uppercase()),
        })
        .collect();
    let head = std::iter::once(format!("on {}", trigger.kind)).chain(args).collect::<Vec<_>>().join(" ");
    let mut text = format!("`{head} {{ … }}` in a {}: {}\n\n", targets.join(", "), sentence(trigger.doc));
    let _ = writeln!(text, "```sls\n{}\n```", trigger.example);
    let args: Vec<String> = trigger
        .args
        .iter()
        .chain(&trigger.pattern)
        .map(|a| format!("- {}: {} {}", a.name.to_uppercase(), sentence(a.doc), sentence(&a.ty.describe())))
        .collect();
    if !args.is_empty() {
        let _ = writeln!(text, "\n{}", args.join("\n"));
    }
    if !trigger.options.is_empty() {
        let _ = writeln!(text, "\nOptions:\n\n{}", list(trigger.options).trim_end());
    }
    text
}

fn noun(compute: Compute) -> &'static str {
    match compute {
        Compute::Function => "function",
        Compute::Service => "service",
        Compute::Task => "task",
    }
}
