"""What moto's S3 refuses though AWS does not, and the other way round."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, S3Backend


def policy_without_conditions():
    """moto asks the policy of a bucket without the context of the request, so that `Deny` with a condition, such as that of
    aws:SecureTransport false, refuses every request. Statements with conditions are left out; test/behaviour judges them."""

    def get_permission(self, action, resource):
        if self.policy is None:
            return PermissionResult.NEUTRAL
        policy = json.loads(self.policy)
        policy["Statement"] = [statement for statement in policy["Statement"] if "Condition" not in statement]
        if not policy["Statement"]:
            return PermissionResult.NEUTRAL
        return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)

    FakeBucket.get_permission = get_permission


def versioning_of_locked_buckets():
    """moto suspends the versioning of a bucket with Object Lock, which S3 refuses."""
    inherited = S3Backend.put_bucket_versioning

    def put(self, bucket_name, status):
        if status == "Suspended" and self.get_bucket(bucket_name).object_lock_enabled:
            raise S3ClientError("InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.")
        inherited(self, bucket_name, status)

    S3Backend.put_bucket_versioning = put


PATCHES = (policy_without_conditions, versioning_of_locked_buckets)
