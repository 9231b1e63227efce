"""What is raised, and caught in one place, where a file is not made as its format says."""


class Unreadable(Exception):
    """The file ends too early, or is of no format that is known here."""
