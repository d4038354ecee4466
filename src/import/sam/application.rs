//! `AWS::Serverless::Application`: a nested stack.

use super::Outcome;
use super::resource::{Macro, Resource};
use super::tree::{list, map, tags};
use crate::import::value::Value;

const PROPERTIES: [&str; 6] = ["Location", "TemplateUrl", "Parameters", "NotificationARNs", "Tags", "TimeoutInMinutes"];

pub fn translate(source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let Some(location) = source.truthy("Location") else { return Err(source.fault("`Location` is missing")) };
    let url = match (location.as_str(), source.truthy("TemplateUrl")) {
        (_, Some(url)) => url.clone(),
        (Some(_), None) => location.clone(),
        (None, None) if location.has("ApplicationId") => {
            let mut fault =
                source.fault("what an application of the Serverless Application Repository is, only AWS can say");
            fault.help = Some("the template that AWS deployed has its address: `aws cloudformation get-template --template-stage Processed`".into());
            return Err(fault);
        }
        (None, None) => return Err(source.fault("`Location` has to be the address of a template")),
    };
    let mut stack = source.main("AWS::CloudFormation::Stack");
    stack.attributes = source.passed();
    let mut all = vec![map! { "Key" => "lambda:createdBy", "Value" => "SAM" }];
    let from = |name: &str, key: &str| location.some(key).map(|v| map! { "Key" => name, "Value" => v.clone() });
    all.extend(from("serverlessrepo:applicationId", "ApplicationId"));
    all.extend(from("serverlessrepo:semanticVersion", "SemanticVersion"));
    all.extend(tags(source.get("Tags")));
    let copy = |name: &str| source.properties.copy(name);
    stack.properties = map! {
        "TemplateURL" => url,
        "Parameters" => copy("Parameters"),
        "NotificationARNs" => copy("NotificationARNs"),
        "Tags" => list::<Value>(all),
        "TimeoutInMinutes" => copy("TimeoutInMinutes"),
    };
    Ok(vec![stack])
}
