"""Writes yesterday's report, with a signature that the holder of the key can check."""

import hashlib
import hmac
import json
import os
from datetime import datetime, timedelta, timezone

import boto3
from boto3.dynamodb.conditions import Key

sales = boto3.resource("dynamodb").Table(os.environ["SALES"])
s3 = boto3.client("s3")
ssm = boto3.client("ssm")
secrets = boto3.client("secretsmanager")


def sold(day):
    """Every sale of the day, page by page."""
    query = {"KeyConditionExpression": Key("day").eq(day)}
    while True:
        page = sales.query(**query)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def handle(event, context):
    day = (datetime.now(timezone.utc) - timedelta(days=1)).date().isoformat()
    amounts = [sale["amount"] for sale in sold(day)]
    currency = ssm.get_parameter(Name=os.environ["CURRENCY"])["Parameter"]["Value"]
    report = json.dumps({"day": day, "sales": len(amounts), "sum": str(sum(amounts)), "currency": currency})
    key = secrets.get_secret_value(SecretId=os.environ["SIGNING_KEY"])["SecretString"]
    signature = hmac.new(key.encode(), report.encode(), hashlib.sha256).hexdigest()
    s3.put_object(
        Bucket=os.environ["REPORTS"],
        Key=f"daily/{day}.json",
        Body=report,
        ContentType="application/json",
        Metadata={"signature": signature},
    )
