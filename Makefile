# Everything a person does here, one line of work each. Start with `make help`.
STORY ?= docs/examples/old-camera.txt
OUT ?= out/episode.mp4
ONCE ?=
# Through the environment, so that names with spaces and quotes stay whole.
export STORY OUT
export PATH := $(PATH):$(HOME)/.cargo/bin

.PHONY: help setup run produce openapi test ci fmt fmt-check lint doc bench mutants clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## install what running and testing need (root or sudo; Debian, Ubuntu)
	@deploy/setup.sh test

run: ## serve the API on http://localhost:8080 and produce a sample through it: make run STORY=path ONCE=1
	@deploy/setup.sh run && cargo build --release --locked -p xinggen-server && "$${CARGO_TARGET_DIR:-target}/release/xinggen" serve --sample "$$STORY" $(if $(ONCE),--once)

produce: ## make an episode without a server: make produce STORY=path OUT=path
	@deploy/setup.sh run && cargo build --release --locked -p xinggen-server && mkdir -p "$$(dirname -- "$$OUT")" && "$${CARGO_TARGET_DIR:-target}/release/xinggen" produce "$$STORY" --out "$$OUT"

openapi: ## write docs/openapi.json and the TypeScript client's types from the routes
	@deploy/openapi.sh

test: ## run every check and test, with a PostgreSQL of its own unless XINGGEN_TEST_POSTGRES_URL is set
	@deploy/test.sh

ci: ## what the continuous integration runs
	@.ci/run

fmt: ## format the code
	@cargo fmt --all

fmt-check: ## check the format
	@cargo fmt --all --check

lint: ## run clippy; warnings are errors
	@cargo clippy --workspace --all-targets --features xinggen-server/failpoints --locked -- -D warnings

doc: ## build the documentation of our crates
	@cargo doc --workspace --no-deps --locked

bench: ## print the ratios that the performance goals are about
	@deploy/bench.sh

mutants: ## take the owner's filter from one table's statements at a time and see a test fail
	@deploy/mutants.sh

clean: ## remove what was built, and the test database
	@if deploy/postgres.sh programs >/dev/null 2>&1; then deploy/postgres.sh stop; fi && cargo clean
