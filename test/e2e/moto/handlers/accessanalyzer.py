"""Analyzers of IAM Access Analyzer."""

from declare import declare, take


def create(properties, context):
    given = take(properties, type="Type", analyzerName="AnalyzerName")
    answer = context.client("accessanalyzer").create_analyzer(**{"analyzerName": context.generated, **given})
    return answer["arn"], {"Arn": answer["arn"]}


def delete(arn, context):
    context.client("accessanalyzer").delete_analyzer(analyzerName=arn.split("/")[-1])


declare("AWS::AccessAnalyzer::Analyzer", create, delete=delete)
