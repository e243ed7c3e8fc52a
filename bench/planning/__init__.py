"""Measuring the planner from the register to the offers: `manage.py bench planning --size N`.

`city` invents a register with exactly N visits due next month (places, reach and wishes are those of the engine's own
invented cities), `changes` lets a few days pass, `measure` runs `manage.py plan_visits` on it in processes of their own
and puts the database's share beside the engine's. Each database is made for it and thrown away.
"""
