"""The contract as a document: model, files, typed targets, amendments, diff, checker. Pure."""
