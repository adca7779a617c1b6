"""What the handlers of several services have in common."""

import re

from botocore.exceptions import ClientError
from declare import Lacking


def without_gaps(value):
    """CloudFormation leaves out an item that is AWS::NoValue; moto leaves a null in the list."""
    if isinstance(value, dict):
        return {name: without_gaps(one) for name, one in value.items()}
    return [without_gaps(one) for one in value if one is not None] if isinstance(value, list) else value


def unless_gone(call, **arguments):
    """Deletes, unless what is deleted, or what it belonged to, is gone: to CloudFormation it is deleted then."""
    try:
        call(**arguments)
    except ClientError as error:
        said = f'{error.response["Error"].get("Code")} {error.response["Error"].get("Message")}'
        if not re.search(r"Not.?Found|NoSuch|NonExistent|does.not.exist", said, re.IGNORECASE):
            raise


def strings(attributes):
    """SNS and SQS take their attributes as strings."""
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in attributes.items()}


def tag_map(tags):
    return {one["Key"]: one["Value"] for one in tags}


def perhaps_lacking(call, **arguments):
    """A call that moto may not have: it then answers with a page of HTML, status 500. The resource is listed with that."""
    try:
        return call(**arguments)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 500:
            raise
        said = re.search(r"<title>(.*?)</title>", str(error))
        raise Lacking(f"{error.operation_name}: {said[1] if said else error}") from error
