"""NotificationConfiguration of a bucket."""

from declare import take

TARGETS = {
    "TopicConfigurations": ("TopicArn", "Topic"),
    "QueueConfigurations": ("QueueArn", "Queue"),
    "LambdaConfigurations": ("LambdaFunctionArn", "Function"),
}


def target(given, theirs, ours):
    own = take(given, "Event", "Filter", **{theirs: ours})
    own["Events"] = [own.pop("Event")]
    if "Filter" in own:
        rules = take(take(own["Filter"], "S3Key")["S3Key"], FilterRules="Rules")
        own["Filter"] = {"Key": rules}
    return own


def put(s3, bucket, given, _):
    own = take(given, *TARGETS, "EventBridgeConfiguration")
    configuration = {}
    for name, (theirs, ours) in TARGETS.items():
        if name in own:
            configuration[name.replace("LambdaC", "LambdaFunctionC")] = [target(one, theirs, ours) for one in own[name]]
    events = take(own.get("EventBridgeConfiguration", {}), "EventBridgeEnabled")
    if "EventBridgeConfiguration" in own and str(events.get("EventBridgeEnabled", True)).lower() == "true":
        configuration["EventBridgeConfiguration"] = {}
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)


def remove(s3, bucket, _):
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
