"""What tests of several files are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tools import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for each file."""
    with browser() as launched:
        yield launched
