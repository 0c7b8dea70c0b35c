#!/bin/bash
# Everything that needs a GPU, in at most eight minutes, on an unpacked distribution built with -Pcuda.
#   quality/bench/gpu-check.sh CLIP EVALUATORS FOLDER [DEVICE] [PAIRS]
# Gradients of DEVICE (cuda) against the CPU's and pairs a second by size of a step; then CLIP is encoded within five
# minutes with PAIRS (4) in a step of its last training and scored by the CPU. FOVEA names another program than
# ./fovea. With DEVICE cpu it runs anywhere. Fails where gradients differ or the encode does.
set -eu
fovea=${FOVEA:-$(cd "$(dirname "$0")/../.." && pwd)/fovea}
clip=$1
evaluators=$2
folder=$3
device=${4:-cuda}
pairs=${5:-4}
mkdir "$folder"
timeout 120 "$fovea" doctor --device "$device" | tee "$folder/doctor.txt" | grep -E 'CUDA|gradients|pairs a second|device'
[ "${PIPESTATUS[0]}" = 0 ]
timeout 350 "$fovea" compress "$clip" -o "$folder/clip.zip" --evaluators "$evaluators" --device "$device" --minutes 5 \
  --profile fast/latent --set "quantise.training.pairsPerStep=$pairs" --no-verdict --quiet
