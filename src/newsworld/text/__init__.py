"""Which text tools know no news? Sentences, quotation marks, offsets, fingerprints, search words, costs of tags."""
