"""Rules about front matter and settings: how their YAML is written, in sources.yml too."""

from __future__ import annotations

from ...base.filefaults import (
    BadFolder,
    BadFont,
    BadGuide,
    BadPageName,
    BadPolicy,
    BadYaml,
    DamagedFrontMatter,
    DuplicateKey,
    NeedlessValue,
    SwallowedFirstLine,
    UnknownKey,
    WrongShape,
    YamlStop,
)
from .core import did_you_mean, fault_rule, joined, quoted
from .wordrepairs import nearest_word, same_letters
from .yamlrepairs import empty_line_above, likely_yaml, right_rulers, right_yaml, single_value, without_key


@fault_rule(concerns="pages", sensitive=True, mend=right_yaml, offer=likely_yaml)
def bad_yaml(fault: BadYaml) -> str:
    """Front matter or a settings file is not valid YAML.

    Bad:  `title: Bridge: the facts`
    Good: `title: "Bridge: the facts"`
    Why:  Nothing after the fault can be relied on.
    """
    return _why_no_yaml(fault)


def _why_no_yaml(fault: BadYaml) -> str:
    shown = quoted(fault.text) if fault.text else "this line"
    match fault.detail:
        case "colon in value":
            return "the value on this line contains a colon; put it in double quotes"
        case "hard space":
            return "this line is indented with a non-breaking space, as word processors insert them; use spaces"
        case "indent":
            return f"{shown} is not aligned with the lines around it; indent it like the lines it belongs with"
        case "no colon":
            return f"there is no colon after {shown}; write “{fault.text or 'name'}:”"
        case "no space":
            return f"there is no space after the colon of {shown}; write “{fault.text or 'name'}: …”"
        case cause:
            return f"the file cannot be read from here on; {_what_stops_yaml(cause, fault.text)}"


def _what_stops_yaml(cause: YamlStop, text: str) -> str:
    match cause:
        case "anchor":
            return "“&” and “*” have a special meaning in YAML; put the value in quotes"
        case "tag":
            return "an exclamation mark has a special meaning in YAML; put the value in quotes"
        case "second document":
            return "the line “---” starts a second document here; remove it"
        case "too deep":
            return "the lists are nested too deeply"
        case "key":
            return "the name before a colon must be plain text"
        case "tab":
            return "there is a tab here; use spaces"
        case "sign":
            return f"a value cannot start with {quoted(text)}; put it in double quotes"
        case "open quote":
            return "a quotation mark is not closed, or something follows the closing one"
        case "open bracket":
            return "a bracket is not closed, or a comma is missing inside it"
        case "value":
            return "this looks like a date or a number but is not a valid one; correct it or put it in quotes"
        case "odd character":
            return "this is a character that YAML does not allow"
        case "":
            return "if a value contains a colon, a # or a quotation mark, put it in double quotes"


@fault_rule(concerns="pages", sensitive=True, offer=without_key)
def duplicate_key(fault: DuplicateKey) -> str:
    """The same key appears twice in YAML, so one value would be lost.

    Bad:  `council:` twice in sources.yml
    Good: `council:` once
    Why:  Whosaid never guesses which of the two is meant.
    """
    more = ", or restore the missing line above it with the id of the next source" if fault.detail == "field" else ""
    return f"{quoted(fault.text)} appears twice here; keep one{more}"


@fault_rule(mend=same_letters, offer=nearest_word)
def unknown_key(fault: UnknownKey) -> str:
    """A key is unknown (in sources.yml or whosaid.yml) or resembles one that Whosaid knows (in front matter).

    Bad:  `tpye: institution`
    Good: `type: institution`
    Why:  A misspelt key would be ignored silently.
    """
    near = did_you_mean(fault.text, fault.expected)
    return f"there is no key {quoted(fault.text)}{near or '; the keys are ' + joined(fault.expected, 'and')}"


@fault_rule(concerns="pages", sensitive=True)
def wrong_shape(fault: WrongShape) -> str:
    """A key has text where a list is expected, or the other way round.

    Bad:  `name: [the, council]`
    Good: `name: the council`
    Why:  The value would be read as something other than what the author means.
    """
    if fault.detail == "sources" and fault.text != "sources":
        return "this is not a source; write one entry per source: its id, a colon, and its fields below"
    return f"{quoted(fault.text)} {_what_is_expected(fault)}"


def _what_is_expected(fault: WrongShape) -> str:
    match fault.detail:
        case "text":
            return "should be text on a single line"
        case "list":
            return "should be a list of ids: “a, b”, or one per line after a hyphen"
        case "items":
            return "should be a list: “[a, b]”, or one item per line after a hyphen"
        case "mapping":
            return "should contain “name: value” lines"
        case "sources":
            return "should contain one entry per source: its id, a colon, and its fields below"


