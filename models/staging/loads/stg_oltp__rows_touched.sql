{{ config(indexes=server_indexes(["table_name", "row_id"])) }}

-- One row per source row that arrived or was deleted since the last complete load, with
-- the encounter, patient or provider that it belongs to now; none in a reload.
--
-- What counts is the time of arrival, not that of the event: a row may be entered days
-- after what it tells, and a batch may come in after a younger one.

with arrivals as (
    select * from {{ ref("stg_oltp__row_arrivals") }}
    where received_at >= {{ changed_since() }}
),

final as (
    select
        table_name,
        row_id,
        max(parent_id) as parent_id
    from arrivals
    group by table_name, row_id
)

-- depends_on: {{ ref("stg_oltp__loads_opened") }}
select * from final
