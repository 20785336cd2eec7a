"""Files of a run → opened again, zipped, put in the place of the last delivery."""
