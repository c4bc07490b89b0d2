"""Where an indicator should be by when: targets, trajectories agreed in advance, remembered forecasts.

Words: target, trajectory, pace, status (ahead, on course, behind, cannot tell), forecast, score.
"""
