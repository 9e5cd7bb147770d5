"""Everything between the files and the eye. No network.

From what the service says to the screen::

    inbox                        the line to the service
    state                        the one store: what is there, what stands in the views, what changes it
    model                        plain values and functions of them: studies, stacks, order, geometry, measurements
    files                        decoded, read and written away from the thread that draws
    pixels, documents            from a file to the values of a frame; what is not a picture
    views, tools                 widgets that paint what the store says; what the mouse does
    actions                      the one table of menus, toolbar, keys and remote commands
    dialogs, query, tags         the windows beside the main one

``model``, ``pixels`` and ``documents`` know no Qt. Texts are English in the code and go through ``words``.
"""
