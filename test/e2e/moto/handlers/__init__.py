"""The resource types that are added to moto, a file each service."""

from . import s3

ALL = [s3]
