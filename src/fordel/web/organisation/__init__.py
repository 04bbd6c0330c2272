"""The municipality, its areas, districts and units, and what became of them."""
