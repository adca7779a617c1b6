"""The session of Macie."""

from declare import declare, take


def create(properties, context):
    macie = context.client("macie2")
    macie.enable_macie(**take(properties, status="Status", findingPublishingFrequency="FindingPublishingFrequency"))
    return context.account, {"AwsAccountId": context.account, "ServiceRole": macie.get_macie_session()["serviceRole"]}


def update(_, properties, context):
    """moto has no UpdateMacieSession: Macie is disabled and enabled again."""
    delete(_, context)
    create(properties, context)


def delete(_, context):
    context.client("macie2").disable_macie()


declare("AWS::Macie::Session", create, update, delete)
