"""The plain values that pass between stages: frozen, printable, picklable; no stage lives here."""
