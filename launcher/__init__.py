"""Everything between the link and the files. No Qt.

The way of one click::

    front, cli                   a call: handed over, answered, over
    channel, framing, protocol   the local socket, and what is said on it
    service                      who answers: by answer_table, command_table and wish_table
    links, manifests             text and bytes in, values out: what is asked for
    runner, loader               from commands to jobs
    sources                      where images come from: by http and auth, dicomweb, dimse, nodes
    downloads, transfers         what is fetched next, and how often it is tried
    headers                      what a file says of itself
    ledger, cache                what was promised, what has come, and where it lies
    window                       the viewer, kept alive and told

What a link may do is decided by ``trust``, ``policy``, ``known_servers`` and ``questions`` to the user. ``references``
and ``errors`` are the words that all have in common. ``tags`` reads headers for people and scripts.
"""
