"""Bylines, datelines and credits as outlets of many languages write them, in our own words."""

from __future__ import annotations

import pytest

from newsworld.extract import clean
from newsworld.extract.bylines import split_names
from newsworld.extract.origins import dateline
from newsworld.news.sourcing import Capture


@pytest.mark.parametrize(
    ("line", "code", "found"),
    [
        ("Von Jonas Weber und Ida Roth", "de", ["Jonas Weber", "Ida Roth"]),
        ("Par Luc Morel et Anne Petit", "fr", ["Luc Morel", "Anne Petit"]),
        ("Por Ana Ruiz y Juan Vega", "es", ["Ana Ruiz", "Juan Vega"]),
        ("Di Marco Riva e Lia Conti", "it", ["Marco Riva", "Lia Conti"]),
        ("Por Rui Lopes", "pt", ["Rui Lopes"]),
        ("Door Jan de Wit en Els Bos", "nl", ["Jan de Wit", "Els Bos"]),
        ("Av Kari Moe og Nils Lie", "no", ["Kari Moe", "Nils Lie"]),
        ("Autor: Jan Kos", "pl", ["Jan Kos"]),
        ("Автор: Иван Петров и Анна Белова", "ru", ["Иван Петров", "Анна Белова"]),
        ("Автор: Олена Мельник", "uk", ["Олена Мельник"]),
        ("作者：张伟、李娜", "zh", ["张伟", "李娜"]),
        ("記者 王小明", "zh", ["王小明"]),
        ("田中太郎 記者", "ja", ["田中太郎"]),
        ("신현주 기자", "ko", ["신현주"]),
        ("بقلم: ليلى حداد", "ar", ["ليلى حداد"]),
        ("מאת: דנה לוי", "he", ["דנה לוי"]),
        ("Haber: Ali Kaya", "tr", ["Ali Kaya"]),
        ("Dr. Ann Lee, M.D., Bo Kim, PhD", "en", ["Dr. Ann Lee", "Bo Kim"]),
        ("Ann Lee, AP", "en", ["Ann Lee", "AP"]),
    ],
)
def test_a_byline_of_any_language_gives_its_names(line, code, found):
    assert split_names(line, code) == found


@pytest.mark.parametrize(
    ("head", "code", "place", "date", "agency"),
    [
        ("GENEVA, Jan 8 (Reuters) - Ships left the port.", "en", "GENEVA", "2022-01-08", "Reuters"),
        ("GENEVA Jan 8 (Reuters) - Ships left the port.", "en", "GENEVA", "2022-01-08", "Reuters"),
        ("WARSAW, Feb 31 (Reuters) - Ships left the port.", "en", "WARSAW", None, "Reuters"),
        ("NUR-SULTAN - Ships left the port.", "en", "NUR-SULTAN", None, None),
        ("Genf (dpa) – Schiffe verließen den Hafen.", "de", "Genf", None, "dpa"),
        ("Ginebra, 8 ene (EFE).- Los barcos zarparon.", "es", "Ginebra", "2022-01-08", "EFE"),
        ("ЖЕНЕВА, 8 января. /ТАСС/. Суда вышли из порта.", "ru", "ЖЕНЕВА", "2022-01-08", "ТАСС"),
        ("ЖЕНЕВА, 30 дек — РИА Новости. Суда вышли из порта.", "ru", "ЖЕНЕВА", "2021-12-30", "РИА Новости"),
        ("新华社日内瓦1月8日电 船只离开了港口。", "zh", "日内瓦", "2022-01-08", "新华社"),
        ("（中央社記者王小明日內瓦8日電）船隻離開了港口。", "zh", "日內瓦", "2022-01-08", "中央社"),
        ("【ジュネーブ共同】船は港を出た。", "ja", "ジュネーブ", None, "共同"),
        ("【ジュネーブ＝田中太郎】船は港を出た。", "ja", "ジュネーブ", None, None),
        ("جنيف 8 يناير (رويترز) - غادرت السفن الميناء.", "ar", "جنيف", "2022-01-08", "رويترز"),
    ],
)
def test_a_dateline_of_any_language_gives_place_day_and_agency(head, code, place, date, agency):
    found, credit = dateline(head, code, "2022-01-10T09:00:00+00:00")
    assert found is not None
    assert (found.place, found.date, credit) == (place, date, agency)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("The port said on Jan 8 (Saturday) - after a week - that it closes.", "en"),
        ("【写真】港を出る船の列", "ja"),
        ("2021年1月8日电影上映后，观众很多。", "zh"),
        ("In Genf 8 Schiffe: Was der Hafen plant", "de"),
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line, code):
    assert dateline(line, code, "2022-01-10") == (None, None)


