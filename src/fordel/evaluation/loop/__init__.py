"""From a data report to a new version of the description: reflection and decision, kept."""
