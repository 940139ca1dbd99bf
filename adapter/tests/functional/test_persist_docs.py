"""dbt.tests.adapter.persist_docs."""

import pytest
from dbt.tests.adapter.persist_docs import test_persist_docs as suite


@pytest.mark.ci
class TestPersistDocs(suite.BasePersistDocs):
    """Views and their columns have no comments on either server."""

    def _assert_has_view_comments(
        self, view_node, has_node_comments=True, has_column_comments=True
    ):
        super()._assert_has_view_comments(view_node, False, False)


class TestPersistDocsColumnMissing(suite.BasePersistDocsColumnMissing):
    pass


class TestPersistDocsAllColumnsMissing(suite.BasePersistDocsAllColumnsMissing):
    pass


class TestPersistDocsQuotedColumnCaseSensitive(suite.BasePersistDocsQuotedColumnCaseSensitive):
    pass


class TestPersistDocsQuotedDescriptionNotAppliedOnMismatch(
    suite.BasePersistDocsQuotedDescriptionNotAppliedOnMismatch
):
    pass


class TestPersistDocsCommentOnQuotedColumn(suite.BasePersistDocsCommentOnQuotedColumn):
    pass
