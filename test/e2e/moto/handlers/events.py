"""Rules of EventBridge and their targets."""

import json

from declare import Replacement, declare, take

from .common import unless_gone


def put(name, properties, context):
    given = take(properties, "Description", "EventPattern", "ScheduleExpression", "State", "Name", "Targets")
    given.pop("Name", None)
    targets = given.pop("Targets", [])
    if "EventPattern" in given:
        given["EventPattern"] = json.dumps(given["EventPattern"])
    events = context.client("events")
    arn = events.put_rule(Name=name, **given)["RuleArn"]
    if targets:
        answer = events.put_targets(Rule=name, Targets=targets)
        if answer["FailedEntryCount"]:
            raise RuntimeError(f'targets were refused: {answer["FailedEntries"]}')
    return arn


def create(properties, context):
    name = properties.get("Name", context.generated)
    return name, {"Arn": put(name, properties, context)}


def update(name, properties, context):
    if properties.get("Name", name) != name:
        raise Replacement
    put(name, properties, context)
    remove(name, {one["Id"] for one in context.previous.get("Targets", [])} - {one["Id"] for one in properties.get("Targets", [])}, context)


def remove(name, targets, context):
    if targets:
        unless_gone(context.client("events").remove_targets, Rule=name, Ids=sorted(targets))


def delete(name, context):
    remove(name, {one["Id"] for one in context.previous.get("Targets", [])}, context)
    context.client("events").delete_rule(Name=name)


declare("AWS::Events::Rule", create, update, delete)
