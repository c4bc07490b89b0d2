"""What we promise, measured beside peers in one run, and the reliability goals at full size.

A benchmark is a program of this package (a goal: of `benchmarks.goals`): `python -m benchmarks.NAME` prints
Markdown and ends with 0 when its promise held, 1 when not. `./run bench` runs all but the goals,
`./run bench goals` the goals, `./run bench NAME` one of either; each fills its section of RESULTS.md.
"""
