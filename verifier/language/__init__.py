"""Sentences, words, quotation marks, folding, lexicons, and the encoders' run-time."""
