"""Takes jobs from the queue until it is told to stop."""

import hashlib
import json
import os
import signal
import time

import boto3

sqs = boto3.client("sqs")
results = boto3.resource("dynamodb").Table(os.environ["RESULTS"])
running = True


def stop(*_):
    """Fargate says so before it takes a task away, and leaves it 30 seconds: finish the job in hand."""
    global running
    running = False


def work(job):
    """The job: some rounds of a hash, as something that takes a while."""
    digest = job["text"].encode()
    for _ in range(int(job.get("rounds", 100_000))):
        digest = hashlib.sha256(digest).digest()
    return digest.hex()


def main():
    signal.signal(signal.SIGTERM, stop)
    while running:
        got = sqs.receive_message(QueueUrl=os.environ["JOBS"], WaitTimeSeconds=20)
        for message in got.get("Messages", []):
            try:
                result = work(json.loads(message["Body"]))
            except (ValueError, KeyError, TypeError) as error:
                print(f"job {message['MessageId']} is not done: {error!r}", flush=True)
                continue  # it comes back, and goes to the dead letters in the end
            week = int(time.time()) + 7 * 86_400
            results.put_item(Item={"job": message["MessageId"], "result": result, "expires_at": week})
            sqs.delete_message(QueueUrl=os.environ["JOBS"], ReceiptHandle=message["ReceiptHandle"])


if __name__ == "__main__":
    main()
