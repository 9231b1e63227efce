"""Who speaks in a transcript or an interview: names before a colon."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_LABEL: Final = re.compile(r"^[ \t]*([^\W\d_][^:\n]{1,60}):(?=\s)", re.MULTILINE)


def recurring_labels(text: str) -> frozenset[str]:
    """What stands before a colon at the start of more than one line; in capitals, one line is enough beside such.

    One letter, as in “Q:”, names nobody.
    """
    counted = Counter(match[1] for match in _LABEL.finditer(text))
    recurring = {label for label, times in counted.items() if times > 1}
    if any(label.isupper() for label in recurring):
        recurring.update(label for label in counted if label.isupper())
    return frozenset(recurring)
