"""What knows no subject: tables, bulk rows, calendar, months, phones, locks, badges, forms. Imports nothing of ours."""
