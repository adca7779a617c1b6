"""VPC endpoints, and the security groups of their interfaces."""

import json

from declare import IGNORED, Replacement, declare, take

from .ec2 import retag, tagged

IGNORED["AWS::EC2::VPCEndpoint"] = {"DnsOptions": "takes it, and does not keep it"}
FIXED = ("ServiceName", "VpcEndpointType", "VpcId")
LISTS = ("RouteTableIds", "SecurityGroupIds", "SubnetIds")


def dns_options(given):
    """CloudFormation takes a word where the API takes a boolean."""
    options = take(given, "DnsRecordIpType", "PrivateDnsOnlyForInboundResolverEndpoint")
    if "PrivateDnsOnlyForInboundResolverEndpoint" in options:
        only = {"OnlyInboundResolver": True, "AllResolvers": False}[options["PrivateDnsOnlyForInboundResolverEndpoint"]]
        options["PrivateDnsOnlyForInboundResolverEndpoint"] = only
    return options


def create(properties, context):
    given = take(properties, *FIXED, *LISTS, "DnsOptions", "PolicyDocument", "PrivateDnsEnabled", "Tags")
    if "DnsOptions" in given:
        given["DnsOptions"] = dns_options(given["DnsOptions"])
    if "PolicyDocument" in given:
        given["PolicyDocument"] = json.dumps(given["PolicyDocument"])
    tags = tagged("vpc-endpoint", given)
    given.pop("Tags", None)
    # moto turns private DNS on where it is not asked for
    endpoint = context.client("ec2").create_vpc_endpoint(**{"PrivateDnsEnabled": False, **given}, **tags)["VpcEndpoint"]
    return endpoint["VpcEndpointId"], {"Id": endpoint["VpcEndpointId"]}


def update(endpoint, properties, context):
    take(properties, *FIXED, *LISTS, "DnsOptions", "PolicyDocument", "PrivateDnsEnabled", "Tags")
    before, changes = context.previous, {}
    if any(properties.get(name) != before.get(name) for name in FIXED):
        raise Replacement
    for name in LISTS:
        now, former = set(properties.get(name, [])), set(before.get(name, []))
        changes.update({f"Add{name}": sorted(now - former), f"Remove{name}": sorted(former - now)})
    if properties.get("PrivateDnsEnabled", False) != before.get("PrivateDnsEnabled", False):
        changes["PrivateDnsEnabled"] = properties.get("PrivateDnsEnabled", False)
    if properties.get("DnsOptions") != before.get("DnsOptions"):
        changes["DnsOptions"] = dns_options(properties.get("DnsOptions", {}))
    if "PolicyDocument" in properties:
        changes["PolicyDocument"] = json.dumps(properties["PolicyDocument"])
    elif "PolicyDocument" in before:
        changes["ResetPolicy"] = True
    context.client("ec2").modify_vpc_endpoint(VpcEndpointId=endpoint, **{name: value for name, value in changes.items() if value != []})
    retag(endpoint, properties, context)


def delete(endpoint, context):
    answer = context.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    if answer["Unsuccessful"]:
        raise RuntimeError(f'the endpoint was not deleted: {answer["Unsuccessful"]}')


def permission(rule):
    """A rule as the API takes it: by ranges of addresses, or by other groups."""
    given = take(rule, "IpProtocol", "FromPort", "ToPort", "CidrIp", "Description", GroupId="SourceSecurityGroupId")
    described = {"Description": given.pop("Description")} if "Description" in given else {}
    if "CidrIp" in given:
        described["CidrIp"] = given.pop("CidrIp")
        return {**given, "IpRanges": [described]}
    described["GroupId"] = given.pop("GroupId")
    return {**given, "UserIdGroupPairs": [described]}


def permissions(properties, side):
    return [permission(rule) for rule in properties.get(f"SecurityGroup{side.capitalize()}", [])]


def create_group(properties, context):
    given = take(properties, "GroupName", "GroupDescription", "VpcId", "SecurityGroupIngress", "SecurityGroupEgress", "Tags")
    ec2, name = context.client("ec2"), given.get("GroupName", context.generated)
    tags = tagged("security-group", given)
    group = ec2.create_security_group(GroupName=name, Description=given["GroupDescription"], VpcId=given["VpcId"], **tags)["GroupId"]
    if given.get("SecurityGroupEgress"):  # which takes the place of the rule that allows all
        [made] = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=made["IpPermissionsEgress"])
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=permissions(given, "egress"))
    if given.get("SecurityGroupIngress"):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions(given, "ingress"))
    return group, {"GroupId": group, "VpcId": given["VpcId"]}


def update_group(group, properties, context):
    before, ec2 = context.previous, context.client("ec2")
    if any(properties.get(name) != before.get(name) for name in ("GroupName", "GroupDescription", "VpcId")):
        raise Replacement
    for side in ("ingress", "egress"):
        now, former = permissions(properties, side), permissions(before, side)
        added, removed = [one for one in now if one not in former], [one for one in former if one not in now]
        if removed:
            getattr(ec2, f"revoke_security_group_{side}")(GroupId=group, IpPermissions=removed)
        if added:
            getattr(ec2, f"authorize_security_group_{side}")(GroupId=group, IpPermissions=added)
    retag(group, properties, context)


def delete_group(group, context):
    context.client("ec2").delete_security_group(GroupId=group)


declare("AWS::EC2::VPCEndpoint", create, update, delete)
declare("AWS::EC2::SecurityGroup", create_group, update_group, delete_group)
