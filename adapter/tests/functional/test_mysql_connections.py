"""What a wrong profile is told: one sentence that says what is wrong."""

import re
from copy import deepcopy

import certifi
import pytest
from dbt.tests.util import run_dbt_and_capture
from servers import ENGINES

UNUSED_PORT = 1


@pytest.mark.ci
class TestWrongProfiles:
    """A wrong password, port, host, type or database is said in one sentence."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"a_model.sql": "select 1 as id"}

    @pytest.fixture(scope="class")
    def profiles_config_update(self, dbt_profile_target, unique_schema, engine):
        right = {**dbt_profile_target, "schema": unique_schema, "retries": 0}
        other = next(name for name in ENGINES if name != engine)
        changes = {
            "default": {},
            "wrong_password": {"password": "wrong"},
            "wrong_port": {"port": UNUSED_PORT},
            "wrong_host": {"host": "no-such-host.invalid"},
            "wrong_type": {"type": other},
            "missing_ca": {"ssl_ca": "no-such-file.pem", "ssl_verify_cert": True},
            # Public authorities, none of which signed this server's certificate.
            "wrong_ca": {"ssl_ca": certifi.where(), "ssl_verify_cert": True},
            "two_names": {"database": "another"},
            "same_name": {"database": unique_schema},
        }
        outputs = {name: {**deepcopy(right), **change} for name, change in changes.items()}
        return {"test": {"outputs": outputs, "target": "default"}}

    def debug(self, target: str, expect_pass: bool = False) -> str:
        _, output = run_dbt_and_capture(["debug", "--target", target], expect_pass=expect_pass)
        assert "Traceback" not in output
        return output

    def test_wrong_password(self, project, server):
        assert f"Access denied for user '{server.user}'" in self.debug("wrong_password")

    def test_wrong_port(self, project, server):
        output = self.debug("wrong_port")
        assert f"{server.host}:{UNUSED_PORT}" in output
        assert "Connection refused" in output or "Can't connect" in output

    def test_wrong_host(self, project):
        assert "no-such-host.invalid" in self.debug("wrong_host")

    def test_wrong_type(self, project, engine):
        assert f"use type: {engine}" in self.debug("wrong_type")

    @pytest.mark.parametrize("target", ["missing_ca", "wrong_ca"])
    def test_wrong_tls_settings(self, project, target):
        # MariaDB's server may have no TLS at all; it must not be talked to in the clear then.
        assert re.search(
            r"ssl_ca is 'no-such-file\.pem'|certificate verify failed|asks for TLS",
            self.debug(target),
        )

    def test_database_and_schema_differ(self, project):
        output = self.debug("two_names")
        assert "database is 'another'" in output
        assert "leave database out" in output

    def test_database_may_repeat_the_schema(self, project):
        assert "All checks passed!" in self.debug("same_name", expect_pass=True)
