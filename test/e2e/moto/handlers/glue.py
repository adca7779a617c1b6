"""Databases and tables of Glue."""

from declare import Replacement, declare, take

from .common import unless_gone


def create_database(properties, context):
    given = take(properties, "CatalogId", "DatabaseInput")
    context.client("glue").create_database(**given)
    return given["DatabaseInput"]["Name"]


def update_database(name, properties, context):
    given = take(properties, "CatalogId", "DatabaseInput")
    if given["DatabaseInput"]["Name"] != name or given["CatalogId"] != context.previous["CatalogId"]:
        raise Replacement
    context.client("glue").update_database(Name=name, **given)


def delete_database(name, context):
    context.client("glue").delete_database(Name=name, CatalogId=context.previous["CatalogId"])


def create_table(properties, context):
    given = take(properties, "CatalogId", "DatabaseName", "TableInput")
    context.client("glue").create_table(**given)
    return given["TableInput"]["Name"]


def update_table(name, properties, context):
    given = take(properties, "CatalogId", "DatabaseName", "TableInput")
    if given["TableInput"]["Name"] != name or any(given[one] != context.previous[one] for one in ("CatalogId", "DatabaseName")):
        raise Replacement
    context.client("glue").update_table(**given)


def delete_table(name, context):
    where = {one: context.previous[one] for one in ("CatalogId", "DatabaseName")}
    unless_gone(context.client("glue").delete_table, Name=name, **where)


declare("AWS::Glue::Database", create_database, update_database, delete_database)
declare("AWS::Glue::Table", create_table, update_table, delete_table)
