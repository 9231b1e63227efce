"""Pages under embargo: until its moment has come, nothing of such a page is published."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ..base.dates import moment_of
from ..base.model import Page
from .records import Ledger


def embargo_of(page: Page) -> datetime | None:
    """The moment a page waits for: the latest that its front matter or one of its statements names."""
    named = (page.meta.get("embargo", ""), *(record.value("embargo") for record in page.records))
    return max((moment for text in named if (moment := moment_of(text)) is not None), default=None)


def now() -> datetime:
    """This moment; the one SOURCE_DATE_EPOCH gives, where it is set, so that the same input gives the same bytes.

    Raises ValueError, with a sentence for the author, where it is set to something else than seconds since 1970.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH is “{given[:40]}”, which is no number of seconds since 1970") from None


def under_embargo(ledger: Ledger, clock: Callable[[], datetime] = now) -> Mapping[str, datetime]:
    """The pages that are not to be published yet, by path, each with the moment from which it may be.

    The clock is asked only where a page has an embargo, and what it raises is passed on.
    """
    found = {path: until for path, page in ledger.files.items() if (until := embargo_of(page)) is not None}
    if not found:
        return found
    at = clock()
    return {path: until for path, until in found.items() if until > at}
