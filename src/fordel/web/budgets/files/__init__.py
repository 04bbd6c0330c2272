"""Files that come in: sealed while they are received, opened only while they are read."""
