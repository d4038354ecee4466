//! What is found in handlers as people write them.

use super::*;

fn found(text: &str, language: Language, handler: &str) -> Vec<String> {
    let called = calls(text.as_bytes(), language, &FxHashSet::from_iter([handler.to_string()]), &[]);
    called.calls.into_iter().map(|c| format!("{}.{}", c.client, c.operation)).collect()
}

#[test]
fn python_clients_and_resources() {
    let text = r#"
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
sqs = boto3.client("sqs")
s3 = boto3.session.Session().client('s3')

def save(order):
    table.put_item(Item=order)   # table.delete_item(…) would be more

def place(event, context):
    save(event)
    sqs.send_message(QueueUrl="x", MessageBody="y")
    for page in s3.get_paginator("list_objects_v2").paginate():
        print(f"sqs.purge_queue({page})")
    boto3.client("sns").publish(Message="z")

def other(event, context):
    table.scan()
"#;
    let expected = ["dynamodb.put_item", "sqs.send_message", "s3.list_objects_v2", "sns.publish"];
    assert_eq!(found(text, Language::Python, "place"), expected);
    assert_eq!(found(text, Language::Python, "other"), ["dynamodb.scan"]);
}

#[test]
fn a_name_of_two_services_is_none() {
    let text =
        "import boto3\nc = boto3.client('s3')\ndef a(e, x):\n    c = boto3.client('sqs')\n    c.send_message()\n";
    assert_eq!(found(text, Language::Python, "a"), Vec::<String>::new());
}

#[test]
fn javascript_commands_and_document_clients() {
    let text = r#"
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
const sqs = new SQSClient({});
const save = async (item) => db.send(new PutCommand({ Item: item }));
export const place = async (event) => {
  await save(event);
  await sqs.send(new SendMessageCommand({ QueueUrl: "x" }));
};
export const other = async () => `${await sqs.send(new SendMessageCommand({}))}`;
"#;
    assert_eq!(found(text, Language::JavaScript, "place"), ["dynamodb.Put", "sqs.SendMessage"]);
    let old = r#"
const AWS = require("aws-sdk");
const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();
exports.run = async () => { await db.put({}).promise(); await s3.getObject({}).promise(); };
exports.other = async () => { await s3.deleteObject({}).promise(); };
"#;
    assert_eq!(found(old, Language::JavaScript, "run"), ["documentclient.put", "s3.getObject"]);
}
