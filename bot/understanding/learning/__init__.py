"""Kernel regression, tf-idf features and sentence vectors, shared by all classifiers."""
