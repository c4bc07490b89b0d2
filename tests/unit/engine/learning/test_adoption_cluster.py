"""Orders of adoption are drawn on a cluster of Dask as in this process, to the last number."""

import numpy as np
import pytest

from headway.engine.learning.adoption import How, Method, Orders, by_timing, placebo_dates
from tests.unit.engine.learning.panels import made_up

distributed = pytest.importorskip("distributed")


@pytest.mark.filterwarnings("ignore")  # what Dask says of this machine is not about our numbers
def test_a_cluster_gives_the_same_numbers():
    panel, how = made_up(16), How(Method.IMPUTATION)
    here = by_timing(panel, how, np.random.default_rng(7), orders=Orders(3_000))
    dates = placebo_dates(panel, how)

    local = {"processes": False, "protocol": "tcp", "host": "127.0.0.1", "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, **local) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = client.get_executor()
        there = by_timing(panel, how, np.random.default_rng(7), orders=Orders(3_000), executor=executor)
        dates_there = placebo_dates(panel, how, executor=executor)

    assert np.array_equal(here.reference, there.reference)
    assert (here.p == there.p).all()
    assert dates == dates_there
