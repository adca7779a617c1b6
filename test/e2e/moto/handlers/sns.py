"""Topics and their policies."""

import json

from declare import Replacement, declare, take

from .common import strings, unless_gone

ATTRIBUTES = ("DisplayName", "KmsMasterKeyId")


def create_topic(properties, context):
    given = take(properties, "TopicName", "Tags", *ATTRIBUTES)
    name = given.pop("TopicName", context.generated)
    tags = given.pop("Tags", [])
    arn = context.client("sns").create_topic(Name=name, Attributes=strings(given), Tags=tags)["TopicArn"]
    return arn, {"TopicArn": arn, "TopicName": name}


def update_topic(arn, properties, context):
    take(properties, "TopicName", "Tags", *ATTRIBUTES)
    if properties.get("TopicName") != context.previous.get("TopicName"):
        raise Replacement
    sns = context.client("sns")
    for name in ATTRIBUTES:
        if properties.get(name) != context.previous.get(name):
            sns.set_topic_attributes(TopicArn=arn, AttributeName=name, AttributeValue=properties.get(name, ""))
    if properties.get("Tags") != context.previous.get("Tags"):
        sns.untag_resource(ResourceArn=arn, TagKeys=[tag["Key"] for tag in context.previous.get("Tags", [])])
        sns.tag_resource(ResourceArn=arn, Tags=properties.get("Tags", []))


def delete_topic(arn, context):
    context.client("sns").delete_topic(TopicArn=arn)


def put_policy(properties, context):
    given = take(properties, "PolicyDocument", "Topics")
    for topic in given["Topics"]:
        policy = json.dumps(given["PolicyDocument"])
        context.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)


def create_policy(properties, context):
    put_policy(properties, context)
    return context.generated, {"Id": context.generated}


def update_policy(_, properties, context):
    reset(set(context.previous["Topics"]) - set(properties["Topics"]), context)
    put_policy(properties, context)


def delete_policy(_, context):
    reset(context.previous["Topics"], context)


def reset(topics, context):
    """SNS has no call that deletes a policy: CloudFormation puts the one that a topic is made with."""
    actions = "GetTopicAttributes SetTopicAttributes AddPermission RemovePermission DeleteTopic Subscribe ListSubscriptionsByTopic Publish"
    for topic in topics:
        statement = {
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [f"SNS:{action}" for action in actions.split()],
            "Resource": topic,
            "Condition": {"StringEquals": {"AWS:SourceOwner": context.account}},
        }
        policy = json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})
        unless_gone(context.client("sns").set_topic_attributes, TopicArn=topic, AttributeName="Policy", AttributeValue=policy)


declare("AWS::SNS::Topic", create_topic, update_topic, delete_topic)
declare("AWS::SNS::TopicPolicy", create_policy, update_policy, delete_policy)
