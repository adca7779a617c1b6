"""Runs the handler of a Python function as Lambda does, once: runner.py <folder> <file.function>, with the event on standard input."""

import importlib
import json
import os
import sys
import time
from types import SimpleNamespace

folder, named = sys.argv[1:]
module, function = named.rsplit(".", 1)
sys.path.insert(0, folder)
end = int(os.environ["END"])
context = SimpleNamespace(
    function_name=os.environ["AWS_LAMBDA_FUNCTION_NAME"],
    function_version="$LATEST",
    invoked_function_arn=os.environ["ARN"],
    aws_request_id="e2e",
    log_group_name=os.environ["AWS_LAMBDA_LOG_GROUP_NAME"],
    log_stream_name=os.environ["AWS_LAMBDA_LOG_STREAM_NAME"],
    get_remaining_time_in_millis=lambda: end - int(time.time() * 1000),
)
getattr(importlib.import_module(module), function)(json.load(sys.stdin), context)
