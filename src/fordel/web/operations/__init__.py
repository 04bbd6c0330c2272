"""Keeping an installation alive: backup and restore, what is wrong with a set-up, its health."""
