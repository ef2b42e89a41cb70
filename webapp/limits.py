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
# An answer up to this size waits in memory for a slow reader, not in a file.
SERVER_ANSWER_BYTES = 16 * MIB
# How long a server that is told to stop goes on with what has begun.
SERVER_STOP_SECONDS = 5

# Files that are read at the same time, and when to come back for one that has to wait.
UPLOADS_AT_ONCE = 2
UPLOAD_RETRY_SECONDS = 2

# Fields of an address or of a plain form. Two offers side by side have 33.
QUERY_FIELDS = 40
QUERY_FIELD_CHARACTERS = 200
QUERY_BYTES = 8_192

# A receipt, as a file or as text.
RECEIPT_BYTES = 64 * 1024

# The text of a job description in a form: all that a request can hold, so that the page itself can say that
# it is too long.
DESCRIPTION_FIELD_BYTES = REQUEST_BYTES

# A question to the JSON interface.
JSON_BYTES = 64 * 1024
JSON_DEPTH = 10
# Figures of a number before the point: as many as any field of fairpay reads.
JSON_FIGURES = 12
# Kinds of seats at a meeting, lines of a budget. An answer is then about 1 MB at most.
JSON_SEATS = 100
JSON_ROWS = 500
# How many faults one answer names.
JSON_FAULTS = 100

STATIC_SECONDS = 365 * 24 * 60 * 60
