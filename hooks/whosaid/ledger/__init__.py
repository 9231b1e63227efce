"""All pages of a docs folder, joined into one ledger."""
