"""The goals of reliability, small; `benchmarks/goals` runs the same functions at full size."""
