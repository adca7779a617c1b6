"""CloudFormation in moto knows few resource types and few properties of those. Here types are added to it: each by
functions that call the API of the same server, as the handlers of CloudFormation call that of AWS. The functions
translate; what a service accepts, keeps and answers is moto's."""

import re
import sys
from copy import copy

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

server = {"url": ""}
OURS = {}
custom = {}
"""How a type of custom resources is declared, when a template has one: {"declare": a function of its name}."""
IGNORED = {}
"""Properties that moto does not keep: by type, the path of the property, and what moto does instead."""


class Lacking(Exception):
    """moto has not what a resource needs, and what it says about it."""


class Replacement(Exception):
    """What an update raises where CloudFormation makes a new resource, and then deletes the old one."""


def take(properties, *same, **renamed):
    """The properties of these names, those given by keyword (of the API) = (of CloudFormation) under the name of the API:
    take(rule, "Status", ID="Id"). A property of another name is an error: none is dropped unseen."""
    unknown = set(properties) - {*same, *renamed.values()}
    if unknown:
        raise ValueError(f"these handlers do not translate {', '.join(sorted(unknown))}; add it to them")
    names = {**{name: name for name in same}, **renamed}
    return {ours: properties[theirs] for ours, theirs in names.items() if theirs in properties}


def client(service, region):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=server["url"],
        aws_access_key_id="handlers",
        aws_secret_access_key="handlers",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, parameter_validation=True),
    )


def is_lacking(error):
    """Whether an error of the API says that moto does not have the call, rather than that it refuses what was asked."""
    if not isinstance(error, ClientError):
        return False
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    said = f'{error.response["Error"].get("Code")} {error.response["Error"].get("Message")}'
    lacking = r"not.?(yet.?)?implemented|requested URL was not found on the server"
    return status == 501 or re.search(lacking, said, re.IGNORECASE) is not None


class Context:
    """What a handler knows beside the properties: whose stack it is, and the name that CloudFormation would make up."""

    def __init__(self, account, region, stack, logical_id, generated):
        self.account, self.region, self.stack, self.logical_id, self.generated = account, region, stack, logical_id, generated
        self.previous = {}  # the properties before an update

    def client(self, service):
        return client(service, self.region)


def declare(resource_type, create, update=None, delete=None):
    """Adds a resource type, or takes it over from moto.

    create(properties, context) -> the physical id, or (the physical id, the attributes for Fn::GetAtt).
    update(physical_id, properties, context) -> None: what changes without replacement. Without it an update is an error.
    It raises Replacement for what does not; context.previous are the properties as they were. What it returns, if
    anything, are the attributes from then on, or (the physical id, the attributes).
    delete(physical_id, context) -> None, the properties in context.previous. Without it the resource must be retained,
    or deleting is an error."""

    def made(physical_id, attributes, context, properties):
        one = model()
        one.physical, one.attributes, one.context, one.properties = physical_id, attributes, context, properties
        return one

    def created(properties, context):
        answer = create(properties, context)
        physical_id, attributes = answer if isinstance(answer, tuple) else (answer, {})
        return made(physical_id, attributes, context, properties)

    class model(CloudFormationModel):
        __module__ = "e2e.declared"  # moto takes the second part for a service

        @property
        def physical_resource_id(self):
            return self.physical

        @property
        def name(self):
            return self.physical

        @staticmethod
        def cloudformation_type():
            return resource_type

        @staticmethod
        def cloudformation_name_type():
            return ""

        @classmethod
        def has_cfn_attr(cls, attr):
            return True

        def get_cfn_attribute(self, attribute_name):
            if attribute_name not in self.attributes:
                raise ValueError(f"{resource_type} has no attribute {attribute_name} in these handlers; add it to its create")
            return self.attributes[attribute_name]

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
            context = Context(account_id, region_name, kwargs["StackId"], kwargs["LogicalId"], resource_name)
            return created(cloudformation_json.get("Properties", {}), context)

        @classmethod
        def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
            if update is None:
                raise ValueError(f"{resource_type} cannot be updated by these handlers; give it an update")
            properties, context = cloudformation_json.get("Properties", {}), copy(original_resource.context)
            context.previous = original_resource.properties
            try:
                answer = update(original_resource.physical, properties, context) or original_resource.attributes
            except Replacement:
                context.generated = new_resource_name
                replaced = created(properties, context)
                if cloudformation_json.get("UpdateReplacePolicy") != "Retain":
                    try:
                        original_resource.delete(account_id, region_name)
                    except Exception as error:  # CloudFormation leaves it as well, and says that the update is complete
                        print(f"{resource_type} {original_resource.physical} was replaced and stays: {error}", file=sys.stderr)
                return replaced
            physical_id, attributes = answer if isinstance(answer, tuple) else (original_resource.physical, answer)
            return made(physical_id, attributes, context, properties)

        def delete(self, account_id, region_name):
            if delete is None:
                raise ValueError(f"{resource_type} cannot be deleted by these handlers; give it a delete, or retain it")
            self.context.previous = self.properties
            try:
                delete(self.physical, self.context)
            except (TypeError, AttributeError) as error:  # moto would take these for "no method delete", and go on
                raise RuntimeError(f"{resource_type}: {error}") from error

    model.__name__ = resource_type.replace("::", "")
    OURS[resource_type] = model


def install():
    """Has moto's CloudFormation use the declared types."""
    known = parsing.get_model_map()
    known.update(OURS)
    inherited = parsing.resource_class_from_type

    def class_of(name):
        if name.startswith("Custom::") or name == "AWS::CloudFormation::CustomResource":
            if name not in OURS:
                custom["declare"](name)
            return OURS[name]
        return inherited(name)

    parsing.resource_class_from_type = class_of
    parsing.resource_name_property_from_type = lambda name: None if name in OURS else parsing.get_name_type_map().get(name)
