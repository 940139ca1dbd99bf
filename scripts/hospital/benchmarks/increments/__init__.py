"""`hospital benchmark increments`: what a load of changes costs, against a full refresh.

`changes` makes the changes in the source, `measuring` loads them and takes the times, `checksums`
proves the results, `page` writes the figures down.
"""
