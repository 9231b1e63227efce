"""A site built in shards by an existing engine: Dask distributed, here with workers on this machine.

    pip install "distributed>=2025.1,<2027"     # of this example alone; Whosaid does not need it
    python benchmarks/dask_shards.py FOLDER     # with mkdocs.yml in it; --shards 8 --workers 2 are the defaults

With `--scheduler tcp://…` the workers of an existing cluster do it: each needs the site in the same folder, and
Whosaid. Where the workers share no disk, let `build` return what is in the shard's folder instead of its name.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from pathlib import Path

from distributed import Client, LocalCluster, as_completed  # type: ignore[import-not-found]  # see above


def build(site: str, part: int, parts: int) -> str:
    """Build one shard, on whatever worker this runs; returns its folder."""
    folder = Path(site, "shards", f"{part}-of-{parts}")
    command = ["whosaid", "build", "--shard", f"{part}/{parts}", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return str(folder)


def main() -> None:
    """Build all shards and join them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler", help="the address of a cluster; otherwise one is started on this machine")
    options = parser.parse_args()
    cluster = options.scheduler or LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
    site, parts, started = str(options.site.resolve()), options.shards, time.monotonic()
    with Client(cluster) as client:
        futures = [client.submit(build, site, part, parts, pure=False) for part in range(1, parts + 1)]
        for future in as_completed(futures):
            print(f"{time.monotonic() - started:6.1f} s  {Path(future.result()).name}")
        folders = [future.result() for future in futures]
    subprocess.run(["whosaid", "merge", *folders, "--output", "site", "--replace"], cwd=site, check=True)
    print(f"{time.monotonic() - started:6.1f} s  the site")


if __name__ == "__main__":
    main()
