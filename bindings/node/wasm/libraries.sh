#!/usr/bin/env bash
# Builds what the library stands on for WebAssembly, from Debian's source packages: RE2, zlib, libcrypto, and of libcrypt
# what hashes by bcrypt. Usage: libraries.sh PREFIX. What PREFIX has already is left as it is.
set -euo pipefail
prefix=$(realpath -m "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$prefix/work
export NODE_PATH=/usr/share/nodejs # where Debian has what emscripten's own scripts need
mkdir -p "$prefix"/{include,lib/pkgconfig,share/cmake} "$work"

# The archives that this machine takes its packages from, for their sources, in lists of their own.
list_sources() {
  [ -e "$work/apt/listed" ] && return
  mkdir -p "$work/apt/parts" "$work/apt/lists/partial"
  local file
  for file in /etc/apt/sources.list.d/debian.sources; do
    [ -e "$file" ] && sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$work/apt/parts/debian.sources"
  done
  sed -nE 's|^deb (.*/debian.*)|deb-src \1|p' /etc/apt/sources.list 2>/dev/null >"$work/apt/sources.list" || true
  apt_get update -qq
  touch "$work/apt/listed"
}

apt_get() {
  apt-get -o Dir::Etc::SourceList="$work/apt/sources.list" -o Dir::Etc::SourceParts="$work/apt/parts" \
    -o Dir::State::Lists="$work/apt/lists" "$@" >&2
}

# unpack PACKAGE: its upstream source, in $work/PACKAGE.
unpack() {
  list_sources
  rm -rf "${work:?}/$1"
  mkdir -p "$work/$1" "$work/tar/$1"
  (cd "$work/tar/$1" && apt_get source -qq --tar-only "$1")
  tar -xf "$(find "$work/tar/$1" -name '*.orig.tar.*' ! -name '*.asc')" -C "$work/$1" --strip-components=1
}

# archive NAME COMPILER FLAGS -- SOURCE...: makes libNAME.a of sources in the current folder.
archive() {
  local name=$1 compiler=$2 flags=$3
  shift 4
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c "$compiler $flags -c {} -o \$(echo {} | tr / _).o"
  emar rcs "$prefix/lib/lib$name.a" ./*.o
}

build_re2() {
  unpack re2
  cd "$work/re2"
  # Debian leaves out what is generated, and makes it of its package unicode-data.
  sed -i -e 's|^_UNICODE_DIR = .*|_UNICODE_DIR = "/usr/share/unicode"|' -e 's|^from six.moves import urllib|import urllib.request|' \
    re2/unicode.py
  perl re2/make_perl_groups.pl >re2/perl_groups.cc
  python3 re2/make_unicode_casefold.py >re2/unicode_casefold.cc
  python3 re2/make_unicode_groups.py >re2/unicode_groups.cc
  archive re2 em++ "-std=c++17 -O2 -DNDEBUG -fwasm-exceptions -I." -- \
    $(find re2 -maxdepth 1 -name '*.cc') util/rune.cc util/strutil.cc
  mkdir -p "$prefix/include/re2"
  cp re2/{filtered_re2,re2,set,stringpiece}.h "$prefix/include/re2"
  printf 'Name: re2\nDescription: regular expressions\nVersion: 0\nCflags: -I%s/include\nLibs: -L%s/lib -lre2\n' \
    "$prefix" "$prefix" >"$prefix/lib/pkgconfig/re2.pc"
}

build_z() {
  unpack zlib
  cd "$work/zlib"
  archive z emcc "-O2 -DNDEBUG -I." -- adler32.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c zutil.c
  cp zlib.h zconf.h "$prefix/include"
}

build_crypt() {
  unpack libxcrypt
  cd "$work/libxcrypt"
  perl build-aux/scripts/gen-crypt-hashes-h lib/hashes.conf ,bcrypt, >lib/crypt-hashes.h
  archive crypt emcc "-O2 -DHAVE_CONFIG_H -DIN_LIBCRYPT -I$here/libcrypt -Ilib" -- \
    lib/crypt-bcrypt.c lib/util-xbzero.c "$here/libcrypt/crypt.c"
  cp "$here/libcrypt/crypt.h" "$prefix/include"
}

# Without what needs an operating system, and without ciphers and digests that no chart can ask for. It asks for getentropy
# where there is ELF only.
build_crypto() {
  unpack openssl
  cd "$work/openssl"
  local without=(asm threads sock shared dso engine module async tests ui-console afalgeng autoload-config
    cms ct cmp ocsp ts srp psk comp legacy ec2m gost aria bf blake2 camellia cast idea md4 mdc2 rc2 rc4 rmd160
    seed siphash siv sm2 sm3 sm4 whirlpool cached-fetch err posix-io)
  CFLAGS="-O2 -D__ELF__" CC=emcc AR=emar RANLIB=emranlib ./Configure linux-generic32 "${without[@]/#/no-}" \
    --with-rand-seed=getrandom -DNO_SYSLOG -DOPENSSL_NO_SECURE_MEMORY
  make -s -j"$(nproc)" build_generated
  make -s -j"$(nproc)" libcrypto.a
  cp libcrypto.a "$prefix/lib"
  cp -r include/openssl "$prefix/include"
}

# Headers only: those of this machine, where the compiler for WebAssembly finds no others beside them.
copy_json() {
  cp -r /usr/include/nlohmann "$prefix/include"
  cp -r /usr/share/cmake/nlohmann_json "$prefix/share/cmake"
}

[ -e "$prefix/include/nlohmann" ] || copy_json
for library in z re2 crypt crypto; do
  [ -e "$prefix/lib/lib$library.a" ] || (printf -- '-- lib%s\n' "$library" >&2 && "build_$library" >"$work/$library.log" 2>&1) ||
    { tail -30 "$work/$library.log" >&2 && exit 1; }
done

# The licences of what becomes part of the module: emscripten's are those of the C and C++ libraries.
licences=$prefix/share/licenses
mkdir -p "$licences"
for file in re2/LICENSE zlib/LICENSE libxcrypt/LICENSING openssl/LICENSE.txt; do
  cp "$work/$file" "$licences/${file%%/*}"
done
for package in emscripten nlohmann-json3-dev tzdata; do cp "/usr/share/doc/$package/copyright" "$licences/$package"; done
