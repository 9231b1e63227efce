"""Ledger -> findings: the rules, how they are run, explained and reported."""
