-- What became of the rows of each source table: loaded, merged into another row, or
-- kept out.
select
    table_name,
    source_row_count,
    loaded_row_count,
    merged_row_count,
    quarantined_row_count
from healthcare_olap.quality_reconciliation
order by table_name
