"""Workgroups and named queries of Athena."""

from declare import IGNORED, Replacement, declare, take

IGNORED["AWS::Athena::WorkGroup"] = {"RecursiveDeleteOption": "deletes a workgroup whether or not it holds queries, and keeps those"}


def create_group(properties, context):
    given = take(properties, "Name", "Description", "Tags", "RecursiveDeleteOption", Configuration="WorkGroupConfiguration")
    given.pop("RecursiveDeleteOption", None)
    context.client("athena").create_work_group(**given)
    return given["Name"]


def update_group(name, properties, context):
    """moto has no UpdateWorkGroup: it is deleted and made again."""
    if properties["Name"] != name:
        raise Replacement
    delete_group(name, context)
    create_group(properties, context)


def delete_group(name, context):
    recursive = context.previous.get("RecursiveDeleteOption", False)
    context.client("athena").delete_work_group(WorkGroup=name, RecursiveDeleteOption=recursive)


def create_query(properties, context):
    given = take(properties, "Name", "Description", "Database", "QueryString", "WorkGroup")
    answer = context.client("athena").create_named_query(**{"Name": context.generated, **given})
    return answer["NamedQueryId"], {"NamedQueryId": answer["NamedQueryId"]}


def update_query(*_):
    """CloudFormation changes nothing of a named query in place."""
    raise Replacement


def delete_query(query, context):
    context.client("athena").delete_named_query(NamedQueryId=query)


declare("AWS::Athena::WorkGroup", create_group, update_group, delete_group)
declare("AWS::Athena::NamedQuery", create_query, update_query, delete_query)
