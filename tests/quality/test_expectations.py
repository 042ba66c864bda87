"""Every expectation holds for good rows, and every one notices a bad one."""

import shutil
from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest

import expectations
from include.quality.audit import open_auditor
from include.warehouse import writer
from tests.quality.conftest import SomeChecks
from tests.quality.spoilt import SPOILT, spoilt_together, statement_for

every_table = pytest.mark.parametrize("module_name", expectations.MODULE_NAMES)


def table_of(module_name):
    return import_module(f"expectations.{module_name}")


@every_table
def test_good_rows_pass(module_name, audit):
    results = audit(table_of(module_name))
    assert len(results) == len(table_of(module_name).suite().expectations)
    assert [result for result in results if result.status != "passed"] == []


@every_table
def test_each_expectation_notices_a_bad_row(module_name, good_home, waiting, tmp_path):
    table = table_of(module_name)
    severities = {check.meta["name"]: check.severity.value for check in table.suite().expectations}
    missed = []
    for group_no, check_names in enumerate(spoilt_together(table, severities)):
        spoilt = replace(waiting, home=tmp_path / str(group_no))
        spoilt.warehouse_path.parent.mkdir(parents=True)
        shutil.copyfile(replace(waiting, home=good_home).warehouse_path, spoilt.warehouse_path)
        with writer(spoilt) as connection:
            for check_name in check_names:
                connection.execute(statement_for(table, check_name))
        with open_auditor(spoilt.warehouse_path, tmp_path / "docs") as auditor:
            results = {result.check_name: result for result in auditor.audit(SomeChecks(table, check_names))}
        shutil.rmtree(spoilt.home)
        for check_name in check_names:
            result = results.get(check_name)
            expected = "warned" if severities[check_name] == "warning" else "failed"
            if result is None or result.status != expected or not result.failures:
                missed.append(f"{check_name}: {result or results}")
    assert not missed, "\n".join(missed)


@every_table
def test_every_expectation_says_what_it_protects(module_name):
    suite = table_of(module_name).suite()
    names = Counter(expectation.meta["name"] for expectation in suite.expectations)
    assert [name for name, count in names.items() if count > 1] == []
    for expectation in suite.expectations:
        assert len(str(expectation.notes)) > 10, expectation
        assert expectation.severity.value in {"critical", "warning"}, expectation


def test_spoilt_tables_name_only_expectations_that_exist():
    known = {
        (table.TABLE, expectation.meta["name"])
        for table in expectations.tables()
        for expectation in table.suite().expectations
    }
    assert set(SPOILT) <= known
