"""Detectors of GuardDuty."""

from declare import declare, take


def settings(properties):
    given = take(properties, "Enable", "FindingPublishingFrequency", "Features")
    if "Features" in given:
        given["Features"] = [take(one, "Name", "Status") for one in given["Features"]]
    return given


def create(properties, context):
    detector = context.client("guardduty").create_detector(**settings(properties))["DetectorId"]
    return detector, {"Id": detector}


def update(detector, properties, context):
    context.client("guardduty").update_detector(DetectorId=detector, **settings(properties))


def delete(detector, context):
    context.client("guardduty").delete_detector(DetectorId=detector)


declare("AWS::GuardDuty::Detector", create, update, delete)
