"""Codes of weighting."""

from riskkit.codes.shape import Code, error, warning

WEIGHTS: dict[str, Code] = {
    "AHP-01": error(
        "判断矩阵不是方阵或不足两阶",
        "the judgement matrix is not square or too small",
        "检查行列数",
        "check its rows and columns",
    ),
    "AHP-02": error(
        "判断矩阵不互反",
        "the judgement matrix is not reciprocal",
        "使 a(j,i) = 1/a(i,j)",
        "let a(j,i) = 1/a(i,j)",
    ),
    "AHP-03": error(
        "一致性比率 CR 不小于 0.1",
        "the consistency ratio is not below 0.1",
        "调整最不一致的一对判断",
        "revise the most inconsistent pair",
    ),
    "AHP-04": error(
        "阶数超出 RI 表",
        "the size is beyond the RI table",
        "分成更小的层次",
        "split the criteria into smaller groups",
    ),
    "AHP-05": error(
        "有准则没有与其他准则比较",
        "the comparisons do not connect all criteria",
        "补充两两比较",
        "add the missing comparisons",
    ),
    "WGT-01": error("权重为负", "a weight is negative", "权重应不小于 0", "weights must not be negative"),
    "WGT-02": error("权重之和不等于 1", "weights do not sum to 1", "调整权重", "adjust the weights"),
    "WGT-03": warning(
        "这一列取值全相同，权重为 0",
        "a constant column has weight 0",
        "确认是否应当删去该准则",
        "consider dropping the criterion",
    ),
    "WGT-04": error(
        "熵权法不允许负值",
        "entropy weights do not allow a negative value",
        "先平移或改用极差标准化",
        "shift the column or use min-max scaling",
    ),
    "WGT-05": error(
        "有空单元格",
        "an empty cell",
        "补值，或指明缺失处理方式",
        "fill it or state the policy for missing cells",
    ),
    "WGT-06": error(
        "各列完全相关，CRITIC 无法区分权重",
        "the columns are perfectly correlated; CRITIC cannot tell their weights apart",
        "改用熵权法或标准差法",
        "use entropy or standard deviation weights",
    ),
}
