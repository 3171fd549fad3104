"""What is claimed about speed, measured: `python -m benchmarks` compares with named peers in one run."""
