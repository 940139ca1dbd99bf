"""The adapter's version."""

version = "1.11.0"
