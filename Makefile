# What a developer types. Each command says what it is doing, may be repeated, and stops at the first fault.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PORT ?= 8080
CASES ?= 2000
export INHOUSE_TOOLS := $(shell . tools/env.sh && echo "$$INHOUSE_TOOLS")
# Every recipe runs with the tools of the set-up and the compiler it chose.
ENV = . tools/env.sh
SOURCES := $(shell find src style tools/css.sh tools/split.mjs index.html Trunk.toml Cargo.toml Cargo.lock .cargo -type f 2>/dev/null)

.PHONY: help run build test test-% bench shots audit fuzz size dev clean

help: ## this list
	awk -F ':.*## ' '/^[a-z%-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: dist/index.html target/serve ## set up, build, and serve the app at http://127.0.0.1:8080/ (PORT=N for another port)
	exec target/serve --port $(PORT)

build: dist/index.html ## set up and build dist/: the files to put on any static host

test: ## everything that must hold: format, lints, unit and store tests, the pages in three browsers
	$(ENV)
	exec tools/test.sh

test-%: ## one step of it, e.g. test-native; tools/test.sh lists them
	$(ENV)
	exec tools/test.sh $*

bench: dist/index.html ## how long the rules, the store and the page take with thousands of requests
	$(ENV)
	cargo bench --locked
	tools/setup.sh test
	INHOUSE_BENCH=1 cargo test --locked --features e2e --test pages -- --test-threads 1 speed:: idle:: storing::four_years beside::

shots: dist/index.html ## pictures of every screen and dialog in shots/ (OF=log-board,empty for some, by parts of their names)
	$(ENV)
	tools/setup.sh test
	INHOUSE_SHOTS=$(CURDIR)/shots INHOUSE_SHOTS_OF=$(OF) cargo test --locked --features e2e --test pages -- --test-threads 2 shots::

audit: $(INHOUSE_TOOLS)/ready ## licences and known faults of what is linked in; axe on every screen in every form; a browser killed 20 times; fuzz
	$(ENV)
	exec tools/audit.sh

fuzz: $(INHOUSE_TOOLS)/ready ## every decoder for about a minute, every property with many fresh cases (CASES=4000 for twice as long)
	$(ENV)
	PROPTEST_CASES=$(CASES) cargo test --locked --lib --tests -- --skip what_was_once_a_value
	INHOUSE_CASES=$(CASES) cargo test --locked --test fuzz_decoders --test store_fixtures --test store_bytes

size: dist/index.html ## what a first visit weighs, against the limit
	$(ENV)
	node tools/size.mjs

dev: $(INHOUSE_TOOLS)/ready ## rebuild at every change, at http://127.0.0.1:8081/
	$(ENV)
	exec trunk serve

clean: ## away with everything built here (the tools of the set-up stay)
	rm -rf dist shots target

# ── files ───────────────────────────────────────────────────────────────────────────────────
$(INHOUSE_TOOLS)/ready: tools/setup.sh tools/env.sh tools/package.json Cargo.lock
	tools/setup.sh build
	touch $@

dist/index.html: $(INHOUSE_TOOLS)/ready $(SOURCES)
	$(ENV)
	echo "Building dist/ (some minutes the first time, about one after a change)"
	# Views without their types in the program: measured a fifth smaller than with them. "split" and the relocations
	# are for tools/split.mjs, which cuts the program into the parts that come when they are wanted.
	# No folder of this machine goes into the program.
	RUST_BACKTRACE=0 RUSTFLAGS="--cfg erase_components --cfg split -Clink-args=--emit-relocs --remap-path-prefix=$${CARGO_HOME:-$$HOME/.cargo}=/cargo" trunk build --release --quiet
	touch $@
	echo "dist/ is ready: $$(du -sh dist | cut -f 1), plain files for any static host"

# Compiled by itself: it needs nothing of the project, so it is there in seconds.
target/serve: src/bin/serve.rs $(INHOUSE_TOOLS)/ready
	$(ENV)
	mkdir -p target
	"$${RUSTC:-rustc}" --edition 2024 -O -o $@ $<
