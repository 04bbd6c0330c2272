"""What is told of a project: the report of a data period, and the final report."""
