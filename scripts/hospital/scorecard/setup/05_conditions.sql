-- Which ICD-10-CM codes stand for a condition, as a regular expression.
create table condition_codes (condition varchar, pattern varchar);
insert into condition_codes values
-- diagnosed conditions, as the published figures define them
('hypertension', '^I1[0-35]'),
('diabetes', '^E(08|09|10|11|13)'),
('type 2 diabetes', '^E11'),
('hyperlipidaemia', '^E78'),
('coronary heart disease', '^I2[0-5]'),
('heart failure', '^(I50|I11\.0|I13\.[02])'),
('COPD', '^J4[1-4]'),
('asthma', '^J45'),
('chronic kidney disease', '^N18'),
('depression', '^F(32|33|34\.1)'),
-- without E66.3, overweight
('obesity', '^E66\.[0-24-9]'),
('osteoarthritis', '^M1[5-9]'),
-- NHIS: arthritis, rheumatoid arthritis, gout, lupus, fibromyalgia
('arthritis', '^(L40\.5|M05|M06|M08|M1[0-35-9]|M32|M45|M79\.7)'),
-- ever told of a cancer, other than skin cancer that is no melanoma
('cancer', '^(C[0-35-9]|C4[0-35-9]|Z85)'),
('hepatitis', '^B1[5-9]'),
('stroke', '^(I6[0-4]|I69|Z86\.73)'),
('weak or failing kidneys', '^(N18|N19|Z99\.2|I12|I13|E1[013]\.22)'),
('heart disease', '^I(2[0-5]|4[2-9]|50|11\.0|13\.[02])'),
-- reasons for care
('acute myocardial infarction', '^I2[12]'),
('pneumonia', '^J1[2-8]'),
('influenza', '^J(09|10|11)'),
('sepsis', '^A4[01]'),
('diabetes with complication', '^E(08|09|10|11|13)\.[0-8]'),
('liveborn', '^Z38'),
('delivery outcome', '^Z37'),
('maternal', '^O');

-- Codes of lasting disease, after the AHRQ indicator of chronic conditions, as a
-- regular expression per chapter. Check-ups, symptoms, infections, injuries, pregnancy,
-- and back or joint pain without a named disease are none.
create table chronic_codes as
with patterns (chapter, pattern) as (
    values
    ('infections', '^(B18|B2[0-4])'),
    ('cancer and its treatment', '^(C|D4[5-7]|Z51\.1)'),
    ('blood and immune system', '^(D5[5-8]|D6[03]|D8)'),
    ('hormones and metabolism', '^(E0[0-7]|E1[013]|E2|E66\.[0-24-9]|E7[1-9]|E8)'),
    ('mental', '^(F0[1-9]|F[1-57-9])'),
    ('nervous system', '^(G[1-3]|G4[0357]|G6[0-4]|G7|G8[0-3])'),
    ('eye and ear', '^(H2[56]|H3[3-6]|H4[0-2]|H9[01])'),
    (
        'circulation',
        '^(I0[5-9]|I1[0-35]|I2[057]|I3[4-7]|I4[2-9]|I5[01]|I69|I7[0-3])'
    ),
    ('lungs', '^(J3[01]|J4[1-7]|J84)'),
    ('digestion', '^(K2[15]|K5[0128]|K7[034])'),
    ('skin', '^(L20|L40|L70|L93)'),
    (
        'muscles and bones',
        '^(M0[5-9]|M1[0-35-9]|M3[0-5]|M4[0-35-9]|M5[01]|M79\.7|M8[01])'
    ),
    ('kidneys and genitals', '^(N18|N19|N25|N40|N80|Z49|Z99\.2)'),
    ('from birth', '^Q')
)

select distinct diagnoses.icd10_code
from diagnoses
inner join patterns
    on regexp_matches(diagnoses.icd10_code, patterns.pattern);

-- One row per condition and coded diagnosis of an encounter in the period.
create table encounter_conditions as
with condition_diagnoses as (
    select
        condition_codes.condition,
        diagnoses.diagnosis_id
    from diagnoses
    inner join condition_codes
        on regexp_matches(diagnoses.icd10_code, condition_codes.pattern)
)

select
    condition_diagnoses.condition,
    visits.encounter_id,
    visits.patient_id,
    visits.encounter_type,
    encounter_diagnoses.diagnosis_sequence = 1 as is_principal
from encounter_diagnoses
inner join condition_diagnoses
    on encounter_diagnoses.diagnosis_id = condition_diagnoses.diagnosis_id
inner join visits
    on encounter_diagnoses.encounter_id = visits.encounter_id;

-- Who has a condition: coded on any encounter of the period. Earlier records are not in
-- the data, so this is the most that 'ever diagnosed' can mean here.
create table diagnosed_persons as
select distinct
    condition,
    patient_id
from encounter_conditions;
