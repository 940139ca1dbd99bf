"""Measurements that the documentation quotes, each with the command that makes it.

One module or folder per subject (`generate`, `increments`, `questions`); what several need stands
beside them: `processes` measures a command, `bare_client` is the loader to compare with, `tables`
writes the results.
"""
