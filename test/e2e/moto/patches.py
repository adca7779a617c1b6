"""What of moto stands in the way of a deployment, and is done otherwise here. Each is said in docs/E2E.md."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket


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
