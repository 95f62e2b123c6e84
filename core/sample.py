"""The sample file: a year of plausible figures, marked CONTOH on screen and on paper."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from core.catalogue import sample_text
from core.document import Document, Environment, create
from core.edits.impor import read_isian
from core.storage.file import refuse_existing, user_errors, write_new


def create_sample(path: Path, environment: Environment) -> None:
    """Make the sample file at `path`, whole or not at all; FileError if one is there already."""
    text = sample_text()
    tahun = int(json.loads(text)[0]["tahun"])
    with user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        refuse_existing(path)
        draft = Path(folder) / "contoh.sqlite"
        create(draft, environment, tahun=tahun, contoh=True)
        doc = Document(draft, environment)
        try:
            doc.apply(read_isian(doc, text))
        finally:
            doc.close()
        write_new(path, draft.read_bytes())
