"""How does an edition reach its readers? Edition -> bytes, one format a file."""
