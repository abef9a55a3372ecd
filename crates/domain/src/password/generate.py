"""Writes blocklist.txt, the passwords and words that Kura refuses.

Run once by hand, with the data package of README.md at hand:

    PYTHONPATH=<unpacked package> python3 generate.py > blocklist.txt

Kept are: well-known passwords of eight characters and more; the best-known
shorter ones and everyday English words, as cores to which people add digits;
and the words below, which no Western list has.
"""

import sys
import unicodedata

from zxcvbn.frequency_lists import FREQUENCY_LISTS

LONG = 8
SHORT = 4
BEST_KNOWN_SHORT = 3000
EVERYDAY_WORDS = 4000

# Romaji and kana that Japanese people use: greetings, food, animals, places,
# pastimes, terms of money, and the most frequent family and given names.
JAPANESE = """
aishiteru aishiteiru arigato arigatou arigatougozaimasu ohayo ohayou konnichiwa
konbanwa sayonara sayounara oyasumi oyasuminasai moshimoshi ganbare ganbaru
yoroshiku yoroshikuonegaishimasu itadakimasu gochisousama omedetou tadaima
okaeri daisuki suki daijoubu himitsu anshin anzen shiawase genki egao yume
kibou ai kokoro namida hoshi tsuki taiyou sora umi yama kawa hana sakura ume
momo tanpopo himawari ajisai koyo yuki ame kaze hikari niji hoshizora neko
inu usagi kuma tora ryuu kitsune tanuki panda pengin sushi ramen udon soba
tempura onigiri miso tofu natto sukiyaki yakitori takoyaki okonomiyaki mochi
ocha matcha sake biiru mikan ringo ichigo suika budou nihon nippon japan tokyo
toukyou osaka oosaka kyoto kyouto nagoya sapporo fukuoka kobe koube yokohama
hiroshima sendai okinawa hokkaido hokkaidou kyushu shikoku honshu fujisan fuji
shinjuku shibuya akihabara ginza asakusa ueno roppongi ikebukuro kamakura nara
nikko hakone shinkansen densha jitensha kuruma samurai ninja geisha shogun
karate judo juudou kendo aikido sumo yakyuu sakkaa baseball manga anime otaku
doraemon pikachu pokemon totoro naruto onepiece luffy goku dragonball gundam
sailormoon evangelion conan hanshin hanshintigers tigers giants kyojin carp
softbank rakuten docomo yahoo mixi niconico hatsunemiku miku arashi jinro
kazoku kodomo musume musuko okaasan otousan oniisan oneesan obaasan ojiisan
tomodachi koibito kanojo kareshi sensei gakusei kaisha kaishain pasuwaado
pasuwado pasuwordo anshoubangou anshobango kagi tobira sesami hirakegoma
ginkou ginko okane chokin yokin kakei shisan zaisan toushi kabushiki nisa
ideco hoken nenkin roun kane enyasu endaka kinko kura shinyou tsuuchou
yokinkouza kouza furikomi internetbanking netbank onlinebank bankpassword
mybank mybankpassword mypassword passwordpassword
satou satoh sato suzuki takahashi tanaka watanabe itou itoh ito yamamoto
nakamura kobayashi katou katoh kato yoshida yamada sasaki yamaguchi matsumoto
inoue kimura hayashi saitou saito shimizu yamazaki mori abe ikeda hashimoto
yamashita ishikawa nakajima maeda fujita ogawa gotou goto okada hasegawa
murakami kondou kondo ishii sakamoto endou endo aoki fujii nishimura fukuda
oota ota miura fujiwara okamoto matsuda nakagawa nakano harada ono tamura
takeuchi kaneko wada nakayama ishida ueda morita hara shibata sakai kudou
yokoyama miyazaki miyamoto uchida takagi andou taniguchi ohno maruyama imai
takada fujimoto takeda murata ueno sugiyama masuda sugawara hirano kojima
tarou taro jirou ichiro ichirou saburou hanako takashi hiroshi kenji kenichi
makoto satoshi naoki daisuke kazuya tatsuya shouta shota takuya kenta yuuta
yuta yuuki yuki haruto sota souta riku yamato minato hayato ryota ryouta
tsubasa akira minoru shigeru kiyoshi isamu masao kazuo yoshio akiko yoko
youko keiko kazuko michiko sachiko noriko yoshiko kyoko kyouko yumiko tomoko
mayumi naomi yumi yuko yuuko kaori megumi mai ai aoi hina yui sakurako misaki
nanami miyu haruka rina rei ayumi erika emi eri
ぱすわーど あいしてる あいうえお いろはにほへと ありがとう ありがとうございます
こんにちは おはよう おはようございます さようなら だいすき ひみつ しあわせ
さくら ねこ いぬ ふじさん にほん とうきょう おおさか きょうと おかね ぎんこう
くら しさん ちょきん よきん ひらけごま あんしょうばんごう たんじょうび
暗証番号 合言葉 秘密 銀行 資産 貯金 預金 愛してる 大好き 日本 東京 大阪 京都
富士山 桜 猫 犬 誕生日 家族 幸福 幸 希望 一期一会 七転八起
"""

BANKING = """
account accounts admin administrator asset assets balance bank banking bankaccount
banker billion cash changeme credential credentials credit creditcard customer
debit default deposit finance financial guest invest investment letmein login
logon million money moneymoney mymoney mysecret netbanking onlinebanking
openbanking opensesame passcode passphrase password passwort passwd pension
private savings secret secure security signin stocks supersecret temporary
trustno1 unlock vault wealth welcome welcomeback welcometokura yen
"""


def folded(text):
    """As `fold` in password.rs: NFKC, lower case, katakana as hiragana."""
    lower = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in lower)


def main():
    passwords = FREQUENCY_LISTS["passwords"]
    english = FREQUENCY_LISTS["english_wikipedia"][:EVERYDAY_WORDS]
    short = [word for word in passwords if SHORT <= len(word) < LONG]
    entries = {word for word in passwords if len(word) >= LONG}
    entries.update(short[:BEST_KNOWN_SHORT])
    entries.update(word for word in english if len(word) >= SHORT)
    entries.update(JAPANESE.split())
    entries.update(BANKING.split())
    # Runs of digits are the business of the sequence rule.
    kept = {folded(word) for word in entries if not word.isdigit()}
    sys.stdout.write("".join(f"{word}\n" for word in sorted(kept)))


if __name__ == "__main__":
    main()
