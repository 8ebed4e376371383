"""Codes of the fire-frequency branch."""

from riskkit.codes.shape import Code, error, note, warning

FREQUENCY: dict[str, Code] = {
    "FREQ-01": error(
        "特征的观察日晚于火灾统计窗口的开始",
        "a feature was observed after the fire window opens",
        "去掉该特征或换用更早的数据",
        "drop the feature or use earlier data",
    ),
    "FREQ-02": error(
        "没有可用的火灾记录",
        "no usable fire record",
        "检查火灾表的编号和日期",
        "check the ids and dates of the fire table",
    ),
    "FREQ-03": error(
        "暴露量必须大于 0",
        "exposure must be positive",
        "检查开业和停业日期",
        "check opening and closing dates",
    ),
    "FREQ-04": warning(
        "火灾记录的编号不在名单里，未计入",
        "a fire's id is not among the subjects; not counted",
        "核对编号",
        "check the id",
    ),
    "FREQ-05": error(
        "模型没有收敛",
        "the model did not converge",
        "检查特征尺度和取值",
        "check the features' scales and values",
    ),
    "FREQ-06": note(
        "这一类没有发生过火灾，已合并收缩",
        "a level without any fire was pooled and shrunk",
        "无需处理",
        "nothing to do",
    ),
    "FREQ-07": warning(
        "统计窗口跨越 2025-05-01 火灾统计口径变化",
        "the window straddles the change of statistical scope on 2025-05-01",
        "解释趋势时注意口径",
        "mind the scope when reading the trend",
    ),
    "FREQ-08": warning(
        "火灾日期不在统计窗口内，未计入",
        "a fire outside the window; not counted",
        "核对日期",
        "check the date",
    ),
    "FREQ-12": note(
        "火灾表只用于估计火灾频率，不自动计入指标和直接判定项",
        "the table of fires feeds the frequency only, no indicator and no veto",
        "请在评估对象的表里填“近12个月一般火灾起数”“近12个月较大以上火灾起数”",
        "state the fires of the last 12 months in the extract itself",
    ),
    "FREQ-09": error(
        "输入的表或列不合格",
        "the table or a column given is not acceptable",
        "按文档提供",
        "provide it as documented",
    ),
    "FREQ-10": warning(
        "这个规则集不估计火灾频率，火灾记录表未使用",
        "this rulebook estimates no fire frequency; the table of fires is not used",
        "在单位级评估时给出火灾记录表，上级用 --below 汇总",
        "give the fires when units are assessed; upper levels roll up with --below",
    ),
    "FREQ-11": warning(
        "火灾记录不足以回测，模型卡里没有回测表",
        "the fire record is too short for a back-test; the model card has none",
        "给出至少两个年度的火灾记录，或不加 --backtest",
        "give at least two years of fires, or leave out --backtest",
    ),
}
