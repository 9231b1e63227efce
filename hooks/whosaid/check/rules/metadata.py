"""Rules about what files tell beside what they show: pictures, videos and documents."""

from __future__ import annotations

from typing import Final

from ...base.faults import ReadingFault
from ...base.filefaults import FileMetadata, ImageDetails, ImageMetadata
from .core import fault_rule, quoted

# What it says is never printed: findings are kept in logs that others can read.
_OF_PICTURES: Final = {
    "place": "where it was taken",
    "owner": "whose camera or computer it was",
    "serial number": "marks of this one camera, such as a serial number",
    "camera": "the camera or program",
    "time": "when it was taken",
    "text": "a text with it",
    "thumbnail": "a small copy, perhaps of the uncut picture",
    "behind": "data behind the picture, perhaps another picture",
    "xmp": "notes of a photo program (XMP)",
    "provenance": "a record of who made and changed it (C2PA)",
    "other": "other data",
}
_OF_DRAWINGS: Final = {
    "drawing": "notes of the drawing program, often with names and folders",
    "script": "a script or a page of its own, which runs where the file is opened",
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
    """A picture whose file tells more than the picture: the place, the camera's owner or its serial number.

    Bad:  a photo as the phone has made it
    Good: the same photo after `exiftool -all= -tagsfromfile @ -orientation -icc_profile photo.jpg`
    Why:  The place of a photo, or the marks of its camera, can lead to whoever took it, or let it be taken.
    """
    if fault.expected == ("unreadable",):
        return (
            f"what the file of {quoted(fault.text)} tells beside the picture cannot be read, and many browsers "
            "do not show such a file; save the picture as JPEG, PNG or WebP"
        )
    if fault.text.lower().endswith((".svg", ".svgz")):
        tells = _listed({**_OF_DRAWINGS, **_OF_PICTURES}, fault)
        return f"the file of {quoted(fault.text)} holds {tells}; save it as plain or optimised SVG"
    tells = _listed(_OF_PICTURES, fault)
    return (
        f"the file of {quoted(fault.text)} tells more than the picture: {tells}; take it out before you "
        "publish: exiftool -all= -tagsfromfile @ -orientation -icc_profile FILE"
    )


@fault_rule(severity="info", concerns="pages")
def image_details(fault: ImageDetails) -> str:
    """A picture whose file tells with what or when it was made, and no more than that.

    Bad:  a diagram as the program has saved it, with the program's name and the day
    Good: the same diagram, saved without them
    Why:  It seldom matters. But the hour of a photo can show who was there to take it.
    """
    tells = _listed(_OF_PICTURES, fault)
    return f"the file of {quoted(fault.text)} tells {tells}; that can be taken out with: exiftool -all= FILE"


@fault_rule(severity="warning", concerns="pages")
def file_metadata(fault: FileMetadata) -> str:
    """A PDF, an office file or a video tells more than it shows: who made it, when, with what, what is attached.

    Bad:  a letter as the word processor has saved it, with its author and the company
    Good: the same letter after `exiftool -all= letter.pdf` and `qpdf --linearize letter.pdf clean.pdf`
    Why:  Whoever handed a document over is often named in it, as its author or as the last who saved it.
    """
    if fault.expected == ("unreadable",):
        return f"what the file of {quoted(fault.text)} tells beside its content cannot be read; look at it by hand"
    return (
        f"the file of {quoted(fault.text)} tells more than it shows: {_listed(_OF_DOCUMENTS, fault)}; take out what is "
        "not for readers, or set this rule to “off” in whosaid.yml if the file is meant to be published as it is"
    )


def _listed(words: dict[str, str], fault: ReadingFault) -> str:
    return ", ".join(words[kind] for kind in words if kind in fault.expected)
