"""What the handlers of several services have in common."""

import re

from botocore.exceptions import ClientError


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
