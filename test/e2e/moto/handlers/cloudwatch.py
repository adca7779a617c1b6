"""Alarms and dashboards."""

from declare import Replacement, declare, take

SAME = (
    "ActionsEnabled",
    "AlarmActions",
    "AlarmDescription",
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "InsufficientDataActions",
    "MetricName",
    "Metrics",
    "Namespace",
    "OKActions",
    "Period",
    "Statistic",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
)


def put_alarm(name, properties, context):
    given = take(properties, "AlarmName", *SAME)
    context.client("cloudwatch").put_metric_alarm(**{**given, "AlarmName": name})


def create_alarm(properties, context):
    name = properties.get("AlarmName", context.generated)
    put_alarm(name, properties, context)
    [alarm] = context.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return name, {"Arn": alarm["AlarmArn"]}


def update_alarm(name, properties, context):
    if properties.get("AlarmName", name) != name:
        raise Replacement
    put_alarm(name, properties, context)


def delete_alarm(name, context):
    context.client("cloudwatch").delete_alarms(AlarmNames=[name])


def create_dashboard(properties, context):
    given = {"DashboardName": context.generated, **take(properties, "DashboardName", "DashboardBody")}
    answer = context.client("cloudwatch").put_dashboard(**given)
    if answer.get("DashboardValidationMessages"):
        raise ValueError(f'the dashboard is not valid: {answer["DashboardValidationMessages"]}')
    return given["DashboardName"]


def update_dashboard(name, properties, context):
    if properties.get("DashboardName", name) != name:
        raise Replacement
    create_dashboard({**properties, "DashboardName": name}, context)


def delete_dashboard(name, context):
    context.client("cloudwatch").delete_dashboards(DashboardNames=[name])


declare("AWS::CloudWatch::Alarm", create_alarm, update_alarm, delete_alarm)
declare("AWS::CloudWatch::Dashboard", create_dashboard, update_dashboard, delete_dashboard)