RU = (
    "Паром в Солёную Гавань вышел в понедельник с опозданием на два часа, сообщило управление порта.",
    "Водолазы речной полиции освободили винт незадолго до полудня, никто не пострадал.",
    "«На борту было четыреста человек и слишком мало кофе», — сказала капитан, которая ходит этим маршрутом с 2004 года.",
)
JA = (
    "塩浜行きのフェリーは月曜日、スクリューにロープが絡まったため二時間遅れて出港したと港湾当局が発表した。",
    "水上警察の潜水士が正午前にロープを取り除き、けが人はいなかった。船には約四百人が乗っていた。",
    "船長は「コーヒーが足りなかった」と話し、二〇〇四年からこの航路を担当している。",
)
ZH_HANS = (
    "开往盐港的渡轮星期一因缆绳缠住螺旋桨而晚了两个小时出发，港务局说。",
    "水上警察的潜水员在中午前把缆绳取下，没有人受伤。船上大约有四百名乘客，他们在甲板上等候。",
    "船长说：“船上有四百人，咖啡却太少了。”她从二〇〇四年起就在这条航线上工作。",
)
ZH_HANT = (
    "開往鹽港的渡輪星期一因纜繩纏住螺旋槳而晚了兩個小時出發，港務局說。",
    "水上警察的潛水員在中午前把纜繩取下，沒有人受傷。船上大約有四百名乘客，他們在甲板上等候。",
    "船長說：「船上有四百人，咖啡卻太少了。」她從二零零四年起就在這條航線上工作。",
)
HE = (
    "המעבורת לנמל המלח יצאה ביום שני באיחור של שעתיים לאחר שחבל נתפס במדחף, מסרה רשות הנמל.",
    "צוללני משטרת הנמל שחררו את כלי השיט זמן קצר לפני הצהריים, ואיש לא נפגע באירוע.",
    "״היו לנו ארבע מאות איש על הסיפון ומעט מדי קפה״, אמרה רבת החובלת, שמפליגה בקו הזה משנת 2004.",
)
AR = (
    "غادرت العبارة المتجهة إلى ميناء الملح يوم الاثنين متأخرة ساعتين، بحسب ما أعلنت سلطة الميناء.",
    "وحرر غواصو الشرطة المروحة قبيل الظهر من حبل علق بها، ولم يصب أحد في الحادث، وفق البيان.",
    "وقالت القبطانة التي تعمل على هذا الخط منذ عام 2004: «كان على متن العبارة أربعمئة راكب».",
)
KO = (
    "소금항으로 가는 여객선이 월요일 밧줄이 스크루에 걸려 두 시간 늦게 출항했다고 항만 당국이 밝혔다.",
    "해양경찰 잠수부들이 정오 직전에 밧줄을 풀었고 다친 사람은 없었다. 배에는 약 사백 명이 타고 있었다.",
    "선장은 “커피가 모자랐다”고 말했으며 2004년부터 이 항로를 맡고 있다.",
)


@pytest.mark.parametrize(
    ("lead", "name", "body", "language", "encoding"),
    [
        ("Автор:", "Иван Петров", RU, "ru", "windows-1251"),
        ("Автор:", "Иван Петров", RU, "ru", "koi8-r"),
        ("文：", "田中太郎", JA, "ja", "shift_jis"),
        ("文：", "田中太郎", JA, "ja", "euc-jp"),
        ("作者：", "张伟", ZH_HANS, "zh", "gb18030"),
        ("作者：", "張偉", ZH_HANT, "zh-TW", "big5"),
        ("מאת", "דנה לוי", HE, "he", "windows-1255"),
        ("بقلم", "ليلى حداد", AR, "ar", "windows-1256"),
        ("", "신현주 기자", KO, "ko", "euc-kr"),
    ],
)
@pytest.mark.parametrize("is_declared", [True, False])
def test_a_page_in_the_encoding_of_its_country_is_read_whole(lead, name, body, language, encoding, is_declared):
    declared = f'<meta charset="{encoding}">' if is_declared else ""
    body = tuple(
        one.translate({ord("«"): '"', ord("»"): '"', ord("—"): "-"}) if encoding == "koi8-r" else one for one in body
    )
    paragraphs = "".join(f"<p>{one}</p>" for one in body)
    title = body[0][:24]
    html = (
        f'<!doctype html><html lang="{language}"><head>{declared}<title>{title}</title></head><body><article>'
        f'<h1>{title}</h1><div class="byline">{lead} {name}</div>{paragraphs}</article></body></html>'
    )
    article = clean(Capture(id="p", url="https://harbour.example/2022/01/10/a", body=html.encode(encoding)))
    assert article.headline == title
    assert article.paragraphs == body
    assert article.byline == (name.removesuffix(" 기자"),)
    assert (article.language or "").split("-")[0] == language.split("-")[0]
