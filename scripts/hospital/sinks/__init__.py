"""Where simulated rows go: DuckDB, MySQL and MariaDB. A sink knows the schema and no medicine."""
