{{ unexpected_values([
    (dbt.concat(["'a'", "'-'", "'b'"]), "'a-b'"),
    (dbt.concat(["'é'", "''"]), "'é'"),
    (dbt.concat(["'a'", dbt.cast("null", "varchar(10)")]), "null")
]) }}
union all
select
    case_number,
    {{ dbt.cast("actual_value", "varchar(10)") }} as actual_value,
    {{ dbt.cast("expected_value", "varchar(10)") }} as expected_value
from (
    {{ unexpected_values([
        (dbt.length("'Núñez'"), "5"),
        (dbt.length("''"), "0"),
        (dbt.length(dbt.cast("null", "varchar(10)")), "null")
    ]) }}
) as lengths
