"""What a learner handed in, read as a stranger's: made safe, looked at, never run."""
