"""What must not be published, or not be taken for public: private keys, private places, terms off the record."""

from __future__ import annotations

import re
from typing import Final

from .patterns import pattern

PRIVATE_PLACES: Final = pattern(
    r"""
    (?<![\w-])
    (?: e-?mails? | voicemails? | sms | whatsapp | (?:text|private|direct|personal)[ ]messages? | conversations?
      | by[ ]phone | (?:tele)?phone[ ](?:calls?|interviews?) )
    (?![\w-])
  | ^ (?:an?[ ]|the[ ])? (?:personal[ ])? (?:interview|call|message) $
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Values of `where:`, in English, that are not public places; all others are taken for public places."""

_PRIVATE: Final = pattern(
    r"""
    name | ident | who | alias | person | phone | mobile | mail | contact | address | birth | passport | handle
  | account | username | nick | portrait | photo | signal | telegram | whatsapp | threema | wire | twitter | facebook
  | instagram | linkedin | mastodon | bluesky | skype | discord
    """,
    re.VERBOSE,
)
_LEADING: Final = pattern("url|uri|link|web|site|page|profile|archive|http")


def is_private_key(key: str, *, is_named: bool) -> bool:
    """Whether an unknown key of a source would reveal who it is; such a key must not be in a published file.

    In any spelling: `Real_Name`, `phone-number`, `e mail`. An address only matters for unnamed sources.
    """
    letters = "".join(sign for sign in key.lower() if sign.isalpha())
    return bool(_PRIVATE.search(letters)) or (not is_named and bool(_LEADING.search(letters)))


OFF_THE_RECORD: Final = frozenset(("off-the-record", "off-record"))
"""Values that `terms` cannot have: they mean that nothing may be published."""
