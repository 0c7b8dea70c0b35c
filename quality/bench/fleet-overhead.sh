#!/bin/bash
# What a fleet costs beside a shell loop: the same clips are encoded by `fovea compress`, one after the other, and by `fovea fleet run` with one core, in turn.
#   bench/fleet-overhead.sh FOLDER [CLIPS] [STEPS] [ROUNDS]
# FOLDER is made. Prints for each run seconds by the clock and of processor time, and at the end both ratios of the sums; fails where an archive differs.
# FOVEA names another program than ./fovea. To be pinned to one core: taskset -c 0 bench/fleet-overhead.sh …
set -eu
fovea=${FOVEA:-$(cd "$(dirname "$0")/.." && pwd)/fovea}
folder=$1
clips=${2:-4}
steps=${3:-400}
rounds=${4:-2}
mkdir "$folder"
cd "$folder"
cat >profile.yaml <<YAML
renderer: {family: compact, channels: 4, blocks: 1, fold: 4, mapChannels: 1, mapRows: 2, mapColumns: 2, drawnFrame: 2}
stages:
  - train: {warmUpSteps: 10, steps: $steps, learningRate: 0.02, finalLearningRate: 0.005}
pack: fast
YAML
for i in $(seq "$clips"); do
  "$fovea" samples generate -o "drives/d$i.mkv" --pairs 3 --size 192x144 --seed "$i" --quiet
done
TIMEFORMAT='%R %U %S'

loop() {
  for i in $(seq "$clips"); do
    "$fovea" compress "drives/d$i.mkv" -o "loop$1/d$i.zip" --profile profile.yaml --threads 1 --no-cache --quiet
  done
}

fleet() {
  printf 'clips: drives/*.mkv\nevaluators: bundled\nprofile: profile.yaml\nresults: fleet%s\nlimits: {cores: 1, memory: 4}\n' "$1" >"fleet$1.yaml"
  "$fovea" fleet run "fleet$1.yaml" --cores 1 --quiet
}

for round in $(seq "$rounds"); do
  mkdir "loop$round"
  for way in loop fleet; do
    { time "$way" "$round" >"$way$round.log" 2>&1; } 2>"$way$round.time"
    awk -v way="$way" -v round="$round" '{ printf "round %s, %s: %.1f s, %.1f s of processor time\n", round, way, $1, $2 + $3 }' "$way$round.time"
  done
  for i in $(seq "$clips"); do
    cmp "loop$round/d$i.zip" "fleet$round/archives/d$i.zip"
  done
done
awk '{ way = FILENAME ~ /loop/ ? "loop" : "fleet"; clock[way] += $1; work[way] += $2 + $3 }
     END { printf "fleet against loop: %+.1f %% by the clock, %+.1f %% of processor time\n", 100 * (clock["fleet"] / clock["loop"] - 1), 100 * (work["fleet"] / work["loop"] - 1) }' ./*.time
