"""The columns of the roster of elders, by every heading under which townships keep them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.tabular.columns import Column
from elderly_visits.register.imports.cell_readers import ABILITY_WORDS, ASSISTANCE_WORDS, FLAG_WORDS
from people.persons.roster_cells import SEX_WORDS
from regions.roster_cells import POINT
from workbench.roster_cells import PLACES, REGION

REQUIRED_COLUMNS = ("id_number", "name", REGION)
ELDER_COLUMNS = (
    Column(
        "id_number",
        (
            "身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号", "居民身份证号码",
            "证件号码",
            "证件号", "老人身份证号", "老人身份证号码", "老人身份证", "本人身份证号", "本人身份证号码",
            "户主身份证号",
            "户主身份证号码", "身份证件号码",
        ),
        _("18 characters, as text: a spreadsheet loses the last digits of a number."),
        example="510000194001010000",
        as_text=True,
    ),
    Column("name", ("姓名", "老人姓名", "老年人姓名", "户主姓名", "户主", "本人姓名", "名字", "服务对象姓名",
    "对象姓名"), example="示例老人"),
    *PLACES,
    Column(
        "address",
        (
            "家庭住址", "地址", "住址", "居住地址", "详细地址", "现住址", "现居住地址", "家庭地址", "现居住地",
            "居住地",
            "常住地址", "常住地", "门牌号", "详细住址", "家庭详细住址", "家庭详细地址",
        ),
        example="朝阳中路1号2单元3室",
    ),
    *POINT,
    Column("gender", ("性别", "老人性别"), _("May be left empty: the ID number says it."), choices=SEX_WORDS),
    Column(
        "birth_date",
        ("出生日期", "出生年月", "出生年月日", "出生时间", "生日", "出生"),
        _("May be left empty: the ID number says it."),
        example="1940-01-01",
        as_text=True,
    ),
    Column(
        "flags",
        (
            "困难类型", "特殊困难类型", "困难类别", "特殊困难类别", "老人类型", "老人类别", "人员类别", "人员类型",
            "对象类别",
            "特困类型", "老年人类型", "老年人类别", "服务对象类别",
        ),
        _("Several are separated by ；"),
        example="独居；高龄",
        choices=FLAG_WORDS,
        several=True,
    ),
    Column(
        "assistance",
        ("救助类别", "救助类型", "社会救助类别", "社会救助类型", "社会救助情况", "低保情况", "享受救助类别"),
        choices=ASSISTANCE_WORDS,
    ),
    Column(
        "ability_level",
        ("能力等级", "能力评估等级", "能力评估", "失能等级", "失能程度", "自理能力", "老年人能力等级"),
        choices=ABILITY_WORDS,
    ),
    Column(
        "phone",
        (
            "联系电话", "电话", "手机号", "手机号码", "手机", "本人电话", "本人联系电话", "联系方式", "电话号码",
            "老人电话",
            "老人联系电话", "本人手机号", "本人手机号码",
        ),
        example="10000000000",
        as_text=True,
    ),
    Column(
        "contact_name",
        ("紧急联系人", "紧急联系人姓名", "联系人姓名", "联系人", "应急联系人", "应急联系人姓名"),
        _("Needs the phone number beside it."),
        example="示例家人",
    ),
    Column(
        "contact_phone",
        (
            "紧急联系人电话", "紧急联系电话", "联系人电话", "紧急联系人联系电话", "紧急联系人手机",
            "紧急联系人手机号",
            "紧急联系人手机号码", "紧急联系人联系方式", "联系人联系电话", "联系人手机", "联系人手机号",
            "联系人手机号码",
            "联系人联系方式", "应急联系人电话", "应急联系电话", "应急联系人联系电话",
        ),
        example="10000000000",
        as_text=True,
    ),
    Column(
        "consent_on",
        ("同意探访日期", "同意日期", "同意探访时间", "签署同意书日期"),
        _("The day on which the elder agreed to visits; empty for who has not agreed."),
        example="2026-01-01",
        as_text=True,
    ),
    Column("prefers_gender", ("希望探访人性别", "希望志愿者性别"), choices=("男", "女", "不限")),
    Column("dialects", ("方言", "语言", "使用方言"), _("Several are separated by ；"), example="四川话"),
    Column("needs_pair", ("需两人同行", "是否需两人同行", "需要两人同行"), choices=("是", "否")),
)  # fmt: skip
