"""A moto server on a free loopback port, and the AWS command line and SDK clients that talk to it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import boto3

REGION = "us-east-1"
ACCOUNT = "123456789012"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Moto:
    """Runs while the `with` block does; nothing of the user's AWS configuration is read."""

    def __enter__(self):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.bin = Path(sys.executable).parent
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")} | {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "NO_PROXY": "127.0.0.1",
        }
        host, port = self.url.removeprefix("http://").split(":")
        self.log = tempfile.TemporaryFile("a+")
        self.server = subprocess.Popen(
            [str(self.bin / "moto_server"), "-H", host, "-p", port], env=self.env, stdout=self.log, stderr=self.log
        )
        self.wait_until_ready()
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait(10)
        self.log.close()

    def wait_until_ready(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.server.poll() is not None:
                sys.exit(f"deploy: moto_server stopped with status {self.server.returncode}")
            try:
                return urllib.request.urlopen(self.url + "/moto-api/data.json", timeout=2).read()
            except OSError:
                time.sleep(0.1)
        sys.exit(f"deploy: moto_server was not ready after {seconds} s")

    def reset(self):
        """Forget everything that was deployed."""
        urllib.request.urlopen(urllib.request.Request(self.url + "/moto-api/reset", method="POST"), timeout=30).read()

    def aws(self, *arguments):
        """Run the AWS command line; its output, or an error with what it said."""
        self.log_start = self.log.seek(0, os.SEEK_END)
        command = [str(self.bin / "aws"), "--endpoint-url", self.url, *map(str, arguments)]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"aws {' '.join(map(str, arguments[:4]))}: {done.stderr.strip()[:600]}{self.exception()}")
        return done.stdout

    def exception(self):
        """The exception that moto logged during the last command and where it arose, since its answers do not say it."""
        self.log.seek(self.log_start)
        trace = self.log.read().rpartition("Traceback (most recent call last):")[2].strip().splitlines()
        arose = [i for i, line in enumerate(trace) if line.lstrip().startswith("File ")]
        raised = next((line for line in trace[arose[-1] :] if line[:1] not in (" ", "")), "") if arose else ""
        return f"\n       moto: {raised} ({trace[arose[-1]].strip()})" if arose else ""

    def client(self, service):
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )
