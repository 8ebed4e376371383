"""Codes of what should never happen."""

from riskkit.codes.shape import Code, error

BUGS: dict[str, Code] = {
    "BUG-01": error(
        "riskkit 遇到未预料的情况",
        "riskkit met something unforeseen",
        "请把这一行和文件表头报告给维护者；设 RISKKIT_TRACEBACK=1 可看细节",
        "report this line and the file's header; RISKKIT_TRACEBACK=1 shows details",
    ),
    "BUG-02": error(
        "内存不足",
        "out of memory",
        "减小 --chunk-rows，或用 --explanations top:5 --pages none",
        "lower --chunk-rows or use --explanations top:5 --pages none",
    ),
}
