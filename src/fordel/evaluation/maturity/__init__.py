"""When an intervention is matured: criteria with their evidence, proposals, and judgements."""
