"""VPCs, their subnets and routes, and flow logs."""

from declare import Replacement, declare, take

from .common import unless_gone


def tagged(resource_type, properties):
    return {"TagSpecifications": [{"ResourceType": resource_type, "Tags": properties["Tags"]}]} if properties.get("Tags") else {}


def retag(resource, properties, context):
    """The tags as they are to be; whether any other property differs."""
    before, after = context.previous.get("Tags", []), properties.get("Tags", [])
    if before != after:
        ec2 = context.client("ec2")
        ec2.delete_tags(Resources=[resource], Tags=before)
        ec2.create_tags(Resources=[resource], Tags=after)
    return {**context.previous, "Tags": after} != {**properties, "Tags": after}


def only_tags(resource, properties, context):
    if retag(resource, properties, context):
        raise Replacement


def create_vpc(properties, context):
    given = take(properties, "CidrBlock", "InstanceTenancy", "EnableDnsHostnames", "EnableDnsSupport", "Tags")
    made = {name: given[name] for name in ("CidrBlock", "InstanceTenancy") if name in given}
    vpc = context.client("ec2").create_vpc(**made, **tagged("vpc", given))["Vpc"]
    dns(vpc["VpcId"], given, context)
    return vpc["VpcId"], {"VpcId": vpc["VpcId"], "CidrBlock": vpc["CidrBlock"]}


def dns(vpc, properties, context):
    for name, by_default in (("EnableDnsSupport", True), ("EnableDnsHostnames", False)):
        context.client("ec2").modify_vpc_attribute(VpcId=vpc, **{name: {"Value": properties.get(name, by_default)}})


def update_vpc(vpc, properties, context):
    if any(properties.get(name) != context.previous.get(name) for name in ("CidrBlock", "InstanceTenancy")):
        raise Replacement
    dns(vpc, properties, context)
    retag(vpc, properties, context)


def create_subnet(properties, context):
    given = take(properties, "VpcId", "CidrBlock", "AvailabilityZone", "MapPublicIpOnLaunch", "Tags")
    made = {name: given[name] for name in ("VpcId", "CidrBlock", "AvailabilityZone") if name in given}
    subnet = context.client("ec2").create_subnet(**made, **tagged("subnet", given))["Subnet"]
    addresses(subnet["SubnetId"], given, context)
    return subnet["SubnetId"], {"SubnetId": subnet["SubnetId"], "AvailabilityZone": subnet["AvailabilityZone"], "VpcId": subnet["VpcId"]}


def addresses(subnet, properties, context):
    public = {"Value": properties.get("MapPublicIpOnLaunch", False)}
    context.client("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch=public)


def update_subnet(subnet, properties, context):
    if any(properties.get(name) != context.previous.get(name) for name in ("VpcId", "CidrBlock", "AvailabilityZone")):
        raise Replacement
    addresses(subnet, properties, context)
    retag(subnet, properties, context)


def create_table(properties, context):
    given = take(properties, "VpcId", "Tags")
    table = context.client("ec2").create_route_table(VpcId=given["VpcId"], **tagged("route-table", given))["RouteTable"]["RouteTableId"]
    return table, {"RouteTableId": table}


def create_association(properties, context):
    association = context.client("ec2").associate_route_table(**take(properties, "RouteTableId", "SubnetId"))["AssociationId"]
    return association, {"Id": association}


def replaced(*_):
    """CloudFormation changes nothing of it in place."""
    raise Replacement


def create_flow_log(properties, context):
    same = ("DeliverLogsPermissionArn", "LogDestination", "LogDestinationType", "LogGroupName", "ResourceType", "TrafficType")
    given = take(properties, *same, "ResourceId", "Tags")
    resource, tags = given.pop("ResourceId"), tagged("vpc-flow-log", given)
    given.pop("Tags", None)
    answer = context.client("ec2").create_flow_logs(ResourceIds=[resource], **given, **tags)
    if answer["Unsuccessful"]:
        raise RuntimeError(f'the flow log was refused: {answer["Unsuccessful"]}')
    [log] = answer["FlowLogIds"]
    return log, {"Id": log}


def gone(call, argument, listed=False):
    """Deleted by a call that takes nothing but the id."""
    return lambda resource, context: unless_gone(getattr(context.client("ec2"), call), **{argument: [resource] if listed else resource})


declare("AWS::EC2::VPC", create_vpc, update_vpc, gone("delete_vpc", "VpcId"))
declare("AWS::EC2::Subnet", create_subnet, update_subnet, gone("delete_subnet", "SubnetId"))
declare("AWS::EC2::RouteTable", create_table, only_tags, gone("delete_route_table", "RouteTableId"))
declare("AWS::EC2::SubnetRouteTableAssociation", create_association, replaced, gone("disassociate_route_table", "AssociationId"))
declare("AWS::EC2::FlowLog", create_flow_log, only_tags, gone("delete_flow_logs", "FlowLogIds", listed=True))
