"""How the tables came to be, one step a file, run by alembic at every start. A published step is never changed."""
