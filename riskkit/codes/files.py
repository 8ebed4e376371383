"""Codes of files, output folders and the command line."""

from riskkit.codes.shape import Code, error

FILES: dict[str, Code] = {
    "FILE-01": error("文件不存在", "the file does not exist", "检查路径和文件名", "check the path and the name"),
    "FILE-02": error(
        "文件无法读取",
        "the file cannot be read",
        "用 WPS 或 Excel 重新另存为 xlsx 或 UTF-8 的 csv",
        "save it again as xlsx or UTF-8 csv",
    ),
    "FILE-03": error(
        "文件编码既不是 UTF-8 也不是 GB18030",
        "the file is neither UTF-8 nor GB18030",
        "重新另存为 UTF-8，或用 --encoding 指明编码",
        "save it as UTF-8 or name the encoding with --encoding",
    ),
    "FILE-04": error(
        "文件里没有数据行",
        "the file holds no data rows",
        "检查导出条件和工作表",
        "check the export and the sheet",
    ),
    "FILE-05": error(
        "没有这个工作表",
        "no such sheet",
        "用 --sheet 写出列出的名称之一",
        "name one of the listed sheets with --sheet",
    ),
    "FILE-06": error(
        "不支持这种文件",
        "this kind of file is not supported",
        "提供 csv、xlsx 或 parquet",
        "provide csv, xlsx or parquet",
    ),
    "OUT-01": error(
        "输出文件夹已存在",
        "the output folder already exists",
        "换一个文件夹，或加 --replace",
        "choose another folder or add --replace",
    ),
    "OUT-02": error(
        "无法写入",
        "cannot write",
        "检查权限、磁盘空间，关闭正在打开的文件",
        "check permission and disk space, close open files",
    ),
    "OUT-03": error(
        "这里没有评估结果",
        "no assessment result here",
        "给出 riskkit assess 写出的文件夹",
        "name a folder written by riskkit assess",
    ),
    "OUT-04": error(
        "要替换的文件夹不是 riskkit 写出的，不动它",
        "the folder to replace was not written by riskkit; it is left alone",
        "换一个文件夹",
        "choose another folder",
    ),
    "ARG-01": error("参数的值不对", "a value given is not allowed", "改成允许的写法", "write it as allowed"),
    "ARG-02": error("没有这个命令、选项或参数", "no such command, option or argument", "写法见 --help", "see --help"),
    "ARG-03": error(
        "缺少必需的参数或选项的值",
        "a required argument or an option's value is missing",
        "补上它，写法见 --help",
        "add it; see --help",
    ),
    "EXP-01": error(
        "结果里没有这个对象",
        "no such subject in the result",
        "检查编号，可从 register.csv 复制",
        "check the id; copy it from register.csv",
    ),
}
