{{ unexpected_values([
    (without_padding("' \t Grove  City\u00a0\r\n'"), "'Grove  City'"),
    (without_padding("'Grove City'"), "'Grove City'"),
    (without_padding("' '"), "''"),
    (without_padding(dbt.cast("null", "varchar(9)")), "null"),
    (without_spaces("' J 18\t.\u00a09\n'"), "'J18.9'"),
    (without_spaces("' '"), "''"),
    (without_spaces(dbt.cast("null", "varchar(9)")), "null"),
    (bare_code("' e11-6_5,. \u00a0'"), "'E1165'"),
    (bare_code("'?'"), "'?'"),
    (bare_code(dbt.cast("null", "varchar(9)")), "null")
]) }}
