"""From files, folders and standard input to pages: the bytes of each document, before anything is read out of them.

`read` is the way in. A document that cannot be used becomes a `Failure` with its reason; it never stops the others.
"""

from lapwing.sources.inputs import MAX_DOCUMENT_BYTES, STDIN, read

__all__ = ["MAX_DOCUMENT_BYTES", "STDIN", "read"]
