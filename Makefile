# What can be done here: make help. `make check` is what must pass before a change goes in.

GO      ?= go
BIN     := bin/chancery
DEMO_DB := bin/demo.db
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X chancery/internal/cli.version=$(VERSION)

# One static binary; tests are built the same way, so that what is compiled for one serves the other.
export CGO_ENABLED = 0

.PHONY: help build test check lint bench demo scores web e2e screenshots look clean

help: ## list the targets
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

build: ## the program, in bin/
	@mkdir -p bin
	$(GO) build -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/chancery

test: ## every test
	$(GO) test ./...

check: ## gofmt, vet, the linter if it is installed, every test
	@out="$$(gofmt -l $$(git ls-files '*.go'))"; if [ -n "$$out" ]; then echo "not formatted:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	@if command -v golangci-lint >/dev/null; then golangci-lint run; else echo "golangci-lint is not installed: left out"; fi
	$(GO) test ./...

lint: ## the linter alone
	golangci-lint run

bench: ## every benchmark, once
	$(GO) test -run '^$$' -bench . -benchmem ./...

scores: ## what is read against what should be, with the committed figures
	$(GO) run ./cmd/chancery eval examples

demo: build ## the sample corpus, from its bytes to what stands between two states
	@sh scripts/demo.sh $(BIN) $(DEMO_DB)

# The pages' script and styles are committed as they are built (internal/server/web/dist), so that nothing here but these four needs Node.
web/node_modules: web/package-lock.json
	cd web && npm ci --ignore-scripts
	@touch $@

web: web/node_modules ## build the pages' script, styles and map anew (needs Node)
	cd web && npm run --silent map && npm run --silent build

e2e: build web/node_modules ## walk the pages in a browser (needs Node; installs Chromium on Debian)
	cd web && CHANCERY=$(CURDIR)/$(BIN) npm run --silent e2e

screenshots: build web/node_modules ## take the pictures of the README from the sample corpus (needs Node; installs Chromium on Debian)
	cd web && CHANCERY=$(CURDIR)/$(BIN) node e2e/screenshots.mjs

look: build web/node_modules ## take a picture of every page in every form, and of what is printed, into bin/look (needs Node; installs Chromium on Debian)
	cd web && CHANCERY=$(CURDIR)/$(BIN) node e2e/look.mjs

clean: ## what was built
	rm -rf bin
