//! The store of resource types: that all of it can be read, and that it says what AWS says.

use slsc::aws::types::{self, Keyword, Replacement, Schema, TagForm, Types, pattern};
use std::collections::HashSet;

/// Every schema that a type reaches, each once.
fn reach(schema: Schema, seen: &mut HashSet<Schema>, visit: &mut dyn FnMut(Keyword)) {
    if !seen.insert(schema) {
        return;
    }
    for keyword in schema.keywords() {
        visit(keyword);
        match keyword {
            Keyword::Properties(s)
            | Keyword::PatternProperties(s)
            | Keyword::DependentSchemas(s)
            | Keyword::Regions(s) => {
                s.for_each(|(_, inner)| reach(inner, seen, visit));
            }
            Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) | Keyword::PrefixItems(list) => {
                Schema::each(list).for_each(|inner| reach(inner, seen, visit));
            }
            Keyword::AdditionalProperties(s) | Keyword::Items(s) | Keyword::Contains(s) | Keyword::PropertyNames(s) => {
                reach(s, seen, visit);
            }
            Keyword::Not(s) | Keyword::If(s) | Keyword::Then(s) | Keyword::Else(s) | Keyword::AsWritten(s) => {
                reach(s, seen, visit);
            }
            _ => {}
        }
    }
}

#[test]
fn every_type_can_be_read_whole() {
    let (mut seen, mut keywords, mut patterns) = (HashSet::new(), 0, HashSet::new());
    for ty in types::all() {
        assert_eq!(types::find(ty.name()).map(|t| t.name()), Some(ty.name()));
        assert!(ty.schema().types().meets(Types::OBJECT), "{}", ty.name());
        let mut visit = |keyword| {
            keywords += 1;
            if let Keyword::Pattern(text) = keyword {
                patterns.insert(text);
            }
        };
        let all = [ty.schema(), ty.reference()].into_iter().chain(ty.attributes().map(|(_, s)| s));
        all.chain(ty.rules().map(|r| r.schema)).for_each(|s| reach(s, &mut seen, &mut visit));
        assert!(ty.regions().count() > 0, "{}", ty.name());
    }
    assert!(types::all().count() > 1_850 && keywords > 70_000, "{keywords} keywords");
    let lost: Vec<&str> = patterns.iter().copied().filter(|p| pattern::finds(p, "a").is_none()).collect();
    assert!(lost.len() <= 55, "{} of {} patterns cannot be judged: {lost:#?}", lost.len(), patterns.len());
}

#[test]
fn facts_are_those_of_aws() {
    let queue = types::find("AWS::SQS::Queue").expect("there are queues");
    assert_eq!(queue.reference_name(), Some("QueueUrl"));
    assert_eq!(queue.tags(), Some(("Tags", Some(TagForm::List))));
    assert_eq!(queue.replacement(&["QueueName"]), Replacement::Always);
    assert_eq!(queue.replacement(&["DelaySeconds"]), Replacement::Never);
    assert_eq!(
        queue.page(),
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html"
    );
    let table = types::find("AWS::DynamoDB::Table").expect("there are tables");
    assert!(table.is_stateful());
    assert_ne!(table.replacement(&["KeySchema", "0", "AttributeName"]), Replacement::Never);
    let function = types::find("AWS::Lambda::Function").expect("there are functions");
    let code: Vec<&str> = function.properties_at(&["Code"]).map(|p| p.name).collect();
    assert!(code.contains(&"ZipFile") && code.contains(&"S3Bucket"), "{code:?}");
    assert!(function.property("Code").is_some_and(|p| p.required));
    assert!(function.property("Arn").is_some_and(|p| p.read_only));
    assert_eq!(function.attribute("Arn").map(Schema::types), Some(Types::STRING));
    let tags = function.properties_at(&["Tags"]).map(|p| p.name).collect::<Vec<_>>();
    assert_eq!(tags, ["Key", "Value"]);
    assert!(types::find("AWS::CloudFormation::Stack").is_some_and(|t| t.attribute("Outputs.Url").is_some()));
    assert!(types::find("AWS::SQS::Que").is_none() && types::find("").is_none() && types::find("Z").is_none());
    assert!(types::regions().count() > 30 && queue.is_in("eu-west-1") && queue.is_in("mars-north-1"));
}
