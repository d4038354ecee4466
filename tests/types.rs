//! The store of resource types: that all of it can be read, and that it says what AWS says.

use slsc::aws::types::{self, Keyword, Replacement, ResourceType, Schema, TagForm, Types, pattern};
use slsc::check::{What, World};
use slsc::emit::{Node, Resource, Template};
use slsc::source::Span;
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
    let database = types::find("AWS::RDS::DBInstance").expect("there are databases");
    assert!(database.property("MasterUserPassword").is_some_and(|p| p.write_only) && database.has_snapshots());
    assert_eq!(database.replacement(&["Engine"]), Replacement::Sometimes);
    assert_eq!(queue.arn(), Some("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"));
    assert_eq!(queue.identifier().collect::<Vec<_>>(), ["QueueUrl"]);
    assert!(types::regions().count() > 30 && queue.is_in("eu-west-1") && queue.is_in("mars-north-1"));
}

/// A property of each format of AWS's that is wanted somewhere: of ids, names and ARNs.
fn wanted() -> Vec<(&'static str, ResourceType, &'static str)> {
    let mut found: Vec<(&str, ResourceType, &str)> = Vec::new();
    for ty in types::all() {
        for (name, schema) in ty.schema().properties().into_iter().flatten() {
            let is_text = schema.types() == Types::STRING && ty.property(name).is_some_and(|p| !p.read_only);
            let format = schema.format().filter(|format| is_text && format.starts_with("AWS::"));
            if let Some(format) = format.filter(|format| !found.iter().any(|(known, ..)| known == format)) {
                found.push((format, ty, name));
            }
        }
    }
    found
}

/// What comes of one resource's property that refers to another.
fn referring(
    from: ResourceType,
    given: Option<&'static str>,
    to: ResourceType,
    property: &'static str,
) -> Option<What> {
    let mut target = Resource::new("To".into(), to.name(), Span::default());
    target.properties.set(
        property,
        match given {
            Some(attribute) => Node::get_att("From", attribute),
            None => Node::reference("From"),
        },
    );
    let resources = vec![Resource::new("From".into(), from.name(), Span::default()), target];
    let template = Template { resources, ..Template::default() };
    let found = World::new(&template, None).check(&template.resources[1..]);
    found[0].problems.iter().find(|p| matches!(p.what, What::Reference { .. })).map(|p| p.what.clone())
}

/// Wherever a format is wanted, what `Ref` and each attribute of every type give is held against it.
#[test]
fn every_reference_of_a_known_format_is_held_against_what_is_wanted() {
    // a security group's `Ref` is its name or its id, as it lies in a network or not: `tests/cases/raw/bad/references.sls`
    let sources: Vec<ResourceType> = types::all().filter(|ty| ty.name() != "AWS::EC2::SecurityGroup").collect();
    let wanted = wanted();
    assert!(wanted.len() >= 10, "{:?}", wanted.iter().map(|(format, ..)| format).collect::<Vec<_>>());
    let (mut right, mut wrong) = (0, 0);
    for (format, to, property) in &wanted {
        for from in &sources {
            let attributes = from
                .attributes()
                .filter(|(_, schema)| schema.types().meets(Types::STRING))
                .map(|(name, schema)| (Some(name), schema.formats()));
            let given = attributes.chain([(None, from.reference().formats())]).filter(|(name, formats)| {
                formats.iter().any(|f| f.starts_with("AWS::")) && name.is_none_or(|name| !name.contains('*'))
            });
            for (name, formats) in given {
                let found = referring(*from, name, *to, property);
                let place = format!("{} {name:?} for {property} of {}", from.name(), to.name());
                if formats.contains(format) {
                    assert_eq!(found, None, "{place}");
                    right += 1;
                    continue;
                }
                let Some(What::Reference { right: better, .. }) = found else { panic!("{place} is not refused") };
                let gives = |name: &str| from.attribute(name).is_some_and(|schema| schema.formats().contains(format));
                assert!(better.is_none_or(|name| name == "ref" || gives(name)), "{place}: {better:?}");
                wrong += 1;
            }
        }
    }
    println!("{} formats, {right} references that give them, {wrong} that do not", wanted.len());
    assert!(right >= wanted.len() && wrong > 100, "{right} {wrong}");
}
