"""shuzhi (述职): branch workbooks in, duty reports and the township's summary out."""

import os

__version__ = "0.1.0"  # as in pyproject.toml: what is installed takes longer to ask than all the rest of a start

# NumPy's threads for linear algebra, of which there is none here, turn idly beside every process that imports it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
