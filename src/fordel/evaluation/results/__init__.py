"""Developments of ratings, colours and counts: with n, with gaps, never more than they say."""
