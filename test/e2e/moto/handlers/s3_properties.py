"""Settings of a bucket: by property of CloudFormation, the call that sets it and the one that takes it away."""

from declare import IGNORED, take

from . import s3_lifecycle, s3_notifications, s3_replication

METRICS = "takes PUT ?metrics for CreateBucket, which answers IllegalLocationConstraintException; it has no metrics of buckets"
IGNORED["AWS::S3::Bucket"] = {
    "MetricsConfigurations": METRICS,
    "AnalyticsConfigurations": METRICS.replace("metrics", "analytics"),
    "IntelligentTieringConfigurations": METRICS.replace("metrics", "intelligent-tiering"),
    "MetadataTableConfiguration": "has no metadata tables",
    "InventoryConfigurations.IncludedObjectVersions": "answers All, whatever is put",
    "ReplicationConfiguration.Rules.DeleteMarkerReplication": "answers Disabled, whatever is put",
    "ReplicationConfiguration.Rules.Filter": "answers the whole bucket, whatever is put",
    "LifecycleConfiguration.Rules.ObjectSizeGreaterThan": "drops it, so that the rule is for objects of any size",
    "LifecycleConfiguration.Rules.ObjectSizeLessThan": "drops it, so that the rule is for objects of any size",
    "LifecycleConfiguration.Rules.NoncurrentVersionExpiration.NewerNoncurrentVersions": "drops it, so that none are kept back",
    "LifecycleConfiguration.TransitionDefaultMinimumObjectSize": "answers all_storage_classes_128K, whatever is put",
}


def encryption(s3, bucket, given, _):
    rules = [
        take(rule, "BucketKeyEnabled", "BlockedEncryptionTypes", ApplyServerSideEncryptionByDefault="ServerSideEncryptionByDefault")
        for rule in take(given, "ServerSideEncryptionConfiguration")["ServerSideEncryptionConfiguration"]
    ]
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})


def versioning(s3, bucket, given, _):
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=take(given, "Status"))


def suspend_versioning(s3, bucket, _):
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})


def public_access_block(s3, bucket, given, _):
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=given)


def ownership(s3, bucket, given, _):
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=given)


def tags(s3, bucket, given, _):
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": given})


def object_lock(s3, bucket, given, _):
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=given)


def logging(s3, bucket, given, _):
    names = {"TargetBucket": "DestinationBucketName", "TargetPrefix": "LogFilePrefix"}
    # CloudFormation takes the bucket itself where none is named
    enabled = {"TargetBucket": bucket, "TargetPrefix": "", **take(given, "TargetObjectKeyFormat", **names)}
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": enabled})


def cors(s3, bucket, given, _):
    rules = [
        take(rule, "AllowedHeaders", "AllowedMethods", "AllowedOrigins", ID="Id", ExposeHeaders="ExposedHeaders", MaxAgeSeconds="MaxAge")
        for rule in take(given, "CorsRules")["CorsRules"]
    ]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": rules})


def inventory(s3, bucket, given, before):
    gone = {one["Id"] for one in before or []} - {one["Id"] for one in given}
    remove_inventory(s3, bucket, [{"Id": name} for name in gone])
    for one in given:
        own = take(one, "Id", "Destination", "IncludedObjectVersions", "OptionalFields", "Prefix", "ScheduleFrequency", IsEnabled="Enabled")
        own["Schedule"] = {"Frequency": own.pop("ScheduleFrequency")}
        if "Prefix" in own:
            own["Filter"] = {"Prefix": own.pop("Prefix")}
        destination = take(own["Destination"], "Format", "Prefix", Bucket="BucketArn", AccountId="BucketAccountId")
        own["Destination"] = {"S3BucketDestination": destination}
        s3.put_bucket_inventory_configuration(Bucket=bucket, Id=own["Id"], InventoryConfiguration=own)


def remove_inventory(s3, bucket, before):
    for one in before:
        s3.delete_bucket_inventory_configuration(Bucket=bucket, Id=one["Id"])


def website(s3, bucket, given, _):
    own = take(given, "RedirectAllRequestsTo", "RoutingRules", "IndexDocument", "ErrorDocument")
    if "IndexDocument" in own:
        own["IndexDocument"] = {"Suffix": own["IndexDocument"]}
    if "ErrorDocument" in own:
        own["ErrorDocument"] = {"Key": own["ErrorDocument"]}
    if "RoutingRules" in own:
        own["RoutingRules"] = [take(rule, Condition="RoutingRuleCondition", Redirect="RedirectRule") for rule in own["RoutingRules"]]
    s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=own)


def accelerate(s3, bucket, given, _):
    s3.put_bucket_accelerate_configuration(Bucket=bucket, AccelerateConfiguration=take(given, Status="AccelerationStatus"))


def by(call):
    """The setting is taken away by a call that takes nothing but the bucket."""
    return lambda s3, bucket, _: getattr(s3, call)(Bucket=bucket)


# in this order: object lock and replication need versioning
SETTINGS = {
    "PublicAccessBlockConfiguration": (public_access_block, by("delete_public_access_block")),
    "OwnershipControls": (ownership, by("delete_bucket_ownership_controls")),
    "BucketEncryption": (encryption, by("delete_bucket_encryption")),
    "VersioningConfiguration": (versioning, suspend_versioning),
    "ObjectLockConfiguration": (object_lock, lambda s3, bucket, _: object_lock(s3, bucket, {"ObjectLockEnabled": "Enabled"}, None)),
    "LifecycleConfiguration": (s3_lifecycle.put, s3_lifecycle.remove),
    "LoggingConfiguration": (logging, lambda s3, bucket, _: s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})),
    "Tags": (tags, by("delete_bucket_tagging")),
    "CorsConfiguration": (cors, by("delete_bucket_cors")),
    "InventoryConfigurations": (inventory, remove_inventory),
    "NotificationConfiguration": (s3_notifications.put, s3_notifications.remove),
    "ReplicationConfiguration": (s3_replication.put, by("delete_bucket_replication")),
    "WebsiteConfiguration": (website, by("delete_bucket_website")),
    "AccelerateConfiguration": (accelerate, lambda s3, bucket, _: accelerate(s3, bucket, {"AccelerationStatus": "Suspended"}, None)),
}


def known(properties):
    """An error where a property is neither translated nor listed as one that moto does not keep."""
    listed = (name for name in IGNORED["AWS::S3::Bucket"] if "." not in name)
    take(properties, "BucketName", "AccessControl", "ObjectLockEnabled", *SETTINGS, *listed)
