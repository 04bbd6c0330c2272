"""The same questions answered with other tools, each as a competent user of it would."""
