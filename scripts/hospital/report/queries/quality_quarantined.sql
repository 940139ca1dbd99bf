-- How many source rows are kept out of the star, by table and by all their reasons.
select
    table_name,
    reasons,
    count(*) as row_count
from healthcare_olap.quality_quarantined_rows
group by table_name, reasons
order by table_name, reasons
