"""Custom resources: the function's own code is run with the event of CloudFormation, and its answer taken."""

import uuid
from functools import partial

import declare
from declare import Lacking

from .custom_answer import listener
from .custom_function import run
from .patches_stacks import UNKNOWN

LONGEST = 20
"""Seconds for a function, whatever its Timeout and ServiceTimeout: all it calls is on loopback, and what it tries again in vain costs
minutes otherwise."""


def text(value):
    """CloudFormation sends numbers and booleans as text."""
    if isinstance(value, dict):
        return {name: text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [text(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def ask(request, kind, properties, context, **more):
    """The answer of the function to an event. An answer that it failed, or none, is an error."""
    seconds = min(LONGEST, int(properties.get("ServiceTimeout", LONGEST)))
    tried = len(UNKNOWN)
    with listener() as (url, answers):
        event = {
            "RequestType": request,
            "ServiceToken": properties["ServiceToken"],
            "ResponseURL": url,
            "StackId": context.stack,
            "RequestId": str(uuid.uuid4()),
            "LogicalResourceId": context.logical_id,
            "ResourceType": kind,
            "ResourceProperties": text(properties),
            **more,
        }
        output = run(properties["ServiceToken"], event, seconds, context)
    no_answer = {"Status": "none", "Reason": f"it ended, or was ended after {seconds} s, without an answer; it wrote: {output[-500:]}"}
    answer = answers[-1] if answers else no_answer
    if answer["Status"] == "SUCCESS":
        return answer
    said = f"the function of {context.logical_id} failed at {request}: {answer.get('Reason')}"
    lacking = sorted(set(UNKNOWN[tried:]))
    if lacking:
        raise Lacking(f"{said}; it called what moto does not have, and answers with 404: {', '.join(lacking)}")
    raise RuntimeError(said)


def create(kind, properties, context):
    answer = ask("Create", kind, properties, context)
    return answer["PhysicalResourceId"], answer.get("Data", {})


def update(kind, physical_id, properties, context):
    known = {"PhysicalResourceId": physical_id}
    answer = ask("Update", kind, properties, context, **known, OldResourceProperties=text(context.previous))
    if answer["PhysicalResourceId"] != physical_id:
        ask("Delete", kind, context.previous, context, **known)
    return answer["PhysicalResourceId"], answer.get("Data", {})


def delete(kind, physical_id, context):
    ask("Delete", kind, context.previous, context, PhysicalResourceId=physical_id)


def custom(kind):
    declare.declare(kind, partial(create, kind), partial(update, kind), partial(delete, kind))


declare.custom["declare"] = custom
