"""The foundations: vocabulary, data model, faults, YAML shapes, names of files, dates, languages, plain text."""
