"""Languages of crypto news."""

import subprocess
import sys

import pytest

from include.parsing.values.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The members of the council voted for the bridge and against the pier.", "en"),
        (
            "Les membres du conseil ont voté pour le pont et contre la jetée, selon un communiqué.",
            "fr",
        ),
        ("Die Mitglieder des Rates stimmten am Montag für die Brücke und gegen den neuen Anleger.", "de"),
        ("Los miembros del consejo votaron el lunes a favor del puente y en contra del nuevo muelle.", "es"),
        ("Os membros do conselho votaram na segunda-feira a favor da ponte e contra o novo cais.", "pt"),
        ("Члены совета проголосовали в понедельник за мост и против нового причала.", "ru"),
        ("Konsey üyeleri pazartesi günü köprü lehine ve yeni iskeleye karşı oy kullandı.", "tr"),
        ("理事会成员周一投票支持修建大桥，反对修建新的码头，这一决定引发了广泛的讨论。", "zh"),
        ("理事会のメンバーは月曜日に橋に賛成し、新しい桟橋に反対する投票を行いました。", "ja"),
        ("위원회 위원들은 월요일에 다리에 찬성하고 새로운 부두에 반대하는 투표를 했습니다.", "ko"),
        ("Các thành viên hội đồng hôm thứ Hai đã bỏ phiếu ủng hộ cây cầu và phản đối bến tàu mới.", "vi"),
        ("Bitcoin sa ráno prepadol na 115 000 $, pričom trh zažil výrazný odpredaj, ktorý trval dlho.", "sk"),
        ("Члени ради проголосували в понеділок за міст і проти нового причалу.", "uk"),
        ("اعضای شورا روز دوشنبه به پل رأی مثبت و به اسکله جدید رأی منفی دادند؛ گزارش", "fa"),
        ("", None),
        ("BTC", None),
        ("0123456789 0123456789 0123456789", None),
        ("\ud800" * 50, None),
    ],
)
def test_the_language_of_a_sentence(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "headline",
    [
        "Crypto Exchange Gemini Hires Nora Quill to Lead Institutional Push",
        "QUAY’S PROCAP ACQUIRES 3,724 ($386.5M) BITCOIN AT $103,78:",
        "Harbour Chain Chief Exits to Launch DeFi Fund in Switzerland: Quay News",
        "Bitcoin Faces Possible 50% Correction Amid Bearish RSI Divergence",
        "SOL, ADA, XRP: Solana Rally Alert",
    ],
)
def test_a_headline_full_of_names_is_never_taken_for_another_language(headline: str) -> None:
    assert detect_language(headline) in ("en", None)


def test_importing_the_parser_loads_no_language_model() -> None:
    code = "import sys, include.parsing.parse; sys.exit('lingua' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
