"""What everything else stands on: problems, files, schemas, settings, Markdown. It knows no host."""
