"""Programs that measure. The site itself is built without them."""
