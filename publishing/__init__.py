"""Publishing: disclosure control, the hidden candidate release, and the one atomic step that makes it current."""
