-- Care that needs a hospital bed is not given in the clinic: hospital visits by day,
-- births and newborn care, operations inside chest, belly, skull and spine, joint and
-- hip operations, ventilation, lines into great vessels, detoxification. Visit codes
-- belong to their setting: office and well visits to the clinic, emergency visits to
-- the emergency department, hospital days to the stay.
select
    encounter_id,
    encounter_type,
    cpt_code
from performed
where
    (
        encounter_type = 'Outpatient'
        and cpt_code in (
            '01967', '19303', '22612', '25607', '27130', '27236', '27245', '27447',
            '28820', '31500', '32663', '33208', '33249', '33533', '36556', '36558',
            '36620', '37187', '43255', '43644', '43775', '44005', '44204', '44970',
            '47563', '52601', '55866', '59400', '59409', '59510', '59514', '60240',
            '61645', '63030', '92928', '92941', '93656', '94002', '94003', '94660',
            '95720', '99291', '99292', 'G0378', 'H0009'
        )
    )
    or (
        encounter_type <> 'Inpatient'
        and regexp_matches(cpt_code, '^(9922[1-3]|9923[1-9]|99460|99462|99468)$')
    )
    or (
        encounter_type <> 'Outpatient'
        and regexp_matches(
            cpt_code, '^(9920[2-5]|9921[1-5]|9938[1-7]|9939[1-7]|G043[89])$'
        )
    )
    or (encounter_type <> 'ER' and regexp_matches(cpt_code, '^9928[1-5]$'))
