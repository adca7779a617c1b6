"""What is put right in moto's server: each is a function whose text says what moto does without it. docs/E2E.md lists them."""

from . import patches_access, patches_calls, patches_s3, patches_spelling, patches_stacks

PATCHES = (*patches_access.PATCHES, *patches_calls.PATCHES, *patches_s3.PATCHES, *patches_spelling.PATCHES, *patches_stacks.PATCHES)


def install():
    for patch in PATCHES:
        patch()
