"""The answer key: every planted fault and every true readmission, kept beside the data."""
