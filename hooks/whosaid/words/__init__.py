"""Ledger -> what a reader is told of it: in words, in numbers, in short and in order."""
