"""Votes in parts, counted by processes and by a Dask cluster over Parquet: the same to the bit."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from headway.engine.opinion import Names, parquet_votes, tables, tables_over
from tests.unit.engine.opinion.conversations import planted
from tests.unit.engine.opinion.test_tables import a_part, same

PROGRAMME = """
import sys
from pathlib import Path
import numpy as np
from headway.engine.opinion import parquet_votes, tables_over

if __name__ == "__main__":
    from dask.distributed import Client, LocalCluster
    folder = Path(sys.argv[1])
    with LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster, Client(cluster) as client:
        told = tables_over(sorted(folder.glob("bucket=*")), parquet_votes, client.get_executor())
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


@pytest.fixture
def pyarrow():
    """The extra `parquet`, where it is installed."""
    pytest.importorskip("pyarrow.parquet")
    return pytest.importorskip("pyarrow")


def in_parquet(pyarrow, told, folder: Path) -> None:
    """Write votes by person in four buckets, the number of a vote as its time, rows in any order."""
    person = told.person()
    time = np.arange(len(told))
    order = np.random.default_rng(0).permutation(len(told))
    columns = {
        "person": [told.people[at] for at in person[order]],
        "statement": [told.statements[at] for at in told.statement[order]],
        "vote": told.value[order],
        "time": time[order],
        "bucket": person[order] % 4,
    }
    pyarrow.parquet.write_to_dataset(pyarrow.table(columns), folder, partition_cols=["bucket"])


def test_parquet_is_read_as_the_votes_it_holds_the_last_of_each_pair(pyarrow, tmp_path: Path):
    told, _ = planted(60)
    rows = pyarrow.table({"who": [7, 7, 8], "on": ["b", "b", "a"], "vote": [1, -1, 0], "time": [5, 9, 1]})
    pyarrow.parquet.write_table(rows, tmp_path / "changed.parquet")
    in_parquet(pyarrow, told, tmp_path / "whole")

    whole = parquet_votes(tmp_path / "whole")
    changed = parquet_votes(tmp_path / "changed.parquet", Names(person="who", statement="on"))

    assert same(tables(whole), tables(told))
    assert (changed.people, changed.statements, changed.value.tolist()) == (("7", "8"), ("a", "b"), [-1, 0])
    with pytest.raises(ValueError, match="no column person, statement"):
        parquet_votes(tmp_path / "changed.parquet")


def test_on_a_cluster_of_three_workers_tables_are_those_of_one_process(pyarrow, tmp_path: Path):
    pytest.importorskip("distributed")
    told, _ = planted(200)
    in_parquet(pyarrow, told, tmp_path)
    tmp_path.joinpath("programme.py").write_text(PROGRAMME)

    subprocess.run([sys.executable, "programme.py", "."], cwd=tmp_path, check=True, timeout=120)

    found, here = np.load(tmp_path / "found.npz"), tables(told)
    assert found["workers"] == 3
    for name in ("agree", "disagree", "passed", "both", "seen", "product"):
        assert np.array_equal(found[name], getattr(here, name))
