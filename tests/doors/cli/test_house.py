"""Running an installation from the command line: real processes on a real database."""

import json
import tarfile
import time
from pathlib import Path

import pytest

from tests.goals import goals
from tests.goals.installation import empty, installation, tree

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An installation with one stored file, a few entries and one backup."""
    made = installation(tmp_path_factory.mktemp("home") / "data")
    (counter,) = goals.begun(made)
    goals.program(made, "count", counter, "3")
    goals.program(made, "keep", "period,value\n2024,1\n")
    return made


@pytest.fixture(scope="module")
def backup(home):
    done = home.headway("backup", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def findings(done) -> dict[str, dict]:
    return {finding["check"]: finding for finding in json.loads(done.stdout)["findings"]}


# --- doctor ---


def test_doctor_finds_no_fault_in_a_sound_installation(home, backup):
    done = home.headway("doctor", "--json")

    found = findings(done)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["ok"]
    assert {name for name, finding in found.items() if finding["state"] == "fault"} == set()
    assert {"settings", "database", "integrity", "migrations", "chain", "reactions"} <= set(found)
    assert found["files"]["says"].startswith("1 stored, 1 read")


def test_doctor_names_what_is_wrong_and_what_to_do(tmp_path):
    home = installation(tmp_path / "data")
    goals.program(home, "keep", "period,value\n2025,1\n")
    goals.begun(home, 2)
    stored = next(home.data.glob("files/*/*"))
    stored.write_bytes(b"another text of other length")
    tamper(home, "UPDATE kernel_entry SET via = 'web' WHERE seq = 2")
    tamper(home, "DELETE FROM django_migrations WHERE name = '0002_head_and_cache'")

    done = home.headway("doctor")

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert any(line.startswith("fault") and "entry 2 was changed" in line for line in lines)
    assert any(line.startswith("fault") and "kernel.0002_head_and_cache" in line for line in lines)
    assert any(line.startswith("fault") and "files: " in line and "from a backup" in line for line in lines)
    assert any(line.startswith("warning") and "backups: none" in line for line in lines)


def test_doctor_needs_no_settings_for_a_new_key(tmp_path):
    home = empty(tmp_path / "data")

    first, second = (home.headway("doctor", "--new-key").stdout.strip() for _ in range(2))

    assert first != second
    assert len(first) >= 50


def test_doctor_says_that_the_data_folder_is_missing(tmp_path):
    home = empty(tmp_path / "data")
    home.data.rmdir()

    done = home.headway("doctor", "--json")

    assert done.returncode == 1
    assert "is missing" in findings(done)["settings"]["says"]


# --- audit verify ---


def test_verify_takes_a_head_and_notices_another_history(home):
    said = json.loads(home.headway("audit", "verify", "--json").stdout)
    head = f"{said['head']['seq']}:{said['head']['hash']}"

    same = home.headway("audit", "verify", "--head", head)
    other = home.headway("audit", "verify", "--head", f"2:{'0' * 64}", "--json")
    nonsense = home.headway("audit", "verify", "--head", "two")

    assert (said["ok"], same.returncode) == (True, 0)
    assert (other.returncode, json.loads(other.stdout)["fault"]) == (1, "entry 2 is not the one published")
    assert (nonsense.returncode, nonsense.stdout) == (2, "")


def test_tick_publishes_a_head_that_shows_a_cut_tail(tmp_path):
    home = installation(tmp_path / "data")
    goals.begun(home, 3)
    first = home.headway("tick", "--at", "2026-03-02T09:00", "--json")
    again = home.headway("tick", "--at", "2026-03-02T09:01", "--json")
    tamper(home, "DELETE FROM kernel_entry WHERE seq = 3")
    before = home.ask("SELECT seq, hash FROM kernel_entry WHERE seq = 2")[0]
    tamper(home, f"UPDATE kernel_loghead SET seq = {before[0]}, hash = '{before[1]}'")

    done = home.headway("audit", "verify")
    kept = home.headway("audit", "verify", "--head-file", str(home.data / "published" / "audit-head.json"))

    assert json.loads(first.stdout)["done"]["audit_head"] == 3
    assert json.loads(again.stdout)["done"] == {}
    assert (done.returncode, kept.returncode) == (1, 1)
    assert "the log was cut" in done.stdout


def test_tick_refuses_a_moment_it_cannot_read(home):
    done = home.headway("tick", "--at", "soon")

    assert done.returncode == 2
    assert "soon" in done.stderr


# --- backup and restore ---


def test_a_backup_says_what_it_holds_and_is_for_its_owner_alone(home, backup):
    with tarfile.open(backup["path"]) as tar:
        names = tar.getnames()

    assert names[0] == "database"
    assert names[-1] == "manifest.json"
    assert len(backup["files"]) == 1
    assert backup["counts"]["kernel_entry"] == backup["audit_head"][0] == 5
    assert Path(backup["path"]).stat().st_mode & 0o077 == 0


def test_a_restore_says_what_it_checked(backup, tmp_path):
    place = empty(tmp_path / "new")

    done = place.headway("restore", backup["path"], "--json")

    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"]) == (0, True)
    assert [line.partition(":")[0] for line in said["checked"]] == [
        "database",
        "files",
        "counts",
        "audit head",
        "migrations",
        "log",
    ]
    assert place.number("SELECT COUNT(*) FROM kernel_entry") == 5
    assert len(list(place.data.glob("files/??/*"))) == 1


def test_a_restore_goes_where_data_says_and_not_over_what_is_there(backup, home, tmp_path):
    full = home.headway("restore", backup["path"])
    elsewhere = tmp_path / "elsewhere"
    named = home.headway(
        "restore", backup["path"], "--data", str(elsewhere), *(["--force"] if home.url else [])
    )

    assert full.returncode == 2
    assert "there is a database already" in full.stderr
    assert named.returncode == 0, named.stderr
    assert list(elsewhere.glob("files/??/*"))


def test_force_replaces_what_is_there_and_keeps_it_aside(backup, tmp_path):
    place = installation(tmp_path / "data")
    goals.begun(place, 2)

    done = place.headway("restore", backup["path"], "--force")

    assert done.returncode == 0, done.stderr
    assert place.number("SELECT COUNT(*) FROM kernel_entry") == 5
    assert bool(list(place.data.glob("*.replaced-*"))) == (not place.url)


@pytest.mark.parametrize("harm", ["flip", "cut", "text"])
def test_a_damaged_backup_is_refused_and_nothing_is_there_afterwards(backup, tmp_path, harm):
    place, path = empty(tmp_path / "new"), tmp_path / "harmed.tar"
    data = bytearray(Path(backup["path"]).read_bytes())
    if harm == "flip":
        data[4096] ^= 1
    path.write_bytes({"flip": data, "cut": data[: len(data) // 2], "text": b"not a backup"}[harm])

    done = place.headway("restore", str(path))

    assert done.returncode == 2
    assert done.stdout == ""
    assert not (place.data / "headway.sqlite3").exists()


def test_only_the_newest_backups_are_kept(home, tmp_path):
    for _ in range(3):
        assert home.headway("backup", "--out", str(tmp_path), "--keep", "2").returncode == 0

    kept = sorted(tmp_path.iterdir())

    assert len(kept) == 2
    assert all(path.suffix == ".tar" for path in kept)


def test_a_missing_file_is_named_and_the_rest_is_backed_up(tmp_path):
    home = installation(tmp_path / "data")
    goals.program(home, "keep", "period,value\n2026,1\n")
    next(home.data.glob("files/??/*")).unlink()

    done = home.headway("backup", "--json")

    assert done.returncode == 1
    assert "is missing or damaged" in done.stderr
    assert len(json.loads(done.stdout)["missing"]) == 1


# --- serve, work, manage ---


def test_serve_refuses_an_installation_without_its_tables(tmp_path):
    home = empty(tmp_path / "data")

    done = home.headway("serve")

    assert done.returncode == 1
    assert "headway manage migrate" in done.stderr


def test_serve_stops_all_its_processes_when_asked(home):
    with home.served() as server:
        below = tree(server.process.pid)
        code = server.stop()

    deadline = time.monotonic() + 5
    while any(alive(pid) for pid in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert code == 0
    assert len(below) >= 4
    assert [pid for pid in below if alive(pid)] == []


def test_work_once_does_what_waits_and_ends(home):
    done = home.headway("work", "--once", "--parked")

    assert done.returncode == 0, done.stderr
    assert "0 parked entries" in done.stdout


def test_manage_passes_on_to_django(home):
    done = home.headway("manage", "migrate", "--check")

    assert done.returncode == 0, done.stderr


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def tamper(home, sql: str) -> None:
    """Change the database past all our code."""
    if home.url:
        import psycopg

        with psycopg.connect(home.url) as opened:
            opened.execute(sql)
        return
    import sqlite3

    opened = sqlite3.connect(home.data / "headway.sqlite3")
    with opened:
        opened.execute(sql)
    opened.close()
