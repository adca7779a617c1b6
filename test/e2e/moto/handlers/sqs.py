"""Queues and their policies."""

import json

from declare import Replacement, declare, take

from .common import strings, tag_map, unless_gone

DEFAULTS = {"KmsMasterKeyId": "", "MessageRetentionPeriod": 345600, "VisibilityTimeout": 30}


def create_queue(properties, context):
    given = take(properties, "QueueName", "Tags", *DEFAULTS)
    name = given.pop("QueueName", context.generated[:80])
    tags = tag_map(given.pop("Tags", []))
    sqs = context.client("sqs")
    url = sqs.create_queue(QueueName=name, Attributes=strings(given), tags=tags)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, {"Arn": arn, "QueueName": name, "QueueUrl": url}


def update_queue(url, properties, context):
    given = take(properties, "QueueName", "Tags", *DEFAULTS)
    if given.get("QueueName") != context.previous.get("QueueName"):
        raise Replacement
    sqs = context.client("sqs")
    changed = {name: given.get(name, value) for name, value in DEFAULTS.items() if given.get(name) != context.previous.get(name)}
    if changed:
        sqs.set_queue_attributes(QueueUrl=url, Attributes=strings(changed))
    if given.get("Tags") != context.previous.get("Tags"):
        sqs.untag_queue(QueueUrl=url, TagKeys=list(tag_map(context.previous.get("Tags", []))))
        sqs.tag_queue(QueueUrl=url, Tags=tag_map(given.get("Tags", [])))


def delete_queue(url, context):
    context.client("sqs").delete_queue(QueueUrl=url)


def put_policy(properties, context):
    given = take(properties, "PolicyDocument", "Queues")
    for queue in given["Queues"]:
        context.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(given["PolicyDocument"])})


def create_policy(properties, context):
    put_policy(properties, context)
    return context.generated, {"Id": context.generated}


def update_policy(_, properties, context):
    remove(set(context.previous["Queues"]) - set(properties["Queues"]), context)
    put_policy(properties, context)


def delete_policy(_, context):
    remove(context.previous["Queues"], context)


def remove(queues, context):
    for queue in queues:
        unless_gone(context.client("sqs").set_queue_attributes, QueueUrl=queue, Attributes={"Policy": ""})


declare("AWS::SQS::Queue", create_queue, update_queue, delete_queue)
declare("AWS::SQS::QueuePolicy", create_policy, update_policy, delete_policy)
