"""One way to ask any web server: connections, certificates, what a server stands, and what goes wrong."""
