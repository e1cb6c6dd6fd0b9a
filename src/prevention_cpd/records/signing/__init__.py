"""What is signed, and by whom: the issuer and its key, the credential, and its short form for a QR code."""
