"""Every limit of the web pages, in one place."""

MIB = 1024 * 1024

# What Flask reads. A budget of 5,000 lines is about 0.25 MB.
REQUEST_BYTES = 2 * MIB
FORM_PART_BYTES = 131_072
FORM_PARTS = 20

# What waitress takes. Above REQUEST_BYTES, so that an oversize file reaches the app's own page.
SERVER_BODY_BYTES = 4 * MIB
SERVER_HEADER_BYTES = 16_384
SERVER_THREADS = 4
SERVER_CONNECTIONS = 200
SERVER_CHANNEL_SECONDS = 30

# Fields of an address or of a plain form.
QUERY_FIELDS = 30
QUERY_FIELD_CHARACTERS = 200
QUERY_BYTES = 8_192

# A receipt, as a file or as text.
RECEIPT_BYTES = 64 * 1024

STATIC_SECONDS = 365 * 24 * 60 * 60
