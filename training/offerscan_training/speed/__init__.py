"""Speed and memory, measured beside what most people would run: one text, a file, a dump, the service under load."""
