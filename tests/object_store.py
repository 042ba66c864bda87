"""An object store of this machine, on a free port of the loopback interface."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def running_store(*buckets: str) -> Iterator[str]:
    """Start it with buckets, and let the environment lead to it alone; give the endpoint."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    # A line a request.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", endpoint)
            patch.setenv("AWS_ACCESS_KEY_ID", "reader")
            patch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
            patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
            for bucket in buckets:
                boto3.client("s3").create_bucket(Bucket=bucket)
            _forget_other_stores()
            yield endpoint
    finally:
        _forget_other_stores()
        server.stop()


def _forget_other_stores() -> None:
    """A process knows one endpoint for good; this one runs the tests of other stores, too."""
    from s3fs import S3FileSystem

    S3FileSystem.clear_instance_cache()
    if airflow := sys.modules.get("airflow.sdk.io.store"):
        airflow._STORE_CACHE.clear()
