"""Which text tools know no news? Sentences, quotation marks, offsets, fingerprints, what search indexes, what markup costs."""
