"""Votes in parts, counted by processes and by a Dask cluster of several workers: the same to the bit."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from headway.engine.opinion import tables, tables_over
from tests.unit.engine.opinion.conversations import planted
from tests.unit.engine.opinion.test_tables import a_part, same

PROGRAMME = """
import sys
from pathlib import Path
import numpy as np
from headway.engine.opinion import coded_votes, tables_over

def load(path):
    kept = np.load(path)
    statements = tuple(str(at) for at in range(60))
    return coded_votes(kept["person"], kept["statement"], kept["value"], ids=(np.arange(200), statements))

if __name__ == "__main__":
    from dask.distributed import Client, LocalCluster
    folder = Path(sys.argv[1])
    with LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster, Client(cluster) as client:
        told = tables_over(sorted(folder.glob("*.npz")), load, client.get_executor())
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
    np.savez(folder / "found", workers=workers, **{
        name: getattr(told, name) for name in ("agree", "disagree", "passed", "both", "seen", "product")
    })
"""


def test_on_several_processes_tables_are_those_of_one():
    told, _ = planted(200)

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        elsewhere = tables_over(range(4), a_part, pool)

    assert same(elsewhere, tables(told))


def test_on_a_cluster_of_three_workers_tables_are_those_of_one_process(tmp_path: Path):
    pytest.importorskip("distributed")
    told, _ = planted(200)
    for part in range(4):
        mine = told.person() % 4 == part
        kept = {"person": told.person()[mine], "statement": told.statement[mine], "value": told.value[mine]}
        np.savez(tmp_path / f"part{part}.npz", **kept)
    tmp_path.joinpath("programme.py").write_text(PROGRAMME)

    subprocess.run([sys.executable, "programme.py", "."], cwd=tmp_path, check=True, timeout=120)

    found, here = np.load(tmp_path / "found.npz"), tables(told)
    assert found["workers"] == 3
    for name in ("agree", "disagree", "passed", "both", "seen", "product"):
        assert np.array_equal(found[name], getattr(here, name))
