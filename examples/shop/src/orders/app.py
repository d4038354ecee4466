"""Stores an order, and asks for its receipt."""

import json
import os
import time

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
sqs = boto3.client("sqs")


def place(event, context):
    try:
        body = json.loads(event.get("body") or "")
        order = {
            "customer": str(body["customer"]),
            "placed_at": time.time_ns() // 1_000_000,
            "status": "placed",
            "items": [str(item) for item in body["items"]],
        }
    except (ValueError, KeyError, TypeError):
        return answer(400, {"error": "an order has a customer and a list of items"})
    table.put_item(Item=order)
    sqs.send_message(QueueUrl=os.environ["RECEIPTS"], MessageBody=json.dumps(order))
    return answer(201, order)


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body),
    }
