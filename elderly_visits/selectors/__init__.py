"""Reads that join elders, visits, tasks and volunteers, a file per face."""
