"""Roles and their policies."""

import json
import os

from declare import Replacement, declare, take

from .common import unless_gone, without_gaps

# or moto has none of the managed policies of AWS, and takes none of their ARNs
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"


def document(policy):
    return json.dumps(without_gaps(policy))


def split_role(properties):
    """What makes the role, its inline policies, and the managed policies that are attached to it."""
    names = ("RoleName", "Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags", "AssumeRolePolicyDocument")
    given = take(without_gaps(properties), *names, "Policies", "ManagedPolicyArns")
    given["AssumeRolePolicyDocument"] = document(given["AssumeRolePolicyDocument"])
    inline = {one["PolicyName"]: document(one["PolicyDocument"]) for one in given.pop("Policies", [])}
    return given, inline, set(given.pop("ManagedPolicyArns", []))


def create_role(properties, context):
    given, inline, managed = split_role(properties)
    name, iam = given.pop("RoleName", context.generated[-64:]), context.client("iam")
    role = iam.create_role(RoleName=name, **given)["Role"]
    settle(iam, name, {}, inline, set(), managed)
    return name, {"Arn": role["Arn"], "RoleId": role["RoleId"]}


def settle(iam, role, before, inline, attached, managed):
    """Brings the policies of a role from what they were to what they are to be."""
    for one in sorted(managed - attached):
        iam.attach_role_policy(RoleName=role, PolicyArn=one)
    for one in sorted(attached - managed):
        unless_gone(iam.detach_role_policy, RoleName=role, PolicyArn=one)
    for one, text in inline.items():
        iam.put_role_policy(RoleName=role, PolicyName=one, PolicyDocument=text)
    for one in before.keys() - inline.keys():
        iam.delete_role_policy(RoleName=role, PolicyName=one)


def update_role(name, properties, context):
    given, inline, managed = split_role(properties)
    former, before, attached = split_role(context.previous)
    if given.get("RoleName", name) != name or given.get("Path", "/") != former.get("Path", "/"):
        raise Replacement
    iam = context.client("iam")
    iam.update_role(RoleName=name, Description=given.get("Description", ""), MaxSessionDuration=int(given.get("MaxSessionDuration", 3600)))
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=given["AssumeRolePolicyDocument"])
    settle(iam, name, before, inline, attached, managed)
    if given.get("PermissionsBoundary"):
        iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=given["PermissionsBoundary"])
    elif former.get("PermissionsBoundary"):
        iam.delete_role_permissions_boundary(RoleName=name)
    if given.get("Tags") != former.get("Tags"):
        iam.untag_role(RoleName=name, TagKeys=[tag["Key"] for tag in former.get("Tags", [])])
        iam.tag_role(RoleName=name, Tags=given.get("Tags", []))


def delete_role(name, context):
    """IAM deletes no role that has policies: those of other resources must go first."""
    _, inline, managed = split_role(context.previous)
    settle(context.client("iam"), name, inline, {}, managed, set())
    context.client("iam").delete_role(RoleName=name)


def create_policy(properties, context):
    given = take(properties, "PolicyName", "PolicyDocument", "Roles")
    inline = {"PolicyName": given["PolicyName"], "PolicyDocument": document(given["PolicyDocument"])}
    for role in given["Roles"]:
        context.client("iam").put_role_policy(RoleName=role, **inline)
    return context.generated, {"Id": context.generated}


def update_policy(_, properties, context):
    if properties["PolicyName"] != context.previous["PolicyName"]:
        raise Replacement
    remove_policy(set(context.previous["Roles"]) - set(properties["Roles"]), context)
    create_policy(properties, context)


def delete_policy(_, context):
    remove_policy(context.previous["Roles"], context)


def remove_policy(roles, context):
    for role in roles:
        unless_gone(context.client("iam").delete_role_policy, RoleName=role, PolicyName=context.previous["PolicyName"])


declare("AWS::IAM::Role", create_role, update_role, delete_role)
declare("AWS::IAM::Policy", create_policy, update_policy, delete_policy)
