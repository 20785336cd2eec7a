"""Chunks over workers: processes of this machine, or a Dask cluster where one is asked for."""
