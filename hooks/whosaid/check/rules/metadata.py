"""Rules about metadata in files: what pictures, videos and documents reveal beyond what they show."""

from __future__ import annotations

from typing import Final

from ...base.faults import ReadingFault
from ...base.filefaults import FileMetadata, ImageDetails, ImageMetadata
from .core import fault_rule, quoted

# The metadata itself is never printed: findings are kept in logs that others can read.
_OF_PICTURES: Final = {
    "place": "where it was taken",
    "owner": "whose camera or computer it was",
    "serial number": "what identifies this one camera, such as a serial number",
    "camera": "the camera or program",
    "time": "when it was taken",
    "text": "a caption or comment",
    "thumbnail": "a small copy, perhaps of the uncropped picture",
    "behind": "data after the picture, perhaps another picture",
    "xmp": "notes by a photo program (XMP)",
    "provenance": "a record of who made and changed it (C2PA)",
    "other": "other data",
}
_OF_DRAWINGS: Final = {
    "drawing": "notes by the drawing program, often with names and folders",
    "script": "a script or an embedded page, which runs when the file is opened",
    "unreadable": "a picture that cannot be read",
}
_OF_DOCUMENTS: Final = {
    **_OF_PICTURES,
    "place": "where it was made",
    "owner": "who made or changed it",
    "time": "when it was made",
    "text": "words about it, or comments in it",
    "attachment": "files attached to it",
}


@fault_rule(severity="error", gate=False, concerns="pages")
def image_metadata(fault: ImageMetadata) -> str:
    """A picture's file reveals more than the picture shows: the place, the camera's owner or its serial number.

    Bad:  a photo straight from the phone
    Good: the same photo after `exiftool -all= -tagsfromfile @ -orientation -icc_profile photo.jpg`
    Why:  The place of a photo, or the identity of its camera, can lead to whoever took it, or allowed it to be taken.
    """
    if fault.expected == ("unreadable",):
        return (
            f"the metadata of {quoted(fault.text)} cannot be read, and many browsers do not show such a file; save the "
            "picture as JPEG, PNG or WebP"
        )
    if fault.text.lower().endswith((".svg", ".svgz")):
        revealed = _listed({**_OF_DRAWINGS, **_OF_PICTURES}, fault)
        return f"the file {quoted(fault.text)} contains {revealed}; save it as plain or optimised SVG"
    revealed = _listed(_OF_PICTURES, fault)
    return (
        f"the file {quoted(fault.text)} reveals more than the picture shows: {revealed}; remove it before you "
        "publish: exiftool -all= -tagsfromfile @ -orientation -icc_profile FILE"
    )


@fault_rule(severity="info", concerns="pages")
def image_details(fault: ImageDetails) -> str:
    """A picture's file reveals with what or when it was made, and no more than that.

    Bad:  a diagram as a program saved it, with the program's name and the date
    Good: the same diagram, saved without them
    Why:  It seldom matters. But the time of a photo can show who was there to take it.
    """
    revealed = _listed(_OF_PICTURES, fault)
    return f"the file {quoted(fault.text)} reveals {revealed}; to remove that: exiftool -all= FILE"


@fault_rule(severity="warning", concerns="pages")
def file_metadata(fault: FileMetadata) -> str:
    """A PDF, an office file or a video reveals more than it shows: who made it, when, with what, what is attached.

    Bad:  a letter as the word processor saved it, with its author and company
    Good: the same letter after `exiftool -all= letter.pdf` and `qpdf --linearize letter.pdf clean.pdf`
    Why:  The person who passed on a document is often named in it, as its author or as the last to save it.
    """
    if fault.expected == ("unreadable",):
        return f"the metadata of {quoted(fault.text)} cannot be read; check the file by hand"
    return (
        f"the file {quoted(fault.text)} reveals more than it shows: {_listed(_OF_DOCUMENTS, fault)}; remove what is "
        "not for readers, or set this rule to “off” in whosaid.yml if the file is meant to be published as it is"
    )


def _listed(words: dict[str, str], fault: ReadingFault) -> str:
    return ", ".join(words[kind] for kind in words if kind in fault.expected)
