"""The benchmark of the four questions: is the star worth what it costs?

Four contestants answer each question on the same rows in one run. Their answers are compared before
any clock starts; every single run is kept as data, and docs/query_analysis.md is written from them.
"""
