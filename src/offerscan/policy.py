"""The published policy: its words, as `offerscan model --policy` prints them, and its numbers, which stand in a model's manifest.

`evidence` and `decision` apply it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from offerscan.errors import ModelError

__all__ = ["POLICY_EN", "POLICY_ID", "Policy", "log_odds", "rounded", "sigmoid"]

POLICY_ID = """\
1. Yang dinilai hanya tawaran: kerja, magang, pernikahan atau organ, di luar atau di dalam negeri. Teks lain: rendah. Sebuah
   teks adalah tawaran bila peluang tawaran sedikitnya setengah; sepersepuluh cukup bila peluang model "tinjau ke atas" sedikitnya
   dua perlima.
   Teks yang menurut saringan pertama jelas bukan tawaran tidak dibaca model bahasa, dan itu ditandai ("first tier only").
2. Setiap indikator risiko dihitung satu kali: kritis 4, tinggi 3, sedang 2, rendah 1 poin.
3. TINGGI menurut poin: satu indikator kritis; atau dua indikator tinggi; atau 6 poin; atau negara/jabatan tertutup bersama
   indikator sedang ke atas; atau nama instansi yang dicatut bersama pungutan.
4. TINJAU menurut poin: satu indikator tinggi; atau 3-5 poin; atau tawaran luar negeri dari perseorangan tanpa perusahaan;
   atau tawaran luar negeri yang menyebut pungutan tanpa nama perusahaan.
5. Izin perusahaan bersama dua tanda baik lain menurunkan satu tingkat; tidak bila ada indikator tinggi atau kritis, tidak pernah
   untuk negara/jabatan tertutup, dan tidak bila daftar yang diimpor berkata lain (9).
6. Model bahasa membaca seluruh teks dan memberi peluang "tinggi" dan "tinjau ke atas".
7. Tingkat menurut poin dan peluang model digabung menjadi satu peluang; bobotnya dipelajari dari dokumen pengembangan.
8. Peluang gabungan di atas ambang menentukan TINGGI, lalu TINJAU; selain itu RENDAH. Tanpa indikator risiko yang ditemukan,
   TINGGI menjadi TINJAU, dan TINJAU untuk tawaran di dalam negeri menjadi RENDAH. RENDAH yang peluangnya sedikitnya setengah
   ambang TINJAU ditandai ("close to review").
9. Selalu sedikitnya TINJAU: indikator tinggi atau kritis; negara/jabatan tertutup; juga perusahaan yang menurut daftar yang
   diimpor dicabut, dibekukan, habis masa izinnya, atau lain kontak atau nomor izinnya. Daftar itu tidak menambah poin, dan tidak
   pernah membuat TINGGI sendirian; nama yang tidak tercantum hanya diberitahukan.
10. Hasil ini menyaring tawaran, tidak menuduh siapa pun: tanyakan dan periksa sebelum bertindak."""

POLICY_EN = """\
1. Only offers are rated: work, apprenticeship, marriage or organ, abroad or at home. Any other text: low. A text is an offer
   when the probability of an offer is at least one half; one tenth is enough where the model's probability of "review or
   worse" is at least two fifths.
   A text that the first tier takes for surely no offer is not read by the model, and is marked so ("first tier only").
2. Each risk indicator counts once: critical 4, high 3, medium 2, low 1 point.
3. HIGH by points: one critical indicator; or two high ones; or 6 points; or a closed destination or post with another
   indicator of medium or more; or a borrowed official name with a fee.
4. REVIEW by points: one high indicator; or 3-5 points; or an offer abroad by a person without a company; or an offer abroad
   that names a fee and no company.
5. A named licence with two other good signs lowers by one level; not while a high or critical indicator stands, never for a
   closed destination or post, and not where the imported list says otherwise (9).
6. The language model reads the whole text and gives the probability of "high" and of "review or worse".
7. The level by points and the model's probability are joined into one probability; the weights were learned on the
   development documents.
8. The joined probability above a threshold decides HIGH, then REVIEW; otherwise LOW. Without a risk indicator found HIGH
   becomes REVIEW, and the REVIEW of an offer at home LOW. A LOW that has at least half the probability that REVIEW needs is
   marked ("close to review").
9. Always at least REVIEW: a high or critical indicator; a closed destination or post; and a company that the imported list has
   as revoked, suspended, expired, or with another contact or licence number. The list adds no points and never makes HIGH by
   itself; a name that is not listed is only told.
10. The result screens an offer and accuses nobody: ask and check before acting."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the policy, fitted on the development split.

    `indicators (n_labels,)`: probability from which an indicator is found; `evidence`: see `decode_stretches`; `joining`:
    for "review" and "high" the weights of the model's log-odds, of the level by points and of the expected points, and the
    bias; `levels`: joined probability from which a text is review, high; `finding`: slopes and bias that turn a finding's
    raw log-odds into the probability that it is right.
    """

    indicators: tuple[float, ...]
    evidence: dict[str, float]
    joining: dict[str, dict[str, float]]
    levels: dict[str, float]
    finding: dict[str, float]

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any]) -> Policy:
        """The policy in a model's manifest. Raises ModelError where it lacks a number, or no text could reach a level."""
        try:
            numbers = manifest["policy"]
            policy = cls(
                tuple(numbers["indicators"]), numbers["evidence"], numbers["joining"], numbers["levels"], numbers["finding"]
            )
            is_sound = all(0 < policy.levels[level] < 1 for level in ("review", "high"))
        except (KeyError, TypeError) as error:
            raise ModelError(f"The policy in the model's manifest lacks {error}: copy the model folder anew.") from error
        if not is_sound:
            raise ModelError("The policy in the model's manifest has a level outside 0 and 1: copy the model folder anew.")
        return policy


def log_odds(probability: float) -> float:
    """Log-odds of a probability, which is kept off 0 and 1."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(clipped / (1 - clipped)))


def sigmoid(logit: float) -> float:
    """The probability of log-odds."""
    return float(1 / (1 + np.exp(-min(max(logit, -30.0), 30.0))))


def rounded(score: float) -> float:
    """A probability as it is told: four places."""
    return round(float(score), 4)
