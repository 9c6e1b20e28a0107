"""Everything that makes a model: corpus, base, adaptation, training, evaluation, export. Never needed at run time."""

from importlib.util import find_spec

_missing = [name for name in ("torch", "transformers", "datasets", "sklearn", "onnx") if find_spec(name) is None]
if _missing:
    raise ImportError(
        f"Training needs {', '.join(_missing)}: install the extra with `pip install 'offerscan[training]'`."
    )
