"""What tests of several files are given."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser

from tools import browser


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory to the end: whoever collects garbage need not go through them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for each file."""
    with browser() as launched:
        yield launched


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are cores: tests with a browser or a server wait for half of their time."""
    return (yield) + 1
