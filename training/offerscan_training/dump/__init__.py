"""The bundled sample dump: a folder as an NGO would hold it, in every format that can be read, with campaigns planted in it."""
