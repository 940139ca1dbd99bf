-- One row: the load that is under way, or the last one until the next begins. It says
-- what the load has to look at: the arrivals since the last complete load, or all.
--
-- Everything is taken anew, in a reload, if any of these holds, asked in this order:
-- no load was ever completed; the source is another one, or has gone back in time; it
-- was asked for (--full-refresh); the source has no clock of its own, as data loaded by
-- hand, so that nothing says what is new in it; the variable as_of_date has gone back;
-- the models, seeds, macros or variables are others; a reload was begun and did not
-- end.
--
-- The clock of a simulated source is its as-of date: every row that had arrived by the
-- end of that day is there, so the next load looks at what arrives from midnight on.
-- Rows that someone adds by hand carry the time of the wall clock; they lie beyond it
-- and are looked at by every load.

{% set fingerprints = [
    content_fingerprint(source("oltp", "data_loads"), ["as_of_date"])
] %}
{% for table in ["payers", "specialties", "departments", "diagnoses", "procedures"] %}
    {% do fingerprints.append(content_fingerprint(source("oltp", table))) %}
{% endfor %}
{% set closed = loaded_relation("int_loads_closed") %}
{% set opened = loaded_relation("stg_oltp__loads_opened") %}

with data_loads as (
    select * from {{ source("oltp", "data_loads") }}
),

{% set given = var("as_of_date") %}
{% set given_as_of_date = "'" ~ given ~ "'" if given else "null" %}

source_clocks as (
    select
        max(as_of_date) as source_as_of_date,
        {{ dbt.cast(
            dbt.dateadd(
                "day",
                1,
                "coalesce("
                ~ dbt.cast(given_as_of_date, "date")
                ~ ", max(as_of_date))"
            ),
            "timestamp"
        ) }} as observation_end_at
    from data_loads
),

last_closed_loads as (
    {% if closed %}
        select
            load_number,
            source_as_of_date,
            source_fingerprint,
            project_fingerprint,
            observation_end_at,
            received_until
        from {{ closed }}
        where load_number = (select max(load_number) from {{ closed }})
    {% else %}
        select
            {{ dbt.cast("null", "integer") }} as load_number,
            {{ dbt.cast("null", "date") }} as source_as_of_date,
            {{ dbt.cast("null", "varchar(32)") }} as source_fingerprint,
            {{ dbt.cast("null", "varchar(32)") }} as project_fingerprint,
            {{ dbt.cast("null", "timestamp") }} as observation_end_at,
            {{ dbt.cast("null", "timestamp") }} as received_until
    {% endif %}
),

last_opened_loads as (
    {% if opened %}
        select
            load_number,
            is_reload
        from {{ opened }}
    {% else %}
        select
            0 as load_number,
            0 as is_reload
    {% endif %}
),

fingerprints as (
    select
        {{ dbt.cast("'" ~ local_md5(fingerprints | join("\n")) ~ "'", "varchar(32)") }}
            as source_fingerprint,
        {{ dbt.cast("'" ~ project_fingerprint() ~ "'", "varchar(32)") }}
            as project_fingerprint
),

judged_loads as (
    select
        coalesce(last_closed_loads.load_number, 0) + 1 as load_number,
        case
            when last_closed_loads.load_number is null then 'First load'
            when
                last_closed_loads.source_fingerprint <> fingerprints.source_fingerprint
                or last_closed_loads.source_as_of_date
                > source_clocks.source_as_of_date
                then 'Another source'
            when {{ 1 if flags.FULL_REFRESH else 0 }} = 1 then 'Asked for'
            when source_clocks.source_as_of_date is null then 'Source without a clock'
            when
                source_clocks.observation_end_at
                < last_closed_loads.observation_end_at
                then 'Earlier as-of date'
            when
                fingerprints.project_fingerprint
                <> last_closed_loads.project_fingerprint
                then 'Other models'
            when
                last_opened_loads.is_reload = 1
                and last_opened_loads.load_number > last_closed_loads.load_number
                then 'Reload not finished'
        end as reload_reason,
        last_closed_loads.received_until as changed_since,
        {{ dbt.cast(
            dbt.dateadd("day", 1, "source_clocks.source_as_of_date"), "timestamp"
        ) }} as received_until,
        last_closed_loads.observation_end_at as previous_observation_end_at,
        source_clocks.observation_end_at,
        source_clocks.source_as_of_date,
        fingerprints.source_fingerprint,
        fingerprints.project_fingerprint
    from last_closed_loads
    cross join last_opened_loads
    cross join source_clocks
    cross join fingerprints
),

final as (
    select
        {{ dbt.cast("load_number", "integer") }} as load_number,
        {{ dbt.cast("reload_reason", "varchar(40)") }} as reload_reason,
        case when reload_reason is null then 0 else 1 end as is_reload,
        changed_since,
        received_until,
        previous_observation_end_at,
        observation_end_at,
        source_as_of_date,
        source_fingerprint,
        project_fingerprint
    from judged_loads
)

select * from final
