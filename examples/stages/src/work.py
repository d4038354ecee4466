"""A handler for each kind of job. A real one would mail, render and charge; these say what they would do."""

import json
import os


def each(event, does):
    for record in event["Records"]:
        job = json.loads(record["body"])
        print(json.dumps({"stage": os.environ["STAGE"], "kind": os.environ["KIND"], "does": does(job)}))


def mail(event, context):
    each(event, lambda job: f"mail {job['to']}")


def report(event, context):
    each(event, lambda job: f"report on {job['month']}")


def invoice(event, context):
    each(event, lambda job: f"charge {job['amount']} to {job['customer']}")
