"""总表: a line a branch, 小计, 合计 and the signed foot, each figure leading to its line in 指标溯源."""
