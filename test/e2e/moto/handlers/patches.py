"""What moto forgets of what it is given, or refuses though S3 does not: put right in its server. Each is a function, whose text
says what moto does without it. docs: test/e2e/README.md"""

from moto.cloudformation.parsing import ResourceMap
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response
from moto.server import DomainDispatcherApplication

RETAIN = ("Retain", "RetainExceptOnCreate")
UNKNOWN = []
"""Calls of APIs that moto does not have: it answers them with a page that says 404."""


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
            answer["ServerSideEncryptionConfiguration"]["Rules"][0]["BlockedEncryptionTypes"] = {"EncryptionType": listed(blocked["EncryptionType"])}

    amend("get_bucket_encryption", change)


def target_object_key_format():
    """moto keeps TargetObjectKeyFormat, and leaves it out of GetBucketLogging."""

    def change(answer, bucket):
        if bucket.logging.get("TargetObjectKeyFormat"):
            answer["LoggingEnabled"]["TargetObjectKeyFormat"] = bucket.logging["TargetObjectKeyFormat"]

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


def calls_noted():
    """moto says nowhere what it was asked and does not have. (A note only: the answer stays.)"""
    inherited = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        def start(status, headers, *more):
            if status.startswith("404") and ("content-type", "text/html; charset=utf-8") in [(name.lower(), value) for name, value in headers]:
                UNKNOWN.append(f'{environ["REQUEST_METHOD"]} {environ["PATH_INFO"]}')
            return start_response(status, headers, *more)

        return inherited(self, environ, start)

    DomainDispatcherApplication.__call__ = call


def order_of_deletion():
    """moto deletes in the order of a set, and a custom resource after its function. CloudFormation goes back from the last created."""
    inherited_diff = ResourceMap.build_resource_diff

    def diff(self, *args, **kwargs):
        actions = inherited_diff(self, *args, **kwargs)
        made = list(self._parsed_resources)
        actions["Remove"].sort(key=lambda name: made.index(name) if name in made else -1, reverse=True)
        return actions

    def delete(self):
        own = self._resource_json_map
        made = [name for name, resource in self._parsed_resources.items() if name in own and resource is not None]
        left = [name for name in reversed(made) if own[name].get("DeletionPolicy") not in RETAIN]
        while left:
            refused = []
            for name in left:
                try:
                    self._delete_resource(self._parsed_resources[name], own[name])
                except Exception as error:
                    refused.append(name)
                    said = error
            if refused == left:
                raise said
            left = refused

    ResourceMap.build_resource_diff = diff
    ResourceMap.delete = delete


def removed_at_update():
    """When a resource leaves its template, moto does not honour its DeletionPolicy Retain, and keeps it in mind: a resource of that
    name in a later template would be the one deleted."""
    inherited = ResourceMap._delete_resource

    def delete(self, parsed_resource, resource_json):
        if resource_json.get("DeletionPolicy") not in RETAIN:
            inherited(self, parsed_resource, resource_json)
        self._parsed_resources.pop(parsed_resource.logical_resource_id, None)

    ResourceMap._delete_resource = delete


PATCHES = (
    blocked_encryption_types,
    target_object_key_format,
    event_bridge,
    inventory_fields,
    inventory_deleted,
    logging_before_the_policy,
    calls_noted,
    order_of_deletion,
    removed_at_update,
)


def install():
    for patch in PATCHES:
        patch()
