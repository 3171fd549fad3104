"""Rank the actors of a network too large for one machine, by GraphX: `python -m benchmarks.graphx TIES.csv MASTER`.

Needs pyspark and Java; TIES.csv is what `cakg network --as csv` writes, MASTER a cluster of Spark, or
`local-cluster[2,1,1024]`: two processes of one core and 1,024 MiB each. Prints how many actors and components there
are, and the ten highest PageRanks (twenty rounds, weights not counted), which sum to 1 over all actors.
"""

import csv
import sys
import tempfile
from typing import IO, Any

from pyspark.sql import SparkSession

ROUNDS, RESET = 20, 0.15


def main(ties: str, master: str) -> None:
    spark = SparkSession.builder.master(master).config("spark.ui.enabled", "false").getOrCreate()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as edges:
        names = _numbered(ties, edges)
        graphx, integer = spark._jvm.org.apache.spark.graphx, spark._jvm.scala.reflect.ClassTag.Int()
        storage = spark._jvm.org.apache.spark.storage.StorageLevel.MEMORY_AND_DISK()
        graph = graphx.GraphLoader.edgeListFile(spark._jsc.sc(), edges.name, False, 4, storage, storage)
        ranks = _vertices(graphx.lib.PageRank.run(graph, ROUNDS, RESET, integer, integer))
        components = _vertices(graphx.lib.ConnectedComponents.run(graph, integer, integer))
    print(len(names), "actors in", len(set(components.values())), "components")
    total = sum(ranks.values())
    for number in sorted(ranks, key=lambda one: (-ranks[one], names[one]))[:10]:
        print(f"{ranks[number] / total:.6f} {names[number]}")
    spark.stop()


def _numbered(ties: str, edges: IO[str]) -> list[str]:
    """Write the ties as pairs of numbers, both ways, and return whose they are."""
    numbers: dict[str, int] = {}
    with open(ties, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = (numbers.setdefault(row[end], len(numbers)) for end in ("Source", "Target"))
            edges.write(f"{one} {other}\n{other} {one}\n")
    edges.flush()
    return list(numbers)


def _vertices(graph: Any) -> dict[int, float]:
    return {one._1(): one._2() for one in graph.vertices().toJavaRDD().collect()}


if __name__ == "__main__":
    main(*sys.argv[1:])
