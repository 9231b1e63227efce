"""“Who said it?”: an exercise on the page of an article that asks for it (`classroom: true`).

The page stays as it is, so that without a script its notes are simply there. Beside it stand, as a text
that nobody and no other program takes for a part of the page, the pieces that the script puts in the place of the notes
(site/assets/classroom.js): the choices for a statement, the lines for paper, a table in which both are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final, LiteralString

from markupsafe import Markup

from ..base.catalogue import counted, number, page_language, said
from ..base.languages import tags_here
from ..base.markup import attributes, html, joined, lang_of
from ..ledger.records import Statement
from ..words.exercise import Exercise, exercise_of

_MOST_BUTTONS: Final = 24
"""Of more choices, a reader sees a list to open instead of one button each."""


def has_exercise(page: str) -> bool:
    """Whether a page has the exercise."""
    return 'class="ann-classroom"' in page


def way_in() -> Markup:
    """The link that begins the exercise; its address is the one for a class."""
    return html('<a class="ann-begin" href="?classroom">{}</a>', said("Who said it?"))


def draw_exercise(statements: Sequence[Statement]) -> Markup:
    """The pieces of the exercise for the statements of an article."""
    exercise = exercise_of(statements)
    recorded = json.dumps([[one.id, one.who, one.kind] for one in exercise.recorded], separators=(",", ":"))
    pieces = (_top(len(statements)), _question(exercise), _lines(exercise), _comparison(len(statements)), _solution())
    return html(
        '<template class="ann-classroom" data-recorded="{}" data-number="{}" data-none="{}" data-sure="{}" '
        'data-pieces="{}"></template>',
        recorded,
        said("Statement {number}", number="%1"),
        said("Not chosen"),
        said("Clear all your choices?"),
        str(joined(pieces)),  # as text
    )


def _top(total: int) -> Markup:
    """What stands above the article: what to do, how far one has come, the ways on."""
    chosen = counted(total, "{chosen} of {n} statement chosen", "{chosen} of {n} statements chosen", chosen="%1")
    ways = (
        html('<a class="ann-next" data-text="{}"></a>', said("Go to statement {number}", number="%1")),
        *_buttons(compare=said("Compare"), paper=said("Print a worksheet"), again=said("Start again")),
        *_buttons(leave=said("Show the sources")),
    )
    return html(
        '<div class="ann-exercise"{}><h2 tabindex="-1">{}</h2><p>{}</p><p class="ann-on-paper">{}</p>'
        '<p class="ann-on-paper">{}</p><p class="ann-chosen" role="status" data-text="{}"></p>'
        '<p class="ann-ways-on">{}</p></div>',
        attributes(tags_here()),
        said("Who said it?"),
        said(
            "The sources are hidden. For each numbered statement, choose who says it and what it is, in any order; "
            "then compare. What you choose stays in this browser."
        ),
        # Translators: on a worksheet; behind it is a line for a pupil's name
        said("Name:"),
        said("Read the article. Write beside each number who says it, and tick what it is."),
        chosen,
        joined(ways, " "),
    )


def _buttons(**texts: str) -> Iterator[Markup]:
    return (html('<button type="button" data-do="{}">{}</button>', what, text) for what, text in texts.items())


def _question(exercise: Exercise) -> Markup:
    """A question in the place of a note."""
    steps = (
        html('<a class="ann-previous">{}</a>', said("Previous statement")),
        html('<a class="ann-next">{}</a>', said("Next statement")),
        *_buttons(compare=said("Compare")),
    )
    return html(
        '<ul><li class="ann-ask"><div><details class="ann-card"><summary><span class="ann-number"></span>'
        '<span class="ann-choice"></span></summary><div class="ann-body" tabindex="-1"><form>{}{}'
        '<p class="ann-steps">{}</p></form></div></details></div></li></ul>',
        _choices("who", said("Who says it"), exercise.voices),
        _choices("what", said("What it is"), exercise.kinds),
        joined(steps, " "),
    )


def _choices(name: LiteralString, legend: str, choices: Sequence[str]) -> Markup:
    if len(choices) > _MOST_BUTTONS:
        options = joined(html('<option value="{}">{}</option>', nth, choice) for nth, choice in enumerate(choices))
        none = said("Not chosen")
        return html(
            '<p><label>{} <select name="{}"><option value="">{}</option>{}</select></label></p>',
            legend,
            name,
            none,
            options,
        )
    buttons = joined(
        html('<label><input type="radio" name="{}" value="{}"> <span dir="auto">{}</span></label>', name, nth, choice)
        for nth, choice in enumerate(choices)
    )
    return html('<fieldset class="ann-{}"><legend>{}</legend>{}</fieldset>', name, legend, buttons)


def _lines(exercise: Exercise) -> Markup:
    """The same on paper: a line to write on, and a box for each kind."""
    boxes = joined((html("<span>☐ {}</span>", kind) for kind in exercise.kinds), " ")
    return html('<div class="ann-lines"{}><b></b><i></i> {}</div>', attributes(tags_here()), boxes)


def _comparison(total: int) -> Markup:
    """What a reader chose beside what is recorded."""
    parts = {"question": "%1", "same": "%2", "total": number(total), "none": "%3"}
    ways = _buttons(choose=said("Go on choosing"), again=said("Start again"), leave=said("Close the comparison"))
    return html(
        '<div class="ann-compared"{}><h2 tabindex="-1">{}</h2><ul role="list" data-text="{}"></ul><p>{}</p>{}{}'
        '<p class="ann-ways-on">{}</p></div>',
        attributes(tags_here()),
        said("Who said it?"),
        said("{question}: {same} of {total} as recorded, {none} not chosen", **parts),
        said(
            "What is recorded is an editor’s reading of the article. Where yours differs, look at the words again, and "
            "say what supports it."
        ),
        _filter(),
        _table(),
        joined(ways, " "),
    )


def _filter() -> Markup:
    """Which statements the table shows."""
    # Translators: what is shown, after “Show”; so with the next two
    shown = {"all": said("all statements"), "other": said("recorded otherwise"), "none": said("not chosen")}
    button = '<label><input type="radio" name="ann-compared" value="{}"{}> {}</label>'
    checked = {"all": Markup(" checked")}
    buttons = (html(button, value, checked.get(value, Markup()), text) for value, text in shown.items())
    return html('<fieldset class="ann-switch"><legend>{}</legend>{}</fieldset>', said("Show"), joined(buttons, " "))


def _table() -> Markup:
    """A table whose one group of rows is for one statement."""
    row = '<tr class="ann-{}"><th scope="row">{}</th><td dir="auto"></td><td dir="auto"></td></tr>'
    return html(
        '<table class="ann-beside-record"><caption>{}</caption><thead><tr><td></td><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody><tr><th colspan="3" scope="rowgroup"><a></a> '
        '<span dir="auto"{}></span></th></tr>{}{}<tr><td colspan="3" class="ann-told"></td></tr></tbody></table>',
        said("What you chose beside what is recorded"),
        # Translators: above a column with what a reader has chosen, and one with what an editor has recorded
        said("You chose"),
        said("Recorded as"),
        lang_of(page_language()),
        html(row, "who", said("Who says it")),
        html(row, "what", said("What it is")),
    )


def _solution() -> Markup:
    return html('<div class="ann-solution"{}><h2>{}</h2><ol></ol></div>', attributes(tags_here()), said("Solution"))
