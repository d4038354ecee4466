//! `AWS::Serverless::SimpleTable`: a table with a key and nothing else.

use super::Outcome;
use super::resource::{Macro, Resource, needed};
use super::tree::{Maybe, list, map, tags};
use crate::import::value::Value;

const PROPERTIES: [&str; 6] = [
    "PointInTimeRecoverySpecification",
    "PrimaryKey",
    "ProvisionedThroughput",
    "TableName",
    "Tags",
    "SSESpecification",
];

pub fn translate(source: &Macro) -> Outcome<Vec<Resource>> {
    source.only(&PROPERTIES)?;
    let (name, ty) = match source.truthy("PrimaryKey") {
        Some(key) => {
            let name = needed(source, key, "Name", "PrimaryKey.")?.clone();
            let ty = match needed(source, key, "Type", "PrimaryKey.")?.as_str() {
                Some("String") => "S",
                Some("Number") => "N",
                Some("Binary") => "B",
                _ => return Err(source.fault("`PrimaryKey.Type` has to be `String`, `Number` or `Binary`")),
            };
            (name, ty)
        }
        None => (Value::from("id"), "S"),
    };
    let given = |property: &str| Maybe(source.truthy(property).cloned());
    let mut table = source.main("AWS::DynamoDB::Table");
    table.properties = map! {
        "TableName" => given("TableName"),
        "AttributeDefinitions" => list([map! { "AttributeName" => name.clone(), "AttributeType" => ty }]),
        "KeySchema" => list([map! { "AttributeName" => name, "KeyType" => "HASH" }]),
        "PointInTimeRecoverySpecification" => given("PointInTimeRecoverySpecification"),
    };
    match source.truthy("ProvisionedThroughput") {
        Some(throughput) => table.properties.put("ProvisionedThroughput", throughput.clone()),
        None => table.properties.put("BillingMode", "PAY_PER_REQUEST"),
    }
    table.properties.put("SSESpecification", given("SSESpecification"));
    if let Some(given) = source.truthy("Tags") {
        table.properties.put("Tags", tags(Some(given)));
    }
    Ok(vec![table])
}
