"""Setting up: a first site, and settings, snippets and schemas for an editor."""
