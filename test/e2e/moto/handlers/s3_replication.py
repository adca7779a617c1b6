"""ReplicationConfiguration of a bucket."""

from declare import take

RULE = ("Status", "Priority", "Prefix", "Filter", "DeleteMarkerReplication", "SourceSelectionCriteria", "Destination")
DESTINATION = ("Bucket", "Account", "StorageClass", "EncryptionConfiguration", "AccessControlTranslation", "ReplicationTime", "Metrics")


def conditions(given):
    own = take(given, "Prefix", "And", Tag="TagFilter")
    if "And" in own:
        own["And"] = take(own["And"], "Prefix", Tags="TagFilters")
    return own


def rule(given):
    own = take(given, *RULE, ID="Id")
    own["Destination"] = take(own["Destination"], *DESTINATION)
    if "Filter" in own:
        own["Filter"] = conditions(own["Filter"])
    return own


def put(s3, bucket, given, _):
    own = take(given, "Role", "Rules")
    s3.put_bucket_replication(Bucket=bucket, ReplicationConfiguration={"Role": own["Role"], "Rules": [rule(one) for one in own["Rules"]]})