@fault_rule
def bad_page_name(fault: BadPageName) -> str:
    """`ledger-page` is not the name of a page in the docs folder.

    Bad:  `ledger-page: /ledger`
    Good: `ledger-page: ledger.md`
    Why:  The page would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is not a valid page name; write a path in the docs folder that ends in .md"


@fault_rule
def bad_folder(fault: BadFolder) -> str:
    """`rules-folder` is not the name of a folder in the docs folder.

    Bad:  `rules-folder: ../rules`
    Good: `rules-folder: rules`
    Why:  The pages would be written outside the site, or not at all.
    """
    return f"{quoted(fault.text)} is not a valid folder name; use letters, digits, hyphens, and / for subfolders"


@fault_rule(offer=nearest_word)
def bad_policy(fault: BadPolicy) -> str:
    """`unnamed-sources-policy` names neither a page of this site nor a web address.

    Bad:  `unnamed-sources-policy: our policy`
    Good: `unnamed-sources-policy: about/sources.md`
    Why:  The site's data tells others where to read the policy (the Trust Project, schema.org).
    """
    return _no_page(fault)


@fault_rule(offer=nearest_word)
def bad_guide(fault: BadGuide) -> str:
    """`reading-guide` names neither a page of this site nor a web address.

    Bad:  `reading-guide: our guide`
    Good: `reading-guide: about/reading.md`
    Why:  Every article would have a link to it that leads nowhere.
    """
    return _no_page(fault)


@fault_rule
def bad_font(fault: BadFont) -> str:
    """`picture-fonts` names something that is not a font file in the docs folder.

    Bad:  `picture-fonts: [Source Serif]`
    Good: `picture-fonts: [assets/fonts/serif.woff2]`
    Why:  The pictures of claims would be set in another font, or not drawn.
    """
    if fault.detail == "missing":
        return f"there is no font file {quoted(fault.text)} in the docs folder; write its path from there"
    return f"{quoted(fault.text)} is not a font file; write the path of one in the docs folder: .ttf, .otf or .woff2"


def _no_page(fault: BadPolicy | BadGuide) -> str:
    near = did_you_mean(fault.text, fault.expected)
    end = near or "; write the path of a page in the docs folder, or an address that starts with https://"
    return f"{quoted(fault.text)} is neither a page of this site nor a web address{end}"


@fault_rule(concerns="pages", mend=right_rulers)
def damaged_front_matter(fault: DamagedFrontMatter) -> str:
    """Front matter is not closed, not at the top, or reformatted, so that MkDocs prints it as text.

    Bad:  an empty line before the first `---`
    Good: `---` on the first line, and on a line after the last key
    Why:  The page's title, date and sources would be printed as text instead of being read.
    """
    match fault.detail:
        case "unclosed":
            return "the front matter is not closed; end it with a line “---”"
        case "empty":
            return (
                "front matter without a key is printed, and a comment in it becomes a heading; add a key, such as "
                "“title:”, or remove the front matter"
            )
        case "late":
            return "front matter must start on the first line; remove what comes before it"
        case "dashes":
            return f"{quoted(fault.text)} is not a line of three hyphens; write “---” above and below the front matter"
        case "opened on":
            return "something follows the first “---” on its line; put “---” on a line of its own"
        case "unopened":
            return "the front matter has no opening line; write “---” above its first key"
        case "formatter":
            return (
                "the front matter has been turned into text, as mdformat does without its mdformat-frontmatter "
                "plug-in; restore the lines between “---” and “---”"
            )


@fault_rule(severity="error", gate=False, mend=single_value)
def needless_value(fault: NeedlessValue) -> str:
    """A setting lists a value twice, or `none` beside others.

    Bad:  `publish: [none, feeds]`
    Good: `publish: [feeds]`
    Why:  It is unclear which of the two is meant.
    """
    if fault.text == "none":
        return f"“none” means that “{fault.detail}:” has no other value; remove it, or the others"
    return f"“{fault.detail}:” has {quoted(fault.text)} twice; remove one of them"


@fault_rule(concerns="pages", mend=empty_line_above)
def swallowed_first_line(fault: SwallowedFirstLine) -> str:
    """The first line is like `Update: …`, which MkDocs takes for metadata and does not print.

    Bad:  `Update: the bridge is open again.` as the first line
    Good: front matter, a heading or an empty line above it
    Why:  A sentence of the article would be missing from the page.
    """
    return (
        f"MkDocs takes a first line that starts with {quoted(fault.text)} for metadata and drops it; "
        "put a heading or front matter above it"
    )
