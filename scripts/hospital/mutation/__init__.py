"""Tests that are tested: faults planted one at a time into copies of the project.

A mutant is a small edit of one file, written down in `tests/mutants`; a test that fails kills it.
"""
