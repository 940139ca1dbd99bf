"""Scenarios: a handful of source rows through the whole project, and the rows that must come out.

Each is one file of `tests/scenarios`. All of them share a database: ids in a file are local to it.
"""
