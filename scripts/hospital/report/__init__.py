"""The report page: one HTML file, read from the marts, that opens without a network."""
