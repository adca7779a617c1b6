"""AWS Config: the recorder, where it delivers, and conformance packs."""

from declare import Replacement, declare, take


def start(context):
    """CloudFormation starts the recorder once there is a channel; without one AWS Config refuses."""
    config = context.client("config")
    if config.describe_delivery_channels()["DeliveryChannels"]:
        for one in config.describe_configuration_recorders()["ConfigurationRecorders"]:
            config.start_configuration_recorder(ConfigurationRecorderName=one["name"])


def put_recorder(name, properties, context):
    given = take(properties, "Name", roleARN="RoleARN", recordingGroup="RecordingGroup")
    given.pop("Name", None)
    if "recordingGroup" in given:
        given["recordingGroup"] = take(
            given["recordingGroup"],
            allSupported="AllSupported",
            includeGlobalResourceTypes="IncludeGlobalResourceTypes",
            resourceTypes="ResourceTypes",
        )
    context.client("config").put_configuration_recorder(ConfigurationRecorder={"name": name, **given})
    start(context)


def create_recorder(properties, context):
    name = properties.get("Name", context.generated)
    put_recorder(name, properties, context)
    return name


def update_recorder(name, properties, context):
    if properties.get("Name", name) != name:
        raise Replacement
    put_recorder(name, properties, context)


def delete_recorder(name, context):
    config = context.client("config")
    config.stop_configuration_recorder(ConfigurationRecorderName=name)
    config.delete_configuration_recorder(ConfigurationRecorderName=name)


def put_channel(name, properties, context):
    names = {"s3BucketName": "S3BucketName", "s3KeyPrefix": "S3KeyPrefix", "s3KmsKeyArn": "S3KmsKeyArn", "snsTopicARN": "SnsTopicARN"}
    given = take(properties, "Name", **names)
    given.pop("Name", None)
    context.client("config").put_delivery_channel(DeliveryChannel={"name": name, **given})
    start(context)


def create_channel(properties, context):
    name = properties.get("Name", context.generated)
    put_channel(name, properties, context)
    return name


def update_channel(name, properties, context):
    if properties.get("Name", name) != name:
        raise Replacement
    put_channel(name, properties, context)


def delete_channel(name, context):
    """AWS Config deletes no channel while it records."""
    config = context.client("config")
    for one in config.describe_configuration_recorders()["ConfigurationRecorders"]:
        config.stop_configuration_recorder(ConfigurationRecorderName=one["name"])
    config.delete_delivery_channel(DeliveryChannelName=name)


def create_pack(properties, context):
    given = take(properties, "ConformancePackName", "TemplateBody")
    context.client("config").put_conformance_pack(**given)
    return given["ConformancePackName"]


def update_pack(name, properties, context):
    if properties["ConformancePackName"] != name:
        raise Replacement
    create_pack(properties, context)


def delete_pack(name, context):
    context.client("config").delete_conformance_pack(ConformancePackName=name)


declare("AWS::Config::ConfigurationRecorder", create_recorder, update_recorder, delete_recorder)
declare("AWS::Config::DeliveryChannel", create_channel, update_channel, delete_channel)
declare("AWS::Config::ConformancePack", create_pack, update_pack, delete_pack)
