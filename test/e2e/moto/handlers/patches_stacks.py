"""What moto's CloudFormation does otherwise than CloudFormation."""

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend
from moto.cloudformation.parsing import ResourceMap
from moto.cloudformation.responses import CloudFormationResponse
from moto.server import DomainDispatcherApplication


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


RETAIN = ("Retain", "RetainExceptOnCreate")
UNKNOWN = []
"""Calls of APIs that moto does not have: it answers them with a page that says 404."""


def calls_noted():
    """moto says nowhere what it was asked and does not have. (A note only: the answer stays.)"""
    inherited = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        def start(status, headers, *more):
            page = any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)
            if status.startswith("404") and page:
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
        self.gone = True

    ResourceMap.build_resource_diff = diff
    ResourceMap.delete = delete


def outputs_of_change_sets():
    """moto knows the outputs and exports of a stack that is created as such, and not those of a change set, by which the CDK deploys."""
    apply, execute = ChangeSet.apply, CloudFormationBackend.execute_change_set

    def applied(self):
        apply(self)
        self.stack.template = self.template
        self.stack._parse_template()
        self.stack.output_map = self.stack._create_output_map()

    def executed(self, change_set_name, stack_name=None):
        for stack in self.stacks.values():
            stack.resource_map.cross_stack_resources = self.exports
        execute(self, change_set_name, stack_name)
        self.exports.clear()
        self.exports.update({export.name: export for stack in self.stacks.values() for export in stack.exports})

    ChangeSet.apply = applied
    CloudFormationBackend.execute_change_set = executed


def without_properties():
    """moto writes properties into a resource that has none in its template, which then seems changed in the next."""
    inherited = parsing.parse_resource
    parsing.parse_resource = lambda resource_json, resources_map: inherited({**resource_json}, resources_map)


def depends_on():
    """moto does not look at DependsOn when it creates the resources of a change set, and creates a resource of a deleted stack
    again when somebody asks for the outputs of that."""
    inherited = ResourceMap.__getitem__

    def get(self, name):
        if name not in self._parsed_resources:
            if getattr(self, "gone", False):
                return None
            others = self._resource_json_map.get(name, {}).get("DependsOn", [])
            for other in [others] if isinstance(others, str) else others:
                self[other]
        return inherited(self, name)

    ResourceMap.__getitem__ = get


def removed_at_update():
    """When a resource leaves its template, moto does not honour its DeletionPolicy Retain, and keeps it in mind: a resource of that
    name in a later template would be the one deleted."""
    inherited = ResourceMap._delete_resource

    def delete(self, parsed_resource, resource_json):
        if resource_json.get("DeletionPolicy") not in RETAIN:
            inherited(self, parsed_resource, resource_json)
        self._parsed_resources.pop(parsed_resource.logical_resource_id, None)

    ResourceMap._delete_resource = delete


def change_sets_by_stack():
    """moto looks a change set up by its name alone, whatever its stack (those of the CDK all have one name); of one that is not there it
    says that there is no such stack, and it refuses to delete that."""
    inherited = CloudFormationResponse._get_param
    describe = CloudFormationBackend.describe_change_set

    def param(self, name, *default):
        value = inherited(self, name, *default)
        stack = inherited(self, "StackName")
        if name != "ChangeSetName" or not stack or self._get_action() == "CreateChangeSet":
            return value
        found = [key for key, one in self.cloudformation_backend.change_sets.items() if one.change_set_name == value and stack in (one.stack.name, one.stack.stack_id)]
        return found[-1] if found else value

    def described(self, change_set_name):
        if change_set_name not in self.change_sets:
            raise ChangeSetNotFound(f"ChangeSet [{change_set_name}] does not exist")
        return describe(self, change_set_name)

    def delete(self, change_set_name):
        self.change_sets.pop(change_set_name, None)

    CloudFormationResponse._get_param = param
    CloudFormationBackend.describe_change_set = described
    CloudFormationBackend.delete_change_set = delete


def previous_values_of_parameters():
    """When a change set keeps the previous value of a parameter from Systems Manager, moto takes that value for the name of one."""
    inherited = ResourceMap.parse_ssm_parameter

    def parse(self, value, value_type):
        return inherited(self, value, value_type) if value.startswith("/") else value

    ResourceMap.parse_ssm_parameter = parse


PATCHES = (
    calls_noted,
    change_sets_by_stack,
    previous_values_of_parameters,
    outputs_of_change_sets,
    without_properties,
    depends_on,
    order_of_deletion,
    removed_at_update,
)
