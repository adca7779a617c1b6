"""Managed policies."""

from declare import Replacement, declare, take

from .common import unless_gone
from .iam import document


def create(properties, context):
    given = take(properties, "ManagedPolicyName", "Description", "Path", "PolicyDocument", "Roles")
    roles, name = given.pop("Roles", []), given.pop("ManagedPolicyName", context.generated)
    given["PolicyDocument"] = document(given["PolicyDocument"])
    iam = context.client("iam")
    arn = iam.create_policy(PolicyName=name, **given)["Policy"]["Arn"]
    for role in roles:
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    return arn, {"PolicyArn": arn}


def update(arn, properties, context):
    before, iam = context.previous, context.client("iam")
    if any(properties.get(name) != before.get(name) for name in ("ManagedPolicyName", "Description", "Path")):
        raise Replacement
    if properties["PolicyDocument"] != before["PolicyDocument"]:
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=document(properties["PolicyDocument"]), SetAsDefault=True)
        for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
    roles, former = set(properties.get("Roles", [])), set(before.get("Roles", []))
    for role in roles - former:
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    detach(iam, arn, former - roles)


def detach(iam, arn, roles):
    for role in roles:
        unless_gone(iam.detach_role_policy, RoleName=role, PolicyArn=arn)


def delete(arn, context):
    iam = context.client("iam")
    detach(iam, arn, context.previous.get("Roles", []))
    iam.delete_policy(PolicyArn=arn)


declare("AWS::IAM::ManagedPolicy", create, update, delete)
