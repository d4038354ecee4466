"""Mails a receipt for each order. What fails comes back alone: the others of its batch are done."""

import json
import logging
import os

import boto3

# an address that SES has verified
SENDER = os.environ.get("SENDER", "orders@example.com")

ses = boto3.client("ses")
log = logging.getLogger()


def send(event, context):
    failed = []
    for record in event["Records"]:
        try:
            mail(json.loads(record["body"]))
        except Exception:
            log.exception("no receipt for message %s", record["messageId"])
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def mail(order):
    items = "\n".join(f"- {item}" for item in order["items"])
    ses.send_email(
        Source=SENDER,
        Destination={"ToAddresses": [order["customer"]]},
        Message={
            "Subject": {"Data": "Your order"},
            "Body": {"Text": {"Data": f"Thank you! You ordered:\n\n{items}\n"}},
        },
    )
