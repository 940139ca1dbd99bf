"""The classes (or single tests) of dbt-tests-adapter that say nothing about MySQL and MariaDB."""

ARRAYS = "neither server has an array type"
PYTHON = "neither server runs Python models, and the adapter submits none"
MATERIALIZED_VIEWS = "neither server has materialized views"
JAVASCRIPT = "the adapter creates no functions in JavaScript"
PYTHON_FUNCTIONS = "neither server runs functions written in Python"
FUNCTIONS = "the adapter creates no functions: neither server reads the quoted body dbt writes"

NOT_APPLICABLE: dict[str, str] = {
    "basic.test_get_catalog_for_single_relation.BaseGetCatalogForSingleRelation": (
        "an optional method that dbt-core never calls; the adapter does not have it"
    ),
    "catalog_integrations.test_catalog_integration.BaseCatalogIntegrationValidation": (
        "neither server writes to an external catalog such as Iceberg"
    ),
    "empty.test_empty.BaseTestEmptyInlineSourceRef": (
        "a derived table needs an alias, which dbt writes; the suite's own is a second one"
    ),
    "empty.test_empty.BaseTestEmptySeedFlag": "`dbt seed --empty` is not in dbt-core 1.11",
    "functions.test_js_udfs.BasicJSUDF": JAVASCRIPT,
    "functions.test_js_udfs.JSUDFMultiLineBody": JAVASCRIPT,
    "functions.test_js_udfs.JSUDFDeterministicVolatility": JAVASCRIPT,
    "functions.test_js_udfs.JSUDFNonDeterministicVolatility": JAVASCRIPT,
    "functions.test_js_udfs.JSUDFStableVolatilityWarns": JAVASCRIPT,
    "functions.test_js_udfs.JSUDFDefaultArgSupport": JAVASCRIPT,
    "functions.test_js_udfs.BasicJSAggregateUDF": JAVASCRIPT,
    "functions.test_js_udfs.JSAggregateUDFVolatilityIgnored": JAVASCRIPT,
    "functions.test_udafs.UDAFBase": FUNCTIONS,
    "functions.test_udafs.BasicPythonUDAF": PYTHON_FUNCTIONS,
    "functions.test_udafs.BasicSQLUDAF": FUNCTIONS,
    "functions.test_udafs.PythonUDAFDefaultArgSupport": PYTHON_FUNCTIONS,
    "functions.test_udfs.UDFsBasic": FUNCTIONS,
    "functions.test_udfs.DeterministicUDF": FUNCTIONS,
    "functions.test_udfs.StableUDF": FUNCTIONS,
    "functions.test_udfs.NonDeterministicUDF": FUNCTIONS,
    "functions.test_udfs.SqlUDFDefaultArgSupport": FUNCTIONS,
    "functions.test_udfs.CanFindScalarFunctionRelation": FUNCTIONS,
    "functions.test_udfs.PythonUDFSupported": PYTHON_FUNCTIONS,
    "functions.test_udfs.PythonUDFDefaultArgSupport": PYTHON_FUNCTIONS,
    "functions.test_udfs.PythonUDFVolatilitySupport": PYTHON_FUNCTIONS,
    "functions.test_udfs.PythonUDFWithPackagesSupported": PYTHON_FUNCTIONS,
    "materialized_view.basic.MaterializedViewBasic": MATERIALIZED_VIEWS,
    "materialized_view.changes.MaterializedViewChanges": MATERIALIZED_VIEWS,
    "materialized_view.changes.MaterializedViewChangesApplyMixin": MATERIALIZED_VIEWS,
    "materialized_view.changes.MaterializedViewChangesContinueMixin": MATERIALIZED_VIEWS,
    "materialized_view.changes.MaterializedViewChangesFailMixin": MATERIALIZED_VIEWS,
    "python_model.test_python_model.BasePythonModelTests": PYTHON,
    "python_model.test_python_model.BasePythonIncrementalTests": PYTHON,
    "python_model.test_python_model.BasePythonMetaGetTests": PYTHON,
    "python_model.test_python_model.BasePythonEmptyTests": PYTHON,
    "python_model.test_python_model.BasePythonSampleTests": PYTHON,
    "python_model.test_spark.BasePySparkTests": PYTHON,
    "simple_copy.test_simple_copy.SimpleCopyBase.test_simple_copy_with_materialized_views": (
        MATERIALIZED_VIEWS
    ),
    "simple_seed.test_seed.BaseSeedWithWrongDelimiter": (
        "names are always quoted: a header that is not split is one long name, and no error"
    ),
    "utils.base_array_utils.BaseArrayUtils": ARRAYS,
    "utils.test_array_append.BaseArrayAppend": ARRAYS,
    "utils.test_array_concat.BaseArrayConcat": ARRAYS,
    "utils.test_array_construct.BaseArrayConstruct": ARRAYS,
    "utils.test_current_timestamp.BaseCurrentTimestampAware": (
        "no type of either server carries a time zone; the naive variant is run"
    ),
    "utils.test_escape_single_quotes.BaseEscapeSingleQuotesBackslash": (
        "a quote is doubled, which every sql_mode reads; the other variant is run"
    ),
}
