{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"}
) }}

-- One row per specialty that discharged an index stay, and per definition of a return:
-- how many of its index stays were followed by one within 30 days, with Wilson's
-- interval at 95 %.
--
-- The definitions are those of int_inpatient_stays_followed: an encounter of any type;
-- an inpatient stay of any kind, which is the headline; an inpatient stay that was not
-- planned. All three have the same index stays, as readmission_rate_by_specialty, which
-- shows them side by side.

{% set definitions = {
    "Any return": "any_return_count",
    "All inpatient returns": "readmitted_stay_count",
    "Unplanned inpatient returns": "unplanned_readmitted_stay_count",
} %}

with rates as (
    select * from {{ ref("readmission_rate_by_specialty") }}
),

counted_returns as (
    {% for definition, count_column in definitions.items() %}
        select
            specialty_key,
            specialty_name,
            '{{ definition }}' as return_definition,
            index_stay_count,
            {{ count_column }} as returned_stay_count
        from rates
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select
        specialty_key,
        specialty_name,
        {{ dbt.cast("return_definition", "varchar(30)") }} as return_definition,
        index_stay_count,
        returned_stay_count,
        {{ ratio("returned_stay_count", "index_stay_count") }} as return_rate,
        {{ wilson_bound("returned_stay_count", "index_stay_count", "lower") }}
            as rate_lower_bound,
        {{ wilson_bound("returned_stay_count", "index_stay_count", "upper") }}
            as rate_upper_bound
    from counted_returns
)

select * from final
{{ where_changed("int_patients_rejudged") }}
