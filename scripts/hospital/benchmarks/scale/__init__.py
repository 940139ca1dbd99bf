"""How seconds and bytes grow with the patients, stage by stage, on each engine."""
