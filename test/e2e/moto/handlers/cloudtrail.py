"""Trails."""

from declare import Replacement, declare, take

SETTINGS = (
    "S3BucketName",
    "S3KeyPrefix",
    "SnsTopicName",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "EnableLogFileValidation",
    "IsOrganizationTrail",
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
)


def split(properties):
    """What makes the trail, what it records, whether it does, and its tags: each is a call of its own."""
    given = take(properties, "TrailName", "IsLogging", "EventSelectors", "AdvancedEventSelectors", "Tags", *SETTINGS, KmsKeyId="KMSKeyId")
    selectors = {name: given.pop(name) for name in ("EventSelectors", "AdvancedEventSelectors") if name in given}
    given.pop("TrailName", None)
    return given, selectors, given.pop("IsLogging"), given.pop("Tags", [])


def record(name, selectors, logging, context):
    trails = context.client("cloudtrail")
    if selectors:
        trails.put_event_selectors(TrailName=name, **selectors)
    if logging:
        trails.start_logging(Name=name)
    else:
        trails.stop_logging(Name=name)


def create(properties, context):
    settings, selectors, logging, tags = split(properties)
    name = properties.get("TrailName", context.generated)
    answer = context.client("cloudtrail").create_trail(Name=name, TagsList=tags, **settings)
    record(name, selectors, logging, context)
    return name, {"Arn": answer["TrailARN"], "SnsTopicArn": answer.get("SnsTopicARN", "")}


def update(name, properties, context):
    settings, selectors, logging, tags = split(properties)
    if properties.get("TrailName", name) != name:
        raise Replacement
    trails = context.client("cloudtrail")
    answer = trails.update_trail(Name=name, **settings)
    record(name, selectors, logging, context)
    before = context.previous.get("Tags", [])
    if tags != before:
        trails.remove_tags(ResourceId=answer["TrailARN"], TagsList=before)
        trails.add_tags(ResourceId=answer["TrailARN"], TagsList=tags)


def delete(name, context):
    context.client("cloudtrail").delete_trail(Name=name)


declare("AWS::CloudTrail::Trail", create, update, delete)
