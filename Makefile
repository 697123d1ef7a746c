# The program needs Go alone; `make weights` also needs Python.

export CGO_ENABLED = 0

# How long each fuzz target runs: a count, or a time such as 30s (which can end in a
# spurious "context deadline exceeded": golang.org/issue/75804).
FUZZTIME ?= 5000x

# The interpreter that trains, with the packages of train/requirements.txt.
PYTHON ?= python3

.PHONY: build test test-kills test-train bench fuzz score generate weights

build:
	go build -o bin/rapporteur ./cmd/rapporteur

test:
	go test -timeout 10m ./...

# Kills an add of 500 reports at 20 moments; `test` does so at 4 of 100.
test-kills:
	RAPPORTEUR_TEST_KILLS=20 go test -count=1 -run '^TestKilled$$' -v ./cmd/rapporteur

# The training program's own tests need numpy and torch.
test-train:
	@if $(PYTHON) -c 'import numpy, torch' 2>/dev/null; \
		then $(PYTHON) -m unittest discover -s train; \
		else echo 'train/ is not tested: numpy or torch is absent'; fi

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Go fuzzes one target of one package at a time.
fuzz:
	@grep -rlE '^func Fuzz' --include='*_test.go' . | sort | while read -r file; do \
		for target in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$$file"); do \
			echo "$$target in $$(dirname "$$file")"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
		done; \
	done

# Writes scores.txt. The sets that are scored on are no part of the repository; an
# absent one is skipped with a line that says so.
score:
	go run ./internal/score golden

generate:
	go generate ./...

# Trains from the sets beside the repository and writes the embedded weights.
weights:
	go build -o bin/tokens ./train/tokens
	go build -o bin/mentions ./train/mentions
	mkdir -p train/checkpoints
	$(PYTHON) train/train.py | tee train/checkpoints/log.txt
	$(PYTHON) train/export.py
