"""The numbers: pure Python, NumPy and SciPy. No Django, files, network, clock or global random state."""
