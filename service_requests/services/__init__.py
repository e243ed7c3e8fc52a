"""What changes a request: one function for each step, all or nothing.

Locks are taken in one order everywhere: task, request, assignment, accounts.
"""
