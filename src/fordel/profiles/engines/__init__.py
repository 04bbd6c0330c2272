"""Where children are counted: embedded, on a database server, or on a cluster.

An engine is named on the command line, opened for as long as it is needed, and asked for counts
only. What it says when it fails is never passed on word for word: it could quote a child's row.
"""
