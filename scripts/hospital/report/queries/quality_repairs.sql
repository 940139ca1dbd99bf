-- How many values each rule of cleaning changed in each source table.
select
    rule_name,
    table_name,
    count(*) as value_count
from healthcare_olap.quality_repairs
group by rule_name, table_name
order by rule_name, table_name
