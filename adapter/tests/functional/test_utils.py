"""dbt.tests.adapter.utils."""

from hashlib import sha256

import pytest
from dbt.tests.adapter.utils import fixture_date, fixture_get_intervals_between, fixture_hash
from dbt.tests.adapter.utils import test_any_value as any_value_suite
from dbt.tests.adapter.utils import test_bool_or as bool_or_suite
from dbt.tests.adapter.utils import test_cast as cast_suite
from dbt.tests.adapter.utils import test_cast_bool_to_text as cast_bool_to_text_suite
from dbt.tests.adapter.utils import test_concat as concat_suite
from dbt.tests.adapter.utils import test_current_timestamp as current_timestamp_suite
from dbt.tests.adapter.utils import test_date as date_suite
from dbt.tests.adapter.utils import test_date_spine as date_spine_suite
from dbt.tests.adapter.utils import test_date_trunc as date_trunc_suite
from dbt.tests.adapter.utils import test_dateadd as dateadd_suite
from dbt.tests.adapter.utils import test_datediff as datediff_suite
from dbt.tests.adapter.utils import test_equals as equals_suite
from dbt.tests.adapter.utils import test_escape_single_quotes as escape_single_quotes_suite
from dbt.tests.adapter.utils import test_except as except_suite
from dbt.tests.adapter.utils import test_generate_series as generate_series_suite
from dbt.tests.adapter.utils import test_get_intervals_between as get_intervals_between_suite
from dbt.tests.adapter.utils import test_get_powers_of_two as get_powers_of_two_suite
from dbt.tests.adapter.utils import test_hash as hash_suite
from dbt.tests.adapter.utils import test_intersect as intersect_suite
from dbt.tests.adapter.utils import test_last_day as last_day_suite
from dbt.tests.adapter.utils import test_length as length_suite
from dbt.tests.adapter.utils import test_listagg as listagg_suite
from dbt.tests.adapter.utils import test_null_compare as null_compare_suite
from dbt.tests.adapter.utils import test_position as position_suite
from dbt.tests.adapter.utils import test_replace as replace_suite
from dbt.tests.adapter.utils import test_right as right_suite
from dbt.tests.adapter.utils import test_safe_cast as safe_cast_suite
from dbt.tests.adapter.utils import (
    test_source_freshness_custom_info as source_freshness_custom_info_suite,
)
from dbt.tests.adapter.utils import test_split_part as split_part_suite
from dbt.tests.adapter.utils import test_string_literal as string_literal_suite
from dbt.tests.adapter.utils import test_timestamps as timestamps_suite
from dbt.tests.adapter.utils import test_validate_sql as validate_sql_suite
from dbt.tests.adapter.utils.data_types import test_type_bigint as type_bigint_suite
from dbt.tests.adapter.utils.data_types import test_type_boolean as type_boolean_suite
from dbt.tests.adapter.utils.data_types import test_type_float as type_float_suite
from dbt.tests.adapter.utils.data_types import test_type_int as type_int_suite
from dbt.tests.adapter.utils.data_types import test_type_numeric as type_numeric_suite
from dbt.tests.adapter.utils.data_types import test_type_string as type_string_suite
from dbt.tests.adapter.utils.data_types import test_type_timestamp as type_timestamp_suite


class TestAnyValue(any_value_suite.BaseAnyValue):
    pass


class TestBoolOr(bool_or_suite.BaseBoolOr):
    pass


@pytest.mark.ci
class TestCast(cast_suite.BaseCast):
    pass


class TestCastBoolToText(cast_bool_to_text_suite.BaseCastBoolToText):
    pass


class TestConcat(concat_suite.BaseConcat):
    pass


class TestDateSpine(date_spine_suite.BaseDateSpine):
    pass


class TestDateTrunc(date_trunc_suite.BaseDateTrunc):
    pass


class TestDateAdd(dateadd_suite.BaseDateAdd):
    pass


@pytest.mark.ci
class TestDateDiff(datediff_suite.BaseDateDiff):
    pass


class TestEquals(equals_suite.BaseEquals):
    pass


class TestExcept(except_suite.BaseExcept):
    pass


class TestGenerateSeries(generate_series_suite.BaseGenerateSeries):
    pass


class TestGetPowersOfTwo(get_powers_of_two_suite.BaseGetPowersOfTwo):
    pass


@pytest.mark.ci
class TestHash(hash_suite.BaseHash):
    """SHA-256 on MySQL, where md5() is a component to be installed since 9.6."""

    @pytest.fixture(scope="class")
    def seeds(self, engine):
        if engine == "mariadb":
            return {"data_hash.csv": fixture_hash.seeds__data_hash_csv}
        lines = fixture_hash.seeds__data_hash_csv.splitlines()
        texts = [line.partition(",")[0] for line in lines[1:]]
        hashes = [sha256(text.replace("EMPTY", "").encode()).hexdigest() for text in texts]
        rows = [f"{text},{digest}" for text, digest in zip(texts, hashes, strict=True)]
        return {"data_hash.csv": "\n".join([lines[0], *rows])}


