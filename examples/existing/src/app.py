"""Looks a customer up."""

import json
import os

import boto3

customers = boto3.resource("dynamodb").Table(os.environ["CUSTOMERS"])


def get(event, context):
    found = customers.get_item(Key={"id": event["pathParameters"]["id"]}).get("Item")
    return {
        "statusCode": 200 if found else 404,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(found or {"error": "there is no such customer"}, default=str),
    }
