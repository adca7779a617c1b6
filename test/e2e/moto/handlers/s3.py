"""Buckets and their policies."""

import json

from declare import declare


def create_policy(properties, context):
    context.client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))
    return properties["Bucket"]


def update_policy(physical_id, properties, context):
    create_policy(properties, context)


def delete_policy(physical_id, context):
    context.client("s3").delete_bucket_policy(Bucket=physical_id)


declare("AWS::S3::BucketPolicy", create_policy, update_policy, delete_policy)
