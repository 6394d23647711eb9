#!/usr/bin/env bash
# Installs what PDF needs beside render.mjs: Typst and four fonts, from the npm registry at the versions of package-lock.json.
# usage: install.sh [FOLDER]      FOLDER is made into a whole tool (for Pdf:Tool, an image, …); default: this one
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here}
stamp=$(sha256sum <"$here/package-lock.json")
[ "$(cat "$to/fonts/.installed" 2>/dev/null)" = "$stamp" ] && [ -d "$to/node_modules/@myriaddreamin" ] && fonts=yes || fonts=
mkdir -p "$to"
if [ "$to" != "$here" ]; then cp "$here"/{render.mjs,document.typ,package.json,package-lock.json,.npmrc} "$to/"; fi
[ -n "$fonts" ] && exit 0
(cd "$to" && npm ci --no-audit --no-fund --loglevel=error </dev/null)
rm -rf "$to/fonts"
mkdir "$to/fonts"
for weight in 400Regular 700Bold; do
  cp "$to/node_modules/@expo-google-fonts/noto-sans-sc/$weight/NotoSansSC_$weight.ttf" "$to/node_modules/@expo-google-fonts/noto-serif-sc/$weight/NotoSerifSC_$weight.ttf" "$to/fonts/"
done
for family in sans serif; do cp "$to/node_modules/@expo-google-fonts/noto-$family-sc/LICENSE_FONT" "$to/fonts/LICENSE-$family.txt"; done
# The packages carry every weight, two hundred megabytes of which four files are used.
rm -rf "$to/node_modules/@expo-google-fonts"
echo "$stamp" >"$to/fonts/.installed"
