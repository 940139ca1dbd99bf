-- The reasons of the readmission waterfall in the order in which they are asked.
select index_reason
from healthcare_olap.readmission_waterfall
order by waterfall_step
