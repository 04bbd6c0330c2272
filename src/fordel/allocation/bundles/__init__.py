"""One file that holds a run: model, data, result, hashes; and computing it again from there."""
