"""From a file to the values and colours of a frame. No Qt."""
