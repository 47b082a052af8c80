"""Coje runs objectives-and-means contracts: the document, its life, what it is worth on a day."""
