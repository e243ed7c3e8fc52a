"""Two files of one person: seen when somebody is registered, merged by two people, and taken apart again for a time."""
