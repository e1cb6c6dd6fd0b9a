"""Making a quiz: from banks to the notebook that learners get, and the keys that stay behind."""
