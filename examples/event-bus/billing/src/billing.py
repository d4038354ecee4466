"""Writes the invoice of an order."""

import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3

invoices = boto3.resource("dynamodb").Table(os.environ["INVOICES"])


def invoice(event, context):
    order = event["detail"]
    invoices.put_item(
        Item={
            "order": order["id"],
            "customer": order["customer"],
            "amount": Decimal(str(order["amount"])),
            "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        }
    )
