"""The process beside the web: reactions to the log, clock duties, long jobs."""
