"""Buckets and their policies."""

import json

from declare import Replacement, declare

from .s3_properties import SETTINGS, known


def attributes(name, region):
    """What Fn::GetAtt gives. CloudFormation makes these up of the name as well."""
    return {
        "Arn": f"arn:aws:s3:::{name}",
        "DomainName": f"{name}.s3.amazonaws.com",
        "DualStackDomainName": f"{name}.s3.dualstack.{region}.amazonaws.com",
        "RegionalDomainName": f"{name}.s3.{region}.amazonaws.com",
        "WebsiteURL": f"http://{name}.s3-website.{region}.amazonaws.com",
    }


def location(region):
    return {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}


def create_bucket(properties, context):
    known(properties)
    s3, name = context.client("s3"), properties.get("BucketName", context.generated)
    acl = {"ACL": kebab(properties["AccessControl"])} if "AccessControl" in properties else {}
    lock = {"ObjectLockEnabledForBucket": True} if is_true(properties.get("ObjectLockEnabled")) else {}
    s3.create_bucket(Bucket=name, **location(context.region), **acl, **lock)
    try:
        for setting, (put, _) in SETTINGS.items():
            if setting in properties:
                put(s3, name, properties[setting], None)
    except Exception:
        s3.delete_bucket(Bucket=name)
        raise
    return name, attributes(name, context.region)


def update_bucket(name, properties, context):
    known(properties)
    s3, before = context.client("s3"), context.previous
    unlocked = is_true(before.get("ObjectLockEnabled")) and not is_true(properties.get("ObjectLockEnabled"))
    if properties.get("BucketName", name) != name or unlocked:
        raise Replacement
    if before.get("AccessControl") != properties.get("AccessControl"):
        s3.put_bucket_acl(Bucket=name, ACL=kebab(properties.get("AccessControl", "Private")))
    for setting, (put, remove) in SETTINGS.items():
        if setting in properties:
            put(s3, name, properties[setting], before.get(setting))
        elif setting in before:
            remove(s3, name, before[setting])


def delete_bucket(name, context):
    context.client("s3").delete_bucket(Bucket=name)


def is_true(value):
    return str(value).lower() == "true"


def kebab(canned):
    """PublicRead is public-read in the API."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in canned).lstrip("-")


def create_policy(properties, context):
    context.client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))
    return properties["Bucket"]


def update_policy(bucket, properties, context):
    if properties["Bucket"] != bucket:
        raise Replacement
    create_policy(properties, context)


def delete_policy(bucket, context):
    context.client("s3").delete_bucket_policy(Bucket=bucket)


declare("AWS::S3::Bucket", create_bucket, update_bucket, delete_bucket)
declare("AWS::S3::BucketPolicy", create_policy, update_policy, delete_policy)
