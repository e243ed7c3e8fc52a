"""Notifications: the outbox and the channels that empty it.

A service that has something to tell somebody inserts an outbox row in its own transaction; Celery is only a nudge, and
a sweep picks up what a lost nudge left. What is told, and why, is decided by the package that tells.
"""
