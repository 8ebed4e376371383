"""Codes of files, output folders and the command line."""

from riskkit.codes.shape import Code, error, note, warning

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
    "FILE-20": error(
        "这一行太长，不像是表格的一行",
        "this row is too long to be a row of a table",
        "检查这一行：可能缺少换行，或引号没有配对；重新导出",
        "look at this row: a line end or a closing quote may be missing; export it again",
    ),
    "FILE-21": warning(
        "文件是 UTF-8，但这里的字节已损坏，坏处以替代符 U+FFFD 表示",
        "the file is UTF-8, but bytes here are damaged; U+FFFD stands for them",
        "核对这一格；重新导出，或用 --encoding 指明编码",
        "check this cell; export again or name the encoding with --encoding",
    ),
    "FILE-22": warning(
        "文件开头标明 UTF-8，内容却是 GB18030；按 GB18030 读",
        "the file is marked as UTF-8 but holds GB18030; it is read as GB18030",
        "核对样行；不对时用 --encoding 指明编码",
        "check the sample row; name the encoding with --encoding if it is wrong",
    ),
    "FILE-23": warning(
        "文字里夹有空字节（NUL），已去掉",
        "NUL bytes in the text were left out",
        "核对这一格；从原系统重新导出",
        "check this cell; export it again",
    ),
    "FILE-24": warning(
        "引号没有配对：这个引号按普通字符读，后面的行照常读",
        "a quote that is never closed: it is read as an ordinary character, the rows below as usual",
        "在原系统补上或去掉这个引号，重新导出",
        "close or remove the quote at the source and export again",
    ),
    "FILE-25": note(
        "文件里混用几种换行符",
        "the file mixes several kinds of line ends",
        "一般不用处理；行数对不上时重新导出",
        "usually nothing to do; export again if the number of rows is wrong",
    ),
    "FILE-26": warning(
        "一对引号之间夹着像完整数据行的几行，可能有引号写错",
        "a quoted cell holds whole lines that look like rows; a quote may be misplaced",
        "核对这一行的引号；若吞掉了别的行，改正后重新导出",
        "check the quotes of this row; if it swallowed others, mend it and export again",
    ),
    "FILE-27": error(
        "文件用全角逗号分隔，全角逗号不是分隔符",
        "the cells are separated by full-width commas, which separate nothing",
        "另存为用半角逗号分隔的 csv，或存为 xlsx",
        "save it as csv with ASCII commas, or as xlsx",
    ),
    "FILE-28": error(
        "没有安装读取数据库所需的程序包",
        "a package that reading a database needs is not installed",
        '运行 pip install "riskkit[sql]"；其他数据库另装它的驱动',
        'run pip install "riskkit[sql]"; other databases need their driver as well',
    ),
    "FILE-29": error(
        "连接不上数据库",
        "cannot connect to the database",
        "检查地址、端口、库名、用户名和密码",
        "check host, port, database, user and password",
    ),
    "FILE-30": error(
        "数据库查询出错",
        "the database answered the query with an error",
        "按数据库的提示改正 --query",
        "mend --query as the database says",
    ),
    "FILE-31": error(
        "读数据库要用 --query 写一条查询（SELECT 或 WITH）或一个表名",
        "a database is read with one query (SELECT or WITH) or the name of a table as --query",
        '例如 --query "SELECT * FROM 单位 ORDER BY 单位编号"',
        'for example --query "SELECT * FROM units ORDER BY id"',
    ),
    "FILE-32": note(
        "查询没有 ORDER BY，行的先后由数据库决定，行号可能每次不同",
        "the query has no ORDER BY: the database chooses the order, row numbers may differ between runs",
        "在查询末尾写上 ORDER BY 编号列",
        "end the query with ORDER BY the column of ids",
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
