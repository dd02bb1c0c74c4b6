"""What is the news made of? Frozen nouns, UTC times, tuples. Imports nothing of the house."""
