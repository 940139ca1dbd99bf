"""A simulated hospital and the tools around its star schema."""

__version__ = "0.1.0"
