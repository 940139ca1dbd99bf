"""The word lists are Faker's."""

from __future__ import annotations

import pytest
from faker.providers.address.en_US import Provider as AddressProvider
from faker.providers.person.en_US import Provider as PersonProvider

from hospital.simulation.names import faker_lists, load_words


def test_the_lists_read_are_those_that_faker_has() -> None:
    names = ("first_names_female", "first_names_male", "last_names")
    people = faker_lists("person", *names)
    for name in names:
        own = people[name]
        assert isinstance(own, dict)
        assert list(own.items()) == list(getattr(PersonProvider, name).items())
    assert faker_lists("address", "states") == {"states": AddressProvider.states}


def test_the_words_are_in_fakers_order() -> None:
    lists = load_words()
    assert lists.female.words.to_pylist() == list(PersonProvider.first_names_female)
    assert lists.last.words.to_pylist() == list(PersonProvider.last_names)


def test_a_list_that_faker_does_not_have_is_named() -> None:
    with pytest.raises(LookupError, match="person has no nicknames"):
        faker_lists("person", "last_names", "nicknames")
