"""The tests of the Python package, one folder per part of it."""
