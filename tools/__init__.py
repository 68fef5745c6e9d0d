"""Programs for the editors' desk. The site itself is built without them."""
