"""Proofs: the answers agree three ways on one engine, and every mart agrees on all engines."""
