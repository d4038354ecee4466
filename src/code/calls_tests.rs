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

#[test]
fn files_that_are_imported() {
    let of = |text: &str, language| calls(text.as_bytes(), language, &FxHashSet::default(), &[]).files;
    let python = "from lib.db import save, find as f\nfrom . import shared\nimport tools.mail\nfrom ..up import x\n";
    let expected = ["lib/db", "lib/db/save", "lib/db/find", "./", "./shared", "tools/mail", "../up", "../up/x"];
    assert_eq!(of(python, Language::Python), expected);
    let javascript = "import { save } from \"./db.mjs\";\nconst mail = require('../mail');\nimport \"./side\";\nimport x from \"left-pad\";";
    assert_eq!(of(javascript, Language::JavaScript), ["./db.mjs", "../mail", "./side"]);
}

#[test]
fn a_client_of_another_file_is_known() {
    let known = [("table".to_string(), "dynamodb".to_string())];
    let roots = FxHashSet::from_iter(["run".to_string()]);
    let text = "from db import table\ndef run(event, context):\n    table.put_item(Item=event)\n";
    let called = calls(text.as_bytes(), Language::Python, &roots, &known);
    assert_eq!(called.calls.iter().map(|c| c.operation.as_str()).collect::<Vec<_>>(), ["put_item"]);
}
