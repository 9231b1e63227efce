"""The exception for files that do not follow their format, caught in one place."""


class Unreadable(Exception):
    """The file ends too early, or has an unknown format."""
