"""Published facts the demonstration is made from: the 2020 census (National Bureau of Statistics, by county)."""

from __future__ import annotations

# Residents by county code; the city's economic zone (45,463) is counted apart from 达川 and added to it here.
RESIDENTS = {
    "511702000000": 905_678,
    "511703000000": 899_728 + 45_463,
    "511722000000": 954_090,
    "511723000000": 414_310,
    "511724000000": 841_960,
    "511725000000": 917_508,
    "511781000000": 406_685,
}
# Of all residents 22.4 % are 60 or older, 18.0 % 65 or older, 3.2 % 80 or older.
SHARE_60, SHARE_65, SHARE_80 = 0.224, 0.180, 0.032

# A demo county; the whole city; what each has. The programme asks for > 40,000 volunteers and >= 500 teams (item 18).
DEMO_COUNTY = "511702000000"
COUNTY_SIZE = {"volunteers": 1_500, "elders": 2_500, "teams": 40, "facilities": 60, "organizations": 20}
CITY_SIZE = {"volunteers": 40_000, "elders": 60_000, "teams": 520, "facilities": 900, "organizations": 300}
PAST_MONTHS = 3
