//! The store of resource types: opening it, one type with all that it reaches, a template of 500 raw resources checked, the
//! templates of others brought in.
//! `cargo bench --bench types`.

use divan::{Bencher, black_box};
use slsc::aws::types::{self, Keyword, Schema};
use slsc::check::{Schemas, World};
use slsc::files::Memory;
use slsc::import::{Style, import_as};
use slsc::{Compilation, Input, Options, compile};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// A stack of raw resources of five types, a hundred of each.
fn source() -> String {
    let mut text = String::from("stack Raw {}\n");
    for i in 0..100 {
        let _ = write!(
            text,
            r#"
resource Jobs{i}: AWS::SQS::Queue {{
  VisibilityTimeout: 60, DelaySeconds: 5
  RedrivePolicy: {{ deadLetterTargetArn: Jobs0.Arn, maxReceiveCount: 5 }}
}}
resource Role{i}: AWS::IAM::Role {{
  AssumeRolePolicyDocument: {{
    Version: "2012-10-17"
    Statement: [{{ Effect: "Allow", Principal: {{ Service: "lambda.amazonaws.com" }}, Action: "sts:AssumeRole" }}]
  }}
  Policies: [{{
    PolicyName: "send"
    PolicyDocument: {{ Version: "2012-10-17", Statement: [{{ Effect: "Allow", Action: "sqs:SendMessage", Resource: Jobs{i}.Arn }}] }}
  }}]
}}
resource Work{i}: AWS::Lambda::Function {{
  Code: {{ ZipFile: "def run(event, context): pass" }}
  Handler: "index.run", Runtime: "python3.13", Timeout: 10, MemorySize: 256
  Role: Role{i}.Arn
  Environment: {{ Variables: {{ QUEUE: Jobs{i}.ref, STACK: "${{aws.stack_name}}-{i}" }} }}
}}
resource Files{i}: AWS::S3::Bucket {{
  VersioningConfiguration: {{ Status: "Enabled" }}
  PublicAccessBlockConfiguration: {{ BlockPublicAcls: true, BlockPublicPolicy: true }}
}}
resource Alarm{i}: AWS::CloudWatch::Alarm {{
  Namespace: "AWS/SQS", MetricName: "ApproximateNumberOfMessagesVisible", Statistic: "Maximum", Period: 60
  EvaluationPeriods: 1, Threshold: 100, ComparisonOperator: "GreaterThanThreshold"
  Dimensions: [{{ Name: "QueueName", Value: Jobs{i}.QueueName }}]
}}
"#
        );
    }
    text
}

fn compiled(schemas: Schemas) -> Compilation {
    let input = Input::Text { name: "main.sls".into(), text: source() };
    let options = Options { schemas, today: Some("2026-11-25".into()), ..Options::default() };
    let compilation = compile(&Memory::default(), &input, &options);
    assert!(!compilation.has_errors(), "{:?}", compilation.diagnostics.first());
    compilation
}

/// The templates that others wrote, where they are at hand: `SLSC_CORPUS` names their folder.
fn corpus() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("SLSC_CORPUS").map(std::path::PathBuf::from) else {
        eprintln!("import_corpus is left out: `SLSC_CORPUS` names no folder with templates");
        return Vec::new();
    };
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("the index is text");
    let items = index.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"));
    let templates =
        items.filter(|item| item["task"] == "cfn->cfn").filter_map(|item| item["id"].as_str().map(String::from));
    templates.map(|id| (id.clone(), std::fs::read_to_string(folder.join(id)).expect("a template is text"))).collect()
}

/// Every template of CloudFormation in the corpus, read, said, compiled, compared and checked.
#[divan::bench(args = [Style::Raw, Style::Equal], sample_count = 1)]
fn import_corpus(bencher: Bencher, style: Style) {
    let templates = corpus();
    if templates.is_empty() {
        return;
    }
    bencher.bench_local(|| {
        let each = templates
            .iter()
            .map(|(name, text)| import_as(name, text, style, None).imported.map_or(0, |i| i.source.len()));
        each.sum::<usize>()
    });
}

fn reach(schema: Schema, depth: usize) -> usize {
    let inner = |schema| if depth < 8 { reach(schema, depth + 1) } else { 0 };
    let each = schema.keywords().map(|keyword| match keyword {
        Keyword::Properties(schemas) => schemas.map(|(_, s)| inner(s)).sum(),
        Keyword::Items(s) => inner(s),
        Keyword::AnyOf(list) | Keyword::OneOf(list) | Keyword::AllOf(list) => Schema::each(list).map(inner).sum(),
        _ => 1,
    });
    each.sum::<usize>() + 1
}

/// There is nothing to open: a type is found in the bytes of the program.
#[divan::bench]
fn find_one() -> bool {
    types::find(black_box("AWS::SQS::Queue")).is_some()
}

#[divan::bench(args = ["AWS::SQS::Queue", "AWS::Lambda::Function", "AWS::S3::Bucket"])]
fn decode(name: &str) -> usize {
    types::find(name).map_or(0, |ty| reach(ty.schema(), 0))
}

#[divan::bench]
fn decode_all() -> usize {
    types::all().map(|ty| reach(ty.schema(), 0)).sum()
}

#[divan::bench]
fn check_500(bencher: Bencher) {
    let template = compiled(Schemas::Off).template.expect("it compiles");
    bencher.bench_local(|| {
        let world = World::new(black_box(&template), None);
        world.check(&template.resources).len()
    });
}

/// From the text on, with the check and without it.
#[divan::bench(args = [false, true])]
fn compile_500(bencher: Bencher, checked: bool) {
    let schemas = if checked { Schemas::Written } else { Schemas::Off };
    bencher.bench_local(|| compiled(schemas).diagnostics.len());
}
