"""Many articles: what is named becomes items, processes verify them against one library, one writer records them."""
