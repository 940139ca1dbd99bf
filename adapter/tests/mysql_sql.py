"""The suite's Postgres SQL said in MySQL's words."""

import re

OPERAND = r"(?:cast\([^()]*\)|'[^']*'|\w+)"

# What the suite writes, what MySQL and MariaDB read.
RULES: tuple[tuple[str, str], ...] = (
    # A schema is the top level: there is no database to name above it.
    (r"\{database\}\.", ""),
    (r"\{\{\s*target\.database\s*\}\}\.", ""),
    # No `::`.
    (r"null::timestamp", "cast(null as datetime(6))"),
    (r"\b(\w+)::text", r"cast(\1 as char)"),
    # An interval's number is not a string with the unit in it.
    (r"interval '(\d+) (\w+)'", r"interval \1 \2"),
    # A timestamp literal has no time zone, and TIMESTAMP columns end in 2038.
    (r"(TIMESTAMP '[^']*)-0'", r"\1'"),
    (r"\bTIMESTAMP WITHOUT TIME ZONE\b", "datetime(6)"),
    (r"\bTIMESTAMP\b(?=\s*[,)])", "datetime(6)"),
)


def as_mysql(sql: str) -> str:
    """Translate one of the suite's fixtures."""
    # `||` is OR unless sql_mode says otherwise. Jinja glues this one together from strings.
    sql = sql.replace(
        """'id || ' ~ "'-'" ~ ' || first_name'""", '''"concat(id, '-', first_name)"'''
    )
    for pattern, replacement in RULES:
        sql = re.sub(pattern, replacement, sql)
    return re.sub(
        rf"{OPERAND}(?:\s*\|\|\s*{OPERAND})+",
        lambda match: f"concat({', '.join(re.findall(OPERAND, match[0]))})",
        sql,
    )


def with_hash(sql: str, engine: str) -> str:
    """Hash as the adapter does: since 9.6 MySQL has md5() only as a component to be installed."""
    return re.sub(r"\bmd5\((.*)\)", r"sha2(\1, 256)", sql) if engine == "mysql" else sql


def in_backticks(sql: str) -> str:
    """Quote names as MySQL does; in double quotes they would be strings."""
    return re.sub(r'"(\w+)"', r"`\1`", sql)
