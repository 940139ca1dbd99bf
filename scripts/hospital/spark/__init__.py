"""Spark in a process of the project's own: its Java, its session, and how to read from it."""
