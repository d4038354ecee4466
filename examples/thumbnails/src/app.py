"""Makes a thumbnail of each uploaded PNG."""

import os
import time
from urllib.parse import unquote_plus

import boto3

import png

s3 = boto3.client("s3")
pictures = boto3.resource("dynamodb").Table(os.environ["PICTURES"])


def handle(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])  # keys arrive encoded as in a query string
        data = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        thumb = png.shrink(data, int(os.environ["WIDTH"]))
        name = key.removeprefix("in/")
        s3.put_object(Bucket=os.environ["THUMBS"], Key=name, Body=thumb, ContentType="image/png")
        pictures.put_item(
            Item={"key": name, "bytes": len(data), "thumb_bytes": len(thumb), "made_at": int(time.time())}
        )
