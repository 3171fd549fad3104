"""The names of the months as CLDR has them, for the languages of documents: to read all of CLDR takes long."""

from typing import NamedTuple


class MonthNames(NamedTuple):
    """Hold the names of one month in small letters, whole and shortened."""

    whole: frozenset[str]
    short: frozenset[str]


def listed(language: str) -> tuple[MonthNames, ...]:
    """Return the names of the twelve months of a language, empty for one that is not listed."""
    whole, short = MONTHS.get(language, ("", ""))
    pairs = zip(whole.split(), short.split(), strict=True)
    return tuple(MonthNames(*(frozenset(names.split("/")) for names in pair)) for pair in pairs)


MONTHS = {  # whole and short, from January on, with their forms
    "ar": (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ),
    "az": (
        "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
        "yan fev mar apr may iyn iyl avq sen okt noy dek",
    ),
    "de": (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mär/märz apr mai jun/juni jul/juli aug sep/sept okt nov dez",
    ),
    "en": (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
    ),
    "fa": (
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
    ),
    "hy": (
        "հունվար/հունվարի փետրվար/փետրվարի մարտ/մարտի ապրիլ/ապրիլի մայիս/մայիսի հունիս/հունիսի "
        "հուլիս/հուլիսի օգոստոս/օգոստոսի սեպտեմբեր/սեպտեմբերի հոկտեմբեր/հոկտեմբերի "
        "նոյեմբեր/նոյեմբերի դեկտեմբեր/դեկտեմբերի",
        "հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ",
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    "ja": (
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    ),
    "ka": (
        "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
        "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
    ),
    "kk": (
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    ),
    "ky": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
    ),
    "pl": (
        "styczeń/stycznia lutego/luty marca/marzec kwiecień/kwietnia maj/maja czerwca/czerwiec "
        "lipca/lipiec sierpień/sierpnia wrzesień/września październik/października listopad/listopada grudnia/grudzień",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    ),
    "ro": (
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "ian feb mar apr mai iun iul aug sept oct nov dec",
    ),
    "ru": (
        "январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня "
        "июль/июля август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря",
        "янв февр мар/март апр май/мая июн/июнь июл/июль авг сент окт нояб дек",
    ),
    "sv": (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mars apr maj juni juli aug sep okt nov dec",
    ),
    "tg": (
        "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
    ),
    "tk": (
        "ýanwar fewral mart aprel maý iýun iýul awgust sentýabr oktýabr noýabr dekabr",
        "ýan few mar/mart apr maý iýun iýul awg sen okt noý dek",
    ),
    "tr": (
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "oca şub mar nis may haz tem ağu eyl eki kas ara",
    ),
    "uk": (
        "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня "
        "липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня",
        "січ лют бер квіт трав черв лип серп вер жовт лист груд",
    ),
    "uz": (
        "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
        "yan fev mar apr may iyn iyl avg sen okt noy dek",
    ),
    "zh": (
        "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    ),
}
