"""Great Expectations' engine on Spark, which lists failing rows only where there are any.

By itself it asks twice for the failing rows of each expectation of a column, though nearly all hold: hundreds
of jobs that answer nothing. One query for all of a table's expectations says beforehand which of them fail.
"""

from typing import Any

# Imported by the audit's own process alone.
from great_expectations.execution_engine.execution_engine import (  # noqa: TID253
    MetricComputationConfiguration,
)
from great_expectations.execution_engine.sparkdf_execution_engine import (  # noqa: TID253
    SparkDFExecutionEngine,
)

LISTINGS = (".unexpected_values", ".unexpected_index_list")
"""Ends of the names of metrics that list what fails."""


class LakeEngine(SparkDFExecutionEngine):
    """Leaves out what would list nothing."""

    def _process_direct_and_bundled_metric_computation_configurations(
        self,
        metric_fn_direct_configurations: list[MetricComputationConfiguration],
        metric_fn_bundle_configurations: list[MetricComputationConfiguration],
    ) -> dict[Any, Any]:
        """The values of metrics that can be computed now, by their ids."""
        listings = [
            computation
            for computation in metric_fn_direct_configurations
            if computation.metric_configuration.metric_name.endswith(LISTINGS)
        ]
        empty: dict[Any, Any] = {
            computation.metric_configuration.id: [] for computation in self._without_rows(listings)
        }
        others = [
            computation
            for computation in metric_fn_direct_configurations
            if computation.metric_configuration.id not in empty
        ]
        return empty | super()._process_direct_and_bundled_metric_computation_configurations(
            others, metric_fn_bundle_configurations
        )

    def _without_rows(
        self, listings: list[MetricComputationConfiguration]
    ) -> list[MetricComputationConfiguration]:
        """Those whose condition no row meets; none where it cannot be asked, which each then says itself."""
        from pyspark.errors import PySparkException
        from pyspark.sql import functions

        if not listings:
            return []
        conditions = [
            computation.metric_provider_kwargs["metrics"]["unexpected_condition"][0]
            for computation in listings
        ]
        try:
            (found,) = self.dataframe.agg(*map(functions.max, conditions)).collect()
        except PySparkException:
            return []
        return [computation for computation, is_met in zip(listings, found, strict=True) if not is_met]
