-- Obstetrical procedures are women's; prostate operations and tests and circumcision
-- are men's.
select
    encounter_id,
    gender,
    cpt_code
from performed
where
    (
        gender = 'M'
        and cpt_code in (
            '01967', '59025', '59400', '59409', '59425', '59426', '59510', '59514',
            '76805', '76811', '76815', '81025', '84702'
        )
    )
    or (gender = 'F' and cpt_code in ('52601', '54150', '55866', '84153'))
