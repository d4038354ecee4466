//! The forms of the language: what can stand in a file, and inside a declaration.

use super::{Group, Page, sentence};

struct Form {
    word: &'static str,
    form: &'static str,
    doc: &'static str,
    example: &'static str,
}

const fn form(word: &'static str, form: &'static str, doc: &'static str, example: &'static str) -> Form {
    Form { word, form, doc, example }
}

static FORMS: &[Form] = &[
    form(
        "stack",
        "stack Name { … }",
        "names the stack and says what holds for all of it; the documentation comment before it is the template's description",
        "/// Takes orders.\nstack Shop { tags: { team: \"orders\" } }",
    ),
    form(
        "param",
        "param name: type = default { constraints }",
        "a parameter that the deployment gives, or the build with `--set` and `--params`; a stage that does not use it leaves it out",
        "param keep: number = 7 { min: 1, max: 90 }",
    ),
    form(
        "let",
        "let name = expression",
        "a named value; a condition that is not known at build becomes a Condition of that name",
        "let prefix = \"shop-\"",
    ),
    form(
        "fn",
        "fn name(a: type, …) = expression",
        "a pure function; it cannot call itself",
        "fn topic_name(what: string) = \"shop-${what}\"",
    ),
    form("type", "type Name = type", "a name for a type", "type Size = \"small\" | \"large\""),
    form(
        "stages",
        "stages { name: { key: value, … }, … }",
        "the variants of the stack; `stage.name` and `stage.key` are known once a stage is chosen, and a parameter chooses it at deployment otherwise",
        "stages {\n  dev:  { memory: 256 MB }\n  prod: { memory: 1 GB }\n}",
    ),
    form(
        "output",
        "output name = expression",
        "an output of the stack; `@export(\"…\")` before it exports it",
        "output url = Jobs.url",
    ),
    form(
        "existing",
        "existing kind Name { … }",
        "a declaration that this stack does not own: it can be referred to, triggered on and granted, and nothing is made for it",
        "existing queue Jobs { name: \"jobs\" }",
    ),
    form(
        "resource",
        "resource Name: AWS::Service::Type { … }",
        "any resource of CloudFormation, with its properties as AWS names them",
        "resource Topic: AWS::SNS::Topic { DisplayName: \"News\" }",
    ),
    form(
        "module",
        "module Name from \"./file.sls\" { param: value, … }",
        "another file as a part of this stack; its logical ids begin with the name, its outputs are `Name.output`",
        "module Mail from \"./mail.sls\" { sender: \"a@example.com\" }",
    ),
    form(
        "use",
        "use { a, B } from \"./file.sls\"",
        "names that another file exports",
        "use { prefix } from \"./common.sls\"",
    ),
    form(
        "export",
        "export let … | export fn … | export type …",
        "makes a name visible to `use`; all else is private to its file or folder",
        "export let prefix = \"shop-\"",
    ),
    form(
        "defaults",
        "defaults kind { … }",
        "properties that every declaration of the kind has unless it says otherwise; the nearest `defaults` wins, maps merge by key, `null` takes one away",
        "defaults function { runtime: python3.13, arch: arm64 }",
    ),
    form(
        "mapping",
        "mapping Name { first: { second: value } }",
        "a Mapping of the template; `Name[a][b]` looks it up, at deployment where a key is known only there",
        "mapping Sizes { small: { memory: 256 }, large: { memory: 1024 } }",
    ),
    form(
        "condition",
        "condition name = expression",
        "a named Condition",
        "condition is_prod = aws.account == \"111111111111\"",
    ),
    form(
        "rule",
        "rule Name { … }",
        "a Rule of the template, as CloudFormation writes it",
        "rule Region { Assertions: [{ Assert: { \"Fn::Contains\": [[\"eu-west-1\"], aws.region] } }] }",
    ),
    form("metadata", "metadata { … }", "added to the template's Metadata", "metadata { Team: \"orders\" }"),
    form(
        "template",
        "template { … }",
        "sections of the template, and entries of them, as CloudFormation writes them: for what no statement says",
        "template { Hooks: { Deploys: { Type: \"AWS::CodeDeploy::BlueGreen\", Properties: { Applications: [] } } } }",
    ),
    form(
        "transform",
        "transform \"Name\"",
        "a transform that CloudFormation runs over the template",
        "transform \"AWS::SecretsManager-2024-09-16\"",
    ),
    form(
        "assert",
        "assert condition, \"message\"",
        "checked at build where the condition is known, else by a Rule when the stack is deployed",
        "assert keep >= 1, \"keep something\"",
    ),
    form(
        "test",
        "test \"what must hold\" { … }",
        "what must hold for the template",
        "test \"jobs are kept\" { assert true }",
    ),
    form(
        "if",
        "if condition { … } else { … }",
        "round declarations, properties, triggers and permissions, and in lists and maps: decided at build where the condition is known, else by a Condition",
        "if stage.name == \"prod\" {\n  queue Audit {}\n}",
    ),
    form(
        "for",
        "for x in list { … } | for k, v in map { … }",
        "repeats declarations for what is known at build; each is one of a family, `kind Name[x] { … }`, referred to as `Name[\"a\"]`",
        "for team in [\"red\", \"blue\"] {\n  queue Jobs[team] {}\n}",
    ),
    form(
        "on",
        "on source … { options }",
        "inside a function, service or task: what starts it",
        "on queue Jobs { batch: 10 }",
    ),
    form(
        "can",
        "can verb, … Target, … [if condition]",
        "inside a function, service or task: what it may do; `can \"service:Action\" on arn` for all that no verb says",
        "can send Receipts",
    ),
    form(
        "override",
        "override Part { … }",
        "inside a construct: patches any property of a resource that it becomes; without a part, of the main one",
        "override { Timeout: 20 }",
    ),
];

pub fn pages() -> Vec<Page> {
    FORMS.iter().map(page).collect()
}

fn page(form: &Form) -> Page {
    let text = format!("`{}`\n\n{}\n\n```sls\n{}\n```", form.form, sentence(form.doc), form.example);
    Page { word: form.word.into(), group: Group::Form, summary: form.doc.into(), text }
}
