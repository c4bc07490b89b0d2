"""Brigades among 1,000 voters (reliability goal 16): `python -m benchmarks.brigades [--runs N] [--json]`.

5, 10 and 20 % of the voters are planted and all cast the same votes. What is left of the first ten of the
common ground, with them and without those whom the flags name; and whether there is an alert at all. Real
votes are of three planted groups with something in common, 30 each of 60 statements.
"""

import argparse
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.engine.opinion import Options, Votes, alike, analyse, coded_votes

PEOPLE, STATEMENTS, EACH, TOP = 1_000, 60, 30, 10
SHARES = (0.05, 0.10, 0.20)
KINDS = ("random", "infiltrating", "hostile")
KEPT = {0.05: 0.9, 0.10: 0.8, 0.20: 0.6}
ALERTS = 19 / 20
QUIET = 1 / 20  # of runs without a brigade that may raise an alert
Ints = NDArray[np.int64]


def honest(people: int, random: np.random.Generator) -> tuple[Ints, Ints, Ints, NDArray[np.float64]]:
    """Return person, statement and vote of honest people, and the chance of each group to agree."""
    chance = np.where(random.random((3, STATEMENTS)) < 0.5, 0.85, 0.15)
    chance[:, :15] = random.uniform(0.65, 0.97, 15)  # what groups have in common
    of = random.choice(3, people, p=[0.5, 0.3, 0.2])
    person = np.repeat(np.arange(people), EACH)
    statement = np.argsort(random.random((people, STATEMENTS)), axis=1)[:, :EACH].ravel()
    value = np.where(random.random(len(person)) < chance[of[person], statement], 1, -1)
    value[random.random(len(value)) < 0.1] = 0
    return person, statement, value, chance


def planted(how: str, first: list[int], chance: NDArray[np.float64], random: np.random.Generator) -> Ints:
    """Return the one ballot of a brigade, shape (STATEMENTS,); 9 is no vote.

    *random* is thirty coins; *hostile* rejects the first ten and agrees with the ten that fare worst;
    *infiltrating* votes as the smallest group would, but agrees with what divides it most from the others.
    """
    ballot = np.full(STATEMENTS, 9)
    if how == "random":
        ballot[random.choice(STATEMENTS, EACH, replace=False)] = random.choice([-1, 1], EACH)
        return ballot
    if how == "hostile":
        ballot[first] = -1
        ballot[np.argsort(chance.min(axis=0))[:10]] = 1
        return ballot
    chosen = random.choice(STATEMENTS, EACH, replace=False)
    ballot[chosen] = np.where(chance[2, chosen] > 0.5, 1, -1)
    ballot[np.argsort(chance[2] - chance[:2].mean(axis=0))[:5]] = 1
    return ballot


def votes_of(rows: tuple[Ints, Ints, Ints], ballot: Ints | None, brigade: int, people: int) -> Votes:
    person, statement, value = rows
    if ballot is not None:
        cast = np.flatnonzero(ballot < 9)
        person = np.concatenate([person, np.repeat(np.arange(people, people + brigade), len(cast))])
        statement = np.concatenate([statement, np.tile(cast, brigade)])
        value = np.concatenate([value, np.tile(ballot[cast], brigade)])
    ids = tuple(f"p{at}" for at in range(people)) + tuple(f"z{at}" for at in range(brigade))
    return coded_votes(person, statement, value, ids=(ids, tuple(map(str, range(STATEMENTS)))))


def look(told: Votes) -> tuple[list[int], set[str]]:
    """Return the first ten of the common ground, and who is flagged for voting alike."""
    found = analyse(told, Options(splits=1))
    flagged = {person for flag in alike(told, found.model) for person in flag.people}
    return [int(row.statement) for row in found.common_ground[:TOP]], flagged


def conversation(share: float, seed: int) -> list[dict[str, float]]:
    """Run one conversation without a brigade and with each kind."""
    random = np.random.default_rng(seed)
    brigade = round(PEOPLE * share)
    people = PEOPLE - brigade
    person, statement, value, chance = honest(people, random)
    rows = person, statement, value
    first, quiet = look(votes_of(rows, None, 0, people))
    found = []
    for how in KINDS:
        told = votes_of(rows, planted(how, first, chance, random), brigade, people)
        after, flagged = look(told)
        stays = np.array([str(each) not in flagged for each in told.people])
        exact = flagged == {f"z{at}" for at in range(brigade)}
        cleared = first if exact else look(told.of(stays))[0]
        found.append(
            {
                "kept": len(set(first) & set(after)) / TOP,
                "kept_without": len(set(first) & set(cleared)) / TOP,
                "alert": float(bool(flagged)),
                "false_alert": float(bool(quiet)),
                "found": len([each for each in flagged if each.startswith("z")]) / brigade,
            }
        )
    return found


def measure(runs: int) -> list[dict[str, Any]]:
    found = []
    for share in SHARES:
        count = runs if share == SHARES[0] else max(runs // 5, 1)  # alerts are promised of the smallest
        all_runs = [conversation(share, seed) for seed in range(count)]
        for at, how in enumerate(KINDS):
            means = {key: float(np.mean([each[at][key] for each in all_runs])) for key in all_runs[0][at]}
            found.append({"how": how, "share": share, "runs": count} | means)
    return found


def held(rows: list[dict[str, Any]]) -> bool:
    """Say whether the goal held as it is written: for the list as it stands, and for the alerts."""
    return all(
        row["kept"] >= KEPT[row["share"]] and row["alert"] >= ALERTS and row["false_alert"] <= QUIET
        for row in rows
    )


def words(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| Brigade | share | runs | first ten kept | promised | unflagged | alert | false alert | found |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['how']} | {row['share']:.0%} | {row['runs']} | {row['kept']:.0%} | "
        f"{KEPT[row['share']]:.0%} | {row['kept_without']:.0%} | {row['alert']:.0%} | "
        f"{row['false_alert']:.0%} | {row['found']:.0%} |"
        for row in rows
    ]
    said = (
        f"Conversations of {PEOPLE:,} voters. A group with a tenth of the people can "
        "keep statements off the common ground, and a brigade that large is such a group: flags weigh nobody "
        "down. What holds is the list without the flagged, to be shown beside it. Brigades that vary their "
        "votes are not seen."
    )
    return [*lines, "", said]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the goal did not hold."""
    parser = argparse.ArgumentParser(prog="benchmarks.brigades", description="Brigades among 1,000 voters.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    rows = measure(args.runs)
    print(json.dumps(rows) if args.json else "\n".join(words(rows)))
    return int(not held(rows))


if __name__ == "__main__":
    raise SystemExit(main())
