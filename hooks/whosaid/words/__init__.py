"""Ledger -> what readers see of it: wording, counts, summaries and order."""
