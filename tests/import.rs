//! Templates brought in: each below `tests/import/` with its source, what is said of it and what the proof found beside it.

use slsc::diagnostic::{Diagnostic, Severity, codes};
use slsc::import::compare::Level;
use slsc::import::{Import, Style, import, import_as};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn all(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(folder);
    let entries = std::fs::read_dir(folder).expect("the folder is there").filter_map(Result::ok).map(|e| e.path());
    let mut found: Vec<PathBuf> =
        entries.filter(|p| p.extension().is_some_and(|e| e == "yaml" || e == "json")).collect();
    found.sort();
    found
}

fn bring_in(path: &Path) -> Import {
    let name = path.file_name().expect("a case has a name").to_string_lossy().into_owned();
    import_as(&name, &std::fs::read_to_string(path).expect("a case is text"), Style::Raw, Some("2026-11-25"))
}

fn shown(result: &Import) -> String {
    let mut out = String::new();
    // what is wrong with a template itself has cases of its own
    let of_reading = |d: &&Diagnostic| [codes::BAD_TEMPLATE.name, codes::ODD_TEMPLATE.name].contains(&d.code.name);
    for diagnostic in result.diagnostics.iter().filter(of_reading) {
        out.push_str(&crate::cases::show(diagnostic, &result.sources));
    }
    let Some(imported) = &result.imported else { return out };
    let _ = writeln!(out, "{}", imported.level.word());
    for difference in &imported.differences {
        let _ = writeln!(out, "{}: {:?} → {:?}", difference.place(), difference.before, difference.after);
    }
    out + &imported.source
}

fn snapshots(folder: &str) -> Vec<(PathBuf, Import)> {
    let mut failed = Vec::new();
    let mut results = Vec::new();
    for path in all(folder) {
        let result = bring_in(&path);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a case has a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = path.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let text = shown(&result);
        let held = || settings.bind(|| insta::assert_snapshot!(name.clone(), text));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(held)).is_err() {
            failed.push(name);
        }
        results.push((path, result));
    }
    assert!(failed.is_empty(), "these come out otherwise than before: {failed:?}");
    results
}

#[test]
fn whatever_a_template_says_can_be_said() {
    for (path, result) in snapshots("") {
        let imported = result.imported.unwrap_or_else(|| panic!("{} is a template", path.display()));
        assert!(imported.level > Level::Different, "{}: {:?}", path.display(), imported.differences);
        assert_eq!(slsc::format::format(&imported.source), imported.source, "{}", path.display());
    }
}

#[test]
fn what_is_no_template_is_said_to_be_none() {
    for (path, result) in snapshots("bad") {
        assert!(result.imported.is_none(), "{} was brought in", path.display());
        assert_eq!(result.diagnostics.len(), 1, "{}: one mistake, one message", path.display());
        assert_eq!(result.diagnostics[0].code.name, codes::BAD_TEMPLATE.name);
    }
}

