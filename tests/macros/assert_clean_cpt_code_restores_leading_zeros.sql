{{ unexpected_values([
    (clean_cpt_code("'99213'"), "'99213'"),
    (clean_cpt_code("' 99213 '"), "'99213'"),
    (clean_cpt_code("'99 213'"), "'99213'"),
    (clean_cpt_code("'100'"), "'00100'"),
    (clean_cpt_code("'1999'"), "'01999'"),
    (clean_cpt_code("'9921'"), "'9921'"),
    (clean_cpt_code("'g0439'"), "'G0439'"),
    (clean_cpt_code("'0042t'"), "'0042T'"),
    (clean_cpt_code("'99213-25'"), "'99213-25'"),
    (clean_cpt_code("'NOCODE'"), "'NOCODE'"),
    (clean_cpt_code("' ????? '"), "'?????'"),
    (clean_cpt_code("''"), "null"),
    (clean_cpt_code(dbt.cast("null", "varchar(10)")), "null")
]) }}
