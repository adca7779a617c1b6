"""What moto's S3 forgets of what it is given, or refuses though S3 does not."""

from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import S3Response


def amend(answering, change):
    """change(the answer, its bucket) before the answer to a call is written."""
    inherited = getattr(S3Response, answering)

    def call(self):
        serialized = self.serialized

        def changed(answer):
            change(answer.result, self.backend.get_bucket(self.bucket_name))
            return serialized(answer)

        self.serialized = changed
        try:
            return inherited(self)
        finally:
            del self.serialized

    setattr(S3Response, answering, call)


def listed(value):
    return value if isinstance(value, list) else [value]


def blocked_encryption_types():
    """moto keeps BlockedEncryptionTypes, and leaves it out of GetBucketEncryption."""

    def change(answer, bucket):
        blocked = bucket.encryption["Rule"].get("BlockedEncryptionTypes")
        if blocked:
            rule = answer["ServerSideEncryptionConfiguration"]["Rules"][0]
            rule["BlockedEncryptionTypes"] = {"EncryptionType": listed(blocked["EncryptionType"])}

    amend("get_bucket_encryption", change)


def target_object_key_format():
    """moto keeps TargetObjectKeyFormat, and leaves it out of GetBucketLogging."""

    def change(answer, bucket):
        kept = bucket.logging.get("TargetObjectKeyFormat")
        if kept:
            answer["LoggingEnabled"]["TargetObjectKeyFormat"] = {name: value or {} for name, value in kept.items()}

    amend("get_bucket_logging", change)


def event_bridge():
    """moto keeps EventBridgeConfiguration, and leaves it out of GetBucketNotificationConfiguration."""

    def change(answer, bucket):
        kept = bucket.notification_configuration
        if kept is not None and kept.event_bridge is not None:
            answer["EventBridgeConfiguration"] = {}

    amend("get_bucket_notification", change)


def inventory_fields():
    """moto answers ListBucketInventoryConfigurations without the optional fields that it keeps."""

    def change(answer, bucket):
        for one in answer["InventoryConfigurationList"]:
            fields = one.get("OptionalFields")
            if isinstance(fields, dict):
                one["OptionalFields"] = listed(fields["Field"])

    amend("list_bucket_inventory_configurations", change)


def inventory_deleted():
    """moto takes DELETE ?inventory for DeleteBucket."""
    inherited = S3Response._bucket_response_delete

    def call(self, bucket_name, querystring):
        if "inventory" not in querystring:
            return inherited(self, bucket_name, querystring)
        self.backend.get_bucket(bucket_name).inventory_configs.pop(querystring["id"][0], None)
        return 204, {}, ""

    S3Response._bucket_response_delete = call


def logging_before_the_policy():
    """moto takes PutBucketLogging only once the policy of the destination has a statement whose resource it finds equal to the
    prefix. S3 does not look: CloudFormation makes a bucket before the policy of its destination."""
    FakeBucket._log_permissions_enabled_policy = staticmethod(lambda target_bucket, target_prefix: True)


def unit_of_the_default_retention():
    """moto answers GetObjectLockConfiguration with days and years, of which one is 0; S3 with the one that was set."""

    def change(answer, bucket):
        retention = answer["ObjectLockConfiguration"].get("Rule", {}).get("DefaultRetention", {})
        for unit in ("Days", "Years"):
            if not retention.get(unit):
                retention.pop(unit, None)

    amend("get_object_lock_configuration", change)


def object_lock_of_used_buckets():
    """moto takes PutObjectLockConfiguration for an empty bucket only; S3 takes it at any time."""

    inherited = S3Backend.put_object_lock_configuration

    def put(self, bucket_name, *args, **kwargs):
        bucket = self.get_bucket(bucket_name)
        keys, bucket.keys = bucket.keys, type(bucket.keys)()
        try:
            inherited(self, bucket_name, *args, **kwargs)
        finally:
            bucket.keys = keys

    S3Backend.put_object_lock_configuration = put


PATCHES = (
    blocked_encryption_types,
    target_object_key_format,
    event_bridge,
    inventory_fields,
    inventory_deleted,
    logging_before_the_policy,
    object_lock_of_used_buckets,
    unit_of_the_default_retention,
)
