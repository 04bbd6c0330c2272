"""The main job: from a data folder to a run, and from a run to the files people use."""
