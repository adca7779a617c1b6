"""Runs the code of a function of moto in a process of its own. moto itself would run it in Docker."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from moto.awslambda.models import lambda_backends

from declare import server

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[2]


def run(arn, event, seconds, context):
    """What the process wrote, when it ended or was ended."""
    function = lambda_backends[context.account][context.region].get_function(arn)
    node = function.run_time.startswith("nodejs")
    if not node and not function.run_time.startswith("python"):
        raise ValueError(f"{function.function_name} has the runtime {function.run_time}; only functions of Node and Python run here")
    program = [shutil.which("node") or "node", str(HERE / "runner.mjs")] if node else [sys.executable, str(HERE / "runner.py")]
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(folder)
        if node and not (Path(folder) / "node_modules").exists():
            os.symlink(ROOT / "node_modules", Path(folder) / "node_modules")  # the SDK, which Lambda has beside the code
        ran = subprocess.Popen(
            [*program, folder, function.handler],
            env=environment(function, arn, node, seconds, context),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            return ran.communicate(json.dumps(event), timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            ran.kill()
            return ran.communicate()[0]


def environment(function, arn, node, seconds, context):
    # the SDK for JavaScript puts accounts and buckets before the host, boto3 does not before an address
    url = server["url"].replace("127.0.0.1", "localhost") if node else server["url"]
    return {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        "AWS_ACCESS_KEY_ID": "function",
        "AWS_SECRET_ACCESS_KEY": "function",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.function_name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "e2e",
        "ARN": arn,
        "END": str(int((time.time() + seconds) * 1000)),
        **{name: str(value) for name, value in function.environment_vars.items()},
    }
