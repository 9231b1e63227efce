"""The foundations: vocabulary, data model, faults, YAML shapes, dates, languages and plain text."""
