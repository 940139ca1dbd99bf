"""Rates and distributions of the care model, each with its source.

"Guidance" marks a figure chosen by judgement and checked against the measured rates; the rates per
problem stand in data/*.toml. HCUP, NAMCS, NHAMCS, NHIS and KFF are named with the year used.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from hospital.simulation.randomness import quantile_table

_NORMAL = NormalDist()


def _lognormal(sigma: float, mean: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return quantile_table(lambda p: float(np.exp(sigma * _NORMAL.inv_cdf(p))), mean)


STANDARD_NORMAL = quantile_table(_NORMAL.inv_cdf)

# US age pyramid, share per ten-year band 0-9 .. 70-79, 80+ (Census Bureau, Vintage 2022, rounded)
AGE_BAND_SHARES = np.array([11.6, 12.8, 13.2, 13.7, 12.4, 12.5, 12.1, 7.95, 3.75])
# women's share per band (Census Bureau, Vintage 2022, rounded)
FEMALE_SHARES = np.array([0.489, 0.489, 0.492, 0.497, 0.501, 0.506, 0.517, 0.545, 0.61])
OLDEST_BAND_YEARS = quantile_table(lambda p: min(19.9, -5.5 * float(np.log1p(-p))))  # guidance
GENDER_UNKNOWN_SHARE = 0.004  # guidance: administrative gender not recorded

# deaths per person-year at ages 0, 1, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95 (NCHS life table 2021)
MORTALITY_AGES = np.array([0, 1, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 110])
MORTALITY = np.array(
    [0.002, 0.0003, 0.0002, 0.0006, 0.0013, 0.002, 0.0033, 0.0072, 0.015, 0.034, 0.095, 0.25, 0.5]
)
# the rest of all deaths happens in the hospital (about 30 %, CDC WONDER) or follows from a stay
DEATHS_OUTSIDE_SHARE = 0.48
MORTALITY_SEX_FACTOR = np.array([0.86, 1.17])  # women, men (NCHS life table 2021, ages 55-84)

# completed weeks at the prenatal visits: monthly, then fortnightly, then weekly (ACOG schedule)
PRENATAL_WEEKS = np.array([9, 14, 18, 22, 26, 28, 30, 32, 34, 36, 37, 38, 39, 40])
# age in months at well-child visits, then yearly (AAP schedule), and who comes, by completed year
CHILD_VISIT_MONTHS = np.array([1, 2, 4, 6, 9, 12, 15, 18, 24, 30, *range(36, 216, 12)])
CHILD_ATTENDANCE = np.array([0.76, 0.70, 0.62, 0.58, 0.55, *([0.42] * 13)])  # guidance
PRENATAL_ATTENDANCE = 0.80  # guidance
POSTPARTUM_ATTENDANCE = 0.75  # guidance: seen three to eight weeks after the birth

# heavy-tailed use of care: lognormal multipliers of mean 1 (guidance, checked on the top shares)
CLINIC_FRAILTY = _lognormal(0.60, 1.0)
ACUTE_FRAILTY = _lognormal(0.85, 1.0)
VISIT_FRAILTY = _lognormal(1.70, 1.0)  # a fifth of adults makes all emergency visits (NHIS 2021)
# acute rates rise with more conditions than expected at the age: slope, least and most
BURDEN = (0.55, 0.35, 3.0)  # guidance
CLINIC_SEX_FACTOR = np.array([1.02, 0.98])  # women see doctors more often (NAMCS 2018)
FACTOR_LOADING = 0.62  # share of a shared latent factor in each condition (guidance, co-morbidity)

# share of emergency visits admitted, multiplier by problems.AGE_BANDS (NEDS pattern)
ADMISSION_AGE_FACTOR = np.array([0.72, 0.62, 0.62, 0.74, 1.20, 1.62, 1.79, 1.80])
# chance of dying in a stay, multiplier by age band (HCUP SB 79 pattern)
DEATH_AGE_FACTOR = np.array([0.7, 0.3, 0.3, 0.35, 0.70, 0.97, 1.22, 1.45])
# chance of a return, multiplier by age band (HCUP SB 115 pattern)
RETURN_AGE_FACTOR = np.array([0.9, 1.20, 1.20, 0.95, 0.90, 0.91, 0.91, 0.91])
RETURN_THROUGH_EMERGENCY = 0.68  # guidance: unplanned returns mostly come through the ED
RETURN_DELAY_DAYS = quantile_table(lambda p: 0.9 + 28.8 * p**1.35)  # front-loaded within 30 days
RETURN_FRAILTY = (0.69, 0.15, 4.0)  # base, per unit of frailty up to a cap (guidance)
RETURN_AGAIN_FACTOR = 1.25  # guidance: returns cluster
RETURN_GENERATIONS = 5
BETWEEN_JOINTS_DAYS = 80  # guidance: from one joint replacement to that of the other side
COURSE_DAYS = (14.0, 14.0)  # guidance: the next stay of a course after two to four weeks
LENGTH_OF_STAY = _lognormal(0.76, 1.05)  # right-skewed; median below mean (HCUP NIS)
EMERGENCY_MINUTES = _lognormal(0.5, 215.0)  # guidance: median about 3 h
EMERGENCY_BOARDING_MINUTES = _lognormal(0.45, 330.0)  # admitted patients wait longer

# severity and complexity (all guidance, checked on HCUP shares): multipliers by the weighted number
# of grave chronic conditions, as base, slope, largest value
ADMISSION_COMPLEXITY = (0.90, 0.07, 1.6)
DEATH_COMPLEXITY = (0.70, 0.11, 2.0)
STAY_COMPLEXITY = (0.94, 0.022, 1.2)
RETURN_COMPLEXITY = (0.82, 0.065, 1.6)
DEATH_SEVERITY = (0.25, 2.25)  # base and slope by squared severity; the mean is 1
RETURN_SEVERITY = (0.80, 0.40)  # base and slope; the mean is 1
DEATH_STAY_FACTOR = 0.98  # against the longer stay of the severe: some die early
DIRECT_SHARE = 0.13  # of unplanned admissions: not through the own emergency room
VISIT_LEAVES_SHARE = 0.012  # of emergency visits: against advice (NHAMCS pattern)
VISIT_SENT_ON_SHARE = 0.013  # of emergency visits: to another hospital
TRANSFERRED_IN_SHARE = 0.30  # of these: from another hospital
WEEKEND_WAIT = 0.14  # of weekend discharges put off to Monday (guidance)
WEEKEND_EARLY = 0.16  # of weekend discharges brought forward to Friday (guidance)
TRANSFER_SHARE = 0.02  # stays with a move between care teams, recorded as two contiguous ones

CLINIC_MINUTES = np.array([15, 20, 20, 30, 30, 45, 60])  # guidance

# discharge of living inpatients by age group under 18, 18-64, 65-74, 75-84, 85+: shares of Home,
# Home Health, Skilled Nursing Facility, Rehabilitation (HCUP NIS pattern)
DISPOSITION_SHARES = np.array(
    [
        [1.000, 0.000, 0.000, 0.000],
        [0.870, 0.080, 0.032, 0.018],
        [0.650, 0.185, 0.130, 0.035],
        [0.505, 0.210, 0.240, 0.045],
        [0.370, 0.205, 0.385, 0.040],
    ]
)
LEAVES_SHARE = np.array([0.001, 0.018, 0.006, 0.003, 0.002])  # against advice, by age group
HOSPICE_PER_RISK = np.array([0.05, 0.60, 0.85, 1.10, 1.50])  # by age group, per chance of dying
# stays by disposition: those sent on to another hospital leave earlier, those who wait for a
# nursing home later; all others as the problem has it
STAY_FATE_FACTOR = np.array([0.93, 1.08, 1.35, 1.25, 1.15, 0.6, 0.6, 1.0, 1.0])
# chance of returning by disposition (guidance: higher after nursing homes and against advice)
RETURN_FATE_FACTOR = np.array([0.93, 1.12, 1.25, 1.05, 0.15, 1.9, 0.0, 1.0, 0.0])
RETURN_FROM_OTHER_HOSPITAL = 0.25  # of those sent on: back within the month
# deaths within about three months of discharge by disposition, and per chance of dying in the stay
DEATH_AFTER_FATE = np.array([0.002, 0.012, 0.05, 0.012, 0.85, 0.005, 0.01, 0.0, 0.0])
DEATH_AFTER_RISK = 0.35
HOSPICE_DAYS = quantile_table(lambda p: -16.0 * float(np.log1p(-p)))
DAYS_AFTER_DISCHARGE = quantile_table(lambda p: -38.0 * float(np.log1p(-p)))
CARDIAC_ARREST_SHARE = 0.13  # of deaths outside: declared in the emergency room (guidance)
APPOINTMENT_SPREAD = 0.5  # of the distance between two follow-up visits (guidance)
INFUSED_CANCERS = ("breast_cancer", "colorectal_cancer", "lung_cancer", "other_cancer")
INFUSION_SHARE = 0.45  # of the visits for a cancer not cured (guidance)
DIALYSIS_PER_YEAR = 40.0  # sessions at this hospital; most are at dialysis centres (guidance)
AFTER_DISCHARGE_VISIT = 0.50  # guidance: seen within two weeks of going home

# payers: base cover by age group 0-17, 18-25, 26-64, 65+ over payer numbers (NHIS 2023, P60-281)
PAYERS = (
    ("Medicare", "Medicare"),
    ("Ohio Medicaid", "Medicaid"),
    ("Buckeye Mutual Health", "Commercial"),
    ("Great Lakes Employers Plan", "Commercial"),
    ("Heartland Blue", "Commercial"),
    ("Meridian Marketplace", "Commercial"),
    ("Veterans and Military Health", "Other Government"),
    ("Self-Pay", "Self-Pay"),
)
MEDICARE, MEDICAID, SELF_PAY = 0, 1, 7
PAYER_SHARES = np.array(
    [
        [0.000, 0.385, 0.195, 0.195, 0.140, 0.030, 0.020, 0.035],
        [0.004, 0.185, 0.215, 0.205, 0.150, 0.070, 0.021, 0.150],
        [0.034, 0.132, 0.237, 0.237, 0.170, 0.057, 0.025, 0.108],
        [0.868, 0.012, 0.039, 0.033, 0.025, 0.000, 0.012, 0.011],
    ]
)
PAYER_BY_FRAILTY = 0.60  # share of covers that follow frailty: the sick are poor (guidance)
PREGNANCY_COVER_SHARE = 0.24  # of pregnant women without Medicaid: it covers them (CDC, 41 %)
PAYER_CHANGE_RATE = 0.09  # per person-year under 65 (guidance: job and eligibility changes)
MOVE_RATE = 0.085  # per person-year (Census ACS: 8 to 9 % of people move in a year)
NAME_CHANGE_RATE = 0.014  # per woman-year at ages 20-45 (guidance: marriages with a new name)

# claims
NO_CLAIM_SHARE = 0.04  # guidance: charity, global packages, unbilled
# denied at the first decision, by payer (Kodiak Solutions 2024: 11.81 % overall; KFF 2025:
# Marketplace 19 %); nobody denies a bill that the patient pays
DENIED_SHARE = np.array([0.088, 0.150, 0.122, 0.128, 0.135, 0.190, 0.095, 0.0])
RESUBMITTED_SHARE = 0.65  # guidance: most denials are worked, large ones nearly all
LARGE_RESUBMITTED_SHARE = 0.95
LARGE_CLAIM_CENTS = 500_000
DENIED_AGAIN_SHARE = 0.17  # guidance
# allowed / charged by payer: Medicare, Medicaid, four commercial, other government, self-pay
ALLOWED_RATIO = np.array([0.34, 0.30, 0.52, 0.56, 0.58, 0.50, 0.36, 0.42])
# the same for the facility claim of a stay (HCUP cost-to-charge figures for Medicare)
STAY_ALLOWED_RATIO = np.array([0.29, 0.28, 0.50, 0.54, 0.56, 0.48, 0.32, 0.30])
ALLOWED_SPREAD = 0.18  # guidance: relative half-width around the ratio
# share of the allowed amount that the payer pays; the rest is the patient's
PAID_RATIO = np.array([0.82, 0.98, 0.80, 0.82, 0.81, 0.72, 0.92, 0.35])
STAY_CLAIM_FACTOR = 1.35  # guidance: claims of stays take longer to send and to decide
AGAIN_DAYS_FACTOR = 1.3  # guidance: so does a claim sent again
SUBMISSION_DAYS = quantile_table(
    lambda p: -4.0 * float(np.log1p(-p)), 4.9
)  # mean 4.5 days in whole ones
# days from submission to decision: Medicare 16, Medicaid 25, commercial 30 (vendor figures)
DECISION_DAYS = np.array([17.5, 27.0, 29.0, 31.0, 30.0, 32.0, 30.0, 40.0])
DECISION_SPREAD = _lognormal(0.35, 1.0)
CHARGE_SPREAD = 0.10  # guidance: relative half-width of charges around the list
CLINIC_CHARGE_FACTOR = 1.32  # guidance: clinics of a hospital also bill for the place
ROOM_CHARGE_CENTS = 310_000  # facility charge per inpatient day (guidance, HCUP mean charges)
ADMISSION_CHARGE_CENTS = 520_000  # facility charge per inpatient stay (guidance)
EMERGENCY_FACILITY_CENTS = 70_000  # facility charge per emergency visit (guidance)
FACILITY_FROM_SERVICE_SHARE = 0.6  # share of procedures billed by the facility (guidance)
