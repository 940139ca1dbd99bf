"""The adapter's version."""

from dbt.adapters.mysql.__version__ import version

__all__ = ["version"]
