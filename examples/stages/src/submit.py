"""Puts a job into the queue of its kind."""

import json
import os

import boto3

QUEUES = {kind: os.environ[kind.upper()] for kind in ("mail", "report", "invoice")}

sqs = boto3.client("sqs")


def handle(event, context):
    job = json.loads(event.get("body") or "{}")
    url = QUEUES.get(job.get("kind"))
    if url is None:
        return {"statusCode": 400, "body": json.dumps({"error": f"a job's kind is one of {', '.join(QUEUES)}"})}
    sent = sqs.send_message(QueueUrl=url, MessageBody=json.dumps(job))
    return {"statusCode": 202, "body": json.dumps({"id": sent["MessageId"]})}
