"""dbt.tests.adapter.functions: what dbt refuses before it reaches a server."""

from dbt.tests.adapter.functions import test_udfs as suite


class TestErrorForUnsupportedType(suite.ErrorForUnsupportedType):
    pass


class TestPythonUDFNotSupported(suite.PythonUDFNotSupported):
    pass


class TestPythonUDFRuntimeVersionRequired(suite.PythonUDFRuntimeVersionRequired):
    pass


class TestPythonUDFEntryPointRequired(suite.PythonUDFEntryPointRequired):
    pass
