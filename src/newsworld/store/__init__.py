"""What does the house remember? Store, a protocol cut by noun; its adapters are built in pipeline.assembly."""
