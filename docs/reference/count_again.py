"""Count the votes of a published conversation again: `python count_again.py FOLDER GROUPS`; needs NumPy.

FOLDER holds the files of polis.zip; GROUPS is how many groups the result names. Nothing of Headway is used.
"""

# ruff: noqa: INP001, T201 - a program that stands alone

import csv
import json
import sys
from pathlib import Path

import numpy as np

folder, groups = Path(sys.argv[1]), int(sys.argv[2])
with (folder / "votes.csv").open(encoding="utf-8", newline="") as file:
    cast = {(row["voter-id"], row["comment-id"]): int(row["vote"]) for row in csv.DictReader(file)}
people, statements = (sorted({pair[at] for pair in cast}) for at in (0, 1))

counts = {each: [0, 0, 0] for each in statements}  # agree, disagree, pass
for (_person, statement), vote in cast.items():
    counts[statement][{1: 0, -1: 1, 0: 2}[vote]] += 1

table = np.array([[cast.get((who, what), 0) for what in statements] for who in people], dtype=float)
table -= table.mean(axis=0)
centres = table[:1]
while len(centres) < groups:  # begin with those who are farthest from each other
    far = ((table[:, None] - centres) ** 2).sum(axis=2).min(axis=1).argmax()
    centres = np.vstack([centres, table[far]])
for _turn in range(100):  # k-means
    nearest = ((table[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    centres = np.vstack([table[nearest == group].mean(axis=0) for group in range(groups)])
sizes = sorted(np.bincount(nearest, minlength=groups).tolist(), reverse=True)
members = [[who for who, at in zip(people, nearest, strict=True) if at == group] for group in range(groups)]
print(json.dumps({"people": len(people), "counts": counts, "sizes": sizes, "members": members}))
