"""The realism scorecard: published figures against what the simulated hospital's tables show.

targets.csv holds the figures; each metric is one SQL file in metrics/, measured by DuckDB on the
OLTP tables through the helper tables of setup/. Coherence checks, one SQL file each in coherence/,
return the rows that contradict each other.
"""
