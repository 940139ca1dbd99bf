"""The one tree of foreseeable failures; each message is one line that says what to do."""

from __future__ import annotations


class HospitalError(Exception):
    """A failure that the user can mend; the command line prints its message and exits with 1."""


class SettingError(HospitalError):
    """An option or an environment variable has a value that cannot be used."""


class DataExistsError(HospitalError):
    """The OLTP database already holds rows, and nothing said that they may be replaced."""


class LoadError(HospitalError):
    """The rows could not be written; the database is as it was before."""


class GenerationError(HospitalError):
    """The simulation broke off: one of its processes was killed."""


class ConnectionFailedError(HospitalError):
    """No connection: nothing listens there, the login is wrong, or the file is locked."""


class UnsupportedServerError(HospitalError):
    """A server answered, but it is too old or another product than the engine named."""


class ServerSetupError(HospitalError):
    """No server could be started: a tool, a package or the network is missing."""


class SparkSetupError(HospitalError):
    """Spark cannot run here: PySpark or a Java that it runs on is missing."""


class NotBuiltError(HospitalError):
    """What should be read is not there yet: no data, or no star built from them."""


class NotPublishedError(HospitalError):
    """Readers keep the star that they have: a test failed, or the tables cannot be exchanged."""


class DbtError(HospitalError):
    """dbt failed; what it said went to standard error before."""


class ChaosError(HospitalError):
    """A fault was not mended by the next run, or a reader saw it; the message names the first."""


class DifferenceFoundError(HospitalError):
    """Two things that must be the same are not; the message names the first difference."""


class ScenarioError(HospitalError):
    """The file of a scenario cannot be used: the message names the file and the mistake."""


class MutantError(HospitalError):
    """A mutant cannot be planted: what it replaces is not there exactly once."""
