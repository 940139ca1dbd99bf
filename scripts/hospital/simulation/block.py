"""One block of patients from birth to as-of date, as record batches of the OLTP tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.code_lists import read_code_lists
from hospital.config import GenerateConfig
from hospital.simulation import acute, clinic
from hospital.simulation.births import delivery_keys
from hospital.simulation.calendar import DAY, Calendar, civil_from_days, days_from_civil
from hospital.simulation.catalog import Catalog, load_catalog
from hospital.simulation.choices import NONE
from hospital.simulation.claims import STATUSES, Claims, draw_claims
from hospital.simulation.coding import Coder
from hospital.simulation.columns import batch, dates, instants, money, words
from hospital.simulation.conditions import (
    at_age,
    draw_conditions,
    expected_counts,
    threshold_table,
)
from hospital.simulation.courses import end_stage_at
from hospital.simulation.encounters import (
    ADMISSION_TYPES,
    SOURCES,
    TYPES,
    Encounters,
    build_encounters,
)
from hospital.simulation.events import history_of
from hospital.simulation.maternity import BirthCoder
from hospital.simulation.outcomes import DISPOSITIONS
from hospital.simulation.own_codes import with_code_lists
from hospital.simulation.population import People, age_in_years, draw_people
from hospital.simulation.principals import codes_of_episodes
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, Keys, mix
from hospital.simulation.records import patient_batches
from hospital.simulation.registration import draw_versions
from hospital.simulation.staff import Staff, draw_staff
from hospital.simulation.treatment import Treater, Treatments

CHILD_ROW_STEP = 1_000
_MORNING = 7 * 3600
_WORKING_MINUTES = 720
_STEP = np.uint64(0x9E3779B97F4A7C15)
_CLAIM_SECOND = 20 * 3600
_DECISION_SECOND = 22 * 3600
_RUN_MINUTES = 110


@dataclass(frozen=True)
class World:
    """What all blocks share: settings, calendar, catalogue, staff and look-up tables."""

    config: GenerateConfig
    calendar: Calendar
    catalog: Catalog
    draws: Draws
    staff: Staff
    thresholds: Floats
    expected: Floats  # conditions by sex and age
    births: BirthCoder
    coder: Coder
    treater: Treater


def build_world(config: GenerateConfig) -> World:
    """Everything that the blocks of one configuration share; the same in every process."""
    calendar = Calendar(config.start, config.as_of)
    catalog, draws = load_catalog(), Draws(config.seed)
    if config.code_lists is not None:
        catalog = with_code_lists(catalog, read_code_lists(config.code_lists))
    births = BirthCoder(catalog, draws)
    return World(
        config=config,
        calendar=calendar,
        catalog=catalog,
        draws=draws,
        staff=draw_staff(catalog, calendar, draws),
        thresholds=threshold_table(catalog),
        expected=expected_counts(catalog),
        births=births,
        coder=Coder(catalog, calendar, births, draws),
        treater=Treater(catalog, calendar, draws),
    )


def _kept(people: People, delivery_keys: Keys, reaching: Keys, death: Ints, draws: Draws) -> Bools:
    """Panel patients, and children whose mother's delivery took place and reaches into the period.

    `reaching` are the keys of the episodes that do.
    """
    child = np.flatnonzero(people.mother >= 0)
    own = draws.key("birth stay", people.id[child])
    born = np.isin(delivery_keys[people.delivery[child]], reaching) & np.isin(own, reaching)
    born &= death[people.mother[child]] > people.birth[child]
    kept = np.ones(len(people), dtype=bool)
    kept[child] = born
    return kept


def simulate_block(world: World, first: int, count: int) -> dict[str, pa.RecordBatch]:
    """The rows of patients `first` .. `first + count - 1` and of the children they bear."""
    calendar, catalog, draws = world.calendar, world.catalog, world.draws
    people, deliveries = draw_people(first, count, calendar, draws)
    age = age_in_years(people.birth_day, calendar, calendar.years)
    present = draw_conditions(people.id, people.sex, age, catalog, world.thresholds, draws)
    expected = at_age(world.expected, people.sex, age)
    history = history_of(age, present, expected, catalog.complexity, calendar.shares())
    end_stage = end_stage_at(people, catalog, calendar, draws)
    episodes, death = acute.draw_episodes(people, history, deliveries, calendar, catalog, draws)
    codes = codes_of_episodes(catalog, draws, calendar, people, deliveries, world.births, episodes)
    last_codes = np.where(episodes.has_stay, codes[1], codes[0])
    visits, visit_codes = clinic.draw_visits(
        people,
        history,
        deliveries,
        episodes,
        last_codes,
        end_stage,
        death,
        calendar,
        catalog,
        draws,
    )
    reaching = np.flatnonzero(episodes.end > calendar.start)
    kept = _kept(
        people,
        delivery_keys(people, deliveries, draws),
        episodes.key[reaching],
        death,
        draws,
    )
    encounters = build_encounters(
        people,
        episodes.take(reaching),
        (codes[0][reaching], codes[1][reaching]),
        visits,
        visit_codes,
        calendar,
        catalog,
        world.staff,
        draws,
    )
    encounters = encounters.take(kept[encounters.person])
    kidney = present[:, :, catalog.problem["chronic_kidney_disease"]]
    versions = draw_versions(people, deliveries, end_stage, kidney, death, calendar, draws)
    payer = versions.payer_at(encounters.person, encounters.start)
    coded = world.coder.code(people, present, encounters)
    treatments = world.treater.treat(encounters, people, payer)
    claims = draw_claims(encounters, treatments, payer, calendar, catalog, draws)
    return {
        **patient_batches(people, versions, death, kept, draws),
        "encounters": _encounter_rows(world, people, encounters),
        "encounter_diagnoses": _diagnosis_rows(encounters, coded),
        "encounter_procedures": _procedure_rows(encounters, treatments),
        "billing": _claim_rows(encounters, claims),
    }


def _encounter_rows(world: World, people: People, encounters: Encounters) -> pa.RecordBatch:
    is_open = encounters.end >= world.calendar.end
    service = encounters.service
    changed = instants(np.where(is_open, encounters.start, encounters.end))
    return batch(
        "encounters",
        {
            "encounter_id": encounters.id,
            "patient_id": people.id[encounters.person],
            "provider_id": encounters.provider + 1,
            "encounter_type": words(TYPES, encounters.setting),
            "encounter_date": instants(encounters.start),
            "discharge_date": instants(encounters.end, is_open),
            "department_id": world.catalog.service_department[service] + 1,
            "admission_type": words(ADMISSION_TYPES, encounters.admission),
            "admission_source": words(SOURCES, encounters.source),
            "discharge_disposition": words(
                DISPOSITIONS, np.where(is_open, NONE, encounters.disposition)
            ),
            "created_at": instants(encounters.start),
            "updated_at": changed,
            "received_at": changed,
        },
    )


def _diagnosis_rows(encounters: Encounters, coded: tuple[Ints, Ints, Ints]) -> pa.RecordBatch:
    row, code, sequence = coded
    at = instants(encounters.known_at[row])
    return batch(
        "encounter_diagnoses",
        {
            "encounter_diagnosis_id": encounters.id[row] * CHILD_ROW_STEP + sequence,
            "encounter_id": encounters.id[row],
            "diagnosis_id": code + 1,
            "diagnosis_sequence": sequence,
            "created_at": at,
            "updated_at": at,
            "received_at": at,
        },
    )


def _procedure_rows(encounters: Encounters, treatments: Treatments) -> pa.RecordBatch:
    row = treatments.encounter
    # some time between 07:00 and 19:00
    spread = encounters.key[row] + treatments.number.astype(np.uint64) * _STEP
    minute = (mix(spread) % np.uint64(_WORKING_MINUTES)).astype(np.int64)
    done = treatments.day * DAY + _MORNING + minute * 60
    at = instants(np.clip(done, encounters.start[row], encounters.end[row]))
    return batch(
        "encounter_procedures",
        {
            "encounter_procedure_id": encounters.id[row] * CHILD_ROW_STEP + treatments.number,
            "encounter_id": encounters.id[row],
            "procedure_id": treatments.procedure + 1,
            "procedure_date": dates(treatments.day),
            "created_at": at,
            "updated_at": at,
            "received_at": at,
        },
    )


def _claim_rows(encounters: Encounters, claims: Claims) -> pa.RecordBatch:
    row = claims.encounter
    undecided = claims.allowed == NONE
    # claims leave in the evening's run, decisions come with the next one
    minute = (encounters.key[row] % np.uint64(_RUN_MINUTES)).astype(np.int64) * 60
    sent = np.maximum(claims.day * DAY + _CLAIM_SECOND + minute, encounters.end[row])
    changed = np.where(undecided, sent, claims.changed_day * DAY + _DECISION_SECOND + minute)
    return batch(
        "billing",
        {
            "billing_id": encounters.id[row] * CHILD_ROW_STEP + claims.number,
            "encounter_id": encounters.id[row],
            "claim_amount": money(claims.charged),
            "allowed_amount": money(claims.allowed, undecided),
            "claim_date": dates(claims.day),
            "claim_status": words(STATUSES, claims.status),
            "payer_id": claims.payer + 1,
            "paid_amount": money(claims.paid, undecided),
            "claim_number": _claim_numbers(
                claims.day, encounters.id[row] * CHILD_ROW_STEP + claims.number
            ),
            "created_at": instants(sent),
            "updated_at": instants(changed),
            "received_at": instants(changed),
        },
    )


def _claim_numbers(day: Ints, billing_id: Ints) -> pa.Array:
    """Control numbers as payers give them: year and day of receipt, then a number of its own."""
    year, _, _ = civil_from_days(day)
    one = np.ones(len(day), dtype=np.int64)
    day_of_year = day - days_from_civil(year, one, one) + 1
    received = pa.array(year % 100 * 1000 + day_of_year).cast(pa.string())
    number = pa.array(billing_id).cast(pa.string())
    return pc.binary_join_element_wise(
        pc.utf8_lpad(received, 5, "0"), pc.utf8_lpad(number, 16, "0"), ""
    )
