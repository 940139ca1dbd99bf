-- What belongs to a quarantined encounter is quarantined as well, for that reason,
-- unless it was merged; and that reason is given to nothing else.

{% set children = [
    "stg_oltp__encounter_diagnoses_quarantined",
    "stg_oltp__encounter_procedures_quarantined",
    "stg_oltp__billing_quarantined"
] %}

with quarantined as (
    select encounter_id
    from {{ ref("stg_oltp__encounters_quarantined") }}
    group by encounter_id
),

followers as (
    {% for child in children %}
        select encounter_id
        from {{ ref(child) }}
        where reason = 'parent_quarantined'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

loaded as (
    select encounter_id
    from {{ ref("stg_oltp__encounter_diagnoses") }}
    union all
    select encounter_id
    from {{ ref("stg_oltp__encounter_procedures") }}
    union all
    select encounter_id
    from {{ ref("stg_oltp__billing") }}
)

select
    'quarantined without its encounter' as fault,
    followers.encounter_id
from followers
left join quarantined
    on followers.encounter_id = quarantined.encounter_id
where quarantined.encounter_id is null
union all
select
    'loaded without its encounter' as fault,
    loaded.encounter_id
from loaded
inner join quarantined
    on loaded.encounter_id = quarantined.encounter_id
