"""What an author gets to start with: settings, snippets and schemas for an editor, a first site."""
