"""What CloudFormation in moto did with each resource: one line of JSON each, for who deploys."""

import json

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError

from declare import IGNORED, OURS, Lacking, is_lacking


def has(value, path):
    """Whether a property of this path is given, in any item of the lists on the way."""
    if isinstance(value, list):
        return any(has(item, path) for item in value)
    if not path:
        return True
    return isinstance(value, dict) and path[0] in value and has(value[path[0]], path[1:])


def ignored(resource_json):
    of_type = IGNORED.get(resource_json["Type"], {})
    said = {path: what for path, what in of_type.items() if has(resource_json.get("Properties", {}), path.split("."))}
    return {"ignored": said} if said else {}


def keep(path):
    def write(**entry):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    lacked = set()  # moto asks for a resource that it does not have again and again

    def wrapped(action, inherited):
        def call(logical_id, resource_json, resources_map, **kwargs):
            kind = resource_json["Type"]
            one = (resources_map.stack_id, logical_id, json.dumps(resource_json))
            if one in lacked:
                return None
            entry = {"action": action, "stack": resources_map["AWS::StackName"], "logicalId": logical_id, "type": kind}
            if action == "update" and resources_map[logical_id] is None:
                return None  # what could not be created is tried again by the look at it, and listed again
            try:
                resource = inherited(logical_id, resource_json, resources_map, **kwargs)
            except Exception as error:
                if isinstance(error, Lacking) or is_lacking(error):
                    lacked.add(one)
                    write(**entry, by="nobody", error=str(error))
                    return None
                write(**entry, by="failed", error=f"{type(error).__name__}: {error}")
                raise ValidationError(message=f"{logical_id} ({kind}): {error}") from error
            if resource is None and parsing.resource_class_from_type(kind) is None and kind not in parsing.NULL_MODELS:
                lacked.add(one)
                write(**entry, by="nobody", error=f"No Moto CloudFormation support for {kind}")
            elif resource is not None:
                physical = getattr(resource, "physical_resource_id", None)
                write(**entry, by="handler" if kind in OURS else "moto", physicalId=physical, **ignored(resource_json))
            return resource

        return call

    parsing.parse_and_create_resource = wrapped("create", parsing.parse_and_create_resource)
    parsing.parse_and_update_resource = wrapped("update", parsing.parse_and_update_resource)

    inherited = parsing.ResourceMap._delete_resource

    def delete(self, parsed_resource, resource_json):
        logical_id, kind = parsed_resource.logical_resource_id, resource_json["Type"]
        entry = {"action": "delete", "stack": self["AWS::StackName"], "logicalId": logical_id, "type": kind}
        try:
            inherited(self, parsed_resource, resource_json)
        except Exception as error:
            if isinstance(error, Lacking) or is_lacking(error):
                write(**entry, by="nobody", error=str(error))
                return
            write(**entry, by="failed", error=f"{type(error).__name__}: {error}")
            raise ValidationError(message=f"{logical_id} ({kind}): {error}") from error
        write(**entry, by="handler" if kind in OURS else "moto", physicalId=parsed_resource.physical_resource_id)

    parsing.ResourceMap._delete_resource = delete
