"""What of moto stands in the way of a deployment, and is done otherwise here. Each is said in docs/E2E.md."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, S3Backend


def get_permission(self, action, resource):
    """moto asks the policy of a bucket without the context of the request, so that `Deny` with a condition, such as that of
    aws:SecureTransport false, refuses every request. Statements with conditions are left out; test/behaviour judges them."""
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy)
    policy["Statement"] = [statement for statement in policy["Statement"] if "Condition" not in statement]
    if not policy["Statement"]:
        return PermissionResult.NEUTRAL
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


FakeBucket.get_permission = get_permission

put_bucket_versioning = S3Backend.put_bucket_versioning


def versioning_of_locked_buckets(self, bucket_name, status):
    """moto suspends the versioning of a bucket with Object Lock, which S3 refuses."""
    if status == "Suspended" and self.get_bucket(bucket_name).object_lock_enabled:
        raise S3ClientError("InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.")
    put_bucket_versioning(self, bucket_name, status)


S3Backend.put_bucket_versioning = versioning_of_locked_buckets