class TestIntersect(intersect_suite.BaseIntersect):
    pass


class TestLastDay(last_day_suite.BaseLastDay):
    pass


class TestLength(length_suite.BaseLength):
    pass


@pytest.mark.ci
class TestListagg(listagg_suite.BaseListagg):
    pass


class TestPosition(position_suite.BasePosition):
    pass


class TestReplace(replace_suite.BaseReplace):
    pass


class TestRight(right_suite.BaseRight):
    pass


class TestSafeCast(safe_cast_suite.BaseSafeCast):
    pass


@pytest.mark.ci
class TestSplitPart(split_part_suite.BaseSplitPart):
    pass


class TestStringLiteral(string_literal_suite.BaseStringLiteral):
    pass


class TestTypeBigInt(type_bigint_suite.BaseTypeBigInt):
    pass


class TestTypeBoolean(type_boolean_suite.BaseTypeBoolean):
    """A boolean is a number: TRUE is cast, not a text, and to a bigint."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"actual.sql": "select cast(true as {{ type_boolean() }}) as boolean_col"}

    def assert_columns_equal(self, project, expected_cols, actual_cols):
        assert [column[1] for column in expected_cols] == ["tinyint(1)"]
        assert [column[1].partition("(")[0] for column in actual_cols] in (["bigint"], ["int"])


class TestTypeFloat(type_float_suite.BaseTypeFloat):
    pass


class TestTypeInt(type_int_suite.BaseTypeInt):
    """CAST makes a bigint, on MariaDB an int of a short literal; a seed's number is an int."""

    def assert_columns_equal(self, project, expected_cols, actual_cols):
        cast = "int" if project.adapter_type == "mariadb" else "bigint"
        assert expected_cols == [("int_col", "int", None)]
        assert actual_cols == [("int_col", cast, None)]


class TestTypeNumeric(type_numeric_suite.BaseTypeNumeric):
    pass


class TestTypeString(type_string_suite.BaseTypeString):
    """CAST makes a varchar as long as the literal; a seed's long text is a text."""

    def assert_columns_equal(self, project, expected_cols, actual_cols):
        assert (expected_cols, actual_cols) == (
            [("string_col", "text", 65535)],
            [("string_col", "varchar", 445)],
        )


class TestTypeTimestamp(type_timestamp_suite.BaseTypeTimestamp):
    pass


class TestDate(date_suite.BaseDate):
    """A left join: neither server has FULL OUTER JOIN, and a missing day is a null all the same."""

    @pytest.fixture(scope="class")
    def models(self):
        model = fixture_date.models__test_date_sql.replace("full outer join", "left join")
        return {"test_date.yml": fixture_date.models__test_date_yml, "test_date.sql": model}


class TestGetIntervalsBetween(get_intervals_between_suite.BaseGetIntervalsBetween):
    """Dates as MySQL reads them, year first."""

    @pytest.fixture(scope="class")
    def models(self):
        suite = fixture_get_intervals_between
        model = suite.models__test_get_intervals_between_sql
        for day in ("01", "12"):
            model = model.replace(f"09/{day}/2023", f"2023-09-{day}")
        return {
            "test_get_intervals_between.yml": suite.models__test_get_intervals_between_yml,
            "test_get_intervals_between.sql": model,
        }


class TestEscapeSingleQuotes(escape_single_quotes_suite.BaseEscapeSingleQuotesQuote):
    pass


class TestMixedNullCompare(null_compare_suite.BaseMixedNullCompare):
    pass


class TestNullCompare(null_compare_suite.BaseNullCompare):
    pass


class TestCurrentTimestamp(current_timestamp_suite.BaseCurrentTimestampNaive):
    pass


class TestCurrentTimestamps(timestamps_suite.BaseCurrentTimestamps):
    """The columns get names that are not reserved words; there is no type with a time zone."""

    @pytest.fixture(scope="class")
    def models(self):
        return {
            "get_current_timestamp.sql": """
                select {{ current_timestamp() }} as now_1,
                    {{ current_timestamp_in_utc_backcompat() }} as now_2,
                    {{ current_timestamp_backcompat() }} as now_3
            """
        }

    @pytest.fixture(scope="class")
    def expected_sql(self):
        return None

    @pytest.fixture(scope="class")
    def expected_schema(self):
        return dict.fromkeys(("now_1", "now_2", "now_3"), "datetime(6)")


class TestCalculateFreshnessMethod(source_freshness_custom_info_suite.BaseCalculateFreshnessMethod):
    pass


class TestValidateSqlMethod(validate_sql_suite.BaseValidateSqlMethod):
    pass
