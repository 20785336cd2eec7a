"""What rules look at together: the tall tables seen by day, meeting, member, row."""
