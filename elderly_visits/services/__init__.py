"""What changes elders, visits, reports and concerns: one function per transition, a file per use case."""
