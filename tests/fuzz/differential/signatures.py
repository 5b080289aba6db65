"""What every template function takes and gives, so that most generated calls succeed.

A row is `name argument-types -> result-type`; `*` after a type means any number of them. The types are the ones of
expressions.py: Go's (`int`, `int64`, `float`, `bool`, `str`, `list`, `map`, `time`, ...), supertypes of them (`num`,
`any`), and strings of a special form (`re`, `semver`, `layout`, ...).
"""

ROWS = """
abbrev small str -> str
abbrevboth small small str -> str
add num* -> int64
add1 num -> int64
add1f num -> float
addf num* -> float
adler32sum str -> str
ago time -> str
all any* -> bool
and any+ -> any
any any* -> bool
append list any -> list
atoi numstr -> int
b32dec b32 -> str
b32enc str -> b32
b64dec b64 -> str
b64enc str -> b64
base path -> str
bcrypt word -> str
biggest num+ -> int64
buildCustomCert b64 b64 -> cert
call any any* -> any
camelcase str -> str
cat any* -> str
ceil num -> float
chunk int list -> list
clean path -> str
coalesce any* -> any
compact list -> list
concat list* -> list
contains str str -> bool
date layout time -> str
dateInZone layout time zone -> str
dateModify dur time -> time
date_in_zone layout time zone -> str
date_modify dur time -> time
decryptAES word b64 -> str
deepCopy any -> any
deepEqual any any -> bool
default any any -> any
derivePassword small pwtype word word word -> str
dict pairs -> map
dig key any map -> any
dir path -> str
div num num -> int64
divf num num+ -> float
duration durnum -> str
durationDays dur -> float
durationHours dur -> float
durationMicroseconds dur -> int64
durationMilliseconds dur -> int64
durationMinutes dur -> float
durationNanoseconds dur -> int64
durationRound durtime -> str
durationRoundTo dur dur -> duration
durationSeconds dur -> float
durationTruncateTo dur dur -> duration
durationWeeks dur -> float
empty any -> bool
encryptAES word str -> b64
eq basic basic+ -> bool
ext path -> str
fail str -> str
first list -> any
float64 num -> float
floor num -> float
fromJson json -> map
fromJsonArray jsonlist -> list
fromToml toml -> map
fromYaml yaml -> map
fromYamlArray yamllist -> list
ge ordered ordered -> bool
genCA word int -> cert
genCAWithKey word int pem -> cert
genPrivateKey keytype -> pem
genSelfSignedCert word ips dns int -> cert
genSelfSignedCertWithKey word ips dns int pem -> cert
genSignedCert word ips dns int cert -> cert
genSignedCertWithKey word ips dns int cert pem -> cert
get map key -> any
getHostByName word -> str
gt ordered ordered -> bool
has any list -> bool
hasKey map key -> bool
hasPrefix str str -> bool
hasSuffix str str -> bool
hello -> str
html any+ -> str
htmlDate time -> str
htmlDateInZone time zone -> str
htpasswd word word -> str
include tname any -> str
indent small str -> str
index container -> any
initial list -> list
initials str -> str
int num -> int
int64 num -> int64
isAbs path -> bool
join sep list -> str
js any+ -> str
kebabcase str -> str
keys map+ -> strs
kindIs typename any -> bool
kindOf any -> str
last list -> any
le ordered ordered -> bool
len sized -> int
list any* -> list
lookup word word word word -> map
lower str -> str
lt ordered ordered -> bool
max num+ -> int64
maxf num+ -> float
merge map map+ -> map
mergeOverwrite map map+ -> map
min num+ -> int64
minf num+ -> float
mod num num -> int64
mul num num+ -> int64
mulf num num+ -> float
mustAppend list any -> list
mustChunk int list -> list
mustCompact list -> list
mustDateModify dur time -> time
mustDeepCopy any -> any
mustFirst list -> any
mustFromJson json -> any
mustHas any list -> bool
mustInitial list -> list
mustLast list -> any
mustMerge map map+ -> map
mustMergeOverwrite map map+ -> map
mustPrepend list any -> list
mustPush list any -> list
mustRegexFind re str -> str
mustRegexFindAll re str small -> strs
mustRegexMatch re str -> bool
mustRegexReplaceAll re str repl -> str
mustRegexReplaceAllLiteral re str repl -> str
mustRegexSplit re str small -> strs
mustRest list -> list
mustReverse list -> list
mustSlice list small* -> list
mustToDate layout date -> time
mustToDuration dur -> duration
mustToJson any -> json
mustToPrettyJson any -> json
mustToRawJson any -> json
mustToToml map -> toml
mustToYaml any -> yaml
mustUniq list -> list
mustWithout list any* -> list
must_date_modify dur time -> time
ne basic basic -> bool
nindent small str -> str
nospace str -> str
not any -> bool
now -> time
omit map key* -> map
or any+ -> any
osBase path -> str
osClean path -> str
osDir path -> str
osExt path -> str
osIsAbs path -> bool
pick map key* -> map
pluck key map* -> list
plural str str int -> str
prepend list any -> list
print any* -> str
printf format -> str
println any* -> str
push list any -> list
quote any* -> str
randAlpha small -> str
randAlphaNum small -> str
randAscii small -> str
randBytes small -> b64
randInt int int -> int
randNumeric small -> str
regexFind re str -> str
regexFindAll re str small -> strs
regexMatch re str -> bool
regexQuoteMeta str -> str
regexReplaceAll re str repl -> str
regexReplaceAllLiteral re str repl -> str
regexSplit re str small -> strs
repeat small str -> str
replace str str str -> str
required str any -> any
rest list -> list
reverse list -> list
round num small -> float
semver semver -> semverobj
semverCompare constraint semver -> bool
seq small+ -> str
set map key any -> map
sha1sum str -> str
sha256sum str -> str
sha512sum str -> str
shuffle str -> str
slice list small* -> list
snakecase str -> str
sortAlpha list -> strs
split sep str -> smap
splitList sep str -> strs
splitn sep small str -> smap
squote any* -> str
sub num num -> int64
subf num num+ -> float
substr small small str -> str
swapcase str -> str
ternary any any bool -> any
title str -> str
toDate layout date -> time
toDecimal num -> int64
toJson any -> json
toPrettyJson any -> json
toRawJson any -> json
toString any -> str
toStrings list -> strs
toToml map -> toml
toYaml any -> yaml
toYamlPretty any -> yaml
tpl template any -> str
trim str -> str
trimAll str str -> str
trimPrefix str str -> str
trimSuffix str str -> str
trimall str str -> str
trunc small str -> str
tuple any* -> list
typeIs typename any -> bool
typeIsLike typename any -> bool
typeOf any -> str
uniq list -> list
unixEpoch time -> str
unset map key -> map
until small -> ints
untilStep small small small -> ints
untitle str -> str
upper str -> str
urlJoin urlmap -> str
urlParse url -> map
urlquery any+ -> str
uuidv4 -> str
values map -> list
without list any* -> list
wrap small str -> str
wrapWith small str str -> str
"""

