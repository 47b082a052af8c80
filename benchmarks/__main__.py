"""Every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import appraisal, documents, imports, projection

for benchmark in (documents, appraisal, imports, projection):
    print(f"\n{(benchmark.__doc__ or '').splitlines()[0]}")
    benchmark.main()
