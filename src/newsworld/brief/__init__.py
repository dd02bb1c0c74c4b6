"""What may we write about a story? Story -> Brief: select, compose, check; no line without a citation."""
