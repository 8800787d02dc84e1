# Each target is one line of work; `make help` lists them.
STORY ?= docs/examples/old-camera.txt
OUT ?= out/episode.mp4

.PHONY: help run test setup fmt fmt-check lint doc bench ci clean

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14

run: setup ## make an episode: make run STORY=path OUT=path
	cargo build --release --locked --package xinggen-server && target/release/xinggen produce "$(STORY)" --out "$(OUT)"

test: ## set up what is missing and run every test
	deploy/test.sh

setup: ## install what making an episode needs
	deploy/setup.sh run

fmt: ## format the code
	cargo fmt

fmt-check: ## check the format
	cargo fmt --check

lint: ## run the lints, warnings are errors
	cargo clippy --workspace --all-targets --locked -- -D warnings

doc: ## build the documentation of the crates
	cargo doc --workspace --no-deps --locked

bench: ## print the ratios that the performance goals are about
	deploy/bench.sh

ci: ## what the continuous integration runs
	.ci/run

clean: ## remove what was built
	cargo clean
