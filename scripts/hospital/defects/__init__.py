"""Dirt on purpose: faults as real feeds have them, each with its row in the answer key."""
