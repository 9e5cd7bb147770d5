"""The dialog that searches archives."""