# What differs from run to run in Helm. A case shows only the shape of the result: {shape}, with X for the call.
SHAPES = {
    "now": ("kindOf X", "typeOf X", 'X | date "2006" | len', "X.Year | lt 2000", "empty X", 'X.Location | printf "%T"'),
    "randAlpha": ("len X", 'X | regexMatch "^[a-zA-Z]*$"', "kindOf X"),
    "randAlphaNum": ("len X", 'X | regexMatch "^[a-zA-Z0-9]*$"', "typeOf X"),
    "randAscii": ("len X", 'X | regexMatch "^[ -~]*$"'),
    "randNumeric": ("len X", 'X | regexMatch "^[0-9]*$"'),
    "randBytes": ("len X", "X | b64dec | kindOf", 'X | regexMatch "^[0-9a-zA-Z+/]*=*$"'),
    "randInt": ("kindOf X", "typeOf X", "X | gt 100000"),
    "shuffle": ("len X", 'X | splitList "" | sortAlpha | join ""'),
    "uuidv4": ("len X", 'X | regexMatch "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"'),
    "bcrypt": ("len X", "trunc 7 X"),
    "htpasswd": ('X | regexMatch "^[^:]*:[$]2a[$]10[$].{53}$"', 'X | splitList ":" | first'),
    "encryptAES": ("len X", "kindOf X", 'X | decryptAES "p"'),
    "genPrivateKey": ("trunc 20 X", "kindOf X"),
    "genCA": ("kindOf X", "typeOf X", "X.Cert | trunc 27", "X.Key | trunc 31"),
    "genSelfSignedCert": ("kindOf X", "X.Cert | trunc 27", "X.Key | trunc 31"),
    "genSignedCert": ("kindOf X", "X.Cert | trunc 27"),
    "genCAWithKey": ("typeOf X", "X.Cert | trunc 27", "X.Key | sha256sum | len"),
    "genSelfSignedCertWithKey": ("X.Cert | trunc 27", "X.Key | trunc 20"),
    "genSignedCertWithKey": ("X.Cert | trunc 27", "X.Key | trunc 20"),
    "keys": ("X | sortAlpha", "len X", 'X | sortAlpha | join ","', "typeOf X"),
    "values": ("len X", "typeOf X", "X | toStrings | sortAlpha", "kindOf X"),
    "ago": ("X | len | gt 40", "kindOf X"),
}
# Calls that take milliseconds in Helm: generated in their own cases only, never inside other expressions.
SLOW = {
    "bcrypt",
    "htpasswd",
    "derivePassword",
    "genPrivateKey",
    "genCA",
    "genSelfSignedCert",
    "genSignedCert",
    "encryptAES",
    "decryptAES",
    "genCAWithKey",
    "genSelfSignedCertWithKey",
    "genSignedCertWithKey",
    "buildCustomCert",
}
NEVER_SUCCEED = {"fail", "call"}


def parse():
    """{name: (argument types, result type)}."""
    table = {}
    for line in ROWS.strip().splitlines():
        left, result = line.split("->")
        name, *arguments = left.split()
        table[name] = (tuple(arguments), result.strip())
    return table


TABLE = parse()
