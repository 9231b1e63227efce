"""Pages under embargo, of which nothing is published until the embargo ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ..base.dates import moment_of
from ..base.model import Page
from .records import Ledger


def embargo_of(page: Page) -> datetime | None:
    """When a page's embargo ends: the latest moment named in its front matter or its statements."""
    in_records = (record.value("embargo") for record in page.records if "embargo" in record.options)
    named = (page.meta.get("embargo", ""), *in_records)
    return max((moment for text in named if (moment := moment_of(text)) is not None), default=None)


def now() -> datetime:
    """The current time, or that of SOURCE_DATE_EPOCH if it is set, so that the same input gives the same output.

    Raises ValueError, with a message for the author, if it is not a number of seconds since 1970.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH is “{given[:40]}”, which is not a number of seconds since 1970") from None


def under_embargo(ledger: Ledger, clock: Callable[[], datetime] = now) -> Mapping[str, datetime]:
    """The pages that must not be published yet, by path, each with the end of its embargo.

    The clock is read only if a page has an embargo; its exceptions are passed on.
    """
    found = {path: until for path, page in ledger.files.items() if (until := embargo_of(page)) is not None}
    if not found:
        return found
    at = clock()
    return {path: until for path, until in found.items() if until > at}
