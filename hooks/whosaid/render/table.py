"""The table of a ledger page. Its texts are data: no Markdown is read in them, which costs ten times as much."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from ..ledger import Ledger, Statement
from ..pages import COLUMNS, TABLE, ledger_groups


def draw_table(root: etree.Element, ledger: Ledger, part: list[Statement], path: str) -> None:
    """Put the table of a part of the ledger where its page has the mark for it."""
    table = next((block for block in root if block.text == TABLE), None)
    if table is None:
        return
    table.tag, table.text = "table", None
    header = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for column in COLUMNS:
        etree.SubElement(header, "th", scope="col").text = column
    for title, address, rows in ledger_groups(ledger, part, path):
        body = etree.SubElement(table, "tbody")
        cell = etree.SubElement(etree.SubElement(body, "tr"), "th", colspan=str(len(COLUMNS)), scope="rowgroup")
        etree.SubElement(cell, "a", href=address).text = AtomicString(title)
        for href, cells in rows:
            row = etree.SubElement(body, "tr")
            for number, text in enumerate(cells):
                parent = etree.SubElement(row, "td")
                if number == 1:
                    parent = etree.SubElement(parent, "a", href=href)
                parent.text = AtomicString(text)
