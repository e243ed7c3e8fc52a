"""A good answer in a moment: the best volunteers for one task, the best tasks for one volunteer.

Both look around one place with a growing box on the index of positions, judge whom they find by the same rules
(volunteers.tasks.eligibility), rank by what the planner would say it costs (`price`), and say why. The number of
queries does not grow with the city.

`volunteers_for_task` and `tasks_for_volunteer` are the two directions; `nearby` is the search, `facts` what is looked
up of both sides.
"""
