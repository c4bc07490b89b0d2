"""People in clusters: lme4's mixed model and clubSandwich's errors, from the file of a stepped wedge."""

import numpy as np
import pytest

from headway.engine.learning import few_clusters, mixed_model
from headway.engine.learning.small_sample import TooFewClusters
from tests.unit.engine.learning.panels import columns, published


def wedge():
    col = columns("stepped_wedge")
    periods = np.unique(col("period"))[1:]
    factors = [(col("period") == each).astype(float) for each in periods]
    x = np.column_stack([np.ones(len(col("id"))), *factors, col("treatment")])
    return x, col("y_con"), np.unique(col("id"), return_inverse=True)[1]


def test_the_mixed_model_of_a_stepped_wedge_gives_lme4s_six_digits():
    found = mixed_model(*wedge())

    told = [found.coefficients[-1], found.errors[-1], found.between, found.within]
    assert told == pytest.approx(published("stepped_wedge", "linear mixed"), abs=1.1e-6)


def test_errors_of_few_clusters_are_those_of_clubsandwich():
    found = few_clusters(*wedge())

    effect, error, freedom, p = published("stepped_wedge", "OLS with CR2")
    assert [found.coefficients[-1], found.errors[-1]] == pytest.approx([effect, error], abs=5e-4)
    assert found.freedom[-1] == pytest.approx(freedom, abs=0.05)
    assert found.p[-1] == pytest.approx(p, abs=5e-5)


def test_one_cluster_is_no_measure_of_chance():
    with pytest.raises(TooFewClusters):
        mixed_model(np.ones((4, 1)), np.arange(4.0), np.zeros(4, dtype=np.int64))
