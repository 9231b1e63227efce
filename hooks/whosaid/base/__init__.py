"""What everything is made of: the closed lists, the records, the shapes of YAML, dates, languages, plain text."""
