"""What 填写说明 says of each form: three steps, the warning, hints."""

from typing import NamedTuple

from shuzhi.author import selfcheck


class Words(NamedTuple):
    """What the guide of one form says: steps as (heading, lines), the warning, hints, whether it is handed in."""

    steps: tuple[tuple[str, tuple[str, ...]], ...]
    secret: str
    hints: tuple[str, ...]
    handed_in: bool


_HINTS = (
    "日期写成 2023-9-5 或 2023年9月5日；数字栏只填数字，不写单位。",
    "有下拉箭头的格子点着选。可以插行、排序、筛选；请不要改标题和表名。",
)
WORDS = {
    "shuzhi": Words(
        (
            ("第一步　填写", (
                "先填“支部信息”，再填蓝色标签的“会议”“党员”“民生实事”“居民提案”。",
                "灰色标签的表，有就填，没有就空着。标题带 * 的必须填。",
            )),
            (f"第二步　看“{selfcheck.TITLE}”", ("还缺什么、哪里对不上，这一页都列着；变成橙色的格子也请核对。",)),
            ("第三步　保存，报送", ("发给乡镇（街道）党建办。收到“核对结果”的，在退回的表上改好，再报一次。",)),
        ),
        "本表含党员信息，请不要发到微信群。",
        (*_HINTS, "编号已经印好，只有编号的行等于没填。要解释的，写在那一行最后的“说明”里。"), handed_in=True,
    ),
    "shuzhi-township": Words(
        (
            ("第一步　填“参数”", (
                "一项一行，写在“内容”一栏；带 * 的必须填。",
                "每到新的一期，先改“本期报送”下面的几项，再下发工作簿。",
            )),
            ("第二步　填“支部名册”和“报告”", ("一个支部一行，一种报告一行。其余各表用到时再填，可以空着。",)),
            ("第三步　保存并关闭本表，再运行程序", (
                "运行 shuzhi issue 下发工作簿，收齐后运行 shuzhi run 出报告。",
                "这里写错的地方，程序会一次全部指出来。",
            )),
        ),
        "本表含书记联系方式，请不要发到微信群。", _HINTS, handed_in=False,
    ),
}
