"""Ledger -> findings.

rules       the rules, a module for each subject
running     runs them, with the severities of whosaid.yml
keptfaults  what the rules of a page found before
findings    one fault with its place and its message
fixes       edits that mend one, and how the common ones are made
fixing      the fixes of findings, when somebody asks for them; which of them are safe
consequences  holds back findings that follow from something unreadable
manual      each rule's docstring as text and as a page
redaction   what reports leave out: comments, and the entries of unnamed sources
reports     the results as text, JSON, SARIF, JUnit and for GitHub
schemas     JSON Schemas for editors
"""
