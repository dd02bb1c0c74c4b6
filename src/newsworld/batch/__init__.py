"""How do whole archives come in and become tables? A door: partitions in, typed Parquet out, on whatever engine."""

from newsworld.batch.job import Carried
from newsworld.batch.loading import load
from newsworld.batch.running import Plan, planned, run

__all__ = ["Carried", "Plan", "load", "planned", "run"]
