"""LifecycleConfiguration of a bucket, from CloudFormation's names to those of the API."""

from declare import take

ONE_FORM = {"Id", "Status", "Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "AbortIncompleteMultipartUpload"}
EXPIRY = {"ExpirationDate", "ExpirationInDays", "ExpiredObjectDeleteMarker"}
LISTS = {"Transition", "Transitions", "NoncurrentVersionTransition", "NoncurrentVersionTransitions"}
NONCURRENT = {"NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays"}


def rule(given):
    take(given, *ONE_FORM, *EXPIRY, *LISTS, *NONCURRENT)
    own = {"Filter": conditions(given)}
    own.update({"ID": given["Id"]} if "Id" in given else {})
    own["Status"] = given["Status"]
    expiration = {
        **({"Days": int(given["ExpirationInDays"])} if "ExpirationInDays" in given else {}),
        **({"Date": given["ExpirationDate"]} if "ExpirationDate" in given else {}),
        **({"ExpiredObjectDeleteMarker": given["ExpiredObjectDeleteMarker"]} if "ExpiredObjectDeleteMarker" in given else {}),
    }
    if expiration:
        own["Expiration"] = expiration
    transitions = [transition(one) for one in several(given, "Transition")]
    if transitions:
        own["Transitions"] = transitions
    later = [noncurrent_transition(one) for one in several(given, "NoncurrentVersionTransition")]
    if later:
        own["NoncurrentVersionTransitions"] = later
    if "NoncurrentVersionExpiration" in given:
        limits = take(given["NoncurrentVersionExpiration"], "NoncurrentDays", "NewerNoncurrentVersions")
        own["NoncurrentVersionExpiration"] = numbers(limits)
    elif "NoncurrentVersionExpirationInDays" in given:
        own["NoncurrentVersionExpiration"] = {"NoncurrentDays": int(given["NoncurrentVersionExpirationInDays"])}
    if "AbortIncompleteMultipartUpload" in given:
        own["AbortIncompleteMultipartUpload"] = numbers(take(given["AbortIncompleteMultipartUpload"], "DaysAfterInitiation"))
    return own


def several(given, name):
    """The old property for one, or that for several."""
    return given.get(f"{name}s", []) + ([given[name]] if name in given else [])


def transition(given):
    own = take(given, "StorageClass", Days="TransitionInDays", Date="TransitionDate")
    return {**own, **({"Days": int(own["Days"])} if "Days" in own else {})}


def noncurrent_transition(given):
    own = take(given, "StorageClass", "NewerNoncurrentVersions", NoncurrentDays="TransitionInDays")
    return {"StorageClass": own.pop("StorageClass"), **numbers(own)}


def numbers(given):
    return {name: int(value) for name, value in given.items()}


def conditions(given):
    """One condition is the filter itself; several are joined by And; none is the whole bucket."""
    tags = [take(tag, "Key", "Value") for tag in given.get("TagFilters", [])]
    others = {name: given[name] for name in ("Prefix",) if name in given}
    others.update({name: int(given[name]) for name in ("ObjectSizeGreaterThan", "ObjectSizeLessThan") if name in given})
    if len(tags) + len(others) > 1:
        return {"And": {**others, **({"Tags": tags} if tags else {})}}
    return {"Tag": tags[0]} if tags else others or {"Prefix": ""}


def put(s3, bucket, given, _):
    own = take(given, "Rules", "TransitionDefaultMinimumObjectSize")
    size = {name: own[name] for name in ("TransitionDefaultMinimumObjectSize",) if name in own}
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [rule(one) for one in own["Rules"]]}, **size)


def remove(s3, bucket, _):
    s3.delete_bucket_lifecycle(Bucket=bucket)
