# socklab: 'make lesson' builds the program and runs lesson 4; 'make test' proves it.
# Both install what is missing with apt, or say exactly what to install.

PREFIX ?= /usr/local
DESTDIR ?=
SECONDS ?= 60
TIMES ?= 100
SWIFT ?= swift
CHECKED = --explicit-target-dependency-import-check error

.PHONY: help lesson build test bench lint grammar fuzz test-address test-thread repeat \
  install uninstall clean

help:
	@echo 'make lesson           build the release and run examples/lesson4.sock'
	@echo 'make test             install, lint, build, run every test'
	@echo 'make bench            compare with programs in C and Python (QUICK=1, OPTIONS=--growth)'
	@echo 'make install PREFIX=  put socklab on the PATH (default /usr/local)'
	@echo 'make fuzz SECONDS=60  every fuzz target with libFuzzer; FUZZ=script only that one'
	@echo 'make test-address | test-thread   every test under a sanitizer'
	@echo 'make repeat TIMES=100 [BUSY=1]    every test again and again, on a busy machine'
	@echo 'make build | lint | grammar | uninstall | clean'

lesson: build
	@"$$(tools/release --show-bin-path)/socklab" run examples/lesson4.sock

build:
	@tools/requirements build
	tools/release

test:
	@tools/requirements build test
	$(MAKE) --no-print-directory lint grammar
	$(SWIFT) build --build-tests $(CHECKED)
	tools/test

bench: build
	@tools/requirements bench
	SOCKLAB_EXECUTABLE="$$(tools/release --show-bin-path)/socklab" \
	  Benchmarks/bench $(if $(QUICK),--quick) $(OPTIONS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

grammar:
	grammar/prove.py
	grammar/prove.py --self-test

fuzz:
	@tools/requirements build
	tools/fuzz $(SECONDS) $(FUZZ)

test-address:
	@tools/requirements build test
	tools/sanitize address

test-thread:
	@tools/requirements build test
	tools/sanitize thread

repeat:
	@tools/requirements build test
	$(SWIFT) build --build-tests
	tools/repeat $(TIMES) $(if $(BUSY),busy)

install:
	@mkdir -p '$(DESTDIR)$(PREFIX)/bin' 2>/dev/null && test -w '$(DESTDIR)$(PREFIX)/bin' || \
	  { echo "make install: $(DESTDIR)$(PREFIX) may not be written;" \
	    "try: make install PREFIX=$$HOME/.local" >&2; exit 2; }
	@test -x .build/release/socklab || \
	  { echo "make install: run 'make build' first, as an ordinary user" >&2; exit 2; }
	install -D -m 755 .build/release/socklab '$(DESTDIR)$(PREFIX)/bin/socklab'
	mkdir -p '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	'$(DESTDIR)$(PREFIX)/bin/socklab' --generate-completion-script bash \
	  > '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/socklab'
	'$(DESTDIR)$(PREFIX)/bin/socklab' --generate-completion-script zsh \
	  > '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_socklab'
	'$(DESTDIR)$(PREFIX)/bin/socklab' --generate-completion-script fish \
	  > '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/socklab.fish'

uninstall:
	rm -f '$(DESTDIR)$(PREFIX)/bin/socklab' \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/socklab' \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_socklab' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/socklab.fish'

clean:
	rm -rf .build .build-address .build-thread .build-fuzz
