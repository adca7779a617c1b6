"""Functions of Lambda, and what becomes of their asynchronous invocations."""

import io
import zipfile

from declare import IGNORED, Replacement, declare, take

from .common import tag_map, unless_gone

IGNORED["AWS::Lambda::Function"] = {
    "DeadLetterConfig": "takes it, and does not keep it",
    "LoggingConfig": "takes it, and does not keep it",
}
# CloudFormation puts a property that has left the template back to what Lambda makes a function with
SETTINGS = {
    "DeadLetterConfig": {},
    "Description": "",
    "Environment": {"Variables": {}},
    "Handler": None,
    "LoggingConfig": {},
    "MemorySize": 128,
    "Role": None,
    "Runtime": None,
    "Timeout": 3,
}


def code_of(properties):
    """The code, of which CloudFormation takes the text of a single file as well."""
    code = take(properties["Code"], "S3Bucket", "S3Key", "S3ObjectVersion", "ZipFile")
    if "ZipFile" in code:
        packed = io.BytesIO()
        name = "index.py" if properties["Runtime"].startswith("python") else "index.js"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(zipfile.ZipInfo(name), code["ZipFile"])
        code["ZipFile"] = packed.getvalue()
    return code


def translated(properties):
    """The settings and the architectures; the rest has calls of its own."""
    others = ("Code", "FunctionName", "ReservedConcurrentExecutions", "Tags")
    given = take(properties, *others, *SETTINGS, "Architectures", KMSKeyArn="KmsKeyArn")
    return {name: value for name, value in given.items() if name not in others}


def reserve(name, properties, context):
    functions = context.client("lambda")
    if "ReservedConcurrentExecutions" in properties:
        reserved = int(properties["ReservedConcurrentExecutions"])
        functions.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=reserved)
    elif "ReservedConcurrentExecutions" in context.previous:
        functions.delete_function_concurrency(FunctionName=name)


def create(properties, context):
    name = properties.get("FunctionName", context.generated[-64:])
    tags = tag_map(properties.get("Tags", []))
    answer = context.client("lambda").create_function(FunctionName=name, Code=code_of(properties), Tags=tags, **translated(properties))
    reserve(name, properties, context)
    return name, {"Arn": answer["FunctionArn"]}


def update(name, properties, context):
    if properties.get("FunctionName", name) != name:
        raise Replacement
    functions, given = context.client("lambda"), translated(properties)
    architectures = {"Architectures": given.pop("Architectures", ["x86_64"])}
    defaults = {one: value for one, value in SETTINGS.items() if value is not None}
    functions.update_function_configuration(FunctionName=name, **{**defaults, **given})
    functions.update_function_code(FunctionName=name, **code_of(properties), **architectures)
    reserve(name, properties, context)
    arn, before = functions.get_function_configuration(FunctionName=name)["FunctionArn"], tag_map(context.previous.get("Tags", []))
    if before != tag_map(properties.get("Tags", [])):
        functions.untag_resource(Resource=arn, TagKeys=list(before))
        functions.tag_resource(Resource=arn, Tags=tag_map(properties.get("Tags", [])))


def delete(name, context):
    context.client("lambda").delete_function(FunctionName=name)


def put_invocations(properties, context):
    given = take(properties, "FunctionName", "Qualifier", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "DestinationConfig")
    context.client("lambda").put_function_event_invoke_config(**given)


def create_invocations(properties, context):
    put_invocations(properties, context)
    return context.generated


def update_invocations(_, properties, context):
    if any(properties[name] != context.previous[name] for name in ("FunctionName", "Qualifier")):
        raise Replacement
    put_invocations(properties, context)


def delete_invocations(_, context):
    where = {name: context.previous[name] for name in ("FunctionName", "Qualifier")}
    unless_gone(context.client("lambda").delete_function_event_invoke_config, **where)


declare("AWS::Lambda::Function", create, update, delete)
declare("AWS::Lambda::EventInvokeConfig", create_invocations, update_invocations, delete_invocations)
