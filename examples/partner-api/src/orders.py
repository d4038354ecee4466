"""Orders of partners, kept in one table."""

import json
import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def answer(status, body):
    # a page may read the answer of a function only if the function says so
    headers = {"Access-Control-Allow-Origin": "https://partners.example.com"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(body, default=str)}


def place(event, context):
    # the API has checked the body against its model
    order = {**json.loads(event["body"]), "id": str(uuid.uuid4())}
    ORDERS.put_item(Item=order)
    return answer(201, order)


def list_of(event, context):
    partner = event["pathParameters"]["partner"]
    return answer(200, ORDERS.query(KeyConditionExpression=Key("partner").eq(partner))["Items"])


def health(event, context):
    return answer(200, {"ok": True})
