"""The budget year: data, models, scenarios, proposals, publication, letters, readings."""
