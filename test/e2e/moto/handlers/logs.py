"""Groups of logs."""

from declare import Replacement, declare, take

from .common import tag_map


def create(properties, context):
    given = take(properties, "LogGroupName", "RetentionInDays", "KmsKeyId", "Tags")
    name, logs = given.get("LogGroupName", context.generated), context.client("logs")
    key = {"kmsKeyId": given["KmsKeyId"]} if "KmsKeyId" in given else {}
    logs.create_log_group(logGroupName=name, tags=tag_map(given.get("Tags", [])), **key)
    if "RetentionInDays" in given:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(given["RetentionInDays"]))
    [arn] = [one["arn"] for one in logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"] if one["logGroupName"] == name]
    return name, {"Arn": arn if arn.endswith(":*") else f"{arn}:*"}


def update(name, properties, context):
    given, before, logs = take(properties, "LogGroupName", "RetentionInDays", "KmsKeyId", "Tags"), context.previous, context.client("logs")
    if given.get("LogGroupName", name) != name:
        raise Replacement
    if given.get("RetentionInDays") != before.get("RetentionInDays"):
        if "RetentionInDays" in given:
            logs.put_retention_policy(logGroupName=name, retentionInDays=int(given["RetentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=name)
    if given.get("KmsKeyId") != before.get("KmsKeyId"):
        if "KmsKeyId" in given:
            logs.associate_kms_key(logGroupName=name, kmsKeyId=given["KmsKeyId"])
        else:
            logs.disassociate_kms_key(logGroupName=name)
    if given.get("Tags") != before.get("Tags"):
        logs.untag_log_group(logGroupName=name, tags=list(tag_map(before.get("Tags", []))))
        logs.tag_log_group(logGroupName=name, tags=tag_map(given.get("Tags", [])))


def delete(name, context):
    context.client("logs").delete_log_group(logGroupName=name)


declare("AWS::Logs::LogGroup", create, update, delete)
