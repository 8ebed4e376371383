#!/usr/bin/env bash
# Makes the pictures of the README from shipped synthetic data.
# Needs riskkit, chromium, LibreOffice Calc, poppler-utils, a Chinese font and Pillow; run from anywhere.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
city=$here/../../datasets/synthetic_city
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

riskkit demo -o "$work/demo" > /dev/null
riskkit assess "$city/units_small.csv" --rules unit/city_score_100 --as-of 2026-01-01 --notice 合成数据 \
  --fires "$city/fires.csv" --pages none -o "$work/small" > /dev/null || [ $? -eq 1 ]

chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1600 \
  --screenshot="$work/page.png" "file://$work/demo/unit/pages/SYN-U01799.html" 2> /dev/null
soffice --headless --convert-to pdf --outdir "$work" "$work/small/register.xlsx" > /dev/null 2>&1
pdftoppm -r 115 -f 1 -l 1 -png -singlefile "$work/register.pdf" "$work/register"

head -n 42 "$city/units.csv" > "$work/part.csv"
riskkit validate "$work/part.csv" --rules unit/city_score_100 --as-of 2026-01-01 -o "$work/checked" > /dev/null || [ $? -eq 1 ]
cp "$work"/checked/*.xlsx "$work/annotated.xlsx"
riskkit template unit/city_score_100 --as-of 2026-01-01 -o "$work/template.xlsx" > /dev/null 2>&1
for name in annotated template; do
  soffice --headless --convert-to pdf --outdir "$work" "$work/$name.xlsx" > /dev/null 2>&1
done
pdftoppm -r 80 -f 1 -l 1 -png -singlefile "$work/annotated.pdf" "$work/annotated"
# the sheet 填报说明 follows the form
guide=$(for page in $(seq 1 "$(pdfinfo "$work/template.pdf" | awk '/^Pages/ {print $2}')"); do
  pdftotext -f "$page" -l "$page" "$work/template.pdf" - | grep -q "填报说明" && echo "$page" && break; done) || true
pdftoppm -r 80 -f "${guide:-1}" -l "${guide:-1}" -png -singlefile "$work/template.pdf" "$work/template"

# 128 colours are plenty and keep each picture under 300 KB
python - "$work" "$here" <<'PY'
import sys
from pathlib import Path

from PIL import Image, ImageChops

work, here = Path(sys.argv[1]), Path(sys.argv[2])
for name in ("page", "register", "annotated", "template"):
    picture = Image.open(work / f"{name}.png").convert("RGB")
    drawn = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    left, top, right, bottom = drawn
    box = (max(0, left - 20), max(0, top - 20), min(picture.width, right + 20), min(picture.height, bottom + 20))
    picture.crop(box).quantize(128).save(here / f"{name}.png", optimize=True)
PY
ls -l "$here"/*.png
