"""What a model can say: a YAML document, read into small frozen types and checked."""
