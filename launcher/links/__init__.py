"""What the system hands over, as text: links and arguments, the commands in them, and the links of other viewers."""
