"""Stores an order and has a receipt sent; `audit` is another function's."""
import json
import os

import boto3

orders = boto3.resource("dynamodb").Table(os.environ["TABLE"])
sqs = boto3.client("sqs")


def remember(order):
    orders.put_item(Item=order)


def place(event, context):
    order = json.loads(event["body"])
    remember(order)
    sqs.send_message(QueueUrl=os.environ["RECEIPTS"], MessageBody=json.dumps(order))
    return {"statusCode": 201}


def audit(event, context):
    return orders.scan()["Items"]
