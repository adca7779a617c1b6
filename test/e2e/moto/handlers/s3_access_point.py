"""Access points of buckets."""

import json

from declare import IGNORED, Replacement, declare, take

PROPERTIES = ("Bucket", "BucketAccountId", "Name", "Policy", "PublicAccessBlockConfiguration", "VpcConfiguration", "Tags")
FIXED = ("Bucket", "BucketAccountId", "Name", "VpcConfiguration", "PublicAccessBlockConfiguration")
IGNORED["AWS::S3::AccessPoint"] = {"BucketAccountId": "answers without it"}


def control(context):
    """The API puts the account before the host, which is an address here."""
    s3control = context.client("s3control")
    s3control.meta.events.register("before-sign.s3-control", lambda request, **_: strip(request, context.account))
    return s3control


def strip(request, account):
    request.url = request.url.replace(f"//{account}.", "//")


def create(properties, context):
    given = take(properties, *PROPERTIES)
    name = given.get("Name", context.generated.lower()[:50].strip("-"))
    own = {key: given[key] for key in PROPERTIES if key in given and key not in ("Name", "Policy")}
    s3control = control(context)
    made = s3control.create_access_point(AccountId=context.account, Name=name, **own)
    policy(s3control, name, given, context)
    got = s3control.get_access_point(AccountId=context.account, Name=name)
    return name, {"Arn": made["AccessPointArn"], "Alias": made["Alias"], "Name": name, "NetworkOrigin": got["NetworkOrigin"]}


def policy(s3control, name, given, context):
    if "Policy" in given:
        s3control.put_access_point_policy(AccountId=context.account, Name=name, Policy=json.dumps(given["Policy"]))
    elif "Policy" in context.previous:
        s3control.delete_access_point_policy(AccountId=context.account, Name=name)


def update(name, properties, context):
    given = take(properties, *PROPERTIES)
    if any(given.get(key) != context.previous.get(key) for key in FIXED):
        raise Replacement
    policy(control(context), name, given, context)


def delete(name, context):
    control(context).delete_access_point(AccountId=context.account, Name=name)


declare("AWS::S3::AccessPoint", create, update, delete)
