"""Keys and their aliases."""

import json

from declare import IGNORED, Replacement, declare, take

PROPERTIES = (
    "BypassPolicyLockoutSafetyCheck",
    "Description",
    "EnableKeyRotation",
    "Enabled",
    "KeyPolicy",
    "KeySpec",
    "KeyUsage",
    "MultiRegion",
    "Origin",
    "PendingWindowInDays",
    "RotationPeriodInDays",
    "Tags",
)
IGNORED["AWS::KMS::Key"] = {"RotationPeriodInDays": "drops it, and answers GetKeyRotationStatus without a period"}
FIXED = ("KeySpec", "KeyUsage", "MultiRegion", "Origin")


def is_true(value):
    return str(value).lower() == "true"


def tags(given):
    return [take(tag, TagKey="Key", TagValue="Value") for tag in given]


def create_key(properties, context):
    given = take(properties, *PROPERTIES)
    own = {"MultiRegion": False}  # moto answers nothing for a key that does not say it
    own |= {name: given[name] for name in (*FIXED, "Description", "BypassPolicyLockoutSafetyCheck") if name in given}
    if "KeyPolicy" in given:
        own["Policy"] = text(given["KeyPolicy"])
    kms = context.client("kms")
    metadata = kms.create_key(**own, Tags=tags(given.get("Tags", [])))["KeyMetadata"]
    rotate(kms, metadata["KeyId"], given)
    if not is_true(given.get("Enabled", True)):
        kms.disable_key(KeyId=metadata["KeyId"])
    return metadata["KeyId"], {"Arn": metadata["Arn"], "KeyId": metadata["KeyId"]}


def text(policy):
    return policy if isinstance(policy, str) else json.dumps(policy)


def rotate(kms, key, given):
    if is_true(given.get("EnableKeyRotation", False)):
        period = {"RotationPeriodInDays": int(given["RotationPeriodInDays"])} if "RotationPeriodInDays" in given else {}
        kms.enable_key_rotation(KeyId=key, **period)


def update_key(key, properties, context):
    given, before, kms = take(properties, *PROPERTIES), context.previous, context.client("kms")
    if any(given.get(name) != before.get(name) for name in FIXED):
        raise Replacement
    if given.get("KeyPolicy") != before.get("KeyPolicy"):
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=text(given["KeyPolicy"]))
    if given.get("Description") != before.get("Description"):
        kms.update_key_description(KeyId=key, Description=given.get("Description", ""))
    gone = {tag["Key"] for tag in before.get("Tags", [])} - {tag["Key"] for tag in given.get("Tags", [])}
    if gone:
        kms.untag_resource(KeyId=key, TagKeys=sorted(gone))
    if given.get("Tags"):
        kms.tag_resource(KeyId=key, Tags=tags(given["Tags"]))
    if is_true(given.get("Enabled", True)) != is_true(before.get("Enabled", True)):
        (kms.enable_key if is_true(given.get("Enabled", True)) else kms.disable_key)(KeyId=key)
    if is_true(before.get("EnableKeyRotation", False)) and not is_true(given.get("EnableKeyRotation", False)):
        kms.disable_key_rotation(KeyId=key)
    rotate(kms, key, given)


def delete_key(key, context):
    """CloudFormation does not delete a key: it schedules that, for 30 days later where the template says nothing."""
    context.client("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=int(context.previous.get("PendingWindowInDays", 30)))


def create_alias(properties, context):
    own = take(properties, "AliasName", "TargetKeyId")
    context.client("kms").create_alias(**own)
    return own["AliasName"]


def update_alias(alias, properties, context):
    if properties["AliasName"] != alias:
        raise Replacement
    context.client("kms").update_alias(**take(properties, "AliasName", "TargetKeyId"))


def delete_alias(alias, context):
    context.client("kms").delete_alias(AliasName=alias)


declare("AWS::KMS::Key", create_key, update_key, delete_key)
declare("AWS::KMS::Alias", create_alias, update_alias, delete_alias)
