#!/usr/bin/env bash
# The main job, from the command: main_job_test.sh LLMSYS, the command line program, which builds what it needs.
# Ends with the line N passed, N failed, N skipped.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
llmsys=$1
export LLMSYS_ROOT=$root LLMSYS_BUILD=${llmsys%/autograder/cli/llmsys}
work=$(mktemp -d "${TMPDIR:-/tmp}/llmsys-train-XXXXXX")
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# check WHAT COMMAND...: runs the command; a failure shows the output of the last run.
check() {
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$1"
    tail -n 40 "$work/out"
  fi
}

# run ARGUMENTS...: trains; what it prints is in $work/out.
run() { "$llmsys" train "$@" >"$work/out" 2>&1; }

says() { grep -qF -- "$1" "$work/out"; }

# at_most KEY BOUND: a number of the summary.
at_most() { awk -v key="\"$1\":" -v bound="$2" '$1 == key { sub(",", "", $2); found = 1; ok = $2 <= bound } END { exit !(found && ok) }' "$work/summary.json"; }

check 'a short run ends well' run --out "$work/short" --positions 600000 --json "$work/summary.json" --trace-dispatch
check 'it has learned: below 1.70 nats per character' at_most held_out_loss 1.70
check 'the 2-gram model stands beside it' says '2-gram       2.4450'
check 'the 4-gram model stands beside it' says '4-gram       1.4929'
check 'the 6-gram model stands beside it' says '6-gram       1.2961'
check 'it says whose code it ran' says 'solutions/01_autodiff'
check 'the trace names who multiplied' grep -qE '^matmul +cpu +f32 +framework' "$work/out"

mkdir "$work/mine"
cp "$root"/solutions/01_autodiff/*.cpp "$work/mine"
cp "$root"/labs/01_autodiff/backward.cpp "$work/mine"                              # not written yet
printf 'int broken(\n' >"$work/mine/unbroadcast.cpp"                               # does not compile
sed -i 's/return raw::mul(dy, other);/return raw::add(dy, other);/' "$work/mine/elementwise_rules.cpp"  # wrong
check 'a run with files of a student ends well' run --from "$work/mine" --out "$work/yours" --positions 50000 --no-baselines
check 'a file with full marks is used' says "$work/mine/tensor_rules.cpp (yours)"
check 'a stub is not' says 'solutions/01_autodiff/backward.cpp'
check 'a file that does not compile is not' says 'solutions/01_autodiff/unbroadcast.cpp'
check 'a wrong file is not' says 'solutions/01_autodiff/elementwise_rules.cpp'
check 'both runs begin with the same weights and batches, so they log the same' \
  test "$(head -n 2 "$work/short/log.jsonl" | cut -d, -f1-2)" = "$(head -n 2 "$work/yours/log.jsonl" | cut -d, -f1-2)"

cat >"$work/config.json" <<'END'
{"model_type": "llama", "vocab_size": 300, "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2,
 "num_attention_heads": 2, "max_position_embeddings": 16, "tie_word_embeddings": true}
END
head -c 20000 "$root/datasets/text/austen_tiny.txt" >"$work/text.txt"
check 'a language model is trained' \
  run --model "$work/config.json" --data "$work/text.txt" --out "$work/tokens" --steps 20 --threads 1 --trace-dispatch
check 'it says whose code it ran' says 'solutions/06_pretraining'
check 'the trace names the fused attention' grep -qE '^flash_attention +cpu +f32 +lab15' "$work/out"
check 'its folder alone says how it goes on' run --resume "$work/tokens"
check 'and what it is' says 'held-out loss'

printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
((failed == 0))
