"""Closes a ticket, and says what is attached to it."""

import json
import os

import boto3
from botocore.exceptions import ClientError

tickets = boto3.resource("dynamodb").Table(os.environ["TICKETS"])
s3 = boto3.client("s3")


def handle(event, context):
    ticket = (event.get("queryStringParameters") or {}).get("id", "")
    if not ticket or "Item" not in tickets.get_item(Key={"id": ticket}):
        return answer(404, {"error": "there is no such ticket"})
    tickets.update_item(
        Key={"id": ticket},
        UpdateExpression="SET #status = :closed",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":closed": "closed"},
    )
    return answer(200, {"closed": ticket, "note": attached(ticket)})


def attached(ticket):
    try:
        found = s3.get_object(Bucket=os.environ["ATTACHMENTS"], Key=f"shared/{ticket}.txt")
    except ClientError:
        return None
    return found["Body"].read().decode()


def answer(status, body):
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
