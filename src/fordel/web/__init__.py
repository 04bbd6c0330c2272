"""The budget year in a browser: a Django project. No logic that the library could hold."""