/// What a chain of conditions takes grows with its length, and no faster.
#[test]
fn a_long_chain_of_conditions_comes_in() {
    let link = |i: usize| format!("  C{i}: !Not [!Condition C{}]\n", i - 1);
    let template = format!(
        "Parameters: {{P: {{Type: String}}}}\nResources: {{T: {{Type: 'AWS::SNS::Topic', Condition: C5999}}}}\nConditions:\n  C0: !Equals [!Ref P, a]\n{}",
        (1..6_000).map(link).collect::<String>()
    );
    let start = Instant::now();
    let result = import("chain.yaml", &template);
    assert!(result.diagnostics.is_empty(), "{:?}", result.diagnostics.first());
    assert_eq!(result.imported.map(|i| i.level), Some(Level::Exact));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// All that a template can say, with a few letters by which it is found in the cases of import: each of these comes in and
/// comes out the same. <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html>, 2026-11-29.
#[rustfmt::skip]
const ALL: &[(&str, &[&str])] = &[
    ("sections", &["AWSTemplateFormatVersion", "Description:", "Metadata:", "Parameters:", "Mappings:", "Conditions:", "Rules:", "Transform:", "Resources:", "Outputs:", "\"Hooks\"", "\"Globals\""]),
    ("a parameter", &["AllowedPattern", "AllowedValues", "ConstraintDescription", "Default", "MaxLength", "MinLength", "MaxValue", "MinValue", "NoEcho", "CommaDelimitedList", "List<AWS::EC2::", "AWS::SSM::Parameter::Value<"]),
    ("a resource", &["Condition: ", "CreationPolicy", "UpdatePolicy", "DeletionPolicy: Retain", "RetainExceptOnCreate", "DeletionPolicy: Snapshot", "UpdateReplacePolicy", "DependsOn", "Metadata:", "Version:", "Custom::", "::MODULE", "AWS::CloudFormation::Macro", "AWS::CloudFormation::StackSet", "AWS::CloudFormation::Stack\n", "AWS::CloudFormation::WaitCondition", "AWS::CloudFormation::Init"]),
    ("policies", &["AutoScalingRollingUpdate", "CodeDeployLambdaAliasUpdate", "UseOnlineResharding", "ResourceSignal"]),
    ("an output", &["Export:", "Value:"]),
    ("an intrinsic", &["!Ref", "!GetAtt", "Fn::GetAtt", "!Sub", "!Join", "!Split", "!Select", "!If", "!Equals", "!And", "!Or", "!Not", "!Condition", "!FindInMap", "DefaultValue", "!ImportValue", "Fn::Base64", "!Cidr", "!GetAZs", "!Length", "Fn::ToJsonString", "Fn::Transform", "Fn::ForEach::", "Fn::GetStackOutput"]),
    ("an intrinsic of rules", &["Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::RefAll", "Fn::ValueOf\"", "Fn::ValueOfAll"]),
    ("a pseudo-parameter", &["AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"]),
    ("a dynamic reference", &["{{resolve:ssm:", "{{resolve:ssm-secure:", "{{resolve:secretsmanager:"]),
    ("a transform", &["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", "AWS::Include", "AWS::SecretsManager-2020-07-23", "AWS::CodeDeployBlueGreen", "AWS::ServiceCatalog", "\"Mine\""]),
    ("metadata", &["AWS::CloudFormation::Interface", "AWS::CloudFormation::Designer", "cfn-lint"]),
];

#[test]
fn all_of_a_template_has_a_case() {
    let cases: String = all("").iter().map(|path| std::fs::read_to_string(path).expect("a case is text")).collect();
    let missing: Vec<String> = ALL
        .iter()
        .flat_map(|(what, each)| {
            each.iter().filter(|one| !cases.contains(**one)).map(move |one| format!("{what}: {one}"))
        })
        .collect();
    assert!(missing.is_empty(), "no case says {missing:?}");
}

/// What CloudFormation would refuse is said at its place in the template, and comes in all the same.
#[test]
fn what_is_wrong_with_a_template_is_said_where_it_stands() {
    let mut failed = Vec::new();
    for path in all("refused") {
        let result = bring_in(&path);
        let imported = result.imported.as_ref().unwrap_or_else(|| panic!("{} is a template", path.display()));
        assert!(imported.level > Level::Different, "{}: {:?}", path.display(), imported.differences);
        assert!(result.diagnostics.iter().any(|d| d.severity == Severity::Error), "{}", path.display());
        let said: String = result.diagnostics.iter().map(|d| crate::cases::show(d, &result.sources)).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a case has a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = path.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let held = || settings.bind(|| insta::assert_snapshot!(name.clone(), said));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(held)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "of these something else is said than before: {failed:?}");
}

/// Conditions that are made of each other, ten of one, would be ten times as long with each.
#[test]
fn conditions_made_of_each_other_are_looked_at_in_time() {
    let made = |i: usize| format!("  C{i}: !And [{}]\n", vec![format!("!Condition C{}", i - 1); 10].join(", "));
    let template = format!(
        "Parameters: {{P: {{Type: String}}}}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Condition: C14\n    Properties: \
         {{QueueName: !If [C13, a, b], DelaySeconds: !If [C12, 1, 2]}}\nConditions:\n  C0: !Equals [!Ref P, a]\n{}",
        (1..15).map(made).collect::<String>()
    );
    let start = Instant::now();
    let result = import("made.yaml", &template);
    assert!(result.imported.is_some_and(|i| i.level == Level::Exact) && result.diagnostics.is_empty());
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// Resources become constructs where they come out the same, and stay what they are where they would not.
#[test]
fn resources_become_constructs_where_the_proof_holds() {
    let template = r#"
Resources:
  Alerts:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: Alerts, TopicName: alerts, Tags: [{Key: team, Value: orders}]}
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 300, MessageRetentionPeriod: 86400, SqsManagedSseEnabled: true}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
Outputs:
  Url: {Value: !Ref Jobs}
  Topic: {Value: !Ref Alerts}
"#;
    let imported = import("lifted.yaml", template).imported.expect("it is a template");
    assert_eq!(imported.level, Level::Exact, "{:?}", imported.differences);
    assert_eq!(imported.constructs, 2, "{}", imported.source);
    insta::assert_snapshot!("lifted", imported.source);
}

#[test]
fn what_attacks_is_refused_at_once() {
    let deep = 100_000;
    let bomb = (1..12).fold(String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"), |text, i| {
        let before = format!("*a{}, ", i - 1).repeat(10);
        format!("{text}a{i}: &a{i} [{}]\n", before.trim_end_matches(", "))
    });
    let attacks = [
        format!("Resources: {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("Resources: {}", "[".repeat(deep)),
        format!("Resources:\n{}", "- ".repeat(deep)),
        (0..deep / 100).fold("Resources:\n".to_string(), |text, i| format!("{text}{}a:\n", " ".repeat(i + 1))),
        format!("{{\"Resources\": {}1{}}}", "{\"a\": ".repeat(deep), "}".repeat(deep)),
        format!("{{\"Resources\": {}", "[".repeat(deep)),
        format!("Resources: {}x", "!Sub ".repeat(deep)),
        format!("{bomb}Resources: *a11\n"),
        format!("Resources: {{}}\n# {}", "x".repeat(50 << 20)),
        "Resources: {A: ".repeat(2000),
        "\u{0}".repeat(1000),
    ];
    for attack in &attacks {
        let start = Instant::now();
        let result = import("attack.yaml", attack);
        let head: String = attack.chars().take(40).collect();
        assert!(
            result.imported.is_none() && result.diagnostics.iter().any(|d| d.code == &codes::BAD_TEMPLATE),
            "{head}"
        );
        assert!(start.elapsed() < Duration::from_secs(30), "{head} took {:?}", start.elapsed());
    }
}

/// Twice as much takes about twice as long, and a template of the size that AWS takes a few seconds.
#[test]
fn a_large_template_comes_in() {
    let queue = |i: usize| {
        format!(
            "  Queue{i}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub \"${{AWS::StackName}}-{i}\"\n"
        )
    };
    let template = format!("Resources:\n{}", (0..2_000).map(queue).collect::<String>());
    let result = import("large.yaml", &template);
    let imported = result.imported.expect("it is a template");
    assert_eq!(imported.level, Level::Exact, "{:?}", imported.differences.first());
}
