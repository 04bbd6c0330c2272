"""The steps: pure functions from a situation to a result, found by the name a model uses."""
