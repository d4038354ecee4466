"""Handlers that the server's tests go to."""

import json

TABLE = "orders"


def place(event, context):
    return {"statusCode": 200, "body": json.dumps(_order(event))}


async def look(event, context):
    return {"statusCode": 200}


def _order(event):
    return {"table": TABLE}
