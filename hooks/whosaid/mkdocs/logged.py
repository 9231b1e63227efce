"""What the builder logs while something runs, to be logged again when that is not run again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from mkdocs.commands import build


class _Collector(logging.Handler):
    """Collects what is logged by the thread in which it was made: a preview's others are about something else."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.records.append(record)


@contextmanager
def logged(level: int = logging.NOTSET) -> Iterator[list[logging.LogRecord]]:
    """What the builder logs in the meantime, from this level on, in order."""
    collector = _Collector(level)
    # In ProperDocs its own logger, which MkDocs' messages reach, too.
    logger = logging.getLogger(build.__name__.partition(".")[0])
    logger.addHandler(collector)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)


def log_again(messages: Sequence[logging.LogRecord]) -> None:
    """Log what was logged elsewhere; a strict build counts it here."""
    for message in messages:
        logging.getLogger(message.name).handle(message)
