"""Who is said to have said it, and do that source's own documents say so."""
