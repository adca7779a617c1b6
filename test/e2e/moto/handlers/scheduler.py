"""Schedules of EventBridge Scheduler."""

from declare import Replacement, declare, take

SAME = (
    "Description",
    "EndDate",
    "FlexibleTimeWindow",
    "GroupName",
    "KmsKeyArn",
    "ScheduleExpression",
    "ScheduleExpressionTimezone",
    "StartDate",
    "State",
    "Target",
)


def create(properties, context):
    given = {"Name": context.generated, **take(properties, "Name", *SAME)}
    return given["Name"], {"Arn": context.client("scheduler").create_schedule(**given)["ScheduleArn"]}


def update(name, properties, context):
    given = {**take(properties, "Name", *SAME), "Name": name}
    if properties.get("Name", name) != name or given.get("GroupName") != context.previous.get("GroupName"):
        raise Replacement
    context.client("scheduler").update_schedule(**given)


def delete(name, context):
    group = {"GroupName": context.previous["GroupName"]} if "GroupName" in context.previous else {}
    context.client("scheduler").delete_schedule(Name=name, **group)


declare("AWS::Scheduler::Schedule", create, update, delete)
